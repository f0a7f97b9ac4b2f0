import type { BoardMessage, PageFacts } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import { readBracketedMessages, readLabelledMessages, readRowMessages } from './board-rows.ts'
import { readTableMessages } from './board-table.ts'
import { isInDatedRow } from './dated-row.ts'
import type { PageDocument } from './document.ts'
import { normalise } from './links.ts'
import { readList } from './lists.ts'
import { remembering } from './memo.ts'
import { OF_MESSAGES, OF_OTHER_THINGS } from './statistics-fields.ts'
import { readTargets } from './targets.ts'
import { fold, rawText } from './text.ts'

export { readMessage } from './message.ts'

const MAX_MESSAGES = 500
/** Longer texts are titles of articles. */
const MAX_BOARD_NAME = 18
const MAX_STATISTICS_NAME = 40
/** Economic and other statistics that a nearby board does not make its own. */
const OTHER_STATISTICS = /年鉴|公报|统计局|普查|经济|人口|价格|统计法|访问|办事|审批|许可|信息公开/
/** Names of a list of messages itself, as against a channel that leads to several things. */
const LIST_OF_MESSAGES = /信箱|来信|信件|留言|咨询|投诉|问答|选登|(?:回复|答复)(?:公示|公开|选登)/
const MIN_LISTED = 3

/** Where the page leads to a board or its statistics, and the messages that it shows. */
export function readBoard(doc: PageDocument, patterns: Patterns): PageFacts['board'] {
  const about = titlesOf(doc)
  const messages = readMessages(doc, patterns, about)
  return { links: readLinks(doc, patterns, messages.length > 0 || isBoardName(about, patterns)), messages: messages.slice(0, MAX_MESSAGES) }
}

/** Where the page leads to a board, or to what is called its statistics wherever that stands. */
export function readBoardLinks(doc: PageDocument, patterns: Patterns): PageFacts['board']['links'] {
  return readLinks(doc, patterns, false)
}

function readMessages(doc: PageDocument, patterns: Patterns, about: string): BoardMessage[] {
  const tables = readTableMessages(doc, patterns)
  if (tables.length > 0) return tables
  const rows = readRowMessages(doc, patterns)
  if (rows.length > 0) return rows
  const bracketed = readBracketedMessages(doc, patterns)
  if (bracketed.length > 0) return bracketed
  const labelled = readLabelledMessages(doc, patterns)
  if (labelled.length > 0) return labelled
  return isBoardName(about, patterns) && LIST_OF_MESSAGES.test(about) ? listedMessages(doc) : []
}

/** Rows of a board that shows neither states nor dates of answer: whether they are answered cannot be told here. */
function listedMessages(doc: PageDocument): BoardMessage[] {
  const rows = readList(doc).filter(({ dateSource }) => dateSource === 'shown')
  if (rows.length < MIN_LISTED) return []
  return rows.map(({ title, url, date }) => ({ title, url, status: null, receivedOn: date, answeredOn: null, answered: null, type: null }))
}

function readLinks(doc: PageDocument, patterns: Patterns, onBoard: boolean): PageFacts['board']['links'] {
  const found = new Map<string, PageFacts['board']['links'][number]>()
  // A menu's head leads to the page that it stands on: `http://host/page#`.
  const own = normalise(doc.url)
  for (const target of readTargets(doc)) {
    for (const text of target.labels) {
      const leads = leadsTo(text, patterns, onBoard)
      if (leads === null || (leads === 'board' && isInDatedRow(target.element))) continue
      const { url } = target
      if (url === undefined || url === own || found.has(`${leads} ${url}`)) break
      found.set(`${leads} ${url}`, { url, text, leads })
      break
    }
  }
  return [...found.values()]
}

type Leads = 'board' | 'statistics' | null

const LEADS = new WeakMap<Patterns, Record<'here' | 'elsewhere', (text: string) => Leads>>()

function leadsTo(text: string, patterns: Patterns, onBoard: boolean): Leads {
  const known = LEADS.get(patterns) ?? {
    here: remembering((label) => leadOf(label, patterns, true)),
    elsewhere: remembering((label) => leadOf(label, patterns, false)),
  }
  LEADS.set(patterns, known)
  return known[onBoard ? 'here' : 'elsewhere'](text)
}

function leadOf(text: string, { board, statistics }: Patterns, onBoard: boolean): Leads {
  const plain = text.replace(/\s/g, '')
  if (plain.length > MAX_STATISTICS_NAME) return null
  const counted = statistics.pages.some((word) => plain.includes(word)) && !OTHER_STATISTICS.test(plain)
  if (counted && (OF_MESSAGES.test(plain) || (onBoard && !OF_OTHER_THINGS.test(plain)))) return 'statistics'
  if (plain.length > MAX_BOARD_NAME || board.not.some((word) => plain.includes(word))) return null
  return board.links.some((word) => plain.includes(word)) ? 'board' : null
}

function isBoardName(about: string, { board }: Patterns): boolean {
  return board.links.some((word) => about.includes(word)) && !board.not.some((word) => about.includes(word))
}

/** What the page calls itself: the first part of its title, its column, its first headings. */
function titlesOf(doc: PageDocument): string {
  const [title = ''] = fold(doc.$('title').first().text()).split(/[-_|–—]/)
  const column = doc.$('meta[name="ColumnName" i]').attr('content') ?? ''
  const headings = doc
    .all('h1, h2')
    .slice(0, 3)
    .map((heading) => rawText(heading))
  return fold([title, column, ...headings].filter((text) => text.length <= 60).join(' '))
}
