import type { Config } from '../../src/model/config.ts'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { Rubric } from '../../src/model/rubric.ts'
import type { Site } from '../../src/model/site.ts'
import type { Run } from '../../src/model/visit.ts'
import { scoreSite } from '../../src/score/score.ts'
import type { Store } from '../../src/store/open.ts'
import { indicator, rubricOf } from '../score/rubric-of.ts'
import { CONFIG } from '../store/content.ts'

export const RUBRIC: Rubric = rubricOf(
  indicator('links-level-2', { kind: 'share', points: 10, full: 1 }, { title: '二级页面连通率' }),
  indicator('empty-columns', { kind: 'deduct', points: 90, each: 30 }, { title: '空白栏目' }),
)

export function siteOf(code: string, name = `${code}市`): Site {
  return { code, name, owner: { name, kind: 'city' }, home: `http://${code}.example/`, pins: { columns: [] }, authorised: false }
}

export type Said = readonly [site: string, check: string, verdict: 'pass' | 'fail' | 'inconclusive', subject: string, stands?: number]

export function finding([site, check, verdict, subject, stands = 1]: Said, evidence = 'e'): RecordedFinding {
  const about = { site, check, subject, says: `${subject} ${verdict}。`, stands }
  return verdict === 'inconclusive' ? { ...about, verdict, because: 'protection' } : { ...about, verdict, evidence: [evidence] }
}

/** A night of a small store that was judged, scored and finished: what was said of its sites, without any crawl. */
export async function addNight(
  store: Store,
  day: string,
  said: readonly Said[],
  given: { readonly kind?: Run['kind']; readonly config?: Partial<Config>; readonly finished?: boolean } = {},
): Promise<Run> {
  const startedAt = `${day}T02:00:00.000+08:00`
  const sites = [...new Set(said.map(([site]) => site))].map((code) => siteOf(code))
  const config: Config = { ...CONFIG, rubrics: [RUBRIC], sites, ...given.config }
  const run = await store.runs.begin({ kind: given.kind ?? 'crawl', startedAt, seed: day, config })
  for (const { code } of config.sites) {
    const findings = said.filter(([site]) => site === code).map((one) => finding(one))
    const scores = config.rubrics.map((rubric) => scoreSite(rubric, findings, { site: code, asOf: startedAt }))
    if (findings.length > 0) await store.judgements.save({ run: run.id, site: code, asOf: startedAt, findings, scores })
  }
  if (given.finished ?? true) await store.runs.finish(run.id, startedAt)
  return (await store.runs.find(run.id)) ?? run
}
