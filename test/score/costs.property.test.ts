import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { Indicator, Rule } from '../../src/model/rubric.ts'
import { findingCosts } from '../../src/score/costs.ts'
import { scoreSite } from '../../src/score/score.ts'
import { ABOUT, absent, fail, indicator, pass, rubricOf, unsure } from './rubric-of.ts'

const IDS = ['a', 'b', 'c']
/** Fractions of cents too: a rubric may hold them. */
const points = fc.integer({ min: 1, max: 10_000 }).map((thousandths) => thousandths / 1000)
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ kind: fc.constant('deduct' as const), points, each: points }),
  fc.record({ kind: fc.constant('share' as const), points, full: fc.constantFrom(0.5, 0.85, 1) }),
  fc.record({ kind: fc.constant('veto' as const), failures: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('bonus' as const), points, each: points, above: fc.integer({ min: 0, max: 20 }) }),
  points.map(
    (most): Rule => ({
      kind: 'step',
      points: most,
      steps: [
        { atLeast: 0.5, points: most / 2 },
        { atLeast: 1, points: most },
      ],
    }),
  ),
)
const indicators: fc.Arbitrary<Indicator[]> = fc.tuple(rule, rule, rule, fc.boolean()).map(([a, b, c, grouped]) => {
  const group = grouped ? { group: 'g' } : {}
  return [indicator('a', a, group), indicator('b', b, group), indicator('c', c, group)]
})
const given = fc.record({ subject: fc.constantFrom('x', 'y', 'http://x/', 'z'), stands: fc.integer({ min: 1, max: 4 }) })
const finding: fc.Arbitrary<RecordedFinding> = fc
  .tuple(fc.constantFrom(...IDS), given, fc.constantFrom(pass, fail, unsure, absent))
  .map(([check, about, verdict]) => verdict(check, about))
const findings = fc.array(finding, { maxLength: 14 })

const cents = (amount: number): number => Math.round(amount * 100)
const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + cents(amount), 0)

test('what findings cost is what their indicators lost, to the cent, and what they may cost is the width of the range', () => {
  fc.assert(
    fc.property(indicators, findings, (list, found) => {
      const rubric = rubricOf(...list)
      const score = scoreSite(rubric, found, ABOUT)
      const costs = findingCosts(rubric, found, score)
      for (const {
        check,
        rule: { kind },
      } of list) {
        const own = costs.filter((cost) => cost.finding.check === check)
        const one = score.indicators.find(({ id }) => id === check)
        if (!one || own.length === 0) continue
        const lossless = kind === 'bonus' || kind === 'veto'
        expect(sum(own.map(({ certain }) => certain))).toBe(lossless ? 0 : cents(one.points) - cents(one.score.high))
        expect(sum(own.map(({ atRisk }) => atRisk))).toBe(lossless ? 0 : cents(one.score.high) - cents(one.score.low))
      }
    }),
    { numRuns: 2000 },
  )
})

test('no cost is negative, a doubt costs nothing for certain, and only failures veto', () => {
  fc.assert(
    fc.property(indicators, findings, (list, found) => {
      const rubric = rubricOf(...list)
      const score = scoreSite(rubric, found, ABOUT)
      const costs = findingCosts(rubric, found, score)
      expect(costs.map((cost) => cost.finding)).toEqual(found.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive'))
      for (const {
        finding: { verdict },
        certain,
        atRisk,
        veto,
        mayVeto,
      } of costs) {
        expect(Math.min(certain, atRisk)).toBeGreaterThanOrEqual(0)
        if (verdict === 'inconclusive') expect({ certain, veto }).toEqual({ certain: 0, veto: false })
        else expect(mayVeto).toBe(false)
      }
      expect(costs.some(({ veto }) => veto)).toBe(score.vetoed === 'yes')
    }),
  )
})
