import { setImmediate as turn } from 'node:timers/promises'
import { loadChecks } from '../audit/catalogue.ts'
import type { Capture, CaptureId, PictureCapture } from '../model/capture.ts'
import type { CheckDefinition } from '../model/check.ts'
import type { Config } from '../model/config.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Site } from '../model/site.ts'
import { dayOf } from '../model/time.ts'
import { type Run, VANTAGE_SITE, type Visit } from '../model/visit.ts'
import type { Cited } from '../report/cited.ts'
import { runView } from '../report/run.ts'
import type { RunSealView, RunView } from '../report/run-view.ts'
import { siteView } from '../report/site.ts'
import type { HistoryPoint, SealView, SiteView } from '../report/site-view.ts'
import { digestOf, type SiteDigest } from '../report/view.ts'
import { findingCosts } from '../score/costs.ts'
import type { Store } from '../store/open.ts'
import { type Standings, standingsOf } from './standings.ts'
import { VERSION } from './version.ts'

const HISTORY_AT_MOST = 30

export interface RunMaterial {
  readonly run: RunView
  /** In the order of the league tables; read one at a time, each time anew. */
  sites(): AsyncGenerator<SiteView>
}

export interface MaterialOptions {
  /** Where the evidence lies, as a person would look for it. */
  readonly where: string
  /** Only these sites are written about; their ranks are still among all. */
  readonly only?: readonly string[]
  readonly seal?: RunSealView | null
  readonly sealOf?: (site: string) => Promise<SealView | null>
}

/** Everything that documents say of a stored run. Holds a digest of each site, and of one site at a time all the rest. */
export async function runMaterial(run: Run, store: Store, options: MaterialOptions): Promise<RunMaterial> {
  const config = await store.runs.config(run.id)
  const all = await siteDigests(run, config.sites, store)
  const standings = await standingsOf(run, all, store)
  const digests = all.filter(({ site }) => options.only?.includes(site.code) ?? true)
  const view = runView({
    run,
    program: `govsite ${VERSION}`,
    digests,
    rank: standings.rank,
    where: options.where,
    rubrics: config.rubrics.filter((rubric) => rubric.appliesTo.some((kind) => digests.some(({ site }) => site.owner.kind === kind))),
    seal: options.seal ?? null,
  })
  return { run: view, sites: () => siteViews({ run, store, config, view, options, standings }) }
}

/** What the league needs of each site of the run. */
export async function siteDigests(run: Run, sites: readonly Site[], store: Store): Promise<SiteDigest[]> {
  const digests: SiteDigest[] = []
  for (const site of sites) {
    // Reading the database waits for nothing: what it has unpacked is given back only when something else has a turn.
    await turn()
    const scores = await store.judgements.scores(run.id, site.code)
    digests.push(digestOf({ site, scores, findings: await store.judgements.findings(run.id, site.code) }))
  }
  return digests
}

interface Gathering {
  readonly run: Run
  readonly store: Store
  readonly config: Config
  readonly view: RunView
  readonly options: MaterialOptions
  readonly standings: Standings
}

interface Shared extends Gathering {
  readonly checks: readonly CheckDefinition[]
  readonly visits: readonly Visit[]
  readonly vantage: readonly Capture[]
  /** Runs before this one that a score can be compared with, oldest first. */
  readonly earlier: readonly Run[]
}

async function* siteViews(gathering: Gathering): AsyncGenerator<SiteView> {
  const { run, store, config, view } = gathering
  const visits = await store.visits.ofRun(run.id)
  const vantageVisit = visits.find((visit) => visit.site === VANTAGE_SITE)
  const shared: Shared = {
    ...gathering,
    checks: await loadChecks(),
    visits,
    vantage: vantageVisit ? await store.visits.captures(vantageVisit.id) : [],
    earlier: await runsBefore(run, store),
  }
  const sites = new Map(config.sites.map((site) => [site.code, site]))
  for (const { code } of view.sites) {
    const site = sites.get(code)
    if (site) yield await oneSite(site, shared)
  }
}

