import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration'
import { UserError } from '../model/config.ts'
import type { Log } from '../model/log.ts'
import { MIGRATIONS } from './migrations.ts'
import type { Schema } from './schema.ts'

/** Long enough for another process's commit, short enough to be noticed. */
const BUSY_MS = 10_000
/** Reading every page of a larger file would make each command wait; its bodies and packs carry checksums in any case. */
const CHECK_WHOLE_UP_TO_BYTES = 512 << 20

export interface OpenDatabase {
  readonly db: Kysely<Schema>
  /** Gives the pages of what was replaced back to the file system. */
  shrink(): void
}

/** The database of the file, made or brought up to date where needed. Throws a UserError for a file that is damaged, too new, or not ours. */
export async function openDatabase({ file, log }: { file: string; log: Log }): Promise<OpenDatabase> {
  let handle: Database.Database | undefined
  try {
    mkdirSync(dirname(file), { recursive: true })
    const size = existsSync(file) ? statSync(file).size : 0
    handle = new Database(file, { timeout: BUSY_MS })
    prepare(handle)
    checkPages(handle, file, size)
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: handle }) })
    await checkOrigin(db, file)
    await migrate(db, file, log)
    const opened = handle
    return { db, shrink: () => opened.exec('pragma incremental_vacuum') }
  } catch (error) {
    handle?.close()
    throw asUserError(error, file)
  }
}

/** A consistent copy of a database, made beside whoever else reads or writes it. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const handle = new Database(from, { timeout: BUSY_MS })
  try {
    await handle.backup(to)
  } finally {
    handle.close()
  }
}

function prepare(handle: Database.Database): void {
  // Both before anything is written, or a new file would not take them. Small pages: a night of a few sites adds a few hundred bytes to each table.
  handle.pragma('page_size = 1024')
  handle.pragma('auto_vacuum = INCREMENTAL')
  handle.pragma('journal_mode = WAL')
  // FULL: what was committed outlives a power cut too. A batch is some dozens of captures, so the price is a few waits a minute and site.
  handle.pragma('synchronous = FULL')
  handle.pragma('foreign_keys = ON')
  handle.pragma('cell_size_check = ON')
}

function checkPages(handle: Database.Database, file: string, size: number): void {
  if (size > CHECK_WHOLE_UP_TO_BYTES) return
  const verdict = handle.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw damaged(file, String(verdict))
}

/** Whether the file is one that this version can read. */
async function checkOrigin(db: Kysely<Schema>, file: string): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (tables.length === 0) return
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) {
    throw new UserError(`${file} is a database of another program. Choose another folder with --data.`)
  }
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db)
  const newer = rows.map(({ name }) => name).filter((name) => !Object.hasOwn(MIGRATIONS, name))
  if (newer.length > 0) {
    throw new UserError(
      `${file} was written by a newer version of govsite (it has schema ${newer.join(', ')}, this version knows up to ${Object.keys(MIGRATIONS).at(-1)}). Update govsite, or choose another folder with --data.`,
    )
  }
}

async function migrate(db: Kysely<Schema>, file: string, log: Log): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const { error, results = [] } = await migrator.migrateToLatest()
  for (const { migrationName } of results) log.debug({ file, migration: migrationName }, 'schema brought up to date')
  if (error) throw error
}

function damaged(file: string, what: string): UserError {
  return new UserError(
    `The evidence database ${file} is damaged (${what}). Nothing was changed. The way back: move it and its -wal and -shm files out of the folder, then restore the last backup, or save what can be read with "sqlite3 ${file} .recover | sqlite3 rescued.sqlite"; without either, the next crawl begins a new database.`,
  )
}

function asUserError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error
  const code: unknown = 'code' in error ? error.code : undefined
  if (typeof code !== 'string') return error
  if (/^SQLITE_(?:CORRUPT|NOTADB|FORMAT)/.test(code)) return damaged(file, error.message)
  if (code.startsWith('SQLITE_BUSY'))
    return new UserError(`The evidence database ${file} is locked by another process. Try again when it has ended.`)
  if (/^(?:SQLITE_(?:CANTOPEN|READONLY|PERM|FULL|IOERR)|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|ENOSPC)/.test(code)) {
    return new UserError(
      `The evidence database ${file} cannot be opened: ${error.message}. Choose a folder that this user may write with --data.`,
    )
  }
  return error
}
