import { expect, test } from 'vitest'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { Score, SiteScore } from '../../src/model/rubric.ts'
import type { Site } from '../../src/model/site.ts'
import { type Comparison, compareSite, type SiteSide, withRanks } from '../../src/report/comparison.ts'
import { comparisonText } from '../../src/report/comparison-text.ts'
import { rangeChange } from '../../src/report/range-change.ts'
import { type ComparedRun, runDifferences } from '../../src/report/run-differences.ts'
import { compareScores } from '../../src/score/changes.ts'
import { CONFIG } from '../store/content.ts'
import { indicatorOf, judged } from './league-of.ts'

const range = (low: number, high = low): Score => ({ low, high })

test.each([
  ['wholly above', range(70, 80), range(81, 90), 'better'],
  ['wholly below', range(70, 80), range(60, 69.99), 'worse'],
  ['touching', range(70, 80), range(80, 90), 'untold'],
  ['overlapping', range(70, 80), range(75, 85), 'untold'],
  ['narrower', range(70, 80), range(74, 75), 'untold'],
  ['the same', range(70, 80), range(70, 80), 'equal'],
  ['one number, higher', range(70), range(70.01), 'better'],
])('a range that is %s', (_, before, after, change) => {
  expect(rangeChange(before, after)).toBe(change)
})

const AT = '2026-03-02T02:00:00.000+08:00'
const sideOf = (code: string, low: number, high: number, given: Parameters<typeof judged>[4] = {}, asOf = AT): SiteSide => {
  const { site, scores, findings } = judged(code, `${code}市`, low, high, given)
  return { site, findings, score: scores[0] ?? null, asOf }
}
const pairOf = (before: SiteSide, after: SiteSide, sameRubric = true) =>
  compareSite({ before, after, sameRubric, changes: compareScores(list(before.score), list(after.score)) })
const list = (score: SiteScore | null): SiteScore[] => (score ? [score] : [])

test('a site’s points and vetoes are told with those of its indicators that moved', () => {
  const indicators = (points: Score) => [indicatorOf('a', { score: points }), indicatorOf('b', { score: range(1) })]
  const {
    total,
    vetoed,
    indicators: moved,
  } = pairOf(
    sideOf('甲', 70, 80, { indicators: indicators(range(2)) }),
    sideOf('甲', 85, 90, { indicators: indicators(range(1, 3)), vetoed: 'yes' }),
  )
  expect(total).toEqual({ before: range(70, 80), after: range(85, 90), change: 'better' })
  expect(vetoed).toEqual({ before: 'no', after: 'yes' })
  expect(moved).toEqual([{ id: 'a', title: '标题 a', before: range(2), after: range(1, 3), change: 'untold' }])
})

test('points by different rubrics are told, and not judged', () => {
  expect(pairOf(sideOf('甲', 70, 80), sideOf('甲', 85, 90), false).total?.change).toBe('untold')
})

test('ages may grow by the days between the moments judged', () => {
  const old = (value: number): RecordedFinding => ({
    site: '甲',
    check: 'c',
    subject: 'x',
    says: '。',
    verdict: 'fail',
    evidence: ['e'],
    measured: { value, unit: 'day', threshold: 14 },
  })
  const next = '2026-03-04T02:00:00.000+08:00'
  const { problems } = pairOf(sideOf('甲', 1, 1, { findings: [old(20)] }), sideOf('甲', 1, 1, { findings: [old(22)] }, next))
  expect(problems).toMatchObject({ same: 1, worse: [] })
})

test('a place is told where it is a single one in both runs', () => {
  const sites = ['a', 'b', 'c'].map((code) => pairOf(sideOf(code, 1, 2), sideOf(code, 1, 2)))
  const before = [
    { site: 'a', best: 1, worst: 1 },
    { site: 'b', best: 2, worst: 3 },
    { site: 'c', best: 3, worst: 3 },
  ]
  const after = [
    { site: 'a', best: 2, worst: 2 },
    { site: 'b', best: 1, worst: 1 },
  ]
  expect(withRanks(sites, before, after).map(({ rank }) => rank)).toEqual([{ before: 1, after: 2 }, null, null])
})

const SITE: Site = judged('甲', '甲市', 1, 1).site
const rubric = (version: string, good = 96) => ({
  id: 'r',
  version,
  title: '表',
  appliesTo: ['city' as const],
  full: 100,
  good,
  sufficient: 60,
  basis: { document: 'd', clause: 'c', says: 's', confidence: 'seen' as const },
  source: 's',
  parts: [],
})
const runOf = (
  given: Partial<ComparedRun['config']> = {},
  program: string | null = 'govsite 0.1.0',
  startedAt = AT,
  finishedAt: string | null = AT,
): ComparedRun => ({
  run: { id: `run ${startedAt}`, kind: 'crawl', startedAt, finishedAt, seed: 's' },
  config: { ...CONFIG, ...given },
  program,
})
const { code, home, ...rest } = SITE
const SITE_REVERSED: Site = { ...rest, home, code }
const NOTHING = { rubrics: null, settings: [], programs: null, registered: [], unfinished: [], reversed: false }

