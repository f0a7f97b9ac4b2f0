import type { Kysely, Selectable } from 'kysely'
import { canonicalJson } from '../model/canonical.ts'
import type { Config } from '../model/config.ts'
import { dayOf, type Instant } from '../model/time.ts'
import type { Run } from '../model/visit.ts'
import { saveBody } from './bodies.ts'
import { decompress } from './compression.ts'
import { nameId } from './names.ts'
import { addPack, readPack } from './packs.ts'
import type { Schema } from './schema.ts'

/** The owner of the stored configurations, in the place where a site's packs have the site. */
export const CONFIG_OWNER = '@config'

export interface Runs {
  begin(run: { kind: Run['kind']; startedAt: Instant; seed: string; config: Config }): Promise<Run>
  /** By id; `latest` is the newest finished run over a registry, or else the newest finished audit, or else the newest of all. */
  find(id: string): Promise<Run | undefined>
  /** The newest run of the kind, if it was not finished. */
  unfinished(kind: Run['kind']): Promise<Run | undefined>
  finish(id: string, at: Instant): Promise<void>
  /** The configuration that the run was begun with. */
  config(id: string): Promise<Config>
  /** Place of the run in the order of all runs, from 1. */
  number(id: string): Promise<number>
  /** Takes in a run that was made elsewhere, under the id that it has; `contexts` is any JSON value that goes with it. */
  adopt(run: Run, config: Config, contexts: unknown): Promise<void>
  /** What came with a run that was made elsewhere; undefined for one of our own. */
  contexts(id: string): Promise<unknown>
  /** Oldest first. */
  list(): Promise<Run[]>
}

/** `shrink` is called when a run has ended: by then its batches have become packs. */
export function createRuns(db: Kysely<Schema>, shrink: () => void): Runs {
  return {
    begin: (run) => db.transaction().execute((transaction) => begin(transaction, run)),
    async find(id) {
      if (id === 'latest') return optional(await latest(db))
      return optional(await db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst())
    },
    async unfinished(kind) {
      const row = await newestFirst(db).where('kind', '=', kind).executeTakeFirst()
      return row && row.finished_at === null ? runOf(row) : undefined
    },
    async finish(id, at) {
      await db.updateTable('run').set({ finished_at: at }).where('id', '=', id).where('finished_at', 'is', null).execute()
      shrink()
    },
    async config(id) {
      const row = await db.selectFrom('run').select('config').where('id', '=', id).executeTakeFirstOrThrow()
      const config: Config = JSON.parse((await readPack(db, row.config)).toString('utf8'))
      return config
    },
    number: (id) => runNumber(db, id),
    adopt: (run, config, contexts) => db.transaction().execute((transaction) => adopt(transaction, run, config, contexts)),
    async contexts(id) {
      const row = await db
        .selectFrom('imported')
        .innerJoin('run', 'run.number', 'imported.run')
        .innerJoin('body', 'body.id', 'imported.contexts')
        .select('body.data')
        .where('run.id', '=', id)
        .executeTakeFirst()
      return row && JSON.parse(decompress(row.data).toString('utf8'))
    },
    async list() {
      const rows = await db.selectFrom('run').selectAll().orderBy('number').execute()
      return rows.map(runOf)
    },
  }
}

/** The row number of a run. */
export async function runNumber(db: Kysely<Schema>, id: string): Promise<number> {
  const row = await db.selectFrom('run').select('number').where('id', '=', id).executeTakeFirst()
  if (!row) throw new Error(`no run ${id}`)
  return row.number
}

function newestFirst(db: Kysely<Schema>) {
  return db.selectFrom('run').selectAll().orderBy('number', 'desc')
}

async function latest(db: Kysely<Schema>): Promise<Selectable<Schema['run']> | undefined> {
  const finished = newestFirst(db).where('finished_at', 'is not', null)
  return (
    (await finished.where('kind', '!=', 'audit').executeTakeFirst()) ??
    (await finished.executeTakeFirst()) ??
    (await newestFirst(db).executeTakeFirst())
  )
}

async function begin(db: Kysely<Schema>, run: Parameters<Runs['begin']>[0]): Promise<Run> {
  const last = await db.selectFrom('run').select(['number', 'config']).orderBy('number', 'desc').executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  const row = {
    number,
    id: `${dayOf(run.startedAt)}-${run.kind}-${number}`,
    kind: run.kind,
    seed: run.seed,
    started_at: run.startedAt,
    finished_at: null,
    config: await storeConfig(db, run.config, last?.config),
  }
  await db.insertInto('run').values(row).execute()
  return runOf(row)
}

async function adopt(db: Kysely<Schema>, run: Run, config: Config, contexts: unknown): Promise<void> {
  const last = await db.selectFrom('run').select(['number', 'config']).orderBy('number', 'desc').executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  const { id, kind, seed, startedAt: started_at, finishedAt: finished_at } = run
  await db
    .insertInto('run')
    .values({ number, id, kind, seed, started_at, finished_at, config: await storeConfig(db, config, last?.config) })
    .execute()
  await db
    .insertInto('imported')
    .values({ run: number, contexts: await saveBody(db, Buffer.from(canonicalJson(contexts))) })
    .execute()
}

/** The pack of the configuration: the last run's where nothing was changed since. */
async function storeConfig(db: Kysely<Schema>, config: Config, last: number | undefined): Promise<number> {
  const payload = Buffer.from(canonicalJson(config))
  if (last !== undefined && payload.equals(await readPack(db, last))) return last
  return addPack(db, await nameId(db, CONFIG_OWNER), 'config', payload)
}

function optional(row: Selectable<Schema['run']> | undefined): Run | undefined {
  return row && runOf(row)
}

function runOf(row: Selectable<Schema['run']>): Run {
  return { id: row.id, kind: row.kind, startedAt: row.started_at, finishedAt: row.finished_at, seed: row.seed }
}
