import { type AnyNode, type Element, isTag } from 'domhandler'
import { holdersOf } from './below.ts'
import type { PageDocument } from './document.ts'
import { endsOf } from './ends.ts'
import { normalise } from './links.ts'
import { numberedIn } from './numbered.ts'
import { around } from './row-text.ts'
import { readTargets } from './targets.ts'
import { fold, textOf } from './text.ts'

const MAX_LINKS = 6000
/** Titles at least so long make a row wherever they stand; shorter ones (通知, 第3期) only within a list item or table row of their own. */
const LONG_TITLE = 5
const NO_TITLE =
  /^(?:(?:查看)?更多|更多?信息|more|详细|详情|(?:查看|阅读|点击)(?:详细|详情|全文|更多|下载|查看)?|全文|首页|网站首页|上一页|下一页|上页|下页|末页|尾页|返回|返回(?:顶部|首页|列表)|下载|附件|\d{1,6}|[<>«»‹›.·…\s]{1,6})$/i
const CATEGORY = /^(?:【[^】]{1,12}】|\[[^\]]{1,12}\]|［[^］]{1,12}］|(?:相关|政策|图文|视频)?解读)$/
/** Labels of the links under an article. */
const NEIGHBOUR = /[上下前后]一?[条篇页则个][\s\]】:：]{0,4}$/
export const ITEMS: ReadonlySet<string> = new Set(['li', 'tr', 'dd', 'dt', 'article'])

/** A link that may head a row, with the largest element around it that holds no other such link. */
export interface RowLink {
  readonly link: Element
  readonly url: string
  readonly block: Element
  /** True for an element that holds a row's link: text beside this row ends there. */
  readonly crowded: (element: Element) => boolean
  /** True for what holds a digit, seen or not: nothing else can show a date. */
  readonly numbered: (node: AnyNode) => boolean
}

interface Candidate {
  readonly link: Element
  readonly url: string
  readonly long: boolean
}

/** Every link of the page that may head a row, in document order. */
export function rowLinks(doc: PageDocument): RowLink[] {
  const all = withoutCategories(candidates(doc))
  const long = all.filter((one) => one.long)
  const owner = ownersOf(long)
  const everyone = ownersOf(all)
  const short = all.filter((one) => !one.long && standsForItem(one, owner, everyone))
  for (const { link, url } of short)
    for (let element: Element | null = link; element !== null; element = around(element)) own(owner, element, url)
  const crowded = (element: Element): boolean => owner.has(element)
  const numbered = numberedIn(doc)
  const taken = new Set([...long, ...short])
  const rows = all
    .filter((one) => taken.has(one))
    .map(({ link, url }) => ({ link, url, block: blockOf(link, url, owner), crowded, numbered }))
  // A picture, a headline and a summary that lead to the same place are one row.
  const seen = new Map<Element, Set<string>>()
  return rows.filter(({ block, url }) => {
    const urls = seen.get(block) ?? new Set()
    seen.set(block, urls)
    return !urls.has(url) && urls.add(url)
  })
}

function candidates(doc: PageDocument): readonly Candidate[] {
  const found: Candidate[] = []
  for (const { link, url } of endsOf(addresses(doc), 2 * MAX_LINKS)) {
    const text = textOf(link, { max: 400 })
    if (text === '' ? labelOf(link) === '' : NO_TITLE.test(text) || CATEGORY.test(text) || leadsOn(link, text)) continue
    const length = Math.max(text.replace(/[\d\s.:/-]/g, '').length, text === '' ? 0 : fold(link.attribs['title'] ?? '').length)
    found.push({ link, url, long: length >= LONG_TITLE })
  }
  return endsOf(found, MAX_LINKS)
}

/** Without the links to a unit or category that stand beside the headline in row after row: they head no row of their own. */
function withoutCategories(all: readonly Candidate[]): readonly Candidate[] {
  const items = Map.groupBy(all, ({ link }) => itemOf(link))
  items.delete(undefined)
  const rowsWith = new Map<string, number>()
  for (const inItem of items.values())
    for (const url of new Set(inItem.map((one) => one.url))) rowsWith.set(url, (rowsWith.get(url) ?? 0) + 1)
  const repeats = ({ url }: Candidate) => (rowsWith.get(url) ?? 0) > 1
  const isCategory = (one: Candidate) => repeats(one) && (items.get(itemOf(one.link)) ?? []).some((other) => other.long && !repeats(other))
  return all.filter((one) => !isCategory(one))
}

/** Links, and where the page has them, elements that lead on when they are clicked. */
function addresses(doc: PageDocument): { readonly link: Element; readonly url: string }[] {
  const links = doc.all('a')
  const byScript =
    doc.all('[onclick]').length > 0 || links.some(({ attribs }) => /^\s{0,9}javascript:[\s\S]{0,50}['"]/i.test(attribs['href'] ?? ''))
  if (!byScript) return links.flatMap((link) => addressed(link, normalise(link.attribs['href'] ?? '', doc.base)))
  const scripted = new Map(readTargets(doc).map(({ element, url }) => [element, url]))
  const holders = holdersOf(links)
  return doc.all('a, [onclick]').flatMap((link) => {
    if (link.name === 'a') return addressed(link, normalise(link.attribs['href'] ?? '', doc.base) ?? scripted.get(link))
    return holders.has(link) ? [] : addressed(link, scripted.get(link))
  })
}

const addressed = (link: Element, url: string | undefined) => (url === undefined ? [] : [{ link, url }])

/** What names a link that shows only a picture. */
export function labelOf(link: Element): string {
  const picture = link.children.find((child) => isTag(child) && child.name === 'img')
  const label = fold(link.attribs['title'] || (picture && isTag(picture) ? (picture.attribs['alt'] ?? '') : ''))
  return label.length >= LONG_TITLE ? label : ''
}

/** A link from one article to the one before or after it. */
function leadsOn(link: Element, text: string): boolean {
  const own = text.slice(0, 8).split(/[:：\]】]/)
  const label = link.prev ?? link.parent?.prev
  return (own.length > 1 && NEIGHBOUR.test(own[0] ?? '')) || (!!label && NEIGHBOUR.test(textOf(label, { max: 40 }).slice(-8)))
}

type Owners = Map<Element, string | null>

/** For every element the one URL that rows within it lead to; null for several. */
function ownersOf(candidates: readonly Candidate[]): Owners {
  const owner: Owners = new Map()
  for (const { link, url } of candidates)
    for (let element: Element | null = link; element !== null; element = around(element)) own(owner, element, url)
  return owner
}

function own(owner: Owners, element: Element, url: string): void {
  const known = owner.get(element)
  if (known === undefined) owner.set(element, url)
  else if (known !== null && known !== url) owner.set(element, null)
}

/** The list item, table row or the like that the link stands in. */
export function itemOf(link: Element): Element | undefined {
  for (let element: Element | null = link; element !== null; element = around(element)) if (ITEMS.has(element.name)) return element
  return undefined
}

/** The only link of its list item or table row. */
function standsForItem({ link, url }: Candidate, long: Owners, everyone: Owners): boolean {
  const item = itemOf(link)
  return item !== undefined && !long.has(item) && everyone.get(item) === url
}

function blockOf(link: Element, url: string, owner: Owners): Element {
  let block = link
  for (let element: Element | null = link; element !== null; element = around(element)) {
    if (element.name === 'body' || element.name === 'html' || owner.get(element) !== url) break
    block = element
  }
  return block
}
