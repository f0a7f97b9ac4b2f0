import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, millisOf } from '../../src/model/time.ts'
import { planProbes } from '../../src/schedule/probe-plan.ts'

test('the same arguments give the same plan, and each of them matters', () => {
  const plan = planProbes('seed', '2026-11-23', 24, '6200000001')
  expect(planProbes('seed', '2026-11-23', 24, '6200000001')).toEqual(plan)
  const hours = (moments: string[]) => moments.map((moment) => moment.slice(11))
  expect(planProbes('other', '2026-11-23', 24, '6200000001')).not.toEqual(plan)
  expect(hours(planProbes('seed', '2026-11-24', 24, '6200000001'))).not.toEqual(hours(plan))
  expect(planProbes('seed', '2026-11-23', 24, '6200000002')).not.toEqual(plan)
})

test('a stored plan can be proven years later: these moments must never change', () => {
  expect(planProbes('proof', '2026-01-01', 20, 'a').slice(0, 3)).toMatchInlineSnapshot(`
    [
      "2026-01-01T00:57:39.000+08:00",
      "2026-01-01T02:13:04.000+08:00",
      "2026-01-01T03:11:40.000+08:00",
    ]
  `)
})

test('every plan has its count of moments on its Beijing day, in order, at intervals', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 288 }), fc.stringMatching(/^[0-9]{10}$/), (seed, perDay, site) => {
      const plan = planProbes(seed, '2026-02-28', perDay, site)
      expect(plan).toHaveLength(perDay)
      expect(new Set(plan.map(dayOf))).toEqual(new Set(['2026-02-28']))
      const half = 86_400_000 / perDay / 2
      const gaps = plan.slice(1).map((moment, index) => millisOf(moment) - millisOf(plan[index] ?? ''))
      expect(Math.min(half, ...gaps)).toBeGreaterThanOrEqual(half - 1000)
    }),
    { numRuns: 60 },
  )
})
