import { expect, test } from 'vitest'
import type { Measured, RecordedFinding } from '../../src/model/finding.ts'
import { compareProblems } from '../../src/report/finding-comparison.ts'

const HOME = 'http://www.shidu.example/'
const DAYS = 3
type Given = {
  readonly check?: string
  readonly subject?: string
  readonly stands?: number
  readonly measured?: Measured
  readonly says?: string
}

const said = ({ check = 'links', subject = 'x', says = '。', ...given }: Given) => ({ site: 's', check, subject, says, ...given })
const fail = (given: Given = {}): RecordedFinding => ({ ...said(given), verdict: 'fail', evidence: ['e'] })
const pass = (given: Given = {}): RecordedFinding => ({ ...said(given), verdict: 'pass', evidence: ['e'] })
const unsure = (given: Given = {}): RecordedFinding => ({ ...said(given), verdict: 'inconclusive', because: 'suspected' })
const absent = (given: Given = {}): RecordedFinding => ({ ...said(given), verdict: 'not-applicable' })
const days = (value: number, unit: 'day' | 'working-day' = 'day') => ({ measured: { value, unit, threshold: 14 } })
const ratio = (value: number, threshold?: number) => ({
  measured: { value, unit: 'ratio' as const, ...(threshold === undefined ? {} : { threshold }) },
})
/** A check that was asked, and has nothing to say of `x`. */
const others = pass({ subject: 'others' })

type Case = readonly [name: string, before: readonly RecordedFinding[], after: readonly RecordedFinding[], group: string]

const CASES: readonly Case[] = [
  ['failed and fails', [fail()], [fail()], 'same'],
  ['another sentence is no change', [fail({ says: '30 天未更新。' })], [fail({ says: '31 天未更新。' })], 'same'],
  ['failed and passes', [fail()], [pass()], 'gone'],
  ['failed and is not met any more', [fail()], [others], 'gone'],
  ['failed and does not apply any more', [fail()], [absent()], 'gone'],
  ['failed and is in doubt', [fail()], [unsure()], 'inDoubt'],
  ['failed, and the check has a doubt of the homepage', [fail()], [unsure({ subject: HOME })], 'inDoubt'],
  ['failed, and the check has a doubt of many', [fail()], [others, unsure({ subject: 'y', stands: 40 })], 'inDoubt'],
  ['failed, and the check has a doubt of one other subject', [fail()], [others, unsure({ subject: 'y' })], 'gone'],
  ['failed, passes, and the check has a doubt of the homepage', [fail()], [pass(), unsure({ subject: HOME })], 'gone'],
  ['failed, and the check was not asked', [fail()], [pass({ check: 'other' })], 'inDoubt'],
  ['passed and fails', [pass()], [fail()], 'appeared'],
  ['was not met and fails', [others], [fail()], 'appeared'],
  ['was in doubt and fails', [unsure()], [fail()], 'appeared'],
  ['was in doubt with all others and fails', [unsure({ subject: HOME })], [fail()], 'appeared'],
  ['did not apply and fails', [absent()], [fail()], 'appeared'],
  ['passed and is in doubt', [pass()], [unsure()], 'none'],
  ['was in doubt and passes', [unsure()], [pass()], 'none'],
  ['of several findings the gravest counts', [fail(), unsure()], [unsure(), fail()], 'same'],
  ['older by the days that passed', [fail(days(30))], [fail(days(33))], 'same'],
  ['older by less than the days that passed', [fail(days(30))], [fail(days(31))], 'same'],
  ['older by more', [fail(days(30))], [fail(days(34))], 'worse'],
  ['younger, and still too old', [fail(days(30))], [fail(days(20))], 'better'],
  ['in working days alike', [fail(days(4, 'working-day'))], [fail(days(9, 'working-day'))], 'worse'],
  ['a ratio above its limit grows', [fail(ratio(0.06, 0.05))], [fail(ratio(0.2, 0.05))], 'worse'],
  ['a ratio above its limit falls', [fail(ratio(0.2, 0.05))], [fail(ratio(0.06, 0.05))], 'better'],
  ['a ratio below its goal grows', [fail(ratio(0.2, 0.85))], [fail(ratio(0.6, 0.85))], 'better'],
  ['a ratio below its goal falls', [fail(ratio(0.6, 0.85))], [fail(ratio(0.2, 0.85))], 'worse'],
  ['a ratio without a goal tells nothing', [fail(ratio(0.2))], [fail(ratio(0.6))], 'same'],
  ['another limit tells nothing', [fail(ratio(0.2, 0.85))], [fail(ratio(0.6, 0.95))], 'same'],
  ['another unit tells nothing', [fail(days(3))], [fail(ratio(0.6, 0.95))], 'same'],
  ['stands for more', [fail({ stands: 2 })], [fail({ stands: 5 })], 'worse'],
  ['stands for fewer', [fail({ stands: 5 })], [fail()], 'better'],
]

test.each(CASES)('%s', (_, before, after, group) => {
  const { same, ...groups } = compareProblems(before, after, { home: HOME, days: DAYS })
  const about = Object.entries(groups).flatMap(([name, changes]) => changes.filter(({ subject }) => subject === 'x').map(() => name))
  expect(same > 0 ? ['same', ...about] : about).toEqual(group === 'none' ? [] : [group])
})

test('read the other way round, what grew older by the days between grew no worse', () => {
  const { same } = compareProblems([fail(days(33))], [fail(days(30))], { home: HOME, days: -DAYS })
  expect(same).toBe(1)
})

test('a change shows what was said before and what is said now, and the doubt that covers an unnamed subject', () => {
  const doubt = unsure({ subject: HOME, says: '首页被拦截。' })
  const { inDoubt, appeared } = compareProblems([fail()], [doubt, fail({ subject: 'y' })], { home: HOME, days: 1 })
  expect(inDoubt).toEqual([{ check: 'links', subject: 'x', before: fail(), after: doubt }])
  expect(appeared).toEqual([{ check: 'links', subject: 'y', before: null, after: fail({ subject: 'y' }) }])
})
