import { existsSync, statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { DEFAULT_MIGRATION_TABLE } from 'kysely/migration'
import { UserError } from '../model/config.ts'
import { MIGRATIONS } from './migrations.ts'
import { damaged, unusable } from './trouble.ts'
import { walTrouble } from './wal.ts'

/** "govs": by it other programs know the file for ours. Databases from before it was written have 0. */
export const APPLICATION_ID = 0x676f7673

/** What can be told of a database file before SQLite touches it. Throws a UserError for one that must not be opened. */
export async function checkFile(file: string): Promise<void> {
  if (existsSync(file) && !statSync(file).isFile()) throw unusable(file, 'it is no file but a folder or a device')
  const size = existsSync(file) ? statSync(file).size : 0
  const log = existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0
  // SQLite would delete the log, and with it all that is left.
  if (size === 0 && log > 0) throw damaged(file, `it is ${existsSync(file) ? 'empty' : 'gone'}, but its write-ahead log is not`)
  const trouble = await walTrouble(file)
  if (trouble === undefined) return
  throw damaged(file, `${trouble}; to go on without what it held, move that file out of the folder`)
}

/** How far a database has come that may be opened: nothing in it yet, an older schema, or today's. */
export type State = 'new' | 'old' | 'current'

/** Throws a UserError for another program's database and for one of a newer version, before anything is written to it. */
export function stateOf(handle: Database.Database, file: string): State {
  const ids = [handle.pragma('application_id', { simple: true }), handle.pragma('user_version', { simple: true })]
  const tables = handle.prepare<[], string>("select name from sqlite_master where type = 'table'").pluck().all()
  const known = tables.includes(DEFAULT_MIGRATION_TABLE)
  const fresh = tables.length === 0 && ids.every((id) => id === 0)
  const ours = (ids[0] === APPLICATION_ID || ids[0] === 0) && ids[1] === 0
  // Begun and cut off before the first table.
  const begun = tables.length === 0 && ids[0] === APPLICATION_ID
  if (!fresh && !begun && !(ours && known)) {
    throw new UserError(
      `${file} is a database of another program. Nothing was changed. Choose another folder with --data, or, if govsite's own file was replaced by it, move it away and run "govsite restore BACKUP".`,
    )
  }
  const had = known ? migrationsIn(handle, file) : []
  if (fresh) return 'new'
  return Object.keys(MIGRATIONS).every((name) => had.includes(name)) ? 'current' : 'old'
}

function migrationsIn(handle: Database.Database, file: string): string[] {
  const names = handle.prepare<[], string>(`select name from ${DEFAULT_MIGRATION_TABLE}`).pluck().all()
  const newer = names.filter((name) => !Object.hasOwn(MIGRATIONS, name))
  if (newer.length === 0) return names
  throw new UserError(
    `${file} was written by a newer version of govsite (it has schema ${newer.join(', ')}, this version knows up to ${Object.keys(MIGRATIONS).at(-1)}). Update govsite, or choose another folder with --data.`,
  )
}
