import { type Element, isTag } from 'domhandler'
import type { BoardMessage, PageFacts } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import { findDates } from './dates.ts'
import type { PageDocument } from './document.ts'
import { type Cell, readGrid, tablesOf } from './grid.ts'
import { normalise } from './links.ts'
import { fold, textOf } from './text.ts'

export { readMessage } from './message.ts'

const MAX_MESSAGES = 500
const MAX_LINK_TEXT = 30
/** Words of a message's column heads; the order is that of trying. */
const HEADS = {
  answered: /(?:答复|回复|办结|处理|反馈)(?:时间|日期)/,
  received: /(?:来信|写信|留言|提交|提问|咨询|受理|发布|登记)?(?:时间|日期)/,
  status: /状态|办理情况|处理情况|是否(?:回复|答复)|进度/,
  type: /类型|类别|性质/,
  title: /主题|标题|内容摘要|来信内容|留言内容|问题|事项|信件名称/,
} as const
type Head = keyof typeof HEADS
const STATISTICS_OF = /留言|来信|信件|信箱|咨询|诉求|互动|工单|办件|受理|答复|回复|办理/

/** Where the page leads to a board or its statistics, and the messages that it shows. */
export function readBoard(doc: PageDocument, patterns: Patterns): PageFacts['board'] {
  const messages = tableMessages(doc, patterns)
  const shown = messages.length > 0 ? messages : rowMessages(doc, patterns)
  return { links: boardLinks(doc, patterns, shown.length > 0), messages: shown.slice(0, MAX_MESSAGES) }
}

function boardLinks(doc: PageDocument, { board, statistics }: Patterns, onBoard: boolean): PageFacts['board']['links'] {
  const found = new Map<string, PageFacts['board']['links'][number]>()
  for (const link of doc.$('a[href], area[href]').toArray()) {
    const url = normalise(link.attribs['href'] ?? '', doc.base)
    const text = (textOf(link, { max: 200 }) || fold(link.attribs['title'] ?? link.attribs['alt'] ?? '') || imageText(doc, link)).slice(
      0,
      200,
    )
    if (url === undefined || text === '' || text.length > MAX_LINK_TEXT) continue
    const counts = statistics.pages.some((word) => text.includes(word)) && (onBoard || STATISTICS_OF.test(text))
    const leads = counts
      ? 'statistics'
      : board.links.some((word) => text.includes(word)) && !board.not.some((word) => text.includes(word))
        ? 'board'
        : null
    if (leads !== null && !found.has(`${leads} ${url}`)) found.set(`${leads} ${url}`, { url, text, leads })
  }
  return [...found.values()]
}

const imageText = (doc: PageDocument, link: Element): string => fold(doc.$(link).find('img[alt]').first().attr('alt') ?? '')

/** 来信主题 | 状态 | 时间 | 受理单位: any table whose head names a title and a status or time. */
function tableMessages(doc: PageDocument, patterns: Patterns): BoardMessage[] {
  for (const table of tablesOf(doc)) {
    const grid = readGrid(table)
    const head = grid.slice(0, 5).findIndex((row) => isHead(row))
    if (head < 0) continue
    const places = placesOf(grid[head] ?? [])
    const messages = grid.slice(head + 1).flatMap((row) => messageOf(row, places, doc, patterns))
    if (messages.length > 0) return messages
  }
  return []
}

function isHead(row: readonly (Cell | undefined)[]): boolean {
  const places = placesOf(row)
  const long = row.some((cell) => (cell?.text.length ?? 0) > 14)
  return !long && places.title !== undefined && (places.status !== undefined || places.answered !== undefined)
}

function placesOf(row: readonly (Cell | undefined)[]): Partial<Record<Head, number>> {
  const places: Partial<Record<Head, number>> = {}
  for (const [index, cell] of row.entries()) {
    const head = (['answered', 'received', 'status', 'type', 'title'] as const).find(
      (one) => places[one] === undefined && HEADS[one].test(cell?.text ?? ''),
    )
    if (head) places[head] = index
  }
  return places
}

function messageOf(
  row: readonly (Cell | undefined)[],
  places: Partial<Record<Head, number>>,
  doc: PageDocument,
  patterns: Patterns,
): BoardMessage[] {
  const cell = (head: Head): Cell | undefined => (places[head] === undefined ? undefined : row[places[head]])
  const text = (head: Head): string | null => cell(head)?.text || null
  const link = cell('title')?.element ? doc.$(cell('title')?.element).find('a[href]').first() : undefined
  const title = fold(link?.attr('title') ?? '') || text('title')
  if (title === null) return []
  const answeredOn = findDates(text('answered') ?? '')[0] ?? null
  const status = text('status')
  return [
    {
      title,
      url: normalise(link?.attr('href') ?? '', doc.base) ?? null,
      status,
      receivedOn: findDates(text('received') ?? '')[0] ?? null,
      answeredOn,
      answered: answeredOn === null ? answeredBy(status, patterns) : true,
      type: text('type'),
    },
  ]
}

/** Lists without a table: a row counts when some box of it holds a status word and nothing else. */
function rowMessages(doc: PageDocument, patterns: Patterns): BoardMessage[] {
  const words = [...patterns.board.answered, ...patterns.board.open]
  const messages: BoardMessage[] = []
  for (const row of doc.$('li, dl, tr').toArray()) {
    if (messages.length >= MAX_MESSAGES) break
    const boxes = doc.$(row).find('span, em, i, b, td, dd, div, p, font, strong, label').toArray().slice(0, 40)
    const status = boxes.map((box) => textOf(box, { max: 30 }).replace(/[[\]【】()（）]/g, '')).find((text) => words.includes(text))
    const links = doc.$(row).find('a[href]').toArray().filter(isTag)
    const link = links.find((one) => textOf(one, { max: 100 }).length >= 4)
    if (status === undefined || !link || doc.$(row).find('li, tr').length > 0) continue
    const text = textOf(row, { max: 2000 })
    const dates = findDates(text)
    const answeredAt = /(?:答复|回复|办结)(?:时间|日期)\s{0,2}[:：]?\s{0,2}/.exec(text)
    const answeredOn = answeredAt ? (findDates(text.slice(answeredAt.index, answeredAt.index + 40))[0] ?? null) : null
    messages.push({
      title: fold(link.attribs['title'] ?? '') || textOf(link, { max: 300 }),
      url: normalise(link.attribs['href'] ?? '', doc.base) ?? null,
      status,
      receivedOn: dates.find((date) => date !== answeredOn) ?? dates[0] ?? null,
      answeredOn,
      answered: answeredOn === null ? answeredBy(status, patterns) : true,
      type: null,
    })
  }
  return messages
}

/** What a status word says; null when it says neither. 未回复 holds 回复, so the open words are asked first. */
export function answeredBy(status: string | null, { board }: Patterns): boolean | null {
  if (status === null) return null
  if (board.open.some((word) => status.includes(word))) return false
  return board.answered.some((word) => status.includes(word)) ? true : null
}
