import { expect, test } from 'vitest'
import { doubtful, failing, indicatorOf, judged, viewOf } from './league-of.ts'

test('one table a kind of owner, cities first, and none for a kind without sites', () => {
  const { tables } = viewOf(judged('d', '省某厅', 50, 50, { kind: 'department' }), judged('c', '某市', 90, 90))
  expect(tables.map(({ title, rows }) => [title, rows.map(({ name }) => name)])).toEqual([
    ['市州政府网站', ['某市']],
    ['省直部门网站', ['省某厅']],
  ])
})

test('rows stand in the order of their places', () => {
  const { tables } = viewOf(judged('a', '甲市', 90, 95), judged('b', '乙市', 80, 85))
  expect(tables[0]?.rows.map(({ code, best, worst }) => [code, best, worst])).toEqual([
    ['a', 1, 2],
    ['b', 2, 2],
  ])
})

test('the heaviest accusation of a site and check comes first: veto, then points, then number', () => {
  const { worst } = viewOf(
    judged('a', '甲市', 1, 1, {
      findings: [failing('many', '多处。', 9), failing('points'), failing('points'), failing('veto')],
      indicators: [
        indicatorOf('points', { points: 5, score: { low: 1, high: 2 } }),
        indicatorOf('veto'),
        { ...indicatorOf('veto', { vetoed: 'yes' }), id: 'veto-veto' },
        indicatorOf('many'),
      ],
    }),
  )
  expect(worst.map(({ title, veto, lost, count }) => [title, veto, lost, count])).toEqual([
    ['标题 veto', true, 0, 1],
    ['标题 points', false, 3, 2],
    ['标题 many', false, 0, 9],
  ])
})

test('doubts are counted by reason, each with its remedy', () => {
  const { doubts } = viewOf(
    judged('a', '甲市', 1, 2, { findings: [doubtful('suspected'), doubtful('protection'), doubtful('protection')] }),
    judged('b', '乙市', 1, 2, { findings: [doubtful('protection')] }),
  )
  expect(doubts.map(({ label, findings, sites }) => [label, findings, sites])).toEqual([
    ['被网站防护设备拦截', 3, 2],
    ['疑似问题，有待复核', 1, 1],
  ])
  expect(doubts[0]?.remedy).toContain('放行')
})

test('a site without a score is in no table', () => {
  expect(viewOf({ ...judged('a', '甲市', 1, 2), scores: [] }).tables).toEqual([])
})
