import { lstat, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const NAMED = /^govsite-b([0-9a-z]{1,8})-/
/** Another container may share the folder but not the numbers of processes: what is younger than this may be in use there. */
const OLD_MS = 86_400_000

/** How the folder of one of this process' browsers begins: short, since a browser makes sockets in it, whose paths must not be long. */
export const FOLDER_OF_BROWSER = `govsite-b${process.pid.toString(36)}-`

/** Removes folders of browsers whose program was killed, a day ago or more. Never rejects: what cannot be removed is another user's, or goes another time. */
export async function sweepLeftBehind(now: number, folder = tmpdir()): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names) {
    const pid = Number.parseInt(NAMED.exec(name)?.[1] ?? '', 36)
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    const path = join(folder, name)
    const old = await lstat(path).then(
      (found) => found.isDirectory() && now - found.mtimeMs > OLD_MS,
      () => false,
    )
    if (old) await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process is alive too.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
