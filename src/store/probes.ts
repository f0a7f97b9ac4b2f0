import { type Kysely, sql } from 'kysely'
import type { ProbeCapture } from '../model/capture.ts'
import type { Evidence } from '../model/evidence.ts'
import type { SiteCode } from '../model/site.ts'
import { addDays, dayOf, type Instant, instantOf, type LocalDate, millisOf } from '../model/time.ts'
import type { Draft } from '../model/visit.ts'
import { saveBody } from './bodies.ts'
import { contentId } from './canonical.ts'
import { decompress } from './compression.ts'
import { nameId } from './names.ts'
import type { Schema } from './schema.ts'
import { lengthen, numberReader, packNumbers, shorten } from './shorthand.ts'

const DAY_MS = 86_400_000
const READ_AT_ONCE = 500

/** From seed and count follow the moments of a day's probes. */
export interface ProbePlan {
  readonly day: LocalDate
  readonly seed: string
  readonly perDay: number
}

/** What a night knew when it was sealed: a clock that was set back dates what came later as if it had come before. */
export interface KnownProbes {
  /** Row number of the last probe. */
  readonly upTo: number
  /** How many plans there were. */
  readonly plans: number
}

export interface Probes {
  /** The day's plan, the first one saved: a plan is proof only while it cannot be changed afterwards. */
  savePlan(day: LocalDate, seed: string, perDay: number): Promise<void>
  /** The plans of the days, both ends included, in the order of saving: a clock that was set back does not put a new one among those that are sealed. */
  plans(from: LocalDate, to: LocalDate): Promise<ProbePlan[]>
  append(site: SiteCode, draft: Draft<ProbeCapture>): Promise<ProbeCapture>
  /** The probes taken in the time, both ends included, oldest first. */
  between(site: SiteCode, from: Instant, to: Instant): Promise<ProbeCapture[]>
  /** What availability is judged by at a moment: the probes of so many days before it, and how many the stored plans had asked for. */
  window(site: SiteCode, asOf: Instant, days: number, known?: KnownProbes): Promise<Evidence['availability']>
  /** All probes of whatever site that were stored after the one with this row number, in the order of storing. */
  after(row: number): AsyncIterable<{ readonly row: number; readonly site: SiteCode; readonly probe: ProbeCapture }>
}

export function createProbes(db: Kysely<Schema>): Probes {
  const probes: Probes = {
    async savePlan(day, seed, perDay) {
      await db
        .insertInto('probe_plan')
        .values({ day, seed, per_day: perDay })
        .onConflict((conflict) => conflict.column('day').doNothing())
        .execute()
    },
    async plans(from, to) {
      const rows = await db
        .selectFrom('probe_plan')
        .selectAll()
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy(sql`rowid`)
        .execute()
      return rows.map((row) => ({ day: row.day, seed: row.seed, perDay: row.per_day }))
    },
    append: (site, draft) => db.transaction().execute((transaction) => append(transaction, site, draft)),
    between: (site, from, to) => between(db, site, { from, to, upTo: Number.MAX_SAFE_INTEGER }),
    async window(site, asOf, days, known = ALL) {
      const today = dayOf(asOf)
      const from = addDays(today, -days)
      const plans = (await probes.plans('', '\uffff')).slice(0, known.plans).filter(({ day }) => day > from && day <= today)
      const planned = plans.reduce((sum, plan) => sum + plan.perDay, 0)
      const taken = await between(db, site, { from: instantOf(millisOf(asOf) - days * DAY_MS), to: asOf, upTo: known.upTo })
      return { probes: taken, planned, days }
    },
    after: (row) => readAfter(db, row),
  }
  return probes
}

const ALL: KnownProbes = { upTo: Number.MAX_SAFE_INTEGER, plans: Number.MAX_SAFE_INTEGER }

async function between(
  db: Kysely<Schema>,
  site: SiteCode,
  { from, to, upTo }: { from: Instant; to: Instant; upTo: number },
): Promise<ProbeCapture[]> {
  const rows = await db
    .selectFrom('probe')
    .innerJoin('name', 'name.id', 'probe.site')
    .innerJoin('body', 'body.id', 'probe.shape')
    .select(['probe.taken_at', 'probe.numbers', 'body.data'])
    .where('name.name', '=', site)
    .where('probe.taken_at', '>=', from)
    .where('probe.taken_at', '<=', to)
    .where('probe.id', '<=', upTo)
    .orderBy('probe.taken_at')
    .orderBy('probe.id')
    .execute()
  return rows.map(probeOf)
}

async function* readAfter(db: Kysely<Schema>, last: number): ReturnType<Probes['after']> {
  for (let after = last; ; ) {
    const rows = await db
      .selectFrom('probe')
      .innerJoin('name', 'name.id', 'probe.site')
      .innerJoin('body', 'body.id', 'probe.shape')
      .select(['probe.id', 'name.name', 'probe.taken_at', 'probe.numbers', 'body.data'])
      .where('probe.id', '>', after)
      .orderBy('probe.id')
      .limit(READ_AT_ONCE)
      .execute()
    for (const row of rows) yield { row: row.id, site: row.name, probe: probeOf(row) }
    const end = rows.at(-1)
    if (!end) return
    after = end.id
  }
}

async function append(db: Kysely<Schema>, site: SiteCode, draft: Draft<ProbeCapture>): Promise<ProbeCapture> {
  const { template, numbers } = shorten(draft, millisOf(draft.takenAt))
  const shape = await saveBody(db, Buffer.from(template))
  await db
    .insertInto('probe')
    .values({ site: await nameId(db, site), taken_at: draft.takenAt, shape, numbers: packNumbers(numbers) })
    .execute()
  return { ...draft, id: contentId(draft) }
}

function probeOf(row: { taken_at: string; numbers: Uint8Array; data: Uint8Array }): ProbeCapture {
  const template: Record<string, unknown> = JSON.parse(decompress(row.data).toString('utf8'))
  const draft = lengthen(template, numberReader(row.numbers), millisOf(row.taken_at))
  const capture: unknown = { ...draft, id: contentId(draft) }
  // What is read here was written from a ProbeCapture by `append`.
  return capture as ProbeCapture
}
