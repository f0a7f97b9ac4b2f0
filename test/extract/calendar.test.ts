import { readFileSync } from 'node:fs'
import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { addWorkingDays, createCalendar, workingDaysBetween } from '../../src/extract/calendar.ts'
import { addDays, daysBetween } from '../../src/model/time.ts'

const calendar = createCalendar(parse(readFileSync('config/calendar.yaml', 'utf8')))

test('the shipped years agree day by day with an independent source', () => {
  const wrong: string[] = []
  for (let day = '2021-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
    if (calendar.isWorkingDay(day) !== chineseDays.isWorkday(day)) wrong.push(day)
  }
  expect(wrong).toEqual([])
})

test.each([
  ['2025-10-01', false],
  ['2025-09-28', true], // a Sunday that is worked
  ['2026-01-02', false], // a Friday that is off
  ['2026-01-04', true],
  ['2022-12-31', false],
  ['2026-11-24', true],
  ['2027-03-01', undefined], // an ordinary Monday of a year without a notice
  ['2020-12-31', undefined],
  ['not a day', undefined],
  ['2026-13-45', undefined],
])('%s is a working day: %s', (day, expected) => {
  expect(calendar.isWorkingDay(day)).toBe(expected)
})

test.each([
  ['2026-09-30', 3, '2026-10-10'], // 1 to 7 October are off, 8 and 9 are worked, Saturday the 10th is worked instead
  ['2026-11-20', 3, '2026-11-25'],
  ['2026-11-20', 0, '2026-11-20'],
  ['2026-12-30', 1, '2026-12-31'],
  ['2026-12-30', 3, undefined],
])('%s plus %i working days is %s', (from, count, expected) => {
  expect(addWorkingDays(calendar, from, count)).toBe(expected)
})

test.each([
  ['2026-09-30', '2026-10-10', 3],
  ['2026-11-20', '2026-11-20', 0],
  ['2026-11-20', '2026-11-22', 0],
  ['2026-11-22', '2026-11-20', 0],
  ['2026-12-30', '2027-01-04', undefined],
  ['1900-01-01', '2026-01-01', undefined],
  ['', '2026-01-01', undefined],
])('from %s to %s are %s working days', (from, to, expected) => {
  expect(workingDaysBetween(calendar, from, to)).toBe(expected)
})

test('adding and counting working days undo each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 1, max: 40 }), (start, count) => {
      const from = addDays('2021-01-01', start)
      const to = addWorkingDays(calendar, from, count)
      expect(to).toBeDefined()
      expect(workingDaysBetween(calendar, from, to ?? '')).toBe(count)
      expect(calendar.isWorkingDay(to ?? '')).toBe(true)
      expect(daysBetween(from, to ?? '')).toBeGreaterThanOrEqual(count)
    }),
  )
})

test('any text for a day gives an answer', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ max: 5 }), (from, to, count) => {
      workingDaysBetween(calendar, from, to)
      addWorkingDays(calendar, from, count)
    }),
  )
})
