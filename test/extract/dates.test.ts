import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateInUrl, findDates, monthAndDay, toDate } from '../../src/extract/dates.ts'

test.each<[string, string[]]>([
  ['2026-07-31', ['2026-07-31']],
  ['2026/7/1', ['2026-07-01']],
  ['2026.07.31', ['2026-07-31']],
  ['2020年08月02日', ['2020-08-02']],
  ['2020年8月2日', ['2020-08-02']],
  ['２０２６－０７－３１', ['2026-07-31']],
  ['2017-05-15 10:49:00', ['2017-05-15']],
  ['2007-08-20-23:59:59', ['2007-08-20']],
  ['20171013', ['2017-10-13']],
  ['2026-07-01至2026-07-31', ['2026-07-01', '2026-07-31']],
  ['2026-13-45', []],
  ['2026-02-30', []],
  ['2024-02-29', ['2024-02-29']],
  ['1899-01-01 2101-01-01', []],
  ['62000000012026-07-31', []],
  ['13912345678', []],
  ['2026年7月', []],
])('dates in "%s"', (text, dates) => {
  expect(findDates(text)).toEqual(dates)
})

test.each([
  ['http://a.gov.cn/202607/t20260731_1406815.html', '2026-07-31'],
  ['http://a.gov.cn/art/2024/9/20/art_15176_1413681.html', '2024-09-20'],
  ['http://a.gov.cn/2022/1/7/x.html', '2022-01-07'],
  ['http://a.gov.cn/2026-07/31/content_1.htm', '2026-07-31'],
  ['http://a.gov.cn/gsszf/c100002/202406/173935221.shtml', null],
  ['http://a.gov.cn/heb/101294297018357792768.html', null],
  ['http://a.gov.cn/info/2452/70514.htm', null],
  ['http://a.gov.cn/list?date=2026-07-31', null],
])('the date in %s', (url, date) => {
  expect(dateInUrl(url)).toBe(date)
})

test.each([
  ['[03-11]', { month: 3, day: 11 }],
  ['03-11 10:20', { month: 3, day: 11 }],
  ['（7月31日）', { month: 7, day: 31 }],
  ['13-11', null],
  ['02-30', null],
  ['通知 03-11', null],
])('a date without its year: %s', (text, expected) => {
  expect(monthAndDay(text)).toEqual(expected)
})

test('every day of every year is read as itself', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }), (day) => {
      const [year = 0, month = 0, date = 0] = day.toISOString().slice(0, 10).split('-').map(Number)
      const iso = toDate(year, month, date)
      for (const text of [`${year}-${month}-${date}`, `${year}年${month}月${date}日`, `x ${year}.${month}.${date} y`])
        expect(findDates(text)).toEqual([iso])
    }),
  )
})

test('digits without end take bounded time', () => {
  const start = performance.now()
  for (const piece of ['2026-', '2026年1', '20260731', '1 ', '２０']) findDates(piece.repeat(200_000))
  expect(performance.now() - start).toBeLessThan(3000)
})
