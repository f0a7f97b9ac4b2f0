import { load } from 'cheerio/slim'
import { type Element, isTag } from 'domhandler'
import { asideIn } from '../../../../src/extract/aside-list.ts'
import { elementsBelow, holdersOf } from '../../../../src/extract/below.ts'
import { headingOf, isMore } from '../../../../src/extract/column-headings.ts'
import { readColumnLinks } from '../../../../src/extract/column-links.ts'
import { isInDatedRow } from '../../../../src/extract/dated-row.ts'
import { readLinks, refreshTarget } from '../../../../src/extract/links.ts'
import { newestOf, readList } from '../../../../src/extract/lists.ts'
import { withoutNested } from '../../../../src/extract/nested-rows.ts'
import { numberedIn } from '../../../../src/extract/numbered.ts'
import { dateOfRow } from '../../../../src/extract/row-date.ts'
import { ITEMS, itemOf, labelOf, rowLinks } from '../../../../src/extract/row-link.ts'
import { headedDate } from '../../../../src/extract/row-table.ts'
import { around, isShortNote, marksOf, readRowText, upwards } from '../../../../src/extract/row-text.ts'
import { titleOfRow } from '../../../../src/extract/row-title.ts'
import { selectionOver } from '../../../../src/extract/selection.ts'
import { imageTexts, readTargetOf, readTargets } from '../../../../src/extract/targets.ts'
import { dateWrittenBy, fold, hides, isHidden, rawText, textOf, walk } from '../../../../src/extract/text.ts'
import { undatedRows } from '../../../../src/extract/undated-rows.ts'
import type { ListRow } from '../../../../src/model/page.ts'
import { CONFIG } from '../given/pages.ts'
import { equal, isData, isDay, isOnPage, isWebUrl, must } from '../holds.ts'
import type { Target } from '../target.ts'
import type { ReadPage } from './page-facts.ts'

/** Of every shape that stands in the sources. */
const SELECTORS = [
  ...['a', 'title', 'a[href]', '[onclick]', 'a, area, option[value], [onclick], [data-href], [data-url]', 'script', 'h1, h2'],
  ...['meta[name="ArticleTitle" i]', 'img[src*="jiucuo" i]', 'a[href^="javascript:" i]', '[id="_span_jiucuo" i]', 'div[class*=list]'],
]

/** Of a page's elements so many are looked at one by one. */
const SOME = 6

function elementsOf({ doc }: ReadPage, selector: string): Element[] {
  return doc.$(selector).toArray().filter(isTag).slice(0, SOME)
}

/** A row is named, leads somewhere, and shows a day of the page or none. */
export function checkRows(rows: readonly ListRow[], numbers: ReadonlySet<number>): void {
  for (const { title, url, date, dateSource } of rows) {
    must(title.length <= 500, () => `a title of ${title.length}`)
    isWebUrl(url)
    must((date === null) === (dateSource === null), () => `${date} by ${dateSource}`)
    if (date === null) continue
    isDay(date)
    isOnPage(date, numbers)
  }
}

