import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { Indicator, Rule, Score } from '../../src/model/rubric.ts'
import { rankSites } from '../../src/score/rank.ts'
import { scoreSite } from '../../src/score/score.ts'
import { ABOUT, absent, fail, indicator, pass, rubricOf, scored, unsure } from './rubric-of.ts'

const IDS = ['a', 'b', 'c']
const points = fc.integer({ min: 1, max: 10 })
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ kind: fc.constant('deduct' as const), points, each: points }),
  fc.record({ kind: fc.constant('share' as const), points, full: fc.constantFrom(0.5, 0.85, 1) }),
  fc.record({ kind: fc.constant('veto' as const), failures: fc.integer({ min: 1, max: 5 }) }),
  points.map(
    (most): Rule => ({
      kind: 'step',
      points: most,
      steps: [
        { atLeast: 0.5, points: most / 2 },
        { atLeast: 0.9, points: most },
      ],
    }),
  ),
  fc.record({ kind: fc.constant('bonus' as const), points, each: points, above: fc.integer({ min: 0, max: 20 }) }),
)
const indicators: fc.Arbitrary<Indicator[]> = fc.tuple(rule, rule, rule, fc.boolean()).map(([a, b, c, grouped]) => {
  const group = grouped ? { group: 'g' } : {}
  return [
    indicator('a', a, group),
    indicator('b', b, group),
    indicator('c', c, group),
    indicator('m', { kind: 'deduct', points: 3, each: 1 }),
  ]
})
const given = fc.record({ subject: fc.constantFrom('x', 'y', 'http://x/', 'z'), stands: fc.integer({ min: 1, max: 4 }) })
const finding: fc.Arbitrary<RecordedFinding> = fc
  .tuple(fc.constantFrom(...IDS), given, fc.constantFrom(pass, fail, unsure, absent))
  .map(([check, about, verdict]) => verdict(check, about))
/** Every check has been answered: a pass on a subject of its own. */
const findings = fc.array(finding, { maxLength: 12 }).map((list) => [...list, ...[...IDS, 'm'].map((id) => pass(id, { subject: 'own' }))])

const score = (list: readonly Indicator[], found: readonly RecordedFinding[]) => scoreSite(rubricOf(...list), found, ABOUT)
const SLACK = 0.011
const within = (inner: Score, outer: Score) => inner.low >= outer.low - SLACK && inner.high <= outer.high + SLACK

test('low never exceeds high, in the total, in parts and in indicators, and no indicator leaves its points', () => {
  fc.assert(
    fc.property(indicators, findings, (list, found) => {
      const { total, parts, indicators: scores } = score(list, found)
      for (const { low, high } of [total, ...parts.map((part) => part.score), ...scores.map((one) => one.score)])
        expect(low).toBeLessThanOrEqual(high)
      for (const one of scores) {
        expect(one.score.low).toBeGreaterThanOrEqual(0)
        expect(one.score.high).toBeLessThanOrEqual(one.points + SLACK)
      }
    }),
  )
})

test('without any doubt the score is one number', () => {
  fc.assert(
    fc.property(indicators, findings, (list, found) => {
      const { total, vetoed } = score(
        list,
        found.filter(({ verdict }) => verdict !== 'inconclusive'),
      )
      expect(total.low).toBe(total.high)
      expect(vetoed).not.toBe('maybe')
    }),
  )
})

test('a further doubt never raises low or lowers high, and never vetoes', () => {
  fc.assert(
    fc.property(indicators, findings, fc.constantFrom(...IDS), given, (list, found, check, about) => {
      const before = score(list, found)
      const after = score(list, [...found, unsure(check, about)])
      expect(within(before.total, after.total)).toBe(true)
      expect(after.vetoed === 'yes').toBe(before.vetoed === 'yes')
    }),
  )
})

test('settling a doubt, either way, stays within what was said before', () => {
  fc.assert(
    fc.property(indicators, findings, fc.constantFrom(pass, fail), fc.nat(), (list, found, settle, pick) => {
      const doubts = found.filter(({ verdict }) => verdict === 'inconclusive')
      const doubt = doubts[pick % Math.max(1, doubts.length)]
      if (!doubt) return
      const settled = found.map((one) => (one === doubt ? settle(one.check, { subject: one.subject, stands: one.stands ?? 1 }) : one))
      expect(within(score(list, settled).total, score(list, found).total)).toBe(true)
    }),
  )
})

test('rank ranges hold: best is not after worst, and two sites in a strict order do not overlap', () => {
  const range = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.boolean())
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), (ranges) => {
      const scores = ranges.map(([a, b, veto], index) =>
        scored(String(index), Math.min(a, b), Math.max(a, b), { vetoed: veto ? 'yes' : 'no' }),
      )
      const ranks = rankSites(scores)
      for (const { best, worst } of ranks) {
        expect(best).toBeGreaterThanOrEqual(1)
        expect(worst).toBeGreaterThanOrEqual(best)
        expect(worst).toBeLessThanOrEqual(scores.length)
      }
    }),
  )
})
