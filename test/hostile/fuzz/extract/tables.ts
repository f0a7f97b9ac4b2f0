import { readAnnualForm, readAnnualFormLinks } from '../../../../src/extract/annual-form.ts'
import { readFormFields } from '../../../../src/extract/annual-form-facts.ts'
import { readBoard, readBoardLinks } from '../../../../src/extract/board.ts'
import { readBracketedMessages, readLabelledMessages, readRowMessages } from '../../../../src/extract/board-rows.ts'
import { readTableMessages } from '../../../../src/extract/board-table.ts'
import { readErrorReport } from '../../../../src/extract/error-report.ts'
import { readFooter } from '../../../../src/extract/footer.ts'
import { cellsFrom, readGrid, tablesOf } from '../../../../src/extract/grid.ts'
import { inlineCode } from '../../../../src/extract/inline-code.ts'
import { linesOf } from '../../../../src/extract/lines.ts'
import { readMessage } from '../../../../src/extract/message.ts'
import { readStatistics } from '../../../../src/extract/statistics.ts'
import { wordsOf } from '../../../../src/extract/statistics-fields.ts'
import { periodOf } from '../../../../src/extract/statistics-period.ts'
import { readTableStatistics } from '../../../../src/extract/statistics-table.ts'
import { readTextStatistics } from '../../../../src/extract/statistics-text.ts'
import type { BoardMessage, PageFacts } from '../../../../src/model/page.ts'
import { isOfficialCode } from '../../../../src/model/site.ts'
import { CONFIG } from '../given/pages.ts'
import { equal, isCount, isData, isDay, isOnPage, isShare, isWebUrl, must } from '../holds.ts'
import type { Target } from '../target.ts'
import type { ReadPage } from './page-facts.ts'

const { patterns } = CONFIG
const WORDS = wordsOf(patterns)

function checkMessage({ title, url, receivedOn, answeredOn }: BoardMessage, numbers: ReadonlySet<number>): void {
  must(title !== undefined && title.length <= 500, () => `a title of ${title?.length}`)
  if (url !== null) isWebUrl(url)
  for (const day of [receivedOn, answeredOn]) {
    if (day === null) continue
    isDay(day)
    isOnPage(day, numbers)
  }
}

