import { type Element, isTag, isText } from 'domhandler'
import type { BoardMessage } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import { elementsBelow, holdersOf } from './below.ts'
import { cut } from './cut.ts'
import { findDates, findDatesAt } from './dates.ts'
import type { PageDocument } from './document.ts'
import { answeredBy, bareStatus, isStatus } from './message-status.ts'
import { numberedIn } from './numbered.ts'
import { imageTexts, readTargetOf } from './targets.ts'
import { fold, textOf, walk } from './text.ts'
import { narrow } from './wide.ts'

const MOST_BOXES = 2000
const MOST_LINKS = 20_000
/** A status in brackets, before or behind a title. */
const BRACKETED = /^[[【(（]([^\]】)）]{2,6})[\]】)）]|[[【(（]([^\]】)）]{2,6})[\]】)）]$/
/** A row stands at most so many elements out from its status. */
const MOST_LEVELS = 8
const MAX_ROW = 3000
const MAX_TITLE = 500
const MAX_STATUS = 12
/** Elements within one that shows nothing but a status. */
const MOST_IN_A_BOX = 30
const MIN_TITLE = 4
const BOXES = 'span, em, i, b, td, dd, dt, div, p, font, strong, label, a, li, u, img, h5, h6'
const BOX_NAMES: ReadonlySet<string> = new Set(BOXES.split(', '))
const RECEIVED = /(?:来信|写信|留言|提交|提问|咨询|投诉|诉求|受理|发布|登记|反映)(?:时间|日期)[\s:]{0,4}/
const ANSWERED = /(?:答复|回复|办结|办理|处理|反馈|办复|回应)(?:时间|日期)[\s:]{0,4}/
/** What only a letter's row says: news have a 发布时间 too. */
const LETTER = /(?:来信|写信|留言|提问|咨询|投诉|诉求|答复|回复|办结|办复)(?:时间|日期)[\s:]{0,4}(?:19|20)\d\d/
const TYPE =
  /^(?:我要)?(?:咨询|投诉|建议|求助|举报|信访|感谢|表扬|意见|批评|申诉|反映问题|问题反映|建言献策|建议意见|意见建议|咨询建议|咨询求助|投诉举报|其他|其它|民生诉求)(?:类|件)?$/
const LABELLED_TYPE = /(?:信件|来信|留言|诉求|问题|信箱)?(?:类型|类别|性质)[\s:]{1,4}([\u4e00-\u9fff]{2,8})/

/** Messages of lists that are no table, whatever they are made of: a row is what surrounds one status word that has a box of its own. */
export function readRowMessages(doc: PageDocument, { board }: Patterns): BoardMessage[] {
  const boxes = statusBoxes(doc, board)
  const counts = new Map<Element, number>()
  for (const { element } of boxes) for (const around of ancestors(element)) counts.set(around, (counts.get(around) ?? 0) + 1)
  return boxes.flatMap(({ element, status }) => {
    const row = rowOf(element, counts)
    return row === null ? [] : (messageOf(doc, row, status, board) ?? [])
  })
}

/** Rows whose status stands in brackets before or behind the title: `[已回复] 关于供热的咨询`. */
export function readBracketedMessages(doc: PageDocument, { board }: Patterns): BoardMessage[] {
  return doc
    .all('a')
    .slice(0, MOST_LINKS)
    .flatMap((link) => {
      const text = fold(link.attribs['title'] ?? '') || textOf(link, { max: 300 })
      const [, before, after] = BRACKETED.exec(text) ?? []
      const status = before ?? after
      if (status === undefined || !isStatus(status, board)) return []
      const row = ancestors(link).find(({ name }) => /^(?:li|tr|dd|p)$/.test(name))
      if (row === undefined) return []
      const message = messageOf(doc, row, bareStatus(status), board)
      if (message === null) return []
      const bare = text.replace(before === undefined ? /[[【(（][^[【(（]{2,6}[\]】)）]$/ : /^.[^\]】)）]{2,6}./, '')
      return [{ ...message, title: cut(fold(bare), MAX_TITLE) }]
    })
}

/** Rows that say when a letter came or was answered and show no status: answered when they say when, otherwise nobody can tell. */
export function readLabelledMessages(doc: PageDocument, { board }: Patterns): BoardMessage[] {
  const rows = doc.all('li, tr, dl')
  const holders = holdersOf(rows)
  const numbered = numberedIn(doc)
  return rows.slice(0, MOST_BOXES).flatMap((row) => {
    if (holders.has(row) || !numbered(row) || !LETTER.test(narrow(textOf(row, { max: MAX_ROW })))) return []
    const message = messageOf(doc, row, '', board)
    if (message === null || (message.receivedOn ?? message.answeredOn) === null) return []
    return [{ ...message, status: null, answered: message.answeredOn === null ? null : true }]
  })
}

interface Box {
  readonly element: Element
  readonly status: string
}

