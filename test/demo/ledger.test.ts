import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ledgerCsv, ledgerTruth } from '../../src/demo/ledger.ts'
import { SITES } from '../../src/demo/sites.ts'
import { createCalendar, workingDaysBetween } from '../../src/extract/calendar.ts'
import { addDays, daysBetween } from '../../src/model/time.ts'

const days = fc.integer({ min: 0, max: 5 * 365 }).map((n) => addDays('2024-11-20', n))

const rowsOf = (today: string) =>
  ledgerCsv(today, SITES)
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','))

test('the export begins with a byte order mark and names every site as the registry does', () => {
  const text = ledgerCsv('2026-11-24', SITES)
  expect(text.startsWith('\ufeff留言编号,网站标识码,')).toBe(true)
  for (const [, code, name] of rowsOf('2026-11-24')) expect(SITES.find((site) => site.code === code)?.name).toBe(name)
})

test('whatever the day, no message lies in the future or beyond the period judged, and no number is used twice', () => {
  fc.assert(
    fc.property(days, (today) => {
      const rows = rowsOf(today)
      expect(new Set(rows.map(([number]) => number)).size).toBe(rows.length)
      for (const [, , , submitted = '', , answered = ''] of rows) {
        expect(daysBetween(submitted.slice(0, 10), today)).toBeLessThan(336)
        expect(submitted.slice(0, 10) < today && answered.slice(0, 10) <= today).toBe(true)
      }
    }),
  )
})

test.each([
  ['2026-11-24', '2026-09-30', '2026-10-10'],
  ['2026-11-06', '2026-04-30', '2026-05-08'],
  ['2026-03-20', '2025-09-30', '2025-10-11'],
  ['2026-03-30', '2026-02-14', '2026-02-26'],
])('on %s the ledger turns on the holiday after %s: three working days end on %s', (today, eve, due) => {
  const calendar = createCalendar(parse(readFileSync('config/calendar.yaml', 'utf8')))
  const planted = rowsOf(today).find(([number]) => number?.startsWith(`ZC${eve.replaceAll('-', '')}901`) && number.endsWith('02'))
  expect(planted?.[4]?.slice(0, 10)).toBe(eve)
  expect(planted?.[5]?.slice(0, 10)).toBe(due)
  expect(workingDaysBetween(calendar, eve, due)).toBe(3)
  expect(daysBetween(eve, due)).toBeGreaterThan(5)
})

test('once the known holidays are too long ago, the deadline of every counted message is a doubt of the calendar', () => {
  const truth = ledgerTruth('2028-06-01', '9900000013')
  expect(truth.filter(({ check }) => check === 'error-report-deadline').map(({ because }) => because)).toEqual(
    Array(4).fill('calendar-unknown'),
  )
  expect(truth.filter(({ check }) => check === 'error-report-open')).toHaveLength(2)
})