/** What stands in tables, forms and lines. */
export const TABLES: readonly Target<ReadPage>[] = [
  {
    name: 'tables as visitors see them',
    of: ['extract/grid.ts tablesOf', 'extract/grid.ts readGrid', 'extract/grid.ts cellsFrom'],
    holds: 'no span makes a table wider or higher than it may be',
    check: ({ doc }) => {
      for (const table of tablesOf(doc).slice(0, 3)) {
        const grid = readGrid(table)
        must(grid.length <= 2000 && grid.every((row) => row.length <= 60), () => `${grid.length} rows`)
        const [row, column] = [grid.length - 1, (grid.at(-1)?.length ?? 0) - 1]
        for (const direction of ['left', 'up'] as const) {
          const cells = cellsFrom(grid, row, column, direction)
          must(new Set(cells).size === cells.length && cells.length <= 60, () => 'a neighbour twice')
        }
      }
    },
  },
  {
    name: 'the annual form',
    of: [
      'extract/annual-form.ts readAnnualForm',
      'extract/annual-form.ts readAnnualFormLinks',
      'extract/annual-form-facts.ts readFormFields',
    ],
    holds: 'numbers are finite and not negative, years lie in our age, links are of the web',
    check: ({ doc, facts, numbers }) => {
      const form = readAnnualForm(doc)
      const fields = readFormFields(doc)
      isData(form)
      isData(fields)
      for (const value of Object.values(fields.numbers)) isCount(value)
      must(fields.siteCode === null || isOfficialCode(fields.siteCode), () => `no code: ${fields.siteCode}`)
      if (form?.filledOn) isOnPage(form.filledOn, numbers())
      if (form?.filledOn) isDay(form.filledOn)
      const links = readAnnualFormLinks(doc, patterns)
      equal(links, facts.annualForm, 'links')
      for (const { url } of links) isWebUrl(url)
      for (const year of [form?.year ?? null, ...links.map((link) => link.year)])
        must(year === null || (year >= 2010 && year < 2050), () => `the year ${year}`)
    },
  },
  {
    name: 'statistics of a board',
    of: [
      'extract/statistics.ts readStatistics',
      'extract/statistics-table.ts readTableStatistics',
      'extract/statistics-text.ts readTextStatistics',
      'extract/statistics-period.ts periodOf',
      'extract/lines.ts linesOf',
      'extract/statistics-fields.ts wordsOf',
    ],
    holds: 'counts are finite and not negative, a rate is a share',
    check: ({ doc, facts }) => {
      equal(readStatistics(doc, patterns), facts.boardStatistics, 'statistics')
      const lines = linesOf(doc)
      const table = readTableStatistics(doc, WORDS, '来信统计')
      const texts = readTextStatistics(lines, WORDS, '来信统计')
      const read = facts.boardStatistics
      const found = [...(read ? [read] : []), ...(table ? [table.numbers] : []), ...texts.map((text) => text.numbers)]
      for (const { received, valid, forwarded, finished, pending, overdue, averageDays, rate } of found) {
        for (const count of [received, valid, forwarded, finished, pending, overdue, averageDays]) isCount(count ?? null)
        isShare(rate ?? null)
      }
      isData(lines)
      must(
        lines.every(({ text }) => text !== '' && !text.includes('\n')),
        () => 'an empty or broken line',
      )
      must(periodOf(doc.visible, '', lines) !== '', () => 'a period of nothing')
    },
  },
  {
    name: 'a message board',
    of: [
      'extract/board.ts readBoard',
      'extract/board.ts readBoardLinks',
      'extract/board-rows.ts readRowMessages',
      'extract/board-rows.ts readBracketedMessages',
      'extract/board-rows.ts readLabelledMessages',
      'extract/board-table.ts readTableMessages',
    ],
    holds: 'days stand on the page, addresses are of the web, an answered message is not open',
    check: ({ doc, facts, numbers }) => {
      equal(readBoard(doc, patterns), facts.board, 'board')
      const boards = (links: PageFacts['board']['links']) => links.filter(({ leads }) => leads === 'board')
      equal(boards(readBoardLinks(doc, patterns)), boards(facts.board.links), 'links to boards')
      const readers = [readRowMessages, readBracketedMessages, readLabelledMessages, readTableMessages]
      const messages = [...facts.board.messages, ...readers.flatMap((read) => read(doc, patterns))]
      isData(messages)
      for (const message of messages) checkMessage(message, numbers())
      for (const { url } of facts.board.links) isWebUrl(url)
    },
  },
  {
    name: 'one message',
    of: ['extract/message.ts readMessage'],
    holds: 'days stand on the page',
    check: ({ doc, numbers }) => {
      const message = readMessage(doc, patterns)
      isData(message)
      if (message === null) return
      must(message.url === doc.url, () => `on another page: ${message.url}`)
      checkMessage({ ...message, url: null }, numbers())
    },
  },
  {
    name: 'the error report entry and the foot',
    of: ['extract/error-report.ts readErrorReport', 'extract/footer.ts readFooter', 'extract/inline-code.ts inlineCode'],
    holds: 'a code of the foot has the official form, a code of the entry no more than 40 characters',
    check: ({ doc, facts }) => {
      equal(readErrorReport(doc, patterns), facts.errorReport, 'entry')
      must((facts.errorReport?.siteCode ?? '').length <= 40, () => 'a code without end')
      const { badge, icp, police, siteCode } = readFooter(doc)
      equal([badge, icp, police], [facts.badge, facts.icp, facts.police], 'foot')
      must(siteCode === null || isOfficialCode(siteCode), () => `no code: ${siteCode}`)
      must(inlineCode(doc).length <= doc.text.length + 10, () => 'more code than page')
    },
  },
]
