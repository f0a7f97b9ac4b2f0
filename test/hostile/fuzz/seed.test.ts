import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reportText, runGroup } from './run.ts'
import { doseOf } from './seed.ts'
import { plainGroup } from './target.ts'

test.each([
  ['nothing', {}, { runs: 10_000, seed: 20_260_301 }],
  ['a seed', { GOVSITE_FUZZ_SEED: '7' }, { runs: 10_000, seed: 7 }],
  ['more cases', { GOVSITE_FUZZ_RUNS: '500000' }, { runs: 500_000, seed: 20_260_301 }],
])('%s in the environment is the dose', (_, env, dose) => {
  expect(doseOf(env)).toEqual(dose)
})

test('a random seed is another one each time, and a mistyped one is none', () => {
  expect(doseOf({ GOVSITE_FUZZ_SEED: 'random' }).seed).not.toBe(doseOf({ GOVSITE_FUZZ_SEED: 'random' }).seed)
  expect(() => doseOf({ GOVSITE_FUZZ_SEED: 'rnadom' })).toThrow('GOVSITE_FUZZ_SEED')
  expect(() => doseOf({ GOVSITE_FUZZ_RUNS: '1e5' })).toThrow('GOVSITE_FUZZ_RUNS')
})

const numbers = plainGroup({
  name: 'numbers',
  given: 'numbers',
  cases: () => fc.nat(1000),
  targets: [
    {
      name: 'small numbers',
      of: [],
      holds: 'they are small',
      check: (number) => {
        if (number > 99) throw new Error(`${number} is large`)
      },
    },
  ],
})

test('what fails is told with its seed, the smallest case, and how to see it again', async () => {
  const failure = await runGroup(numbers, { runs: 1000, seed: 7 }).catch(String)
  expect(failure).toMatch(/numbers: small numbers: Error: 100 is large/)
  expect(failure).toContain('of seed 7, smallest: ')
  expect(failure).toContain('\n[100]\n')
  expect(failure).toContain('GOVSITE_FUZZ_SEED=7 vitest run')
})

test('what holds is told in one line', async () => {
  const few = plainGroup({
    name: 'few',
    given: 'nothing',
    cases: () => fc.constant(1),
    targets: [{ name: 'one', of: [], holds: 'it is one', check: () => {} }],
  })
  expect(reportText(await runGroup(few, { runs: 3, seed: 1 }))).toMatch(/^few: one {3,60}3 cases, seed 1, \d+ ms$/)
})
