import type { Kysely } from 'kysely'
import type { BodyRef, Capture } from '../model/capture.ts'
import type { SiteCode } from '../model/site.ts'
import { type Instant, millisOf } from '../model/time.ts'
import type { Visit, VisitJournal } from '../model/visit.ts'
import { readBody } from './bodies.ts'
import { decompress } from './compression.ts'
import { decodeEntries, type Entry, inOrderOfCapture } from './entries.ts'
import { Journal } from './journal.ts'
import { nameId } from './names.ts'
import { readPack } from './packs.ts'
import { runNumber } from './runs.ts'
import type { Schema } from './schema.ts'

export interface Visits {
  /** The run's visit to the site: begun now, or as far as it was committed. Of one visit there is one journal. */
  open(run: string, site: SiteCode, at: Instant): Promise<{ visit: Visit; journal: VisitJournal }>
  /** In the order they were begun in; the visit of the vantage is among them. */
  ofRun(run: string): Promise<Visit[]>
  /** Committed captures, in order of capture. */
  captures(visit: string): Promise<Capture[]>
  /** Committed captures with the keys they were taken under, in the order in which they are stored. */
  entries(visit: string): Promise<readonly Entry[]>
  /** The site's latest finished visit of an earlier run; undefined when there is none. */
  before(run: string, site: SiteCode): Promise<Visit | undefined>
  body(ref: BodyRef): Promise<Uint8Array>
}

/** What the store itself needs besides. */
export interface VisitsWithin extends Visits {
  /** Resolves when no journal is writing. */
  settled(): Promise<void>
}

interface VisitRow {
  readonly id: number
  readonly runId: string
  readonly site: number
  readonly siteCode: SiteCode
  readonly started_at: string
  readonly finished_at: string | null
  readonly pack: number | null
}

export function createVisits(db: Kysely<Schema>): VisitsWithin {
  const journals = new Map<string, Journal>()
  const settled = async () => {
    for (const journal of journals.values()) await journal.settled()
  }
  return {
    async open(run, site, at) {
      // A journal that is just ending first ends: half of an end is no state to read.
      await journals.get(visitId(run, site))?.settled()
      const row = await beginOrFind(db, run, site, at)
      const visit = visitOf(row)
      const { entries, segments } = await readEntries(db, row)
      // A province's journals together are too much to hold on to: each is let go when its visit has ended.
      const ended = () => void journals.delete(visit.id)
      const journal = new Journal(db, { row: row.id, owner: row.site, visit, entries, segments, ended })
      if (visit.finishedAt !== null) return { visit, journal }
      const live = journals.get(visit.id) ?? journal
      journals.set(visit.id, live)
      return { visit, journal: live }
    },
    async ofRun(run) {
      const rows = await visitRows(db).where('run.id', '=', run).orderBy('visit.id').execute()
      return rows.map(visitOf)
    },
    async captures(visit) {
      await journals.get(visit)?.settled()
      const { entries } = await readEntries(db, await rowOf(db, visit))
      return inOrderOfCapture(entries)
    },
    async entries(visit) {
      await journals.get(visit)?.settled()
      return (await readEntries(db, await rowOf(db, visit))).entries
    },
    before: (run, site) => before(db, run, site),
    body: (ref) => readBody(db, ref),
    settled,
  }
}

async function before(db: Kysely<Schema>, run: string, site: SiteCode): Promise<Visit | undefined> {
  const earlier = visitRows(db)
    .where('run.number', '<', await runNumber(db, run))
    .where('name.name', '=', site)
  const row = await earlier.where('visit.finished_at', 'is not', null).orderBy('run.number', 'desc').executeTakeFirst()
  return row && visitOf(row)
}

/** The captures' ids of a run's visit to a site in the order that its pack keeps; undefined when there is no finished visit. */
export async function packedIds(db: Kysely<Schema>, run: string, site: SiteCode): Promise<string[] | undefined> {
  const row = await visitRows(db).where('run.id', '=', run).where('name.name', '=', site).executeTakeFirst()
  if (!row || row.pack === null) return undefined
  return (await readEntries(db, row)).entries.map(({ capture }) => capture.id)
}

function visitRows(db: Kysely<Schema>) {
  return db
    .selectFrom('visit')
    .innerJoin('run', 'run.number', 'visit.run')
    .innerJoin('name', 'name.id', 'visit.site')
    .select(['visit.id', 'run.id as runId', 'visit.site', 'name.name as siteCode', 'visit.started_at', 'visit.finished_at', 'visit.pack'])
}

async function beginOrFind(db: Kysely<Schema>, runId: string, siteCode: SiteCode, at: Instant): Promise<VisitRow> {
  return db.transaction().execute(async (transaction) => {
    const known = await visitRows(transaction).where('run.id', '=', runId).where('name.name', '=', siteCode).executeTakeFirst()
    if (known) return known
    const run = await runNumber(transaction, runId)
    const site = await nameId(transaction, siteCode)
    const { id } = await transaction.insertInto('visit').values({ run, site, started_at: at }).returning('id').executeTakeFirstOrThrow()
    return { id, runId, site, siteCode, started_at: at, finished_at: null, pack: null }
  })
}

async function rowOf(db: Kysely<Schema>, visit: string): Promise<VisitRow> {
  const slash = visit.indexOf('/')
  const row = await visitRows(db)
    .where('run.id', '=', visit.slice(0, slash))
    .where('name.name', '=', visit.slice(slash + 1))
    .executeTakeFirst()
  if (!row) throw new Error(`no visit ${visit}`)
  return row
}

async function readEntries(db: Kysely<Schema>, row: VisitRow): Promise<{ entries: Entry[]; segments: number }> {
  const origin = millisOf(row.started_at)
  if (row.pack !== null) return { entries: decodeEntries(await readPack(db, row.pack), origin), segments: 0 }
  const rows = await db.selectFrom('segment').select('data').where('visit', '=', row.id).orderBy('number').execute()
  return { entries: rows.flatMap(({ data }) => decodeEntries(decompress(data), origin)), segments: rows.length }
}

/** A run's id holds no `/`; a site's may. */
function visitId(run: string, site: SiteCode): string {
  return `${run}/${site}`
}

function visitOf(row: VisitRow): Visit {
  return {
    id: visitId(row.runId, row.siteCode),
    run: row.runId,
    site: row.siteCode,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }
}
