import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { putInPlace } from './copy.ts'
import { checkFile } from './origin.ts'

/**
 * Puts a checked database in the place of the one that is there, which is kept under another name; the name it is kept under, or null when there was none. A
 * process that is killed in the middle leaves one of the two in place, whole.
 */
export async function replaceDatabase(made: string, file: string, aside: string): Promise<string | null> {
  await settleLog(file)
  const there = existsSync(file)
  // A second name for it, so that it is not away for a moment.
  if (there) link(file, aside)
  // The log of the old database must not be read with the new one: SQLite would write it into that.
  const log = existsSync(`${file}-wal`)
  if (log) renameSync(`${file}-wal`, `${aside}-wal`)
  rmSync(`${file}-shm`, { force: true })
  putInPlace(made, file)
  return there || log ? aside : null
}

/** What the log of a sound database holds is written into it, so that the file alone is all of it; a damaged one is left as it is. */
async function settleLog(file: string): Promise<void> {
  if (!existsSync(file)) return
  try {
    await checkFile(file)
    if (withDatabase(file, true, (handle) => handle.pragma('quick_check(1)', { simple: true })) !== 'ok') return
    withDatabase(file, false, (handle) => handle.pragma('wal_checkpoint(TRUNCATE)'))
  } catch {
    // It is damaged, which is why it is replaced: it is kept as it is.
  }
}

function withDatabase<T>(file: string, readonly: boolean, work: (handle: Database.Database) => T): T {
  const handle = new Database(file, { readonly, fileMustExist: true })
  try {
    return work(handle)
  } finally {
    handle.close()
  }
}

function link(file: string, aside: string): void {
  try {
    linkSync(file, aside)
  } catch {
    // A file system without second names: a copy does as well.
    copyFileSync(file, aside)
  }
}
