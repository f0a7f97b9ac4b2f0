import { openKey } from '../../src/bundle/seal/key.ts'
import { type Sealer, sealLedger, sealNight, sealSite } from '../../src/bundle/seal/sealer.ts'
import type { ProbeCapture } from '../../src/model/capture.ts'
import type { Config } from '../../src/model/config.ts'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { SiteScore } from '../../src/model/rubric.ts'
import type { Site } from '../../src/model/site.ts'
import type { Instant } from '../../src/model/time.ts'
import { type Run, VANTAGE_SITE } from '../../src/model/visit.ts'
import type { Store } from '../../src/store/open.ts'
import { CONFIG, later, NIGHT, takeLink, takePage } from '../store/content.ts'

export const citySite = (code: string, name: string): Site => ({
  code,
  name,
  home: `http://${code}.example/`,
  owner: { name, kind: 'city' },
  pins: { columns: [] },
  authorised: false,
})
/** The last one is never reached. */
export const SITES: readonly Site[] = [
  citySite('6200000001', '石渡市人民政府'),
  citySite('6200000002', '青屿市人民政府'),
  citySite('6200000003', '白塘市人民政府'),
]

interface Province {
  readonly sites: readonly Site[]
  readonly rubrics?: Config['rubrics']
  readonly filling?: (code: string) => string
}

/** So many nights over the sites with a ledger and probes, each sealed as the command line seals it; `filling` makes every homepage larger. */
export async function sealedNights(store: Store, data: string, nights: number, given: Province = { sites: SITES }): Promise<Run[]> {
  const sealer: Sealer = { store, key: openKey(data), program: 'govsite test' }
  await importLedger(sealer)
  const runs: Run[] = []
  for (let night = 0; night < nights; night += 1) runs.push(await sealedNight(sealer, later(NIGHT, night * 86_400_000), given))
  return runs
}

async function importLedger(sealer: Sealer): Promise<void> {
  const ticket = (number: string, code: string) => ({
    number,
    site: code,
    submittedAt: later(NIGHT, -9e8),
    dispatchedAt: null,
    answeredAt: later(NIGHT, -8e8),
    status: '已办结',
    unfounded: false,
    extended: false,
  })
  const rows = [ticket('ZC1', '6200000001'), ticket('ZC2', '6200000002'), ticket('ZC3', '6200000002')]
  await sealer.store.tickets.import(rows, { file: 'ledger.csv', bytes: Buffer.from('留言编号\nZC1\n'), at: later(NIGHT, -1e6) })
  await sealLedger(sealer, later(NIGHT, -1e6))
}

async function sealedNight(sealer: Sealer, at: Instant, { sites, rubrics = [], filling = () => '' }: Province): Promise<Run> {
  const { store } = sealer
  const config: Config = { ...CONFIG, rubrics, sites }
  await store.probes.savePlan(at.slice(0, 10), `probes ${at}`, 24)
  for (const { code, home } of sites) await store.probes.append(code, probe(home, later(at, -60_000)))
  const run = await store.runs.begin({ kind: 'crawl', startedAt: at, seed: `crawl ${at}`, config })
  const vantage = await store.visits.open(run.id, VANTAGE_SITE, at)
  await takeLink(vantage.journal, 'http://canary.example/', 'vantage', at)
  for (const one of sites.slice(0, -1)) await visit(store, run, one, later(at, 1000), filling(one.code))
  await vantage.journal.finish(later(at, 5000))
  for (const one of sites) await judgeAndSeal(sealer, run, one, config, later(at, 6000))
  await sealNight(sealer, { run, config }, later(at, 7000))
  await store.runs.finish(run.id, later(at, 7000))
  return (await store.runs.find(run.id)) ?? run
}

async function visit(store: Store, run: Run, { code, home }: Site, at: Instant, filling: string): Promise<void> {
  const { journal } = await store.visits.open(run.id, code, at)
  await takePage(journal, home, `<html><title>${code}</title><a href="/dead.html">公告</a>${filling}</html>`, at)
  for (const name of ['a', 'b', 'dead']) await takeLink(journal, `${home}${name}.html`, home, later(at, 20))
  await journal.finish(later(at, 2000))
}

async function judgeAndSeal(sealer: Sealer, run: Run, one: Site, config: Config, at: Instant): Promise<void> {
  const { store } = sealer
  const visits = await store.visits.ofRun(run.id)
  const visit = visits.find((found) => found.site === one.code) ?? null
  const vantage = visits.find((found) => found.site === VANTAGE_SITE)
  const captures = visit ? await store.visits.captures(visit.id) : []
  const asOf = visit?.startedAt ?? run.startedAt
  const findings = findingsOf(
    one,
    captures.map(({ id }) => id),
  )
  const scores = [scoreOf(one, asOf, findings)]
  await store.judgements.save({ run: run.id, site: one.code, asOf, findings, scores })
  const matter = {
    ...{ run, site: one, config, visit, asOf, captures, findings, scores },
    vantage: vantage ? await store.visits.captures(vantage.id) : [],
    tickets: await store.tickets.forSite(one.code),
    availability: await store.probes.window(one.code, asOf, 7),
  }
  await sealSite(sealer, matter, at)
}

function findingsOf({ code, home }: Site, ids: readonly string[]): RecordedFinding[] {
  const about = { site: code, subject: home, says: '首页无法访问。' }
  const [first, ...rest] = ids
  if (first === undefined) return [{ ...about, check: 'links-level-2', verdict: 'inconclusive', because: 'no-evidence' }]
  return [
    { ...about, check: 'links-level-2', verdict: 'pass', says: '可以访问。', stands: 2, evidence: [first, ...rest] },
    { ...about, check: 'links-level-3', verdict: 'fail', subject: `${home}dead.html`, says: '返回 HTTP 404。', evidence: [first] },
  ]
}

function scoreOf({ code }: Site, asOf: Instant, findings: readonly RecordedFinding[]): SiteScore {
  const total = { low: 90, high: 100 - findings.length }
  return { site: code, rubric: 'test@1', asOf, total, full: 100, vetoed: 'no', grade: 'open', parts: [], indicators: [] }
}

function probe(url: string, takenAt: Instant): Omit<ProbeCapture, 'id'> {
  const outcome = { kind: 'answered', status: 200, finalUrl: url, redirects: [], headers: { server: 'nginx' }, millis: 30 } as const
  return { kind: 'probe', url, family: 4, plannedFor: takenAt, takenAt, outcome }
}
