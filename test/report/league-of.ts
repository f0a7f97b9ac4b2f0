import type { Doubt, RecordedFinding } from '../../src/model/finding.ts'
import type { IndicatorScore, SiteScore } from '../../src/model/rubric.ts'
import type { OwnerKind } from '../../src/model/site.ts'
import { type JudgedSite, leagueView } from '../../src/report/view.ts'

const AS_OF = '2026-03-02T02:00:00.000+08:00'

export function judged(
  code: string,
  name: string,
  low: number,
  high: number,
  given: {
    kind?: OwnerKind
    vetoed?: SiteScore['vetoed']
    findings?: readonly RecordedFinding[]
    indicators?: readonly IndicatorScore[]
  } = {},
): JudgedSite {
  const score: SiteScore = {
    site: code,
    rubric: 'r@1',
    asOf: AS_OF,
    total: { low, high },
    full: 100,
    vetoed: given.vetoed ?? 'no',
    grade: 'open',
    parts: [
      { id: 'running', title: '网站运行情况', points: 65, score: { low: low / 2, high: high / 2 } },
      { id: 'supervision', title: '常态化监管情况', points: 35, score: { low: low / 2, high: high / 2 } },
    ],
    indicators: given.indicators ?? [],
  }
  const site = { code, name, owner: { name, kind: given.kind ?? 'city' }, home: 'http://x/', pins: { columns: [] }, authorised: false }
  return { site, scores: [score], findings: given.findings ?? [] }
}

/** Ranks in the order given; the real ranking is another room's. */
export function viewOf(...sites: readonly JudgedSite[]) {
  const rank = (scores: readonly SiteScore[]) => scores.map((score, index) => ({ site: score.site, best: index + 1, worst: scores.length }))
  return leagueView({ run: { id: 'run-1', startedAt: AS_OF, finishedAt: null }, sites, rank, where: 'data/govsite.sqlite' })
}

export function indicatorOf(check: string, given: Partial<IndicatorScore> = {}): IndicatorScore {
  return {
    id: check,
    part: 'running',
    title: `标题 ${check}`,
    check,
    score: { low: 0, high: 0 },
    points: 0,
    vetoed: 'no',
    tally: { 'pass': 0, 'fail': 1, 'inconclusive': 0, 'not-applicable': 0 },
    ...given,
  }
}

export const failing = (check: string, says = '有问题。', stands = 1): RecordedFinding => ({
  site: 's',
  check,
  subject: says,
  says,
  verdict: 'fail',
  evidence: ['0123456789abcdef'],
  stands,
})
export const doubtful = (because: Doubt): RecordedFinding => ({
  site: 's',
  check: 'links-level-2',
  subject: 'x',
  says: '存疑。',
  verdict: 'inconclusive',
  because,
})
