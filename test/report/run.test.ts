import { expect, test } from 'vitest'
import { DOUBTS, type Doubt } from '../../src/model/finding.ts'
import { runView } from '../../src/report/run.ts'
import { digestOf, type JudgedSite } from '../../src/report/view.ts'
import { rankSites } from '../../src/score/rank.ts'
import { doubtful, failing, judged } from './league-of.ts'

const AT = '2026-03-02T02:00:00.000+08:00'
const RUN = { id: 'run-1', kind: 'crawl', startedAt: AT, finishedAt: AT, seed: 'secret' } as const

const view = (sites: readonly JudgedSite[]) =>
  runView({ run: RUN, program: 'govsite 0.1.0', digests: sites.map(digestOf), rank: rankSites, where: 'data', rubrics: [], seal: null })

test('cards stand in the order of the tables, sites without a score at the end', () => {
  const { sites } = view([
    { ...judged('x', '某局', 1, 1, { kind: 'department' }), scores: [] },
    judged('d', '省某厅', 50, 50, { kind: 'department' }),
    judged('b', '乙市', 80, 80),
    judged('a', '甲市', 90, 90),
  ])
  expect(sites.map(({ code, score }) => [code, score?.total.low ?? null])).toEqual([
    ['a', 90],
    ['b', 80],
    ['d', 50],
    ['x', null],
  ])
})

test('counts are of all sites', () => {
  const { counts, run } = view([
    judged('a', '甲市', 90, 90, { vetoed: 'yes', findings: [failing('c'), failing('c'), doubtful('suspected')] }),
    judged('d', '省某厅', 50, 50, { kind: 'department', findings: [doubtful('protection')] }),
  ])
  expect(counts).toEqual({
    sites: 2,
    byKind: { city: 1, department: 1, county: 0 },
    grades: { good: 0, sufficient: 0, insufficient: 0, open: 2 },
    vetoed: 1,
    failures: 2,
    doubts: 2,
  })
  expect(run).toEqual({ id: 'run-1', kind: 'crawl', startedAt: AT, finishedAt: AT })
})

const EVERY_DOUBT = Object.keys(DOUBTS).filter((name): name is Doubt => name in DOUBTS)

test.each(EVERY_DOUBT)('documents tell somebody outside what comes of the doubt %s: no file and no command of the program', (because) => {
  const { league } = view([judged('a', '甲市', 50, 90, { findings: [doubtful(because)] })])
  expect(league.doubts).toEqual([{ label: DOUBTS[because].label, remedy: expect.stringMatching(/检查/), findings: 1, sites: 1 }])
  expect(league.doubts[0]?.remedy).not.toMatch(/config|yaml|govsite|日志|本机|登记册/)
})
