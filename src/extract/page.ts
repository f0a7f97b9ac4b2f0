import type { PageFacts, PageLeads } from '../model/page.ts'
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
import { isUnderConstruction } from './under-construction.ts'
import { readUnfinished } from './unfinished.ts'

export type { PageInput } from './input.ts'

/** Everything that the extractors see in one page. Never throws, whatever the bytes; work is bounded by the size of the source. */
export function readPage(input: PageInput): PageFacts {
  const { text, charset } = decode(input.bytes, input.headers?.['content-type'])
  return readDocument(parseDocument(text, input.url), charset, input)
}

/** The same for a page that is decoded and parsed already. */
export function readDocument(doc: PageDocument, charset: string, input: PageInput): PageFacts {
  const leads = leadsOf(doc, charset, input)
  return { ...leads, ...besidesLeads(doc, leads.meta, leads.list.length >= 5, input) }
}

/** What the page says of itself, beside where it leads. */
export function readBesidesLeads(input: PageInput): BesidesLeads {
  const { text } = decode(input.bytes, input.headers?.['content-type'])
  const doc = parseDocument(text, input.url)
  return besidesLeads(doc, readMetas(doc), false, input)
}

type BesidesLeads = Omit<PageFacts, keyof PageLeads>

function besidesLeads(doc: PageDocument, meta: PageFacts['meta'], isList: boolean, input: PageInput): BesidesLeads {
  const footer = readFooter(doc)
  return {
    title: readTitle(doc, meta),
    ...readPublishedAt(doc, meta, isList),
    siteCode: codeOf(meta['SiteIDCode']) ?? footer.siteCode,
    contentSource: readContentSource(doc, meta),
    errorReport: readErrorReport(doc, input.config.patterns),
    badge: footer.badge,
    icp: footer.icp,
    police: footer.police,
    structure: readStructure(doc),
  }
}

/** Where a page leads and what it lists, as far as `readPage` would say it. The `whole` of it is read and forgotten: to see whether that can be done. */
export function readLeads(input: PageInput, whole = false): PageLeads {
  const { text, charset } = decode(input.bytes, input.headers?.['content-type'])
  const doc = parseDocument(text, input.url)
  const leads = leadsOf(doc, charset, input)
  if (whole) besidesLeads(doc, leads.meta, leads.list.length >= 5, input)
  return leads
}

/** The same for a page that is decoded and parsed already. */
export function leadsOf(doc: PageDocument, charset: string, input: PageInput): PageLeads {
  const { patterns, columns } = input.config
  const meta = readMetas(doc)
  const list = readList(doc)
  return {
    url: doc.url,
    charset,
    ...qualityOf(input, doc),
    meta,
    columnName: said(meta, 'ColumnName'),
    columnTypes: (said(meta, 'ColumnType') ?? '').split(/[,，;；、|\s]+/).filter((type) => type !== ''),
    links: readLinks(doc),
    list,
    newest: newestOf(list),
    annualForm: readAnnualFormLinks(doc, patterns),
    boardStatistics: readStatistics(doc, patterns),
    unfinished: readUnfinished(doc, list, input.rendered ?? false),
    columns: readColumnLinks(doc, columns),
    board: readBoard(doc, patterns),
    underConstruction: isUnderConstruction(doc, list.length > 0, patterns.underConstruction),
    textLength: doc.visible.length,
  }
}
