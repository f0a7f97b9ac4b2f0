import type { BoardMessage } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import { elementsBelow } from './below.ts'
import { cut } from './cut.ts'
import { findDates } from './dates.ts'
import type { PageDocument } from './document.ts'
import { type Cell, type Grid, readGrid, tablesOf } from './grid.ts'
import { answeredBy, isStatus } from './message-status.ts'
import { imageTexts, readTargetOf } from './targets.ts'
import { fold } from './text.ts'
import { narrow } from './wide.ts'

const MAX_HEAD = 14
const MAX_TITLE = 500
/** Heads of a table of messages, in the order of trying: 答复时间 is a time too. */
const HEADS = {
  answered: /^(?:最后)?(?:答复|回复|办结|办理|处理|反馈|办复|回应)(?:时间|日期)$/,
  received: /^(?:来信|写信|留言|提交|提问|咨询|投诉|诉求|受理|发布|登记|收件|发件|反映|发起|收信)?(?:时间|日期)$/,
  status: /状态$|^是否(?:已)?(?:回复|答复|办结)$|^(?:办理|处理|回复|答复)(?:情况|进度|结果)$|^进度$/,
  type: /(?:类型|类别|性质|分类)$/,
  unit: /(?:单位|部门|机构)$/,
  title: /^(?:来信|信件|留言|咨询|问题|诉求|投诉|建议|邮件|提问|写信|网民|事件)*(?:主题|标题|题目|名称|内容|摘要|内容摘要)$/,
} as const
type Head = keyof typeof HEADS
const ORDER: readonly Head[] = ['answered', 'received', 'status', 'type', 'unit', 'title']
const OF_MESSAGES = /来信|信件|留言|咨询|诉求|投诉|写信|提问|网民/

type Places = Partial<Record<Head, number>>

/** Messages in tables whose head names a title and a status or a time: 来信主题 | 状态 | 时间 | 受理单位. The head may be a table of its own. */
export function readTableMessages(doc: PageDocument, { board }: Patterns): BoardMessage[] {
  const found: BoardMessage[] = []
  let waiting: Places | null = null
  for (const table of tablesOf(doc)) {
    const grid = readGrid(table)
    const at = grid.slice(0, 5).findIndex((row) => placesOf(row) !== null)
    const places: Places | null = at >= 0 ? placesOf(grid[at] ?? []) : waiting
    waiting = null
    if (places === null) continue
    const messages = grid.slice(at + 1).flatMap((row) => messageOf(row, places, doc, board) ?? [])
    if (messages.length === 0 && at >= 0) waiting = places
    found.push(...messages)
  }
  return found
}

/** Where the heads stand; null when the row is no head of a table of messages. */
function placesOf(row: Grid[number]): Places | null {
  const texts = row.map((cell) => narrow(cell?.text ?? '').replace(/[\s:]/g, ''))
  if (texts.some((text) => text.length > MAX_HEAD)) return null
  const places: Places = {}
  for (const [index, text] of texts.entries()) {
    const head = ORDER.find((one) => HEADS[one].test(text))
    if (head !== undefined) places[head] ??= index
  }
  const telling =
    places.status !== undefined || places.answered !== undefined || (places.received !== undefined && OF_MESSAGES.test(texts.join(' ')))
  return places.title !== undefined && telling ? places : null
}

function messageOf(row: Grid[number], places: Places, doc: PageDocument, words: Patterns['board']): BoardMessage | null {
  const cell = (head: Head): Cell | undefined => (places[head] === undefined ? undefined : row[places[head]])
  const text = (head: Head): string | null => (cell(head) === undefined ? null : cellText(cell(head)) || null)
  const own = cell('title')
  const title = own === undefined ? null : titleOf(doc, own)
  if (title === null || placesOf(row) !== null || isStatus(title.text, words)) return null
  const known = [text('status'), text('received'), text('answered')].some((value) => value !== null)
  if (!known) return null
  const answeredOn = findDates(text('answered') ?? '')[0] ?? null
  const status = text('status')
  return {
    title: title.text,
    url: title.url,
    status,
    receivedOn: findDates(text('received') ?? '')[0] ?? null,
    answeredOn,
    answered: answeredOn === null ? answeredBy(status, words) : true,
    type: text('type'),
  }
}

function titleOf(doc: PageDocument, cell: Cell): { readonly text: string; readonly url: string | null } | null {
  const [link] = elementsBelow(cell.element, ({ name, attribs }) => name === 'a' || attribs['onclick'] !== undefined, 1)
  const full = cut(fold(link?.attribs['title'] ?? ''), MAX_TITLE)
  const text = full.length >= cell.text.length - 6 && full !== '' ? full : cell.text
  return text.length < 2 ? null : { text, url: link === undefined ? null : (readTargetOf(link, doc.base) ?? null) }
}

/** A cell's text, the texts of its pictures where it has none. */
function cellText(cell: Cell | undefined): string {
  if (cell === undefined || cell.text !== '') return cell?.text ?? ''
  return fold(imageTexts(cell.element).join(' '))
}
