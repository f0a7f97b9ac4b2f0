import { expect, test } from 'vitest'
import { compareFindings, compareScores } from '../../src/score/changes.ts'
import { fail, pass, scored, unsure } from './rubric-of.ts'

test('findings are matched by check and subject; captures do not count', () => {
  const before = [pass('a'), fail('b'), unsure('c', { subject: 'gone' })]
  const after = [{ ...pass('a'), evidence: ['other'] as const }, unsure('b'), fail('d', { subject: 'new' })]
  expect(compareFindings(before, after).map(({ change, check, subject }) => [change, check, subject])).toEqual([
    ['changed', 'b', 'x'],
    ['removed', 'c', 'gone'],
    ['added', 'd', 'new'],
  ])
})

test('several findings on one subject are told apart', () => {
  const [kept, lost] = [pass('a', { says: '甲。' }), unsure('a', { says: '乙。' })]
  expect(compareFindings([kept, lost], [kept])).toEqual([{ change: 'removed', check: 'a', subject: 'x', before: lost, after: null }])
  expect(compareFindings([kept, kept], [kept])).toHaveLength(1)
})

test('another reason for the same doubt is a change', () => {
  const after = { ...unsure('a'), verdict: 'inconclusive', because: 'protection' } as const
  expect(compareFindings([unsure('a')], [after])).toMatchObject([{ change: 'changed', after: { because: 'protection' } }])
})

test('nothing changed, nothing said', () => {
  const findings = [pass('a'), fail('b'), unsure('c')]
  expect(compareFindings(findings, findings.toReversed())).toEqual([])
  expect(compareScores([scored('s', 1, 2)], [scored('s', 1, 2)])).toEqual([])
})

test('scores are compared points by points, across versions of one rubric', () => {
  const parts = (low: number) => [{ id: 'running', title: '网站运行情况', points: 65, score: { low, high: 60 } }]
  const changes = compareScores(
    [scored('s', 80, 90, { parts: parts(50) })],
    [scored('s', 80, 92, { rubric: 'r@2', parts: parts(50), vetoed: 'maybe' })],
  )
  expect(changes).toEqual([
    {
      rubric: 'r@2',
      id: 'total',
      title: '总分',
      before: { score: { low: 80, high: 90 }, vetoed: 'no' },
      after: { score: { low: 80, high: 92 }, vetoed: 'maybe' },
    },
  ])
})

test('a rubric that no longer applies is said to be gone', () => {
  expect(compareScores([scored('s', 80, 90)], [])).toMatchObject([{ id: 'total', before: { score: { low: 80, high: 90 } }, after: null }])
})
