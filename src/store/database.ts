import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Log } from '../model/log.ts'
import { OpenDialect } from './dialect.ts'
import { MIGRATIONS } from './migrations.ts'
import { APPLICATION_ID, checkFile, type State, stateOf } from './origin.ts'
import type { Schema } from './schema.ts'
import { damaged, toldAtOpening } from './trouble.ts'

/** Long enough for another process's commit, short enough to be noticed. */
export const BUSY_MS = 10_000
/**
 * A check of all pages costs about a millisecond for each MB, and more where the disk is cold: too long to wait at each command over a larger file. That one
 * is checked by every backup and by `verify`, and its bodies and packs carry checksums in any case.
 */
const CHECK_WHOLE_UP_TO_BYTES = 128 << 20

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
    await checkFile(file)
    const size = existsSync(file) ? statSync(file).size : 0
    const state = size === 0 ? 'new' : lookInto(file, size)
    handle = new Database(file, { timeout: BUSY_MS })
    prepare(handle, state === 'new')
    const opened = handle
    const db = new Kysely<Schema>({ dialect: new OpenDialect(opened) })
    if (state !== 'current') await migrate(db, opened, { file, log })
    return { db, shrink: () => opened.exec('pragma incremental_vacuum') }
  } catch (error) {
    handle?.close()
    throw toldAtOpening(error, file)
  }
}

/** Whether the file may be opened for writing, told without: closing it would write what is in its log into a file that is damaged or not ours. */
function lookInto(file: string, size: number): State {
  // What a rollback journal holds has to be taken back first, which is writing.
  const handle = new Database(file, { readonly: !existsSync(`${file}-journal`), timeout: BUSY_MS })
  try {
    const state = stateOf(handle, file)
    checkPages(handle, file, size)
    return state
  } finally {
    handle.close()
  }
}

function prepare(handle: Database.Database, fresh: boolean): void {
  if (fresh) {
    // All before anything is written, or a new file would not take them. Small pages: a night of a few sites adds a few hundred bytes to each table.
    handle.pragma('page_size = 1024')
    handle.pragma('auto_vacuum = INCREMENTAL')
    handle.pragma(`application_id = ${APPLICATION_ID}`)
  }
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

/** All of it or nothing: a process that is killed on the way must not leave tables that the next one cannot make again. */
async function migrate(db: Kysely<Schema>, handle: Database.Database, { file, log }: { file: string; log: Log }): Promise<void> {
  handle.exec('begin immediate')
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error) throw error
    handle.exec('commit')
    for (const { migrationName } of results) log.debug({ file, migration: migrationName }, 'schema brought up to date')
  } catch (error) {
    if (handle.inTransaction) handle.exec('rollback')
    throw error
  }
}
