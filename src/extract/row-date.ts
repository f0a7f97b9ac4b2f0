import { type AnyNode, type Element, isTag, isText } from 'domhandler'
import type { ListRow } from '../model/page.ts'
import { dateInUrl, type FoundDate, findDatesAt, monthAndDay, narrow, toDate } from './dates.ts'
import type { RowLink } from './row-link.ts'
import { headedDate } from './row-table.ts'
import { around, isShortNote, NESTED, readRowText } from './row-text.ts'
import { textOf } from './text.ts'

const PUBLISHED = /(?:发布|公布|公开|上网|更新|刊登|发表)(?:日期|时间)?[\s:：]{0,3}[[(（]?\s?$/
/** A day in the life of what is listed, not of the listing. */
const OTHER = /(?:成文|生成|印发|发文|生效|施行|实施|有效期至?|截止|截至|废止|失效|开始|结束|举办|报名)(?:日期|时间)?[\s:：(（]{0,3}$/
const WEEKDAY = /^[\s(（]{0,3}(?:星期|周[一二三四五六日])/
/** A published date lies this near to the date in its URL, when only month and day are shown. */
const MONTHS_APART = 1
/** A row is no higher than this above its link. */
const MAX_CLIMB = 8
/** An element with more text beside the link than this is no row but a passage. */
const MAX_BESIDE = 500
/** So many neighbours, white space among them, a date stands away from its link. */
const MAX_AHEAD = 4
const MAX_BEHIND = 12

/** A year stands over its list at most so far out, and so many rows up. */
const MOST_LEVELS = 6
const MOST_ROWS = 200

export type RowDate = Pick<ListRow, 'date' | 'dateSource'> & {
  /** A date is shown, though perhaps without its year. */
  readonly shows: boolean
  /** Shown in words, `2026年6月1日`, as a letter is signed. */
  readonly inWords: boolean
}

/** The date that the row shows, wherever it stands in it; else the one in its URL. */
export function dateOfRow(row: RowLink): RowDate {
  const inUrl = dateInUrl(row.url)
  const shown = within(row) ?? beside(row)
  const date = shown === null ? null : (shown.date ?? withYear(shown, inUrl) ?? underYear(shown, row.link))
  if (date !== null) return { date, dateSource: 'shown', shows: true, inWords: shown?.inWords ?? false }
  return { date: inUrl, dateSource: inUrl === null ? null : 'url', shows: shown !== null, inWords: false }
}

interface Shown {
  readonly date: string | null
  readonly inWords?: boolean
  readonly month?: number
  readonly day?: number
}

/** The smallest element around the link that shows a date and holds no other row. */
function within({ link, block, numbered }: RowLink): Shown | null {
  let climbed = 0
  for (let element: Element | null = link; element !== null; element = around(element)) {
    const headed = element.name === 'tr' ? headedDate(element) : null
    if (headed !== null) return headed
    if (numbered(element)) {
      const { text, link: range } = readRowText([element], link)
      if (text.length - (range[1] - range[0]) > MAX_BESIDE) return null
      const shown = dateIn(text, range)
      if (shown !== null) return shown
    }
    if (element === block || ++climbed > MAX_CLIMB) return null
  }
  return null
}

/** The best date in a row's text; months and days without their year, and days in boxes of their own, come after whole dates. */
function dateIn(raw: string, range: readonly [number, number] = [0, 0]): Shown | null {
  const text = narrow(raw)
  if (!/\d/.test(text)) return null
  const ranked = findDatesAt(text)
    .map((found) => ({ found, rank: rankOf(text, found, range) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.found.index - b.found.index)
  const whole = ranked[0]
  const inWords = whole !== undefined && text.startsWith('年', whole.found.index + 4)
  if (whole && whole.rank > 1) return { date: whole.found.date, inWords }
  const apart = inBoxes(text)
  if (apart !== null) return { date: apart }
  // When it was written, or ends, says nothing of when it was published.
  if (whole) return { date: null }
  const century = ofTwoDigits(text, range)
  if (century !== null) return { date: century }
  const short = text
    .split('\n')
    .map((line) => (/\d\d[-/.]\d\d|月/.test(line) ? monthAndDay(line) : null))
    .find((one) => one !== null)
  return short ? { date: null, ...short } : bracketed(text, range)
}

/** 0 for a date in a sentence or headline; the more it stands for the row, the higher. */
function rankOf(text: string, { index, length }: FoundDate, [from, to]: readonly [number, number]): number {
  const lead = text.slice(Math.max(0, index - 16), index)
  const rest = text.slice(index + length, index + length + 16)
  if (WEEKDAY.test(rest)) return 0
  if (PUBLISHED.test(lead)) return 5
  const opens = /(?:^|[\n[(（【|:：·/])\s{0,2}$/.test(lead)
  const closes = /^\s{0,2}(?:-?\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,3})?)?\s{0,2}(?:$|[\n\])）】|])/.test(rest)
  if (OTHER.test(lead)) return opens || closes ? 1 : 0
  const inLink = index >= from && index < to
  // A headline may begin or end with a date of its own.
  if (inLink) return opens && closes ? 3 : closes && /\s$/.test(lead) ? 2 : 0
  if (opens && closes) return 4
  return opens || closes || (/\s$/.test(lead) && /^\s/.test(rest)) ? 2 : 0
}

/** Day and month in boxes of their own: `31 2026-07`, `2026-07 31`, `31 7月/2026`, `07-31 2026`. */
function inBoxes(text: string): string | null {
  const orders: readonly (readonly [RegExp, number, number, number])[] = [
    [/(?:^|\n)(\d{1,2})日?\n[/\s]{0,2}((?:19|20)\d\d)\s{0,2}[-/.年]\s{0,2}(\d{1,2})月?(?=$|\n)/, 2, 3, 1],
    [/(?:^|\n)((?:19|20)\d\d)\s{0,2}[-/.年]\s{0,2}(\d{1,2})月?[-/.]?\n(\d{1,2})日?(?=$|\n)/, 1, 2, 3],
    [/(?:^|\n)(\d{1,2})\s{0,2}[-/.月]\s{0,2}(\d{1,2})日?\n[/\s]{0,2}((?:19|20)\d\d)年?(?=$|\n)/, 3, 1, 2],
    [/(?:^|\n)((?:19|20)\d\d)[年/-]?\n(\d{1,2})\s{0,2}[-/.月]\s{0,2}(\d{1,2})日?(?=$|\n)/, 1, 2, 3],
    [/(?:^|\n)(\d{1,2})日?\n(\d{1,2})月?[\s/.,-]{1,4}((?:19|20)\d\d)年?(?=$|\n)/, 3, 2, 1],
    [/(?:^|\n)(\d{1,2})日?[\s/]{1,3}((?:19|20)\d\d)[-/.年](\d{1,2})月?(?=$|\n)/, 2, 3, 1],
  ]
  for (const [pattern, year, month, day] of orders) {
    const match = pattern.exec(text)
    const date = match && toDate(Number(match[year]), Number(match[month]), Number(match[day]))
    if (date) return date
  }
  return null
}

/** `[26-07-31]`, or the same as a whole line: a year of two digits. Beside other words such digits may be a number of anything. */
function ofTwoDigits(text: string, [from, to]: readonly [number, number]): string | null {
  const outside = to > from ? `${text.slice(0, from)}\n${text.slice(to)}` : text
  const match =
    /[[(（【]\s?(\d\d)[-/.](\d\d)[-/.](\d\d)\s?[\])）】]|(?:^|\n)\s?(\d\d)[-/.](\d\d)[-/.](\d\d)(?:\s\d{1,2}:\d\d(?::\d\d)?)?\s?(?=$|\n)/.exec(
      outside,
    )
  if (!match) return null
  const [year, month, day] = [match[1] ?? match[4], match[2] ?? match[5], match[3] ?? match[6]].map(Number)
  return toDate(2000 + (year ?? 0), month ?? 0, day ?? 0)
}

/** `标题[03-11]`: month and day in a bracket at the end of a line. */
function bracketed(text: string, [from, to]: readonly [number, number]): Shown | null {
  const outside = `${text.slice(0, from)}\n${text.slice(to)}`
  const match = /[[(（【]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?\s?[\])）】]/.exec(to > from ? outside : text)
  const short = match && monthAndDay(match[0])
  return short ? { date: null, ...short } : null
}

/** The text between this row's link and the next, or before it where the list puts dates first. */
function beside({ block, link, crowded, numbered }: RowLink): Shown | null {
  const parent = block.parent
  if (parent === null || !isTag(parent) || !numbered(parent)) return null
  const ahead = datesFirst(parent, { link, crowded, numbered })
  const nodes: AnyNode[] = []
  let node = ahead ? block.prev : block.next
  while (node !== null && nodes.length < (ahead ? MAX_AHEAD : MAX_BEHIND)) {
    if (isTag(node) && (crowded(node) || (NESTED.has(node.name) && !isShortNote(node)))) break
    nodes.push(node)
    node = ahead ? node.prev : node.next
  }
  if (!nodes.some(numbered)) return null
  const { text } = readRowText(ahead ? nodes.reverse() : nodes, link)
  return text.length > MAX_BESIDE ? null : dateIn(text)
}

type Beside = Pick<RowLink, 'link' | 'crowded' | 'numbered'>

/** What every row of one parent asks for. */
const DATES_FIRST = new WeakMap<Element, boolean>()

/** Whether a date or a link comes first among the children. */
function datesFirst(parent: Element, row: Beside): boolean {
  const known = DATES_FIRST.get(parent)
  if (known !== undefined) return known
  const first = startsWithDate(parent, row)
  DATES_FIRST.set(parent, first)
  return first
}

function startsWithDate(parent: Element, { link, crowded, numbered }: Beside): boolean {
  for (const child of parent.children.slice(0, 50)) {
    if (isTag(child) && crowded(child)) return false
    if ((isTag(child) || isText(child)) && numbered(child) && dateIn(readRowText([child], link).text) !== null) return true
  }
  return false
}

/** `[03-11]`: the year is taken from the URL, when that lies near; otherwise nobody can know it. */
function withYear({ month, day }: Shown, inUrl: string | null): string | null {
  if (month === undefined || day === undefined || inUrl === null) return null
  const [urlYear = 0, urlMonth = 0] = inUrl.split('-').map(Number)
  const apart = Math.abs(urlMonth - month)
  if (apart > MONTHS_APART && apart < 12 - MONTHS_APART) return null
  const turn = apart < 6 ? 0 : urlMonth > month ? 1 : -1
  return toDate(urlYear + turn, month, day)
}

/** `03-11` in a list under a heading that is nothing but its year: `2026年`. */
function underYear({ month, day }: Shown, link: Element): string | null {
  if (month === undefined || day === undefined) return null
  let levels = 0
  for (let element: Element | null = link; element !== null && levels < MOST_LEVELS; element = around(element), levels++) {
    let looked = 0
    for (let node = element.prev; node !== null && looked < MOST_ROWS; node = node.prev, looked++) {
      const year = isTag(node) ? /^((?:19|20)\d\d)\s?年?度?$/.exec(narrow(textOf(node, { max: 20, most: 10 })))?.[1] : undefined
      if (year !== undefined) return toDate(Number(year), month, day)
    }
  }
  return null
}
