import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { UserError } from '../model/config.ts'

/** Two that start in the same moment get in each other's way for as long at most. */
const WAIT_MS = 300

/**
 * Takes the data folder for this process, or throws a UserError when another process has it. The lock is an exclusive transaction on an empty database, so
 * the operating system ends it with the process, however that dies. Readers need no lock.
 */
export function lockFolder(dir: string): { release(): void } {
  const file = join(dir, 'lock.sqlite')
  // A file of its own: reading the locked one would end the lock, by the rules of POSIX.
  const holder = join(dir, 'lock.pid')
  let lock: Database.Database | undefined
  try {
    mkdirSync(dir, { recursive: true })
    lock = new Database(file, { timeout: WAIT_MS })
    lock.exec('begin exclusive')
    writeFileSync(holder, `${process.pid}\n`)
  } catch (error) {
    lock?.close()
    throw refusal(dir, holder, error)
  }
  const held = lock
  return {
    release() {
      if (!held.open) return
      rmSync(holder, { force: true })
      held.close()
    },
  }
}

function refusal(dir: string, holder: string, error: unknown): UserError {
  if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
    return new UserError(
      `The data folder ${dir} is in use by another govsite process${pidOf(holder)}. Wait until it ends, or choose another folder with --data.`,
    )
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new UserError(`The data folder ${dir} cannot be used: ${reason}. Choose a folder that this user may write with --data.`)
}

function pidOf(holder: string): string {
  try {
    const pid = Number.parseInt(readFileSync(holder, 'utf8'), 10)
    return Number.isSafeInteger(pid) ? ` (pid ${pid})` : ''
  } catch {
    // The holder may be about to write it; the refusal stands without.
    return ''
  }
}
