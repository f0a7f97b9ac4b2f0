import type { PageFacts } from '../model/page.ts'
import { readAnnualFormLinks } from './annual-form.ts'
import { readBoard } from './board.ts'
import { decode } from './charset.ts'
import { readColumnLinks } from './column-links.ts'
import { type PageDocument, parseDocument } from './document.ts'
import { readErrorReport } from './error-report.ts'
import { readFooter } from './footer.ts'
import type { PageInput } from './input.ts'
import { readLinks } from './links.ts'
import { newestOf, readList } from './lists.ts'
import { codeOf, readContentSource, readMetas, readTitle, said } from './metas.ts'
import { readPublishedAt } from './published-at.ts'
import { qualityOf } from './quality.ts'
import { readStatistics } from './statistics.ts'
import { readStructure } from './structure.ts'
import { readUnfinished } from './unfinished.ts'

export type { PageInput } from './input.ts'

/** A page is under construction only when it says so in few words. */
const MAX_CONSTRUCTION_TEXT = 3000

/** Everything that the extractors see in one page. Never throws, whatever the bytes; work is bounded by the size of the source. */
export function readPage(input: PageInput): PageFacts {
  const { text, charset } = decode(input.bytes, input.headers?.['content-type'])
  return readDocument(parseDocument(text, input.url), charset, input)
}

/** The same for a page that is decoded and parsed already. */
export function readDocument(doc: PageDocument, charset: string, input: PageInput): PageFacts {
  const { patterns, columns } = input.config
  const metas = readMetas(doc)
  const footer = readFooter(doc)
  const list = readList(doc)
  const statistics = readStatistics(doc, patterns)
  return {
    url: doc.url,
    charset,
    ...qualityOf(input, doc),
    title: readTitle(doc, metas),
    ...readPublishedAt(doc, metas, list.length >= 5),
    meta: metas,
    siteCode: codeOf(metas['SiteIDCode']) ?? footer.siteCode,
    columnName: said(metas, 'ColumnName'),
    columnTypes: (said(metas, 'ColumnType') ?? '').split(/[,，;；、|\s]+/).filter((type) => type !== ''),
    contentSource: readContentSource(doc, metas),
    errorReport: readErrorReport(doc, patterns),
    badge: footer.badge,
    icp: footer.icp,
    police: footer.police,
    links: readLinks(doc),
    list,
    newest: newestOf(list),
    annualForm: readAnnualFormLinks(doc, patterns),
    boardStatistics: statistics,
    unfinished: readUnfinished(doc, list, input.rendered ?? false),
    columns: readColumnLinks(doc, columns),
    board: readBoard(doc, patterns),
    underConstruction:
      list.length === 0 &&
      doc.visible.length <= MAX_CONSTRUCTION_TEXT &&
      patterns.underConstruction.some((words) => doc.visible.includes(words)),
    structure: readStructure(doc),
    textLength: doc.visible.length,
  }
}
