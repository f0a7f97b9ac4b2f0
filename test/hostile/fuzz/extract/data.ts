import { Element } from 'domhandler'
import fc from 'fast-check'
import { addWorkingDays, createCalendar, workingDaysBetween } from '../../../../src/extract/calendar.ts'
import { decode } from '../../../../src/extract/charset.ts'
import { readListData } from '../../../../src/extract/list-data.ts'
import { boundaryOfEndTag } from '../../../../src/extract/nesting.ts'
import { attach, detach } from '../../../../src/extract/tree-links.ts'
import { address } from '../given/addresses.ts'
import { damaged } from '../given/damage.ts'
import { bodies, CONFIG } from '../given/pages.ts'
import { number, odd, plainDate, title } from '../given/words.ts'
import { isBounded, isData, isDay, isWebUrl, must } from '../holds.ts'
import { type Group, plainGroup } from '../target.ts'

const key = fc.constantFrom(
  'title',
  'TITLE',
  'url',
  'href',
  'date',
  'publishedTimeStr',
  'time',
  'data',
  'results',
  '__proto__',
  'constructor',
)
const leaf = fc.oneof(
  plainDate,
  title,
  address,
  number,
  odd,
  fc.constant('<a href="/x">标题标题标题</a>'),
  fc.double(),
  fc.constantFrom(null, true, 1785463200000, 1785463200, 1e300),
)
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('json')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
    fc.record({ title, url: address, date: fc.oneof(plainDate, number) }),
  ),
}))
const written = json.map((value) => JSON.stringify(value) ?? '')
const answers = () =>
  fc.oneof(
    { weight: 4, arbitrary: written.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: written.map((text) => Buffer.from(`jsonp1(${text});`)) },
    { weight: 1, arbitrary: damaged(written.map((text) => Buffer.from(text))) },
    { weight: 2, arbitrary: bodies() },
  )

const LISTS = plainGroup({
  name: 'list data',
  given: 'JSON of rows with hostile keys and values, JSONP, records, fragments of HTML, damaged or none of them',
  cases: answers,
  targets: [
    {
      name: 'rows of list data',
      of: ['extract/list-data.ts readListData'],
      holds: 'rows lead to the web and are named, days are days, at most 3000 of them',
      check: (bytes) => {
        const read = () => readListData({ bytes, url: 'http://x.gov.cn/data', base: 'http://x.gov.cn/a/', config: CONFIG })
        const rows = read()
        isBounded(isData(rows), bytes.length, 40, 10_000)
        must(JSON.stringify(read()) === JSON.stringify(rows) && rows.length <= 3000, () => 'not the same twice')
        for (const { url, title: name, date } of rows) {
          isWebUrl(url)
          must(name !== '' && name.length <= bytes.length, () => 'a row without a name')
          if (date !== null) isDay(date)
        }
      },
    },
  ],
})

const CHARSETS = plainGroup({
  name: 'charsets',
  given: 'bytes in any charset with any label, cut in the middle of characters',
  cases: () =>
    fc.tuple(
      bodies(),
      fc.oneof(
        fc.constantFrom(
          undefined,
          'text/html; charset=gb2312',
          'charset="utf-16"',
          'charset=x-user-defined',
          'charset=iso-2022-jp',
          'charset=replacement',
        ),
        odd.map((text) => `charset=${text}`),
      ),
    ),
  targets: [
    {
      name: 'bytes as text',
      of: ['extract/charset.ts decode'],
      holds: 'well-formed text in a charset that exists, no longer than its bytes',
      check: ([bytes, type]) => {
        const { text, charset } = decode(bytes, type)
        must(text.isWellFormed(), () => 'not well formed')
        must(text.length <= bytes.length * 3 + 1, () => `${text.length} characters of ${bytes.length} bytes`)
        must(/^[\w.:-]{1,40}$/.test(charset) && new TextDecoder(charset).encoding !== '', () => `no charset: ${charset}`)
      },
    },
  ],
})

const YEARS = [2024, 2026, 1, 9999]
const day = fc.oneof(
  fc
    .tuple(fc.integer({ min: 2022, max: 2029 }), fc.nat(13), fc.nat(32))
    .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
  plainDate,
  odd,
)
const CALENDARS = plainGroup({
  name: 'calendars',
  given: 'days that exist, that do not, and texts that are none; published years and others',
  cases: () =>
    fc.tuple(
      fc.array(day, { maxLength: 5 }),
      fc.array(day, { maxLength: 3 }),
      day,
      day,
      fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(1e9, Number.NaN)),
    ),
  targets: [
    {
      name: 'working days',
      of: ['extract/calendar.ts createCalendar', 'extract/calendar.ts workingDaysBetween', 'extract/calendar.ts addWorkingDays'],
      holds: 'counted within ten years or not at all; the day that is so many working days away is as many away',
      check: ([off, work, from, to, count]) => {
        const calendar = createCalendar({ years: Object.fromEntries(YEARS.map((year) => [year, { off, work, source: '' }])) })
        const between = workingDaysBetween(calendar, from, to)
        must(between === undefined || (Number.isInteger(between) && between >= 0 && between <= 3660), () => `${between} days`)
        const end = addWorkingDays(calendar, from, count)
        if (end === undefined || !(count > 0)) return
        isDay(end)
        must(workingDaysBetween(calendar, from, end) === count, () => `${end} is not ${count} working days after ${from}`)
      },
    },
  ],
})

const LINKS = plainGroup({
  name: 'links of a tree',
  given: 'children attached and detached in any order',
  cases: () => fc.array(fc.tuple(fc.boolean(), fc.nat(4)), { maxLength: 12, size: 'max' }),
  targets: [
    {
      name: 'parents and neighbours',
      of: ['extract/tree-links.ts attach', 'extract/tree-links.ts detach', 'extract/nesting.ts boundaryOfEndTag'],
      holds: 'every child knows its parent and both neighbours',
      check: (steps) => {
        const parent = new Element('div', {})
        for (const [isAdded, at] of steps) {
          const child = parent.children[at]
          if (isAdded) attach(parent, new Element('p', {}))
          else if (child) detach(child)
        }
        for (const [at, child] of parent.children.entries()) {
          const around = [parent.children[at - 1] ?? null, parent.children[at + 1] ?? null]
          must(child.parent === parent && child.prev === around[0] && child.next === around[1], () => `child ${at} is lost`)
        }
        must(
          ['a', 'td', 'x', ''].every((name) => boundaryOfEndTag(name).size > 0),
          () => 'an end tag without boundary',
        )
      },
    },
  ],
})

export const DATA_GROUPS: readonly Group[] = [LISTS, CHARSETS, CALENDARS, LINKS]
