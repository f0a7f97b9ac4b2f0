import { setImmediate as turn } from 'node:timers/promises'
import { loadChecks } from '../audit/catalogue.ts'
import { type Sealer, sealSite } from '../bundle/seal/sealer.ts'
import type { SiteMatter } from '../bundle/seal/statements.ts'
import type { BodyRef, Capture } from '../model/capture.ts'
import type { CheckDefinition } from '../model/check.ts'
import type { Config } from '../model/config.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Log } from '../model/log.ts'
import type { Rubric } from '../model/rubric.ts'
import type { Site } from '../model/site.ts'
import { type Instant, instantOf } from '../model/time.ts'
import { type Run, VANTAGE_SITE, type Visit } from '../model/visit.ts'
import type { Store } from '../store/open.ts'
import { now } from './clock.ts'
import { type Judged, judgeMaterial, rubricsOf } from './judge-material.ts'
import type { Progress } from './progress.ts'

export interface Judgement extends Judged {
  readonly site: Site
  readonly asOf: Instant
  /** All of it with what it rests on. */
  readonly matter: SiteMatter
}

interface Judging {
  readonly run: Run
  readonly config: Config
  readonly store: Store
  readonly log: Log
}

/**
 * Judges every visit of the run from stored evidence, stores the result and seals it; a site that was never reached gets its row of doubts too. A site that
 * is sealed is settled, and is not judged again.
 */
export async function judgeRun(input: Judging & { readonly progress: Progress; readonly sealer: Sealer }): Promise<void> {
  const { run, config, store, sealer } = input
  input.progress.note('judging')
  const open = []
  for (const site of config.sites) if (!(await store.seals.site(run.id, site.code))) open.push(site)
  for await (const { matter } of judgeSites({ ...input, config: { ...config, sites: open } })) {
    const { site, asOf, findings, scores } = matter
    await store.judgements.save({ run: run.id, site: site.code, asOf, findings: [...findings], scores: [...scores] })
    await sealSite(sealer, matter, instantOf(now()))
  }
}

/** Judges the run's sites one by one; touches no network and stores nothing. `asOf` overrides the moment that was judged before, or else that each visit began. */
export async function* judgeSites(input: Judging & { readonly asOf?: Instant }): AsyncGenerator<Judgement> {
  const { run, config, store } = input
  const checks = await loadChecks()
  const visits = await store.visits.ofRun(run.id)
  const vantageVisit = visits.find((visit) => visit.site === VANTAGE_SITE)
  const vantage = vantageVisit ? await store.visits.captures(vantageVisit.id) : []
  for (const site of config.sites) {
    // Reading the database waits for nothing: without this no timer, no signal and no finalizer had a turn before the last site.
    await turn()
    const visit = visits.find((one) => one.site === site.code)
    yield await judgeSite(site, visit, { ...input, checks, vantage })
  }
}

async function judgeSite(
  site: Site,
  visit: Visit | undefined,
  input: Judging & { readonly asOf?: Instant; readonly checks: readonly CheckDefinition[]; readonly vantage: readonly Capture[] },
): Promise<Judgement> {
  const { run, config, store, log, checks, vantage } = input
  const asOf = input.asOf ?? (await store.judgements.about(run.id, site.code))?.asOf ?? momentOf(visit, run)
  const captures = visit ? await store.visits.captures(visit.id) : []
  const tickets = await ticketsOf(site, input)
  const availability = await store.probes.window(site.code, asOf, periodOf(checks, rubricsOf(config, site)))
  const body = (ref: BodyRef) => store.visits.body(ref)
  const judged = await judgeMaterial({ site, captures, vantage, body, tickets, availability, asOf, config, checks, log })
  const matter = { run, site, config, visit: visit ?? null, asOf, captures, vantage, tickets, availability, ...judged }
  return { site, asOf, ...judged, matter }
}

/**
 * The moment that the visit began. No visit begins before its run or after today: whoever set the clock in between, no list may look stale, and no date as if
 * it lay ahead, for that.
 */
function momentOf(visit: Visit | undefined, run: Run): Instant {
  const began = visit && visit.startedAt > run.startedAt ? visit.startedAt : run.startedAt
  const today = instantOf(now())
  if (began > today) return today
  return began
}

/** The messages as they were when the run was sealed; as they are now for a run that is not, or for another moment than it was. */
async function ticketsOf(site: Site, { run, store, asOf }: Judging & { readonly asOf?: Instant }): Promise<Evidence['tickets']> {
  const sealed = asOf === undefined ? await store.seals.tickets(run.id, site.code) : undefined
  return sealed === undefined ? store.tickets.forSite(site.code) : sealed
}

/** Days over which availability is judged: an option of that check, which a rubric may set. */
function periodOf(checks: readonly CheckDefinition[], rubrics: readonly Rubric[]): number {
  const indicators = rubrics.flatMap(({ parts }) => parts.flatMap((part) => part.indicators))
  const days =
    indicators.find(({ check }) => check === 'availability')?.options?.['days'] ??
    checks.find(({ id }) => id === 'availability')?.options['days']
  return typeof days === 'number' ? days : 0
}
