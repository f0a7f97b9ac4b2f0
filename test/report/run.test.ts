import { expect, test } from 'vitest'
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
