import fc from 'fast-check'
import { isFormName, yearInText } from '../../../../src/extract/annual-form.ts'
import { amountOf, fieldOf, fieldsInText, plainLabel, put } from '../../../../src/extract/annual-form-fields.ts'
import { classifyColumn, plainName } from '../../../../src/extract/columns.ts'
import { cut } from '../../../../src/extract/cut.ts'
import * as dates from '../../../../src/extract/dates.ts'
import { endsOf } from '../../../../src/extract/ends.ts'
import { normalise, registeredDomain, sameSite } from '../../../../src/extract/links.ts'
import { records } from '../../../../src/extract/lists.ts'
import { readLiteral } from '../../../../src/extract/literal.ts'
import { remembering } from '../../../../src/extract/memo.ts'
import { answeredBy, bareStatus, isStatus } from '../../../../src/extract/message-status.ts'
import { codeOf } from '../../../../src/extract/metas.ts'
import { isSaved } from '../../../../src/extract/saved-from.ts'
import { amountIn, fieldOfHead, shortestWordsOf, tokensIn, wordsOf } from '../../../../src/extract/statistics-fields.ts'
import { fold } from '../../../../src/extract/text.ts'
import { narrow } from '../../../../src/extract/wide.ts'
import { UNKNOWN, writtenMarkup } from '../../../../src/extract/written.ts'
import { isOfficialCode } from '../../../../src/model/site.ts'
import { address } from '../given/addresses.ts'
import { CONFIG } from '../given/pages.ts'
import { label, number, odd, plainDate, title, wide } from '../given/words.ts'
import { isCount, isData, isDay, isOnPage, isShare, isWebUrl, must, numbersIn } from '../holds.ts'
import type { Target } from '../target.ts'

const { patterns, columns } = CONFIG
const WORDS = wordsOf(patterns)

const CODE = [
  'document.write("',
  "'+unescape('%u4e00",
  '`$\u007bx}`',
  '\\u4e00',
  '\\ud83d',
  '\\x3c',
  '");',
  '<![CDATA[<a href=x>',
  ']]>',
  'innerHTML=',
  '([{',
  ')]}',
  '/*',
  '\\',
  '\n',
]

/** Short texts as they stand in pages: dates, numbers, labels, titles, addresses, pieces of code, in narrow and in wide letters. */
export const texts: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(
      fc.oneof(
        plainDate,
        plainDate,
        number,
        label,
        title,
        address,
        odd,
        fc.constantFrom(...CODE),
        fc.constantFrom(' ', '：', '-', '年', '号'),
      ),
      { maxLength: 5, size: 'max' },
    ),
    fc.boolean(),
    fc.nat(9),
  )
  .map(([parts, isWide, turn]) => (isWide && turn === 0 ? wide(parts.join('')) : parts.join('')))

const sameLength = (one: string, other: string) => must(one.length === other.length, () => 'another length')

const remembered = remembering((text) => text.length, { most: 8, longest: 40 })

