import type { Element } from 'domhandler'
import { isTag } from 'domhandler'
import type { ColumnLink } from '../model/page.ts'
import type { ColumnRules } from '../model/settings.ts'
import type { ColumnKind } from '../model/site.ts'
import type { PageDocument } from './document.ts'
import { normalise } from './links.ts'
import { fold, textOf } from './text.ts'

const MAX_COLUMNS = 400
/** A column's name is short; longer texts are headlines. */
const MAX_NAME = 14
const NAV = /(?:^|[\s_-])(?:nav|menu|daohang|dh|channel|topnav|mainnav|subnav|sidenav|leftnav|lanmu|column)/i
const NAV_LOOSE = /nav|menu|daohang|lanmu/i
const MORE = /^(?:更多|查看更多|更多信息|more)[\s>》+＋…»]{0,6}$|^(?:>>|》》|\+|＋|»|>|…)$/i
/** Files, articles and searches are no columns. */
const NO_COLUMN =
  /\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|gif|mp4|wps|ofd)(?:[?#]|$)|\/art\/\d{4}\/|\/t\d{8}_\d+|\/content_\d+|\/info\/\d+\/\d+\.htm|\/\d{6}\/[0-9a-f]{9,40}\.s?html|\/\d{4}\/\d{1,2}\/\d{1,2}\/|search|login/i

/** The kind of a column, by its name first and by its ColumnType words where the name says nothing; null when neither does. */
export function classifyColumn(name: string, types: readonly string[], rules: ColumnRules): ColumnKind | null {
  const bare = fold(name).replace(/\s/g, '')
  const byName = rules.kinds.find(({ names, not }) => names.some((one) => bare.includes(one)) && !not.some((one) => bare.includes(one)))
  if (byName) return byName.kind
  return rules.kinds.find((kind) => types.some((type) => kind.types.includes(type)))?.kind ?? null
}

/** The columns that the page's navigation names, that a heading with a "more" link names, or that a link's own text names. */
export function readColumnLinks(doc: PageDocument, rules: ColumnRules): ColumnLink[] {
  const found = new Map<string, ColumnLink>()
  for (const link of doc.$('a[href]').toArray()) {
    if (found.size >= MAX_COLUMNS) break
    const column = columnOf(doc, link, rules)
    if (column === null) continue
    const before = found.get(column.url)
    if (before === undefined || (before.kind === null && column.kind !== null)) found.set(column.url, column)
  }
  return [...found.values()]
}

function columnOf(doc: PageDocument, link: Element, rules: ColumnRules): ColumnLink | null {
  const url = normalise(link.attribs['href'] ?? '', doc.base)
  if (url === undefined || NO_COLUMN.test(url)) return null
  const text = textOf(link, { max: 100 }) || fold(link.attribs['title'] ?? '')
  if (MORE.test(text)) {
    const heading = headingOf(link)
    return heading === null || ignored(heading, rules)
      ? null
      : { name: heading, url, from: 'heading', kind: classifyColumn(heading, [], rules) }
  }
  const name = text.replace(/^[·•>|\s]+|[·•>|\s]+$/g, '')
  if (name.length < 2 || name.length > MAX_NAME || /\d{4}|[，。！？“”：]/.test(name) || ignored(name, rules)) return null
  const kind = classifyColumn(name, [], rules)
  if (inNavigation(link)) return { name, url, from: 'nav', kind }
  return kind === null || kind === 'static' || kind === 'other' ? null : { name, url, from: 'link', kind }
}

const ignored = (name: string, rules: ColumnRules): boolean =>
  rules.ignore.some((one) => name === one || (one.length > 2 && name.includes(one)))

function inNavigation(link: Element): boolean {
  let depth = 0
  for (let node = link.parent; node !== null && isTag(node) && depth < 8; node = node.parent) {
    const label = `${node.attribs['class'] ?? ''} ${node.attribs['id'] ?? ''}`
    if (node.name === 'nav' || NAV.test(label) || NAV_LOOSE.test(label)) return true
    if (node.name === 'body' || node.name === 'footer') return false
    depth += 1
  }
  return false
}

/** The words of the heading that stands beside a "more" link. */
function headingOf(link: Element): string | null {
  let node: Element = link
  for (let depth = 0; depth < 4; depth += 1) {
    const parent = node.parent
    if (parent === null || !isTag(parent) || parent.name === 'body') return null
    const text = textOf(parent, { max: 200, skip: (element) => element === link || element.name === 'ul' || element.name === 'table' })
    const name = text
      .replace(/(?:更多|more)[\s>》+＋…»]{0,6}/gi, '')
      .replace(/[·•>|》\s]+/g, ' ')
      .trim()
    if (name !== '') return name.length <= MAX_NAME && !/[，。]/.test(name) && !name.includes(' ') ? name : null
    node = parent
  }
  return null
}
