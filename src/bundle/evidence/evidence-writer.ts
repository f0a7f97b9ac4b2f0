import { canonicalJson } from '../../model/canonical.ts'
import type { Capture } from '../../model/capture.ts'
import type { SiteCode } from '../../model/site.ts'
import { addDays, dayOf } from '../../model/time.ts'
import { type Run, VANTAGE_SITE, type Visit } from '../../model/visit.ts'
import type { Store } from '../../store/open.ts'
import { type Context, type EvidenceLine, FORMAT } from './evidence-line.ts'

export interface EvidenceWanted {
  readonly store: Store
  readonly run: Run
  /** In the order in which they are written. */
  readonly sites: readonly SiteCode[]
  readonly context: (site: SiteCode) => Promise<Context>
  /** Handed every visit with its captures, so that they are read only once. */
  readonly onVisit: (visit: Visit, captures: readonly Capture[]) => Promise<void>
}

/** The stored evidence of a run as lines of text, one site after another; memory holds one site. */
export async function* evidenceLines(wanted: EvidenceWanted): AsyncGenerator<string> {
  for await (const line of linesOf(wanted)) yield `${canonicalJson(line)}\n`
}

async function* linesOf(wanted: EvidenceWanted): AsyncGenerator<EvidenceLine> {
  const { store, run, sites } = wanted
  yield { type: 'run', format: FORMAT, ...run }
  yield* plansOf(wanted)
  const visits = await store.visits.ofRun(run.id)
  for (const code of [VANTAGE_SITE, ...sites]) {
    const visit = visits.find((one) => one.site === code)
    if (visit) yield* visitLines(visit, wanted)
    if (code !== VANTAGE_SITE) yield* judgementLines(code, wanted)
  }
}

/** The plans of every day that one of the sites was judged by. */
async function* plansOf({ store, run, sites }: EvidenceWanted): AsyncGenerator<EvidenceLine> {
  const days: { from: string; to: string }[] = []
  for (const code of sites) {
    const seal = await store.seals.site(run.id, code)
    if (!seal) continue
    const to = dayOf(seal.statement.asOf)
    days.push({ from: addDays(to, -seal.statement.availability.days), to })
  }
  const [from] = days.map((one) => one.from).sort()
  const to = days
    .map((one) => one.to)
    .sort()
    .at(-1)
  if (from === undefined || to === undefined) return
  for (const { day, seed, perDay } of await store.probes.plans(from, to)) yield { type: 'plan', day, seed, perDay }
}

async function* visitLines(visit: Visit, { store, onVisit }: EvidenceWanted): AsyncGenerator<EvidenceLine> {
  const { site, startedAt, finishedAt } = visit
  yield { type: 'visit', site, startedAt, finishedAt }
  const entries = await store.visits.entries(visit.id)
  for (const { key, capture } of entries) yield { type: 'capture', site, key, capture }
  await onVisit(
    visit,
    entries.map(({ capture }) => capture),
  )
}

async function* judgementLines(site: SiteCode, { store, run, context }: EvidenceWanted): AsyncGenerator<EvidenceLine> {
  const seal = await store.seals.site(run.id, site)
  if (!seal) throw new Error(`site ${site} of run ${run.id} is not sealed`)
  const { asOf, availability } = seal.statement
  yield { type: 'tickets', site, value: (await store.seals.tickets(run.id, site)) ?? null }
  yield { type: 'availability', site, value: await store.probes.window(site, asOf, availability.days) }
  yield { type: 'judgement', site, asOf }
  for (const finding of await store.judgements.findings(run.id, site)) yield { type: 'finding', site, finding }
  for (const score of await store.judgements.scores(run.id, site)) yield { type: 'score', site, score }
  yield { type: 'context', site, value: await context(site) }
}