/** What is read out of a text alone. */
export const TEXTS: readonly Target<string>[] = [
  {
    name: 'dates in a text',
    of: [
      'extract/dates.ts findDatesAt',
      'extract/dates.ts findDates',
      'extract/dates.ts monthAndDay',
      'extract/dates.ts toDate',
      'extract/dates.ts narrow',
    ],
    holds: 'days of the calendar, where they are said to stand',
    check: (text) => {
      const plain = dates.narrow(text)
      sameLength(plain, text)
      for (const { date, index, length } of dates.findDatesAt(text)) {
        isDay(date)
        isOnPage(date, numbersIn(plain.slice(index, index + length)))
      }
      must(dates.findDates(text).length <= 2000, () => 'dates without end')
      const short = dates.monthAndDay(text)
      must(short === null || dates.toDate(2024, short.month, short.day) !== null, () => `no day ${short?.month}-${short?.day}`)
    },
  },
  {
    name: 'the date in an address',
    of: ['extract/dates.ts dateInUrl'],
    holds: 'a day of the calendar that stands in it',
    check: (text) => {
      for (const url of [text, `http://a.cn/${text}`]) {
        const day = dates.dateInUrl(url)
        if (day === null) continue
        isDay(day)
        isOnPage(day, numbersIn(url))
      }
    },
  },
  {
    name: 'addresses',
    of: ['extract/links.ts normalise', 'extract/links.ts sameSite', 'extract/links.ts registeredDomain'],
    holds: 'normalised twice is normalised once; every URL is of its own site',
    check: (text) => {
      for (const base of [undefined, 'http://www.x.gov.cn/a/b.html?c', text]) {
        const url = normalise(text, base)
        if (url === undefined) continue
        isWebUrl(url)
        must(sameSite(url, url) || registeredDomain(url) === null, () => `${url} is of another site`)
      }
    },
  },
  {
    name: 'text and its width',
    of: [
      'extract/text.ts fold',
      'extract/memo.ts remembering',
      'extract/ends.ts endsOf',
      'extract/wide.ts narrow',
      'extract/cut.ts cut',
      'extract/columns.ts plainName',
      'extract/annual-form-fields.ts plainLabel',
      'extract/message-status.ts bareStatus',
      'extract/saved-from.ts isSaved',
    ],
    holds: 'done twice is done once, a text cut short stays well formed',
    check: (text) => {
      must(fold(fold(text)) === fold(text), () => 'folded twice it is another')
      must(narrow(narrow(text)) === narrow(text), () => 'narrowed twice it is another')
      sameLength(narrow(text), text)
      const formed = text.toWellFormed()
      for (const most of [0, 1, 7]) must(cut(formed, most).isWellFormed() && cut(formed, most).length <= most, () => 'half a character')
      must(
        [plainName, plainLabel, bareStatus].every((read) => !/\s/.test(read(text))),
        () => 'blanks in a name',
      )
      const units = text.split('')
      for (const most of [3, 7])
        must(endsOf(units, most).length === Math.min(most, units.length) && endsOf(units, most)[0] === units[0], () => 'other ends')
      must(typeof isSaved(text) === 'boolean' && remembered(text) === text.length, () => 'remembered wrongly')
    },
  },
  {
    name: 'names of columns and forms',
    of: [
      'extract/columns.ts classifyColumn',
      'extract/annual-form.ts isFormName',
      'extract/annual-form.ts yearInText',
      'extract/message-status.ts isStatus',
      'extract/message-status.ts answeredBy',
      'extract/metas.ts codeOf',
    ],
    holds: 'kinds and codes are known ones, years lie in our age',
    check: (text) => {
      const kind = classifyColumn(text, [text], columns)
      must(kind === null || columns.kinds.some((rule) => rule.kind === kind), () => `no kind: ${kind}`)
      must(!isFormName(text, patterns.annualForm) || text.length <= 80, () => 'a name without end')
      const year = yearInText(text)
      must(year === null || (year >= 2010 && year < 2050), () => `the year ${year}`)
      if (isStatus(text, patterns.board)) must(answeredBy(text, patterns.board) !== null, () => 'a status that says nothing')
      const code = codeOf(text)
      must(code === null || isOfficialCode(code), () => `no code: ${code}`)
    },
  },
  {
    name: 'numbers of a form',
    of: [
      'extract/annual-form-fields.ts amountOf',
      'extract/annual-form-fields.ts fieldOf',
      'extract/annual-form-fields.ts fieldsInText',
      'extract/annual-form-fields.ts put',
    ],
    holds: 'finite and not negative',
    check: (text) => {
      isCount(amountOf(text))
      const fields = fieldsInText(text)
      for (const value of fields.values()) isCount(value)
      put(fields, fieldOf(text, [text]) ?? '', 1)
      put(fields, '', 2)
      must(fields.get('') === undefined || fields.get('') === null || fields.get('') === 2, () => 'two values, and one is believed')
    },
  },
  {
    name: 'numbers of a board',
    of: [
      'extract/statistics-fields.ts tokensIn',
      'extract/statistics-fields.ts shortestWordsOf',
      'extract/statistics-fields.ts fieldOfHead',
      'extract/statistics-fields.ts amountIn',
    ],
    holds: 'words stand where they are said to, counts are finite, rates are shares',
    check: (text) => {
      const [any, shortest] = [WORDS.some(({ word }) => text.includes(word)), shortestWordsOf(patterns).some((word) => text.includes(word))]
      must(any === shortest, () => 'a word without any of the shortest')
      for (const { word, from, to } of tokensIn(text, WORDS)) must(text.slice(from, to) === word, () => `${word} is not at ${from}`)
      const field = fieldOfHead(text, WORDS)
      must(field === null || WORDS.some((word) => word.field === field) || field === 'rate', () => `no field: ${field}`)
      for (const digits of text.match(/\d[\d,.]*/g) ?? []) {
        for (const unit of ['', '%', '万件', '小时', '件']) {
          isShare(amountIn('rate', digits, unit))
          isCount(amountIn('received', digits, unit))
          isCount(amountIn('averageDays', digits, unit))
        }
      }
    },
  },
  {
    name: 'scripts and what they write',
    of: ['extract/written.ts writtenMarkup', 'extract/literal.ts readLiteral', 'extract/lists.ts records'],
    holds: 'well-formed text, no longer than the script; a literal ends behind its beginning',
    check: (text) => {
      const written = writtenMarkup(text)
      isData(written)
      must(written.replaceAll(UNKNOWN, '').length <= text.length, () => 'more written than there is')
      for (let at = 0; at < Math.min(text.length, 8); at++) {
        const { end } = readLiteral(text, at)
        must(end > at && end <= text.length + 2, () => `a literal from ${at} to ${end}`)
      }
      must(records(text).join('').length <= text.length, () => 'more records than text')
    },
  },
]
