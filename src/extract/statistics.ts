import type { BoardStatistics } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import type { PageDocument } from './document.ts'
import { linesOf } from './lines.ts'
import { type Field, type Numbers, OF_MESSAGES, shortestWordsOf, wordsOf } from './statistics-fields.ts'
import { periodOf } from './statistics-period.ts'
import { readTableStatistics } from './statistics-table.ts'
import { readTextStatistics } from './statistics-text.ts'
import { fold, rawText } from './text.ts'
import { narrow } from './wide.ts'

/** Other forms hold numbers of messages as well, and are no statistics of the board. */
const OTHER_FORM = /年度(?:工作)?报表|网站年报|工作年度报告|信息公开.{0,6}年度?报告?|政府工作报告/
const ARTICLE = /(?:发布|发表)(?:时间|日期)|(?:信息|文章|稿件)?来源\s?:|浏览(?:次数|量)|字号|字体\s?:|责任?编辑/

/** What the page publishes about its board's messages, as a sentence, a table or an article; null for a page that publishes nothing of the kind. */
export function readStatistics(doc: PageDocument, patterns: Patterns): BoardStatistics | null {
  const about = titlesOf(doc)
  const visible = narrow(doc.visible)
  if (OTHER_FORM.test(about) || /独立用户访问/.test(visible)) return null
  const words = wordsOf(patterns)
  if (!shortestWordsOf(patterns).some((word) => visible.includes(word))) return null
  const lines = linesOf(doc)
  const table = readTableStatistics(doc, words, about)
  if (table !== null && !table.hollow) {
    return statistics(table.numbers, periodOf(table.head, about, lines), 'table', isZero(table.numbers) && hasScript(doc))
  }
  for (const text of readTextStatistics(lines, words, about)) {
    const named = patterns.statistics.pages.some((page) => about.includes(page)) && OF_MESSAGES.test(`${about} ${text.text}`)
    const board = patterns.board.links.some((word) => about.includes(word)) && !ARTICLE.test(visible)
    if (text.prose && !named && !board) continue
    const form = text.prose && named ? 'article' : text.cell ? 'table' : 'sentence'
    const missing = text.empty.has('received') || text.empty.has('finished') || Object.keys(text.numbers).length === 0
    const unfilled = (text.empty.size > 0 && missing) || (isZero(text.numbers) && hasScript(doc))
    return statistics(text.numbers, periodOf(text.text, about, lines), form, unfilled)
  }
  return table !== null && hasScript(doc) ? statistics({}, periodOf(table.head, about, lines), 'table', true) : null
}

function statistics(read: Numbers, period: string | null, form: BoardStatistics['form'], unfilled: boolean): BoardStatistics {
  // 受理 alone, without a number of what came in, is what came in.
  const numbers =
    unfilled && isZero(read)
      ? {}
      : read.received === undefined && read.valid !== undefined
        ? { ...read, received: read.valid, valid: undefined }
        : read
  const of = (field: Field): number | null => numbers[field] ?? null
  return {
    period,
    received: of('received'),
    valid: of('valid'),
    forwarded: of('forwarded'),
    finished: of('finished'),
    pending: of('pending'),
    overdue: of('overdue'),
    rate: of('rate'),
    averageDays: of('averageDays'),
    form,
    unfilled,
  }
}

const isZero = (numbers: Numbers): boolean => Object.values(numbers).every((value) => value === 0)

const hasScript = (doc: PageDocument): boolean => doc.all('script').length > 0

/** What the page calls itself: its title, its column, its headings. */
function titlesOf(doc: PageDocument): string {
  const metas = doc
    .all('meta[name]')
    .filter(({ attribs }) => /^(?:ArticleTitle|ColumnName)$/i.test(attribs['name'] ?? ''))
    .map(({ attribs }) => attribs['content'] ?? '')
  // A heading within a link names another page.
  const headings = doc
    .all('title, h1, h2, h3, caption')
    .filter((heading) => doc.$(heading).closest('a').length === 0)
    .slice(0, 12)
    .map((heading) => rawText(heading))
  return narrow(fold([...metas, ...headings].join(' ').slice(0, 1000)))
}
