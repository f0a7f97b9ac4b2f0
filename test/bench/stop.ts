import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const children = new Set<ChildProcess>()
const folders = new Set<string>()

/** Remembers a process that leads a group of its own, so that the end of the bench ends it too. */
export function keepForStop(child: ChildProcess): { readonly kill: () => void; readonly forget: () => void } {
  children.add(child)
  child.once('exit', () => children.delete(child))
  return { kill: () => killGroup(child, 'SIGTERM'), forget: () => children.delete(child) }
}

/** A folder that is gone when the bench ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `govsite-bench-${name}-`))
  folders.add(folder)
  return folder
}

/** Ends every process and removes every folder that is left; also on Ctrl-C. */
export function stopAll(): void {
  for (const child of children) killGroup(child, 'SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

/** Has Ctrl-C and SIGTERM leave nothing behind. */
export function stopOnSignals(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      stopAll()
      process.exit(code)
    })
  }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