test.each([
  ['nothing', runOf({ rubrics: [rubric('1')], sites: [SITE] }), runOf({ rubrics: [rubric('1')], sites: [SITE] }), {}],
  [
    'a version of the rubric',
    runOf({ rubrics: [rubric('1')] }),
    runOf({ rubrics: [rubric('2')] }),
    { rubrics: { before: ['r@1'], after: ['r@2'] } },
  ],
  [
    'a rubric’s contents',
    runOf({ rubrics: [rubric('1')] }),
    runOf({ rubrics: [rubric('1', 90)] }),
    { rubrics: { before: ['r@1'], after: ['r@1'] } },
  ],
  ['a rubric more', runOf({ rubrics: [] }), runOf({ rubrics: [rubric('1')] }), { rubrics: { before: [], after: ['r@1'] } }],
  ['the calendar', runOf(), runOf({ calendar: { years: { 2026: { off: [], work: [], source: '' } } } }), { settings: ['calendar'] }],
  [
    'one key of the settings',
    runOf(),
    runOf({ settings: { ...CONFIG.settings, userAgent: 'other' } }),
    { settings: ['settings.userAgent'] },
  ],
  ['the program', runOf(), runOf({}, 'govsite 0.2.0'), { programs: { before: 'govsite 0.1.0', after: 'govsite 0.2.0' } }],
  ['a run that was not sealed', runOf(), runOf({}, null), { programs: { before: 'govsite 0.1.0', after: null } }],
  ['a homepage', runOf({ sites: [SITE] }), runOf({ sites: [{ ...SITE, home: 'http://other/' }] }), { registered: ['甲'] }],
  ['the order of keys only', runOf({ sites: [SITE] }), runOf({ sites: [SITE_REVERSED] }), {}],
  ['a run that goes on', runOf(), runOf({}, 'govsite 0.1.0', AT, null), { unfinished: [`run ${AT}`] }],
  ['the order', runOf({}, null, '2026-03-09T02:00:00.000+08:00'), runOf({}, null), { reversed: true }],
])('what differs: %s', (_, before, after, differs) => {
  expect(runDifferences(before, after)).toEqual({ ...NOTHING, ...differs })
})

const BASE: Comparison = {
  before: { id: 'a', startedAt: AT, finishedAt: AT },
  after: { id: 'b', startedAt: AT, finishedAt: null },
  differences: NOTHING,
  checks: { onlyBefore: [], onlyAfter: [] },
  onlyBefore: [],
  onlyAfter: [],
  unjudged: [],
  sites: [],
}

test('what speaks against comparing comes before any number', () => {
  const text = comparisonText(
    {
      ...BASE,
      differences: {
        rubrics: { before: ['r@1'], after: ['r@2'] },
        settings: ['settings.limits', 'calendar'],
        programs: { before: 'govsite 0.1.0', after: null },
        registered: ['甲', 'gone'],
        unfinished: ['b'],
        reversed: true,
      },
      checks: { onlyBefore: ['old'], onlyAfter: ['new'] },
      onlyBefore: [{ site: 'x', name: '乙市' }],
      sites: withRanks([pairOf(sideOf('甲', 70, 80), sideOf('甲', 85, 90), false)], [], []),
    },
    new Map(),
  )
  expect(text.split('\n')).toEqual([
    '对比：前一批次 a（2026-03-02 02:00 开始）；后一批次 b（2026-03-02 02:00 开始）。',
    '',
    '两个批次的检查条件不完全相同，下列情况会影响对比：',
    '  计分表不同：前 r@1；后 r@2。用不同计分表计分的网站只列得分，不判断升降。',
    '  配置不同：settings.limits、calendar。',
    '  检查程序不同：前 govsite 0.1.0；后 未记录。',
    '  仅前一批次有的检查项：old。',
    '  仅后一批次有的检查项：new。',
    '  批次 b 尚未结束。',
    '  前一批次的时间晚于后一批次，请核对先后次序。',
    '  登记信息有变化的网站：甲市。',
    '',
    '仅前一批次有的网站（1 个，不参与对比）：乙市。',
    '',
    '共同的网站 1 个，总分：上升 0 个，下降 0 个，持平 0 个，无法判断 1 个。',
    '问题：新增 0 项，加重 0 项，转为存疑 0 项，减轻 0 项，消除 0 项，依旧 0 项。',
    '总分为范围的，只有前后范围完全不重叠才判断升降。名次按共同的网站计，任一批次名次未定的不列。',
    '',
    '甲市（甲）',
    '  总分  70.00–80.00 → 85.00–90.00（无法判断）',
    '',
  ])
})

test('a site with changes: points, place, veto, then its problems in harmless words, only so many of each kind', () => {
  const bad = (subject: string, verdict: 'fail' | 'pass' = 'fail'): RecordedFinding => ({
    site: '甲',
    check: 'links',
    subject,
    says: `坏了\u001b[31m。`,
    verdict,
    evidence: ['e'],
  })
  const many = Array.from({ length: 23 }, (_, index) => bad(`http://x/${index}`))
  const site = pairOf(
    sideOf('甲', 80, 80, { findings: [bad('old')] }),
    sideOf('甲', 70, 70, { vetoed: 'maybe', findings: [...many, bad('p', 'pass')] }),
  )
  const text = comparisonText(
    { ...BASE, sites: withRanks([site], [{ site: '甲', best: 1, worst: 1 }], [{ site: '甲', best: 3, worst: 3 }]) },
    new Map([['links', '二级页面连通率']]),
  )
  const lines = text.split('\n').slice(text.split('\n').indexOf('甲市（甲）'))
  expect(lines.slice(0, 7)).toEqual([
    '甲市（甲）',
    '  总分  80.00 → 70.00（下降）',
    '  名次  1 → 3',
    '  单项否决  否 → 待定',
    '  新增  二级页面连通率  http://x/0',
    '        前：未列为问题',
    '        后：问题。坏了 [31m。',
  ])
  expect(lines.slice(-5)).toEqual([
    '  新增  另有 3 项，用 --json 查看全部。',
    '  消除  二级页面连通率  old',
    '        前：问题。坏了 [31m。',
    '        后：未再发现',
    '',
  ])
})

test('without a common site there is nothing to compare', () => {
  expect(comparisonText(BASE, new Map())).toContain('两个批次没有共同的网站，无法对比。')
})
