import { expect, test } from 'vitest'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { Indicator } from '../../src/model/rubric.ts'
import { findingCosts } from '../../src/score/costs.ts'
import { scoreSite } from '../../src/score/score.ts'
import { ABOUT, fail, indicator, pass, rubricOf, unsure } from './rubric-of.ts'

const DEDUCT = { kind: 'deduct', points: 5, each: 2 } as const
const SHARE = { kind: 'share', points: 10, full: 1 } as const
const many = (
  make: (check: string, given: { subject: string; stands?: number }) => RecordedFinding,
  subjects: readonly string[],
  stands = 1,
) => subjects.map((subject) => make('a', { subject, stands }))

const CASES: readonly [name: string, indicators: readonly Indicator[], findings: readonly RecordedFinding[], costs: readonly string[]][] = [
  ['a deduction is each’s own until all is lost', [indicator('a', DEDUCT)], many(fail, ['x', 'y', 'z', 'w']), ['2 0', '2 0', '1 0', '0 0']],
  ['a finding pays for all it stands for', [indicator('a', DEDUCT)], many(fail, ['x', 'y'], 2), ['4 0', '1 0']],
  ['a subject is paid for once', [indicator('a', DEDUCT)], many(fail, ['x', 'x', 'y']), ['2 0', '0 0', '2 0']],
  [
    'doubts may cost what failures left',
    [indicator('a', DEDUCT)],
    [fail('a', { subject: 'x' }), ...many(unsure, ['y', 'z', 'w'])],
    ['2 0', '0 2', '0 1', '0 0'],
  ],
  ['a doubt of a subject that fails costs no more', [indicator('a', DEDUCT)], [fail('a'), unsure('a')], ['2 0', '0 0']],
  [
    'a share is lost in proportion, the odd cent to the last',
    [indicator('a', SHARE)],
    [...many(fail, ['x', 'y', 'z']), pass('a', { stands: 6 })],
    ['1.11 0', '1.11 0', '1.11 0'],
  ],
  [
    'and the odd cents that are left go to the last ones',
    [indicator('a', { ...SHARE, points: 1 })],
    [...many(fail, ['x', 'y', 'z']), pass('a', { subject: 'p', stands: 3 })],
    ['0.16 0', '0.17 0', '0.17 0'],
  ],
  [
    'by what each stands for',
    [indicator('a', SHARE)],
    [fail('a', { stands: 3 }), unsure('a', { subject: 'y', stands: 1 }), pass('a', { subject: 'p', stands: 6 })],
    ['3 0', '0 1'],
  ],
  [
    'what an earlier indicator of the group punished is free',
    [indicator('a', DEDUCT, { group: 'g' }), indicator('b', { kind: 'deduct', points: 3, each: 1 }, { group: 'g' })],
    [fail('a', { subject: 'x' }), fail('b', { subject: 'x' }), fail('b', { subject: 'y' })],
    ['2 0', '0 0', '1 0'],
  ],
  [
    'what an earlier doubt of the group may have punished is at risk',
    [indicator('a', DEDUCT, { group: 'g' }), indicator('b', { kind: 'deduct', points: 3, each: 1 }, { group: 'g' })],
    [unsure('a', { subject: 'x' }), fail('b', { subject: 'x' })],
    ['0 2', '0 1'],
  ],
  [
    'what is in doubt goes to the doubt of a subject that does not fail',
    [indicator('a', DEDUCT)],
    [fail('a', { subject: 'x' }), unsure('a', { subject: 'x' }), unsure('a', { subject: 'y' })],
    ['2 0', '0 0', '0 2'],
  ],
  [
    'who stands for more of a share pays more of it',
    [indicator('a', SHARE)],
    [fail('a', { stands: 3 }), fail('a', { subject: 'y' }), pass('a', { subject: 'p', stands: 6 })],
    ['3 0', '1 0'],
  ],
  [
    'beside what may have been punished, the rest is certain',
    [indicator('a', DEDUCT, { group: 'g' }), indicator('b', { kind: 'deduct', points: 3, each: 1 }, { group: 'g' })],
    [unsure('a', { subject: 'x' }), fail('b', { subject: 'x' }), fail('b', { subject: 'y' })],
    ['0 2', '0 1', '1 0'],
  ],
  ['a veto costs no points', [indicator('a', { kind: 'veto', failures: 2 })], many(fail, ['x', 'y']), ['0 0 veto', '0 0 veto']],
  [
    'an open veto hangs on its doubts',
    [indicator('a', { kind: 'veto', failures: 2 })],
    [fail('a', { subject: 'x' }), unsure('a', { subject: 'y' })],
    ['0 0', '0 0 maybe'],
  ],
  ['too few failures veto nothing', [indicator('a', { kind: 'veto', failures: 3 })], many(fail, ['x', 'y']), ['0 0', '0 0']],
  [
    'points and a veto on one check',
    [indicator('a', DEDUCT), indicator('v', { kind: 'veto', failures: 1 }, { check: 'a' })],
    many(fail, ['x']),
    ['2 0 veto'],
  ],
  ['a notice costs nothing', [indicator('a', { kind: 'notice' })], many(fail, ['x']), ['0 0']],
  ['a bonus that was not won is not lost', [indicator('a', { kind: 'bonus', points: 5, each: 1, above: 0 })], many(fail, ['x']), ['0 0']],
  [
    'no step below the whole: all is the failures’',
    [indicator('a', { kind: 'step', points: 4, steps: [{ atLeast: 1, points: 4 }] })],
    [...many(fail, ['x', 'y']), pass('a', { subject: 'p' })],
    ['2 0', '2 0'],
  ],
  ['nobody asks', [indicator('b', DEDUCT)], many(fail, ['x']), ['0 0']],
]

test.each(CASES)('%s', (_, indicators, findings, costs) => {
  const rubric = rubricOf(...indicators)
  const found = findingCosts(rubric, findings, scoreSite(rubric, findings, ABOUT))
  expect(found.map(({ certain, atRisk, veto, mayVeto }) => `${certain} ${atRisk}${veto ? ' veto' : ''}${mayVeto ? ' maybe' : ''}`)).toEqual(
    costs,
  )
})

test('indicators are named in the order of the rubric', () => {
  const rubric = rubricOf(indicator('v', { kind: 'veto', failures: 1 }, { check: 'a' }), indicator('a', DEDUCT))
  const findings = many(fail, ['x'])
  expect(findingCosts(rubric, findings, scoreSite(rubric, findings, ABOUT)).map((cost) => cost.indicators)).toEqual([['v', 'a']])
})