function statusBoxes(doc: PageDocument, words: Patterns['board']): Box[] {
  const found: Box[] = []
  for (const element of doc.all(BOXES)) {
    if (element.children.length > 6 || element.children.some((child) => isText(child) && child.data.length > 40)) continue
    const text =
      element.name === 'img'
        ? (element.attribs['alt'] ?? '')
        : textOf(element, { max: 24, most: MOST_IN_A_BOX }) || imageTexts(element).join('')
    if (text.length > MAX_STATUS || !isStatus(text, words)) continue
    // The innermost box counts; an outer one with the same text is the same status.
    const last = found.at(-1)
    const outer = last !== undefined && ancestors(element).includes(last.element)
    if (outer) found.pop()
    found.push({ element, status: bareStatus(text) })
    if (found.length >= MOST_BOXES) break
  }
  return found
}

/** The element and what surrounds it, innermost first, the body left out. */
function ancestors(element: Element): Element[] {
  const found: Element[] = []
  let node: Element | null = element
  while (node !== null && found.length <= MOST_LEVELS && node.name !== 'body' && node.name !== 'html') {
    found.push(node)
    node = node.parent !== null && isTag(node.parent) ? node.parent : null
  }
  return found
}

/** The widest surroundings that hold no other status; a lone status is believed only in an item or row of its own. */
function rowOf(element: Element, counts: ReadonlyMap<Element, number>): Element | null {
  const around = ancestors(element)
  const own = around.filter((one) => counts.get(one) === 1)
  const item = own.findLast(({ name }) => name === 'li' || name === 'tr' || name === 'dl')
  if (own.length === around.length) return item ?? null
  return item ?? own.at(-1) ?? null
}

function messageOf(doc: PageDocument, row: Element, status: string, words: Patterns['board']): BoardMessage | null {
  const title = titleOf(doc, row, words)
  const text = narrow(piecesOf(row).join(' '))
  if (title === null || text.length > MAX_ROW) return null
  const { receivedOn, answeredOn } = datesIn(text, answeredBy(status, words) === true)
  return {
    title: title.text,
    url: title.url,
    status,
    receivedOn,
    answeredOn,
    answered: answeredBy(status, words) ?? (answeredOn === null ? null : true),
    type: typeIn(row, text, title.text),
  }
}

/** The longest link of the row that is no status, kind or date. */
function titleOf(doc: PageDocument, row: Element, words: Patterns['board']): { readonly text: string; readonly url: string | null } | null {
  const links = elementsBelow(row, ({ name, attribs }) => name === 'a' || attribs['onclick'] !== undefined, 20)
  const own = row.attribs['onclick'] !== undefined || row.name === 'a' ? [row] : []
  const named = [...links, ...own].map((element) => {
    const shown = wholeOrPart(element, words)
    const full = fold(element.attribs['title'] ?? '')
    return { text: cut(full.length > shown.length ? full : shown, MAX_TITLE), url: readTargetOf(element, doc.base) ?? null }
  })
  const fits = named.filter(
    ({ text }) => text.length >= MIN_TITLE && !isStatus(text, words) && !TYPE.test(bareStatus(text)) && !/^[\d\s/.:-]+$/.test(text),
  )
  return fits.toSorted((a, b) => b.text.length - a.text.length)[0] ?? null
}

/** A link's text; where it surrounds the whole row, the longest of its parts that is no status or date. */
function wholeOrPart(element: Element, words: Patterns['board']): string {
  const pieces = piecesOf(element)
  if (!pieces.some((piece) => isStatus(piece, words))) return textOf(element, { max: 300 })
  const rest = pieces.filter((piece) => !isStatus(piece, words) && findDates(piece).length === 0)
  return rest.toSorted((a, b) => b.length - a.length)[0] ?? ''
}

/** Texts between tags, so that neighbours without a blank between them stay apart. */
function piecesOf(element: Element): string[] {
  const pieces: string[] = []
  let length = 0
  walk(element, {
    enter: ({ name }) => (/^(?:script|style|button|select|template)$/.test(name) ? 'skip' : undefined),
    text(data) {
      const piece = fold(data)
      if (piece !== '') pieces.push(piece)
      length += data.length
      return length > 2 * MAX_ROW ? 'stop' : undefined
    },
  })
  return pieces
}

/** Dates by their labels; without labels the first is when the letter came, and a later one on an answered letter is when it was answered. */
function datesIn(text: string, answered: boolean): Pick<BoardMessage, 'receivedOn' | 'answeredOn'> {
  const after = (label: RegExp): string | null => {
    const found = label.exec(text)
    return found === null ? null : (findDates(text.slice(found.index + found[0].length).slice(0, 24))[0] ?? null)
  }
  const [received, replied] = [after(RECEIVED), after(ANSWERED)]
  if (received !== null || replied !== null) return { receivedOn: received, answeredOn: replied }
  const dates = [...new Set(findDatesAt(text).map(({ date }) => date))].sort()
  return { receivedOn: dates[0] ?? null, answeredOn: answered && dates.length === 2 ? (dates[1] ?? null) : null }
}

function typeIn(row: Element, text: string, title: string): string | null {
  const box = elementsBelow(row, ({ name }) => BOX_NAMES.has(name), 40)
    .map((element) => bareStatus(textOf(element, { max: 16 })))
    .find((one) => TYPE.test(one))
  const prefix = /^[[【(（]([\u4e00-\u9fff]{2,6})[\])】）]/.exec(title)?.[1]
  return box ?? (prefix !== undefined && TYPE.test(prefix) ? prefix : undefined) ?? LABELLED_TYPE.exec(text)?.[1] ?? null
}