/** What leads on from a page, and the rows that it lists. */
export const ROWS: readonly Target<ReadPage>[] = [
  {
    name: 'links',
    of: ['extract/links.ts readLinks', 'extract/links.ts refreshTarget'],
    holds: 'absolute, of the web, once each, the same when normalised again',
    check: ({ doc, facts }) => {
      const links = readLinks(doc)
      equal(links, facts.links, 'links')
      must(new Set(links.map(({ url }) => url)).size === links.length, () => 'a link twice')
      for (const { url, text } of links) {
        isWebUrl(url)
        must(text.length <= 300, () => `a text of ${text.length}`)
      }
      const next = refreshTarget(doc)
      if (next !== undefined) isWebUrl(next)
    },
  },
  {
    name: 'lists',
    of: ['extract/lists.ts readList', 'extract/lists.ts newestOf'],
    holds: 'rows lead to the web, days stand on the page, the newest is one of them',
    check: ({ doc, facts, numbers }) => {
      const rows = readList(doc)
      equal(rows, facts.list, 'list')
      equal(newestOf(rows), facts.newest, 'newest')
      must(facts.newest === null || rows.some(({ date }) => date === facts.newest), () => 'the newest is none of the rows')
      checkRows(rows, numbers())
    },
  },
  {
    name: 'rows, piece by piece',
    of: [
      'extract/row-link.ts rowLinks',
      'extract/row-link.ts labelOf',
      'extract/row-link.ts itemOf',
      'extract/row-date.ts dateOfRow',
      'extract/row-title.ts titleOfRow',
      'extract/row-text.ts readRowText',
      'extract/row-text.ts marksOf',
      'extract/row-text.ts upwards',
      'extract/row-text.ts around',
      'extract/row-text.ts isShortNote',
      'extract/aside-list.ts asideIn',
      'extract/undated-rows.ts undatedRows',
      'extract/row-table.ts headedDate',
      'extract/nested-rows.ts withoutNested',
      'extract/dated-row.ts isInDatedRow',
    ],
    holds: 'a row is a block around its link, its text holds the link’s own',
    check: ({ doc, facts, numbers }) => {
      const rows = rowLinks(doc).slice(0, SOME)
      must(
        undatedRows(facts.list).every((row) => row.date === null && facts.list.includes(row)),
        () => 'a row that has a date',
      )
      const isAside = asideIn(doc)
      must(
        !doc.$('title').first().text().slice(0, 300).includes('推荐') || !rows.some(({ link }) => isAside(link)),
        () => 'its own list is beside it',
      )
      const read = rows.map((row) => ({ row, title: titleOfRow(row), dated: dateOfRow(row) }))
      must(
        withoutNested(read).every((one) => read.includes(one)),
        () => 'a row that was not there',
      )
      checkRows(
        read.map(({ row: { url }, title, dated: { date, dateSource } }) => ({ url, title, date, dateSource })),
        numbers(),
      )
      for (const { link, block } of rows) {
        const outwards = [...upwards(link)]
        must(outwards.includes(block), () => 'a block that is not around its link')
        must(
          outwards.every((element, at) => around(element) === (outwards[at + 1] ?? null)),
          () => 'a way out that leaps',
        )
        const { text, link: range } = readRowText([block], link)
        must(range[0] >= 0 && range[1] <= text.length + 1 && range[0] <= range[1], () => `a link at ${range} of ${text.length}`)
        const item = itemOf(link)
        must(item === undefined || ITEMS.has(item.name), () => `an item ${item?.name}`)
        const day = item && headedDate(item)
        if (day?.date) isDay(day.date)
        must(item === undefined || !isShortNote(item) || item.name === 'ul', () => 'a note that is no list')
        must(labelOf(link) === fold(labelOf(link)) && typeof isInDatedRow(link) === 'boolean', () => 'a label that is not folded')
        must(marksOf(block).length <= 401, () => 'marks without end')
      }
    },
  },
  {
    name: 'columns and headings',
    of: ['extract/column-links.ts readColumnLinks', 'extract/column-headings.ts headingOf', 'extract/column-headings.ts isMore'],
    holds: 'at most 600, each named in a few words',
    check: (page) => {
      const { doc, facts } = page
      const columns = readColumnLinks(doc, CONFIG.columns)
      equal(columns, facts.columns, 'columns')
      must(columns.length <= 600, () => `${columns.length} columns`)
      for (const { url } of columns) isWebUrl(url)
      for (const link of elementsOf(page, 'a')) {
        const heading = headingOf(link)
        must(heading === null || (heading === fold(heading) && heading.length <= 60), () => `a heading ${heading}`)
        must(typeof isMore(link, textOf(link), []) === 'boolean', () => 'neither')
      }
    },
  },
  {
    name: 'targets',
    of: ['extract/targets.ts readTargets', 'extract/targets.ts readTargetOf', 'extract/targets.ts imageTexts'],
    holds: 'labels are folded and short, addresses of the web',
    check: ({ doc }) => {
      for (const { element, url, labels } of readTargets(doc).slice(0, 4 * SOME)) {
        equal(url, readTargetOf(element, doc.base), 'read again')
        if (url !== undefined) isWebUrl(url)
        isData([labels, imageTexts(element)])
        must(
          labels.every((label) => label !== '' && label.length <= 200),
          () => 'a label of nothing or without end',
        )
      }
    },
  },
  {
    name: 'selections',
    of: ['extract/selection.ts selectionOver'],
    holds: 'the elements that cheerio itself finds, in the same order',
    check: ({ doc }) => {
      const root = doc.$.root().get(0)
      if (root?.type !== 'root') return
      const [{ all }, slow] = [selectionOver(root), load(root)]
      for (const selector of SELECTORS) {
        const [found, expected] = [all(selector), slow(selector).toArray()]
        must(found.length === expected.length && found.every((one, at) => one === expected[at]), () => `other elements for ${selector}`)
      }
    },
  },
  {
    name: 'elements, one by one',
    of: [
      'extract/text.ts walk',
      'extract/text.ts rawText',
      'extract/text.ts isHidden',
      'extract/text.ts hides',
      'extract/text.ts dateWrittenBy',
      'extract/below.ts elementsBelow',
      'extract/below.ts holdersOf',
      'extract/numbered.ts numberedIn',
    ],
    holds: 'every element is entered and left, those below one are its own, and held by it',
    check: (page) => {
      const root = page.doc.$.root().get(0)
      let open = 0
      if (root) walk(root, { enter: () => void open++, leave: () => void open-- })
      must(open === 0, () => `${open} elements were not left`)
      for (const element of elementsOf(page, 'body *, script')) {
        must(isHidden(element) === hides(element.name, element.attribs) && /^(?:$|\d)/.test(dateWrittenBy(element)), () => 'no date')
        const text = rawText(element)
        must(text.length <= page.doc.text.length, () => 'more text than page')
        equal(numberedIn(page.doc)(element), /[\d\uff10-\uff19]/.test(text), 'holds a digit')
        const below = elementsBelow(element, () => true)
        equal(below.length, page.doc.$(element).find('*').length, 'elements below')
        must(below.length === 0 || holdersOf(below).has(element), () => 'an element that is not held')
      }
    },
  },
]
