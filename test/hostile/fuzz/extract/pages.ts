import { mayBeDrawn } from '../../../../src/extract/bare-page.ts'
import { decode } from '../../../../src/extract/charset.ts'
import { pageRequests, searchRequests } from '../../../../src/extract/data-requests.ts'
import { parseDocument } from '../../../../src/extract/document.ts'
import { hasPlainContent } from '../../../../src/extract/glance.ts'
import { codeOf, readContentSource, readMetas, readTitle, said } from '../../../../src/extract/metas.ts'
import { concernsFooter, missingFooter } from '../../../../src/extract/missing-footer.ts'
import { leadsOf, readBesidesLeads, readDocument, readLeads } from '../../../../src/extract/page.ts'
import { completeFacts, completeLeads, type PagePart, readScriptLeads, readScriptPart } from '../../../../src/extract/parts.ts'
import { readPublishedAt } from '../../../../src/extract/published-at.ts'
import { qualityOf, readQuality, sameAnswer } from '../../../../src/extract/quality.ts'
import { isSaved, savedFrom } from '../../../../src/extract/saved-from.ts'
import { readStructure, similarity } from '../../../../src/extract/structure.ts'
import { fold } from '../../../../src/extract/text.ts'
import { buildTree } from '../../../../src/extract/tree.ts'
import { isUnderConstruction } from '../../../../src/extract/under-construction.ts'
import { readUnfinished } from '../../../../src/extract/unfinished.ts'
import { isFrame, stillLoading, waitingBox } from '../../../../src/extract/waiting-box.ts'
import { isOfficialCode } from '../../../../src/model/site.ts'
import { CONFIG, type Received } from '../given/pages.ts'
import { equal, isBounded, isData, isDay, isOnPage, isPart, isShare, isWebUrl, must } from '../holds.ts'
import type { Target } from '../target.ts'
import type { ReadPage } from './page-facts.ts'

const QUALITIES = ['ok', 'protection', 'error-page', 'soft-404', 'truncated', 'empty', 'needs-rendering']
/** A link of ten bytes is told with its whole address, in four lists at most. */
const TIMES = 60
const BESIDES = 40_000

