import type { Kysely, Selectable } from 'kysely'
import type { Config } from '../model/config.ts'
import { dayOf, type Instant } from '../model/time.ts'
import type { Run } from '../model/visit.ts'
import { canonicalJson } from './canonical.ts'
import { nameId } from './names.ts'
import { addPack, readPack } from './packs.ts'
import type { Schema } from './schema.ts'

/** The owner of the stored configurations, in the place where a site's packs have the site. */
const CONFIG_OWNER = '@config'

export interface Runs {
  begin(run: { kind: Run['kind']; startedAt: Instant; seed: string; config: Config }): Promise<Run>
  /** By id; `latest` is the newest finished run over a registry, or else the newest finished audit, or else the newest of all. */
  find(id: string): Promise<Run | undefined>
  /** The newest run of the kind, if it was not finished. */
  unfinished(kind: Run['kind']): Promise<Run | undefined>
  finish(id: string, at: Instant): Promise<void>
  /** The configuration that the run was begun with. */
  config(id: string): Promise<Config>
  /** Oldest first. */
  list(): Promise<Run[]>
}

/** `shrink` is called when a run has ended: by then its batches have become packs. */
export function createRuns(db: Kysely<Schema>, shrink: () => void): Runs {
  const newestFirst = () => db.selectFrom('run').selectAll().orderBy('number', 'desc')
  return {
    begin: (run) => db.transaction().execute((transaction) => begin(transaction, run)),
    async find(id) {
      if (id !== 'latest') return optional(await db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst())
      const finished = newestFirst().where('finished_at', 'is not', null)
      const row =
        (await finished.where('kind', '!=', 'audit').executeTakeFirst()) ??
        (await finished.executeTakeFirst()) ??
        (await newestFirst().executeTakeFirst())
      return optional(row)
    },
    async unfinished(kind) {
      const row = await newestFirst().where('kind', '=', kind).executeTakeFirst()
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
