import { expect, test } from 'vitest'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { Indicator, Rule } from '../../src/model/rubric.ts'
import { scoreSite } from '../../src/score/score.ts'
import { ABOUT, absent, fail, indicator, pass, rubricOf, unsure } from './rubric-of.ts'

const one = (rule: Rule, findings: readonly RecordedFinding[]) => scoreSite(rubricOf(indicator('a', rule)), findings, ABOUT)
const total = (indicators: readonly Indicator[], findings: readonly RecordedFinding[]) =>
  scoreSite(rubricOf(...indicators), findings, ABOUT).total

test.each<[string, Rule, RecordedFinding[], number, number]>([
  ['no fault', { kind: 'deduct', points: 5, each: 2 }, [pass('a')], 5, 5],
  ['each failing subject once', { kind: 'deduct', points: 5, each: 2 }, [fail('a'), fail('a'), fail('a', { subject: 'y' })], 1, 1],
  ['at most its own points', { kind: 'deduct', points: 5, each: 2 }, [fail('a', { stands: 9 })], 0, 0],
  ['a doubt opens the range', { kind: 'deduct', points: 5, each: 2 }, [fail('a'), unsure('a', { subject: 'y' })], 1, 3],
  ['a doubt about what failed anyway adds nothing', { kind: 'deduct', points: 5, each: 2 }, [fail('a'), unsure('a')], 3, 3],
  ['a share of what works', { kind: 'share', points: 10, full: 1 }, [pass('a', { stands: 9 }), fail('a')], 9, 9],
  ['enough is full', { kind: 'share', points: 10, full: 0.85 }, [pass('a', { stands: 17 }), fail('a', { stands: 3 })], 10, 10],
  ['doubts in a share', { kind: 'share', points: 10, full: 1 }, [pass('a', { stands: 8 }), fail('a'), unsure('a')], 8, 9],
  [
    'steps',
    {
      kind: 'step',
      points: 4,
      steps: [
        { atLeast: 0.5, points: 2 },
        { atLeast: 0.9, points: 4 },
      ],
    },
    [pass('a', { stands: 5 }), unsure('a', { stands: 4 }), fail('a')],
    2,
    4,
  ],
  ['a check that was never run is a doubt', { kind: 'deduct', points: 5, each: 5 }, [], 0, 5],
  ['another site is another matter', { kind: 'deduct', points: 5, each: 5 }, [pass('a'), fail('a', { site: 't' })], 5, 5],
  ['a third, rounded', { kind: 'share', points: 10, full: 1 }, [pass('a'), fail('a', { stands: 2 })], 3.33, 3.33],
])('%s', (_, rule, findings, low, high) => {
  expect(one(rule, findings).total).toEqual({ low, high })
})

test('what only a person can judge is a range', () => {
  const { check: _, ...byHand } = indicator('a', { kind: 'manual', points: 4 })
  expect(total([byHand, indicator('b', { kind: 'deduct', points: 6, each: 6 })], [pass('b')])).toEqual({ low: 6, high: 10 })
})

test('any rule without a check is for a person, but for what gives no points', () => {
  const byHand = (rule: Rule) => {
    const { check: _, ...rest } = indicator('a', rule)
    return scoreSite(rubricOf(rest), [], ABOUT)
  }
  expect(byHand({ kind: 'share', points: 4, full: 1 }).total).toEqual({ low: 0, high: 4 })
  expect(byHand({ kind: 'notice' }).indicators[0]?.score).toEqual({ low: 0, high: 0 })
  expect(byHand({ kind: 'veto', failures: 1 }).vetoed).toBe('maybe')
})

test('a veto or a notice in a group punishes nobody', () => {
  const group = { group: 'g' }
  const indicators = [indicator('v', { kind: 'veto', failures: 9 }, group), indicator('a', { kind: 'deduct', points: 4, each: 4 }, group)]
  expect(total(indicators, [fail('v'), fail('a')])).toEqual({ low: 0, high: 0 })
})

test('a veto needs as many failures as it says; doubts make it maybe', () => {
  const rule: Rule = { kind: 'veto', failures: 2 }
  expect(one(rule, [fail('a'), fail('a', { subject: 'y' })]).vetoed).toBe('yes')
  expect(one(rule, [fail('a'), fail('a')]).vetoed).toBe('no')
  expect(one(rule, [fail('a'), unsure('a', { subject: 'y' })]).vetoed).toBe('maybe')
  expect(one(rule, [unsure('a', { stands: 99 })]).vetoed).toBe('maybe')
  expect(one(rule, [pass('a'), unsure('a')]).vetoed).toBe('no')
})

