import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import type { ListRow } from '../model/page.ts'
import { dateInUrl, type FoundDate, findDatesAt, monthAndDay, narrow, toDate } from './dates.ts'
import type { RowLink } from './row-link.ts'
import { fold, isHidden, textOf, walk } from './text.ts'

const MAX_TEXT = 3000
const PUBLISHED = /(?:发布|公布|发文|上网|更新)(?:日期|时间)?\s{0,2}[:：]?\s{0,2}$/
/** A published date lies this near to the date in its URL, when only month and day are shown. */
const MONTHS_APART = 1

type RowDate = Pick<ListRow, 'date' | 'dateSource'>

/** The date that the row shows, wherever it stands in it; else the one in its URL. */
export function dateOfRow(row: RowLink): RowDate {
  const inUrl = dateInUrl(row.url)
  const date = shownIn(row.block, row.link) ?? beside(row) ?? withoutYear(row, inUrl)
  if (date !== null) return { date, dateSource: 'shown' }
  return { date: inUrl, dateSource: inUrl === null ? null : 'url' }
}

/** A date in an element of its own, then one in the text around the link, then one at either end of the link's text. */
function shownIn(block: Element, link: Element): string | null {
  const own = dateElement(block)
  if (own !== null) return own
  const around = spaced(block, link)
  const date = best(around) ?? split(around)
  if (date !== null) return date
  const text = narrow(textOf(link, { max: MAX_TEXT }))
  const found = findDatesAt(text)
  const edge =
    found.find(({ index, length }) => index + length >= text.length - 12 && isClosing(text.slice(index + length))) ??
    found.find(({ index }) => index <= 1 && /^[[(（【]/.test(text))
  return edge?.date ?? null
}

/** The visible text of the row but for the link, every element apart: a day and its month may stand in boxes side by side. */
function spaced(block: Element, link: Element): string {
  const pieces: string[] = []
  let length = 0
  walk(block, {
    enter: (element) =>
      element === link || isHidden(element) || element.name === 'script' || element.name === 'style' ? 'skip' : undefined,
    text(data) {
      pieces.push(data)
      length += data.length
      return length > MAX_TEXT ? 'stop' : undefined
    },
  })
  return fold(pieces.join(' '))
}

/** What may follow a date at the end of a headline: a time, a bracket. */
const isClosing = (rest: string): boolean => /^[\s\])）】]{0,3}(?:\d{1,2}:\d\d(?::\d\d)?)?[\s\])）】]{0,3}$/.test(rest)

/** The first element of the block whose whole text is a date (hidden ones are nobody's to read). */
function dateElement(block: Element): string | null {
  let found: string | null = null
  walk(block, {
    enter(element) {
      if (found !== null) return 'stop'
      if (isHidden(element) || element.name === 'script') return 'skip'
      if (element === block || element.children.length > 6) return undefined
      const text = textOf(element, { max: 60 })
      if (text.length < 8 || text.length > 40) return undefined
      const [date, ...more] = findDatesAt(text)
      if (date && more.length === 0 && leftover(text, date) === '') found = date.date
      return undefined
    },
  })
  return found
}

const leftover = (text: string, { index, length }: FoundDate): string =>
  fold(
    `${text.slice(0, index)} ${text.slice(index + length)}`.replace(
      /(?:发布|公布|更新)?(?:日期|时间)|-?\d{1,2}:\d\d(?::\d\d)?|[[\]()（）【】:：|/·-]/g,
      '',
    ),
  )

function best(text: string): string | null {
  const found = findDatesAt(text)
  const labelled = found.find(({ index }) => PUBLISHED.test(text.slice(Math.max(0, index - 14), index)))
  return (labelled ?? found[0])?.date ?? null
}

/** Day and month in boxes of their own: `31 2026-07`, `2026-07 31`, `31 7月 2026`. */
function split(text: string): string | null {
  const source = narrow(text)
  const dayFirst = /(?<![\d.-])(\d{1,2})日?\s{1,3}((?:19|20)\d\d)\s{0,2}[-/.年]\s{0,2}(\d{1,2})月?(?![\d-])/.exec(source)
  if (dayFirst) return toDate(Number(dayFirst[2]), Number(dayFirst[3]), Number(dayFirst[1]))
  const dayLast = /(?<!\d)((?:19|20)\d\d)\s{0,2}[-/.年]\s{0,2}(\d{1,2})月?\s{1,3}(\d{1,2})日?(?![\d.:-])/.exec(source)
  if (dayLast) return toDate(Number(dayLast[1]), Number(dayLast[2]), Number(dayLast[3]))
  const yearApart = /(?<!\d)(\d{1,2})[-/.月](\d{1,2})日?\s{1,3}((?:19|20)\d\d)年?(?!\d)/.exec(source)
  return yearApart ? toDate(Number(yearApart[3]), Number(yearApart[1]), Number(yearApart[2])) : null
}

/** The text between this row's link and the next, or before it where the list puts dates first. */
function beside({ block, crowded }: RowLink): string | null {
  const parent = block.parent
  if (parent === null || !isTag(parent)) return null
  const after = gap(block, (node) => node.next, crowded)
  const before = gap(block, (node) => node.prev, crowded)
  const first = firstDated(parent, crowded)
  const text = first === 'date' ? before : after
  return best(text) ?? split(text)
}

function gap(from: Element, next: (node: ChildNode) => ChildNode | null, crowded: (element: Element) => boolean): string {
  const pieces: string[] = []
  let length = 0
  for (let node = next(from); node !== null && length < 200; node = next(node)) {
    if (isTag(node) && (crowded(node) || node.name === 'ul' || node.name === 'table')) break
    const text = isText(node) ? fold(node.data) : isTag(node) ? textOf(node, { max: 200 }) : ''
    pieces.push(text)
    length += text.length
  }
  return fold(pieces.join(' '))
}

/** Whether a date or a link comes first among the children. */
function firstDated(parent: Element, crowded: (element: Element) => boolean): 'date' | 'link' {
  for (const child of parent.children.slice(0, 50)) {
    if (isTag(child) && crowded(child)) return 'link'
    const text = isText(child) ? child.data : isTag(child) ? textOf(child, { max: 200 }) : ''
    if (findDatesAt(text).length > 0) return 'date'
  }
  return 'link'
}

/** `[03-11]`: the year is taken from the URL, when that lies near; otherwise nobody can know it. */
function withoutYear({ block, link }: RowLink, inUrl: string | null): string | null {
  const text = spaced(block, link)
  const shown = monthAndDay(text)
  if (shown === null || inUrl === null) return null
  const [year = 0, month = 0] = inUrl.split('-').map(Number)
  const apart = Math.abs(month - shown.month)
  if (apart > MONTHS_APART && apart < 12 - MONTHS_APART) return null
  const turn = apart < 6 ? 0 : month > shown.month ? 1 : -1
  return toDate(year + turn, shown.month, shown.day)
}