/** What is read of a page as a whole. */
export const WHOLE_PAGE: readonly Target<ReadPage>[] = [
  {
    name: 'the facts of a page',
    of: ['extract/page.ts readPage', 'extract/page.ts readDocument'],
    holds: 'the same twice, data, of a known quality, no larger than the page allows',
    check: ({ facts, doc, charset, input }) => {
      isBounded(isData(facts), input.bytes.length, TIMES, BESIDES)
      must(QUALITIES.includes(facts.quality), () => `no quality: ${facts.quality}`)
      must(facts.textLength >= 0 && facts.title !== '', () => `a title of nothing, or text of ${facts.textLength}`)
      equal(readDocument(doc, charset, input), facts, 'read again')
    },
  },
  {
    name: 'where a page leads',
    of: ['extract/page.ts readLeads', 'extract/page.ts leadsOf', 'extract/page.ts readBesidesLeads'],
    holds: 'what the facts of the page say of it',
    check: ({ facts, doc, charset, input }) => {
      const { publishedAt, publishedAtSource, otherDates, ...besides } = readBesidesLeads(input)
      must(publishedAt === null || publishedAtSource !== null || otherDates.length > 0, () => 'a date from nowhere')
      isPart(besides, facts)
      isPart(readLeads(input), facts)
      isPart(leadsOf(doc, charset, input), facts)
    },
  },
  {
    name: 'the tree and its text',
    of: ['extract/document.ts parseDocument', 'extract/tree.ts buildTree', 'extract/text.ts textOf'],
    holds: 'folded text, a base of the web, a count of open elements',
    check: ({ doc }) => {
      must(doc.visible === fold(doc.visible), () => 'the visible text is not folded')
      must(doc.base === doc.url || /^https?:/.test(doc.base), () => `a base of ${doc.base}`)
      must(buildTree(doc.text).unended === doc.unended && doc.unended >= 0, () => `unended ${doc.unended}`)
    },
  },
  {
    name: 'the quality of an answer',
    of: ['extract/quality.ts readQuality', 'extract/quality.ts qualityOf', 'extract/quality.ts sameAnswer'],
    holds: 'what is read of the whole page and of a tested link is the same',
    check: ({ input, facts, doc }) => {
      const { quality, protection } = facts
      equal(readQuality(input), { quality, protection }, 'quality')
      equal(qualityOf(input, doc), { quality, protection }, 'quality of the tree')
      must((protection !== null) === (quality === 'protection'), () => `${quality} with ${protection}`)
      must(sameAnswer(facts, facts), () => 'a page is not like itself')
    },
  },
  {
    name: 'metas, title and source',
    of: [
      'extract/metas.ts readMetas',
      'extract/metas.ts said',
      'extract/metas.ts codeOf',
      'extract/metas.ts readTitle',
      'extract/metas.ts readContentSource',
    ],
    holds: 'codes have the official form, titles are no longer than 2000 characters',
    check: ({ doc, facts }) => {
      const metas = readMetas(doc)
      equal(metas, facts.meta, 'metas')
      equal(readTitle(doc, metas), facts.title, 'title')
      equal(readContentSource(doc, metas), facts.contentSource, 'source')
      must((facts.title ?? '').length <= 2000, () => 'a title without end')
      const code = codeOf(metas['SiteIDCode'])
      must(code === null || isOfficialCode(code), () => `no code: ${code}`)
      must(said(metas, 'PubDate') !== '', () => 'nothing is said')
    },
  },
  {
    name: 'the date of publication',
    of: ['extract/published-at.ts readPublishedAt'],
    holds: 'a day of the calendar that stands on the page',
    check: ({ doc, facts, numbers }) => {
      const { publishedAt, publishedAtSource, otherDates } = facts
      equal(readPublishedAt(doc, facts.meta, facts.list.length >= 5), { publishedAt, publishedAtSource, otherDates }, 'published')
      must((publishedAt === null) === (publishedAtSource === null), () => `${publishedAt} by ${publishedAtSource}`)
      for (const day of [...(publishedAt === null ? [] : [publishedAt]), ...otherDates.map(({ date }) => date)]) {
        isDay(day)
        isOnPage(day, numbers())
      }
    },
  },
  {
    name: 'what a browser would add',
    of: [
      'extract/unfinished.ts readUnfinished',
      'extract/waiting-box.ts waitingBox',
      'extract/waiting-box.ts isFrame',
      'extract/waiting-box.ts stillLoading',
      'extract/bare-page.ts mayBeDrawn',
      'extract/missing-footer.ts missingFooter',
      'extract/missing-footer.ts concernsFooter',
      'extract/data-requests.ts searchRequests',
      'extract/data-requests.ts pageRequests',
    ],
    holds: 'requests are of the web, and few; a box is named in few words, and what a footer lacks is told as such',
    check: ({ doc, facts, input }) => {
      const { data, parts } = facts.unfinished
      equal(readUnfinished(doc, facts.list, input.rendered ?? false), facts.unfinished, 'unfinished')
      must(data.length <= 20, () => `${data.length} requests`)
      must(concernsFooter(missingFooter(doc) ?? 'the footer '), () => 'a reason that is not known again')
      must((waitingBox(doc, facts.list)?.length ?? 0) <= 60, () => 'the name of a box is long')
      must(!mayBeDrawn(doc) || /<script|onload|easyui|lay-data|data-toggle|ng-|hx-/i.test(doc.text), () => 'nothing would draw it')
      must(!stillLoading(doc) || doc.all('ul, ol, dl, tbody, table, section, div').some((box) => !isFrame(box)), () => 'no box is loading')
      const asked = [...searchRequests(doc, doc.text, true), ...pageRequests(doc, doc.text, facts.list)]
      for (const { url } of [...data, ...parts, ...asked]) isWebUrl(url)
    },
  },
  {
    name: 'a page under construction',
    of: ['extract/under-construction.ts isUnderConstruction'],
    holds: 'it shows no rows',
    check: ({ doc, facts }) => {
      const words = CONFIG.patterns.underConstruction
      equal(isUnderConstruction(doc, facts.list.length > 0, words), facts.underConstruction, 'under construction')
      must(!isUnderConstruction(doc, true, words), () => 'a page of rows is under construction')
    },
  },
  {
    name: 'the structure of a page',
    of: ['extract/structure.ts readStructure', 'extract/structure.ts similarity'],
    holds: 'at most 2000 hashes, and a share of what two pages have in common',
    check: ({ doc, facts }) => {
      const structure = readStructure(doc)
      equal(structure, facts.structure, 'structure')
      must(structure.length <= 2000 && similarity(structure, facts.structure) === 1, () => 'not like itself')
      isShare(similarity(structure, structure.slice(1)))
    },
  },
  {
    name: 'parts that complete a page',
    of: [
      'extract/parts.ts completeFacts',
      'extract/parts.ts completeLeads',
      'extract/parts.ts readScriptPart',
      'extract/parts.ts readScriptLeads',
    ],
    holds: 'a page completed by itself loses nothing; what it leads to is part of it',
    check: ({ input, facts, doc, charset }) => {
      const part = { ...input, base: 'http://www.x.gov.cn/' }
      const script = readScriptPart(part)
      isPart(readScriptLeads(part), script)
      isBounded(isData(script), input.bytes.length, TIMES, BESIDES)
      const parts: readonly PagePart[] = [
        { as: 'script', facts: script },
        { as: 'render', facts },
        { as: 'data', rows: facts.list },
      ]
      const whole = completeFacts(facts, parts)
      isPart(completeLeads(leadsOf(doc, charset, input), parts), whole)
      isData(whole)
      must(
        facts.list.every(({ url }) => whole.list.some((row) => row.url === url)),
        () => 'rows were lost',
      )
      must(
        facts.links.every(({ url }) => whole.links.some((link) => link.url === url)),
        () => 'links were lost',
      )
    },
  },
  {
    name: 'the address of a saved page',
    of: ['extract/saved-from.ts savedFrom', 'extract/saved-from.ts isSaved'],
    holds: 'of the web, where there is one',
    check: ({ input, doc }) => {
      const url = savedFrom(input.bytes)
      must(url === undefined || /^https?:\/\/./.test(url), () => `saved from ${url}`)
      must(typeof isSaved(doc.text) === 'boolean', () => 'neither')
    },
  },
]

/** A page that a quick look calls sound must be so for the whole reading. */
export const GLANCE: Target<Received> = {
  name: 'a glance at a page',
  of: ['extract/glance.ts hasPlainContent'],
  holds: 'the quick look at a tested link says what the whole reading says',
  check: (received) => {
    const input = { ...received, config: CONFIG }
    const { text } = decode(input.bytes, input.headers?.['content-type'])
    equal(readQuality(input), qualityOf(input, parseDocument(text, input.url)), 'quality')
    const { titles, maxTextLength } = CONFIG.patterns.soft404
    const sound = hasPlainContent(text, { links: 15, text: maxTextLength, words: titles.map((words) => words.toLowerCase()) })
    must(!sound || parseDocument(text, input.url).$('a[href]').length > 15, () => 'fewer links than seen at a glance')
  },
}