test('an indicator that does not apply is left out, and the rest of its part weighs more', () => {
  const indicators = [indicator('a', { kind: 'deduct', points: 4, each: 4 }), indicator('b', { kind: 'share', points: 6, full: 1 })]
  const score = scoreSite(rubricOf(...indicators), [absent('a'), pass('b'), fail('b', { subject: 'y' })], ABOUT)
  expect(score.total).toEqual({ low: 5, high: 5 })
  expect(score.indicators[0]).toMatchObject({ id: 'a', points: 0, score: { low: 0, high: 0 }, tally: { 'not-applicable': 1 } })
})

test('in a group a subject costs points once, whether it is named by host or by page', () => {
  const group = { group: 'g' }
  const indicators = [
    indicator('a', { kind: 'deduct', points: 4, each: 4 }, group),
    indicator('b', { kind: 'deduct', points: 6, each: 6 }, group),
  ]
  expect(total(indicators, [fail('a', { subject: 'www.x.gov.cn' }), fail('b', { subject: 'http://www.x.gov.cn:8080/' })])).toEqual({
    low: 6,
    high: 6,
  })
  expect(total(indicators, [fail('a', { subject: 'www.x.gov.cn' }), fail('b', { subject: 'http://www.x.gov.cn/other' })])).toEqual({
    low: 0,
    high: 0,
  })
  expect(total(indicators, [unsure('a', { subject: 'www.x.gov.cn' }), fail('b', { subject: 'http://www.x.gov.cn/' })])).toEqual({
    low: 0,
    high: 10,
  })
  expect(
    total(
      indicators.map(({ group: _, ...free }) => free),
      [fail('a'), fail('b')],
    ),
  ).toEqual({ low: 0, high: 0 })
})

test('a subject that may have been punished before counts as working at best, not as spared', () => {
  const group = { group: 'g' }
  const indicators = [
    indicator('a', { kind: 'deduct', points: 4, each: 4 }, group),
    indicator('b', { kind: 'share', points: 6, full: 1 }, group),
  ]
  expect(total(indicators, [unsure('a'), pass('b', { subject: 'own' }), unsure('b'), fail('b', { subject: 'z' })])).toEqual({
    low: 2,
    high: 8,
  })
})

test('a doubt that stands for more than the failure on the same subject opens the range by the rest', () => {
  expect(one({ kind: 'deduct', points: 5, each: 1 }, [fail('a'), unsure('a', { stands: 3 })]).total).toEqual({ low: 2, high: 4 })
})

test('a bonus counts only above its line', () => {
  const base = indicator('a', { kind: 'share', points: 100, full: 1 })
  const bonus = indicator('b', { kind: 'bonus', points: 10, each: 3, above: 80 })
  const totalOf = (working: number) =>
    total([base, bonus], [pass('a', { stands: working }), fail('a', { stands: 100 - working }), pass('b', { stands: 2 })])
  expect(totalOf(80)).toEqual({ low: 86, high: 86 })
  expect(totalOf(79)).toEqual({ low: 79, high: 79 })
})

test.each<[string, RecordedFinding[], string]>([
  ['good', [pass('a', { stands: 97 }), fail('a', { stands: 3 })], 'good'],
  ['exactly good', [pass('a', { stands: 96 }), fail('a', { stands: 4 })], 'good'],
  ['exactly sufficient', [pass('a', { stands: 60 }), fail('a', { stands: 40 })], 'sufficient'],
  ['at best exactly good', [pass('a', { stands: 90 }), unsure('a', { stands: 6 }), fail('a', { stands: 4 })], 'open'],
  ['at best exactly sufficient', [pass('a', { stands: 50 }), unsure('a', { stands: 10 }), fail('a', { stands: 40 })], 'open'],
  ['sufficient', [pass('a', { stands: 90 }), fail('a', { stands: 10 })], 'sufficient'],
  ['too little', [pass('a', { stands: 50 }), fail('a', { stands: 50 })], 'insufficient'],
  ['on both sides of a line', [pass('a', { stands: 90 }), unsure('a', { stands: 10 })], 'open'],
  ['vetoed', [pass('a'), fail('v')], 'insufficient'],
  ['perhaps vetoed', [pass('a'), unsure('v')], 'open'],
])('the grade: %s', (_, findings, grade) => {
  const indicators = [indicator('a', { kind: 'share', points: 100, full: 1 }), indicator('v', { kind: 'veto', failures: 1 })]
  const known = findings.some(({ check }) => check === 'v') ? findings : [...findings, pass('v')]
  expect(scoreSite(rubricOf(...indicators), known, ABOUT).grade).toBe(grade)
})

test('the score says which rubric, which version and which moment', () => {
  expect(one({ kind: 'notice' }, [pass('a')])).toMatchObject({ site: 's', rubric: 'r@1', asOf: ABOUT.asOf })
})
