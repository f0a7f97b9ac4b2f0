import { UserError } from '../model/config.ts'
import { DiskError } from '../model/disk.ts'

/** How many causes of an error are looked at: a chain that bites its own tail ends too. */
const DEEPEST = 8

/**
 * What a person is told of an error that the database made: a UserError where the file is at fault, a DiskError where the disk below it is; any other error as
 * it came.
 */
export function toldTrouble(error: unknown, file: string): unknown {
  if (error instanceof UserError || error instanceof DiskError) return error
  for (const { code, message } of chainOf(error)) {
    if (/^SQLITE_(?:CORRUPT|NOTADB|FORMAT)/.test(code)) return damaged(file, message)
    if (code.startsWith('SQLITE_BUSY'))
      return new UserError(`The evidence database ${file} is locked by another process. Try again when it has ended.`)
    if (/^SQLITE_(?:CANTOPEN|READONLY|PERM)/.test(code)) return unusable(file, message)
    if (/^SQLITE_(?:FULL|IOERR)/.test(code)) return outOfRoom(file, code, message, error)
  }
  return error
}

/** The same for what the file system says when the file is opened. */
export function toldAtOpening(error: unknown, file: string): unknown {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  if (error instanceof Error && typeof code === 'string' && /^E(?:ACCES|PERM|ROFS|NOTDIR|EXIST|ISDIR)$/.test(code))
    return unusable(file, error.message)
  return toldRoom(toldTrouble(error, file), file)
}

/** The same for files that are no database: a DiskError where there is no room, any other error as it came. */
export function toldRoom(error: unknown, what: string): unknown {
  if (error instanceof UserError || error instanceof DiskError) return error
  for (const { code, message } of chainOf(error)) {
    if (/^(?:SQLITE_FULL|SQLITE_IOERR_(?:WRITE|SHMSIZE)|ENOSPC|EDQUOT|EFBIG)/.test(code)) return outOfRoom(what, code, message, error)
  }
  return error
}

/** The one thing that is said of a damaged database, whenever it is met. */
export function damaged(file: string, what: string): UserError {
  return new UserError(
    `The evidence database ${file} is damaged (${what}). Nothing was changed or deleted. The way back: "govsite restore BACKUP" with the last backup (govsite backup); the damaged file is kept aside. Without a backup, save what can be read with "sqlite3 ${file} .recover | sqlite3 rescued.sqlite", or move the file and its -wal and -shm files out of the folder and the next crawl begins a new database.`,
  )
}

export function unusable(file: string, why: string): UserError {
  return new UserError(
    `The evidence database ${file} cannot be opened: ${why}. Choose a folder that this user may write with --data, or mend its permissions.`,
  )
}

function outOfRoom(file: string, code: string, message: string, cause: unknown): DiskError {
  const full = /FULL|NOSPC|DQUOT|FBIG|SHMSIZE|IOERR_WRITE/.test(code)
  const what = full ? `There is no room left on the disk for ${file}` : `The disk below ${file} failed`
  const todo = full ? 'Make room' : 'Look after the disk'
  return new DiskError(
    `${what} (${message}). What was committed is kept and nothing is damaged. ${todo}, then run the same command again: it goes on from there.`,
    cause,
  )
}

function* chainOf(error: unknown): Generator<{ code: string; message: string }> {
  let at = error
  for (let depth = 0; depth < DEEPEST && at instanceof Error; depth += 1) {
    if ('code' in at && typeof at.code === 'string') yield { code: at.code, message: at.message }
    at = at.cause
  }
}
