import { loadChecks } from '../audit/catalogue.ts'
import { assembleEvidence } from '../audit/evidence.ts'
import { judge } from '../audit/judge.ts'
import { createCalendar } from '../extract/calendar.ts'
import type { Capture } from '../model/capture.ts'
import type { CheckDefinition } from '../model/check.ts'
import type { Config } from '../model/config.ts'
import type { Evidence } from '../model/evidence.ts'
import type { RecordedFinding } from '../model/finding.ts'
import type { Log } from '../model/log.ts'
import type { Rubric, SiteScore } from '../model/rubric.ts'
import type { Site } from '../model/site.ts'
import { addDays, dayOf, type Instant, instantOf, millisOf } from '../model/time.ts'
import { type Run, VANTAGE_SITE, type Visit } from '../model/visit.ts'
import { scoreSite } from '../score/score.ts'
import type { Store } from '../store/open.ts'
import type { Progress } from './progress.ts'

export interface Judgement {
  readonly site: Site
  readonly asOf: Instant
  readonly findings: readonly RecordedFinding[]
  readonly scores: readonly SiteScore[]
}

interface Judging {
  readonly run: Run
  readonly config: Config
  readonly store: Store
  readonly log: Log
}

/** Judges every visit of the run from stored evidence and stores the result; a site that was never reached gets its row of doubts too. */
export async function judgeRun(input: Judging & { readonly progress: Progress }): Promise<void> {
  input.progress.note('judging')
  for await (const { site, asOf, findings, scores } of judgeSites(input)) {
    await input.store.judgements.save({ run: input.run.id, site: site.code, asOf, findings: [...findings], scores: [...scores] })
  }
}

/** Judges the run's sites one by one; touches no network and stores nothing. `asOf` overrides the moment that each visit began. */
export async function* judgeSites(input: Judging & { readonly asOf?: Instant }): AsyncGenerator<Judgement> {
  const { run, config, store } = input
  const checks = await loadChecks()
  const visits = await store.visits.ofRun(run.id)
  const vantageVisit = visits.find((visit) => visit.site === VANTAGE_SITE)
  const vantage = vantageVisit ? await store.visits.captures(vantageVisit.id) : []
  for (const site of config.sites) {
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
  const asOf = input.asOf ?? visit?.startedAt ?? run.startedAt
  const rubrics = config.rubrics.filter((rubric) => rubric.appliesTo.includes(site.owner.kind))
  const evidence = await assembleEvidence({
    site,
    captures: visit ? await store.visits.captures(visit.id) : [],
    vantage,
    body: (ref) => store.visits.body(ref),
    tickets: await store.tickets.forSite(site.code),
    availability: await availability(site, asOf, store, periodOf(checks, rubrics)),
    config,
    log,
    asOf,
  })
  const findings = judge({ site, evidence, checks, rubric: optionsFrom(rubrics), calendar: createCalendar(config.calendar), asOf, log })
  const scores = rubrics.map((rubric) => scoreSite(rubric, findings, { site: site.code, asOf }))
  return { site, asOf, findings, scores }
}

/** Options come from the first rubric that applies: a finding is made once, however many rubrics read it. */
const optionsFrom = (rubrics: readonly Rubric[]): Rubric | undefined => rubrics[0]

/** Days over which availability is judged: an option of that check, which a rubric may set. */
function periodOf(checks: readonly CheckDefinition[], rubrics: readonly Rubric[]): number {
  const indicators = rubrics.flatMap(({ parts }) => parts.flatMap((part) => part.indicators))
  const days =
    indicators.find(({ check }) => check === 'availability')?.options?.['days'] ??
    checks.find(({ id }) => id === 'availability')?.options['days']
  return typeof days === 'number' ? days : 0
}

async function availability(site: Site, asOf: Instant, store: Store, days: number): Promise<Evidence['availability']> {
  const today = dayOf(asOf)
  const from = addDays(today, -days)
  const start = instantOf(millisOf(asOf) - days * 86_400_000)
  const plans = await store.probes.plans(from, today)
  const probes = await store.probes.between(site.code, start, asOf)
  const planned = plans.filter((plan) => plan.day > from).reduce((sum, plan) => sum + plan.perDay, 0)
  return { probes, planned, days }
}
