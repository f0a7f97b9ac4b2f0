import { type Element, isTag } from 'domhandler'
import type { ColumnLink } from '../model/page.ts'
import type { ColumnRules } from '../model/settings.ts'
import type { ColumnKind } from '../model/site.ts'
import { headingOf, isMore } from './column-headings.ts'
import { classifyColumn, plainName } from './columns.ts'
import { isInDatedRow } from './dated-row.ts'
import { dateInUrl, findDates } from './dates.ts'
import type { PageDocument } from './document.ts'
import { normalise } from './links.ts'
import { readTargets, type Target } from './targets.ts'
import { fold } from './text.ts'

const MOST_COLUMNS = 600
const MIN_NAME = 2
const MAX_NAME = 16
/** Outside the navigation a longer text may be the title of an article. */
const MAX_LINK_NAME = 10
/** Elements further out say nothing about a link. */
const MOST_ANCESTORS = 14
const NAVIGATION = /nav|menu|daohang|channel|lanmu|(?:^|[\s_-])dh(?:$|[\s_-])/i
const HEAD = /(?:^|[\s_-])(?:header|head|top|topbar|banner)(?:$|[\s_\d-])/i
const NO_NAVIGATION =
  /foot|friend|yqlj|youqing|crumb|(?:^|[\s_-])(?:position|location|path|tags?)(?:$|[\s_\d])|dqwz|weizhi|pager|page_?num|pagination|share|hotword|copyright|(?:^|[\s_])bottom(?:$|[\s_\d-])|link-?list/i
const ATTACHMENT = /\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|ofd|jpe?g|png|gif|mp4|mp3|apk|exe)(?:$|[?#])/i
/** Kinds that have to be updated: a link anywhere on the page that is called so leads to a column. */
const UPDATED: ReadonlySet<ColumnKind> = new Set<ColumnKind>(['news', 'notice', 'policy', 'personnel', 'planning'])

/** Links to columns: navigation, the "more" link beside a heading, and any other link whose whole text is a column's name. One for each address. */
export function readColumnLinks(doc: PageDocument, rules: ColumnRules): ColumnLink[] {
  const ignored = new Set(rules.ignore.map(plainName))
  const found = new Map<string, ColumnLink>()
  const regions = new Map<Element, Region>()
  const own = normalise(doc.url)
  for (const target of readTargets(doc)) {
    if (found.size >= MOST_COLUMNS) break
    const link = target.element.name === 'option' ? null : nameOf(target, regionOf(target.element, regions))
    if (link === null || ignored.has(plainName(link.name))) continue
    const kind = classifyColumn(link.name, [], rules)
    if (link.from === 'link' && (plainName(link.name).length > MAX_LINK_NAME || kind === null || !UPDATED.has(kind))) continue
    // A menu that drops down may show articles as well.
    if (link.from !== 'heading' && isInDatedRow(target.element)) continue
    const { url } = target
    if (url === undefined || ATTACHMENT.test(url) || url === own || (link.from === 'link' && dateInUrl(url) !== null)) continue
    keep(found, { ...link, url, kind })
  }
  return [...found.values()]
}

type Region = 'nav' | 'head' | 'none' | 'plain'

/** The first link names the column, unless a later one tells its kind and it does not. */
function keep(found: Map<string, ColumnLink>, link: ColumnLink): void {
  const known = found.get(link.url)
  if (known === undefined || (known.kind === null && link.kind !== null)) found.set(link.url, link)
}

/** What the link is called and what makes it a column's; null when nothing does. */
function nameOf({ element, text, labels }: Target, region: Region): Pick<ColumnLink, 'name' | 'from'> | null {
  if (isMore(element, text, labels)) {
    const named = labels.find((label) => !isMore(element, label, []) && isName(label))
    const name = named ?? headingOf(element)
    return name === null || !isName(name) ? null : { name: shown(name), from: 'heading' }
  }
  const cut = /(?:…|(?<!\.)\.{2,})$/.test(text)
  const name = labels.find((label) => !cut || label !== text)
  if (name === undefined || !isName(name)) return null
  if (region === 'nav' || (region === 'head' && isInList(element))) return { name: shown(name), from: 'nav' }
  return region === 'none' ? null : { name: shown(name), from: 'link' }
}

const shown = (name: string): string =>
  fold(name)
    .replace(/^[>»›·•+*|【[]+\s?/, '')
    .replace(/\s?(?<![>»›·•+*|】\]])[>»›·•+*|】\]]+$/, '')

/** A document is called by its own title, a column by what it holds. */
const DOCUMENT = /[《》]|^关于.{2,}的(?:通知|公告|通告|通报|意见|函|批复|决定|请示|报告|公示)$/

/** Words of a column's length that are no date, number or title of a document. */
function isName(text: string): boolean {
  if (text.length > 4 * MAX_NAME || DOCUMENT.test(fold(text))) return false
  const plain = plainName(text)
  return (
    plain.length >= MIN_NAME && plain.length <= MAX_NAME && /[\u4e00-\u9fff]{2}|^[A-Za-z]{2,}$/.test(plain) && findDates(text).length === 0
  )
}

/** What the nearest telling element around a link says about it; an exclusion anywhere around it wins. */
function regionOf(element: Element, known: Map<Element, Region>): Region {
  const parent = element.parent
  if (parent === null || !isTag(parent)) return 'plain'
  const cached = known.get(parent)
  if (cached !== undefined) return cached
  let region: Region = 'plain'
  let node: Element | null = parent
  for (let depth = 0; depth < MOST_ANCESTORS && node !== null && region !== 'none'; depth++) {
    const own = ownRegion(node)
    if (own === 'none' || region === 'plain') region = own
    node = node.parent !== null && isTag(node.parent) ? node.parent : null
  }
  known.set(parent, region)
  return region
}

function ownRegion({ name, attribs }: Element): Region {
  if (name === 'body' || name === 'html') return 'plain'
  const marks = `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`.slice(0, 300)
  if (name === 'footer' || NO_NAVIGATION.test(marks)) return 'none'
  if (name === 'nav' || NAVIGATION.test(marks) || attribs['role'] === 'navigation') return 'nav'
  return name === 'header' || HEAD.test(marks) ? 'head' : 'plain'
}

function isInList(element: Element): boolean {
  return nearest(element, 3, ({ name }) => name === 'li' || name === 'dd' || name === 'td') !== null
}

function nearest(element: Element, depth: number, fits: (element: Element) => boolean): Element | null {
  let node = element.parent
  for (let up = 0; up < depth && node !== null && isTag(node); up++, node = node.parent) if (fits(node)) return node
  return null
}