async function oneSite(site: Site, shared: Shared): Promise<SiteView> {
  const { run, store, config, options, checks, visits, vantage, standings } = shared
  const visit = visits.find((one) => one.site === site.code) ?? null
  const captures = visit ? await store.visits.captures(visit.id) : []
  const findings = await store.judgements.findings(run.id, site.code)
  const wrong = findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')
  const needed = new Set(wrong.flatMap(({ evidence }) => evidence ?? []))
  return siteView({
    site,
    visit,
    findings,
    scores: await store.judgements.scores(run.id, site.code),
    rubrics: config.rubrics,
    checks,
    cited: await citedBy(needed, site, captures, vantage, shared),
    pictures: captures.filter((capture): capture is PictureCapture => capture.kind === 'picture'),
    costs: findingCosts,
    rank: standings.of(site.code),
    history: await historyOf(site, shared),
    seal: (await options.sealOf?.(site.code)) ?? null,
  })
}

/** Captures of the visit first; only what is still missing is looked for elsewhere. */
async function citedBy(
  needed: ReadonlySet<CaptureId>,
  site: Site,
  captures: readonly Capture[],
  vantage: readonly Capture[],
  { run, store }: Shared,
): Promise<Map<CaptureId, Cited>> {
  const found = new Map<CaptureId, Cited>()
  const take = (cited: readonly Cited[]) => {
    for (const one of cited) if (needed.has(one.id)) found.set(one.id, one)
  }
  take(captures)
  take(vantage)
  if (found.size < needed.size) take(messages(await ticketsOf(run, site, store)))
  if (found.size < needed.size) take(await probesOf(run, site, store))
  return found
}

async function ticketsOf(run: Run, site: Site, store: Store): Promise<Evidence['tickets']> {
  const sealed = await store.seals.tickets(run.id, site.code)
  return sealed === undefined ? await store.tickets.forSite(site.code) : sealed
}

function messages(tickets: Evidence['tickets']): Cited[] {
  if (tickets === null) return []
  const { rows, importedAt, coversTo, importCapture } = tickets
  return [
    ...rows.map((ticket): Cited => ({ kind: 'ticket', id: ticket.id, ticket })),
    { kind: 'ledger', id: importCapture, importedAt, coversTo },
  ]
}

/** Longer than any period over which availability is judged. */
const PROBE_DAYS = 92

async function probesOf(run: Run, site: Site, store: Store): Promise<Cited[]> {
  const judged = await store.judgements.about(run.id, site.code)
  return judged ? [...(await store.probes.window(site.code, judged.asOf, PROBE_DAYS)).probes] : []
}

async function runsBefore(run: Run, store: Store): Promise<Run[]> {
  const runs = await store.runs.list()
  const until = runs.slice(
    0,
    runs.findIndex(({ id }) => id === run.id),
  )
  return until.filter(({ kind, finishedAt }) => kind !== 'audit' && finishedAt !== null).slice(1 - HISTORY_AT_MOST)
}

/** Only scores of one rubric are comparable; its versions are. */
async function historyOf(site: Site, { run, earlier, store, standings }: Shared): Promise<readonly HistoryPoint[]> {
  if (standings.contexts) return standings.contexts[site.code]?.history ?? []
  const points: (HistoryPoint & { readonly rubric: string })[] = []
  for (const one of [...earlier, run]) {
    const [score] = await store.judgements.scores(one.id, site.code)
    if (score) points.push({ run: one.id, day: dayOf(one.startedAt), total: score.total, full: score.full, rubric: bareName(score.rubric) })
  }
  const last = points.at(-1)
  if (last?.run !== run.id) return []
  return points.filter(({ rubric }) => rubric === last.rubric).map(({ rubric: _same, ...point }) => point)
}

const bareName = (rubric: string): string => rubric.slice(0, rubric.lastIndexOf('@'))
