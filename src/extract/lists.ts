import { type Element, isTag } from 'domhandler'
import type { ListRow } from '../model/page.ts'
import type { PageDocument } from './document.ts'
import { parseDocument } from './document.ts'
import { normalise } from './links.ts'
import { dateOfRow } from './row-date.ts'
import type { RowLink } from './row-link.ts'
import { titleOfRow } from './row-title.ts'
import { rawText, textOf } from './text.ts'

const MAX_ROWS = 3000
const MIN_TITLE = 5
/** An undated list counts as one from this many rows of some length. */
const MIN_UNDATED_ROWS = 3
const MIN_UNDATED_LENGTH = 8
const NO_TITLE = /^(?:更多|查看更多|更多>{1,3}|more|详细|查看详情|查看详细|详情|首页|上一页|下一页|末页|尾页|返回|返回顶部|点击查看|\d+)$/i
const NOT_A_LIST = /nav|menu|foot|friend|yqlj|crumb|position|location|dqwz|pager|pagination|header|banner|toplink|share/i

/** The rows of the page's dated lists in document order; of its main undated list where no list shows dates. */
export function readList(doc: PageDocument): ListRow[] {
  const rows = [...ownRows(doc), ...storedRows(doc)]
  const groups = [...Map.groupBy(rows, (row) => row.group).values()]
  const dated = groups.filter((group) => isDated(group))
  const chosen = dated.length > 0 ? dated.flat() : mainUndated(groups)
  const seen = new Set<string>()
  const list: ListRow[] = []
  for (const { title, url, date, dateSource } of chosen.sort((a, b) => a.order - b.order)) {
    const key = `${url} ${title}`
    if (seen.has(key)) continue
    seen.add(key)
    list.push({ title, url, date, dateSource })
  }
  return list
}

/** The newest date that rows show; from URLs only where none shows any. */
export function newestOf(rows: readonly ListRow[]): string | null {
  const of = (source: ListRow['dateSource']) =>
    rows.filter((row) => row.dateSource === source).flatMap(({ date }) => (date === null ? [] : [date]))
  const shown = of('shown')
  return (shown.length > 0 ? shown : of('url')).sort().at(-1) ?? null
}

interface GroupedRow extends ListRow {
  readonly group: string
  readonly order: number
  readonly aside: boolean
}

function ownRows(doc: PageDocument): GroupedRow[] {
  return rowLinks(doc).map((row, order) => {
    const { date, dateSource } = dateOfRow(row)
    return { title: titleOfRow(row), url: row.url, date, dateSource, group: chain(row.link), order, aside: isAside(row.link) }
  })
}

/** hanweb keeps the rows that its script will show as records in a script element. */
function storedRows(doc: PageDocument): GroupedRow[] {
  const stores = doc.$('script[type="text/xml"], script[type="text/html"], xml').toArray()
  const fragments = stores.flatMap((script) => records(rawText(script)))
  if (fragments.length === 0) return []
  const inner = parseDocument(`<base href="${doc.base}"><ul>${fragments.join('\n')}</ul>`, doc.url)
  return ownRows(inner).map((row) => ({ ...row, group: `stored ${row.group}`, order: row.order + MAX_ROWS }))
}

/** Contents of `<record><![CDATA[…]]></record>`, at most `MAX_ROWS`. */
export function records(text: string): string[] {
  const found: string[] = []
  let from = 0
  while (found.length < MAX_ROWS) {
    const start = text.indexOf('<![CDATA[', from)
    if (start < 0) break
    const end = text.indexOf(']]>', start)
    if (end < 0) break
    found.push(text.slice(start + 9, end))
    from = end + 3
  }
  return found.filter((one) => /<a\s/i.test(one))
}

function rowLinks(doc: PageDocument): RowLink[] {
  const links: { link: Element; url: string }[] = []
  doc.$('a[href]').each((_, link) => {
    const url = normalise(link.attribs['href'] ?? '', doc.base)
    if (url !== undefined && mayHead(link)) links.push({ link, url })
    return links.length < MAX_ROWS
  })
  const owner = new Map<Element, string | null>()
  for (const { link, url } of links) {
    for (const element of upwards(link)) owner.set(element, !owner.has(element) || owner.get(element) === url ? url : null)
  }
  const crowded = (element: Element): boolean => owner.has(element)
  const rows = links.map(({ link, url }) => ({ link, url, block: blockOf(link, url, owner), crowded }))
  // An image and a headline that lead to the same place are one row.
  return rows.filter(
    (row, index) => !rows.slice(Math.max(0, index - 3), index).some((other) => other.block === row.block && other.url === row.url),
  )
}

function mayHead(link: Element): boolean {
  const text = textOf(link, { max: 400 })
  const named = text === '' ? '' : (link.attribs['title'] ?? '').trim()
  if (NO_TITLE.test(text) || /^(?:【|\[)[^\]】]{1,8}(?:】|\])$/.test(text)) return false
  return Math.max(text.replace(/[\d\s.:/-]/g, '').length, named.length) >= MIN_TITLE
}

function blockOf(link: Element, url: string, owner: ReadonlyMap<Element, string | null>): Element {
  let block = link
  for (const element of upwards(link)) {
    if (element.name === 'body' || element.name === 'html' || owner.get(element) !== url) break
    block = element
  }
  return block
}

function* upwards(from: Element): Generator<Element> {
  for (let node: Element['parent'] = from; node !== null && isTag(node); node = node.parent) yield node
}

/** Rows of one list share the chain of elements above their links. */
function chain(link: Element): string {
  const names: string[] = []
  for (const element of upwards(link)) {
    const key = names.length > 2 ? `${element.name}.${element.attribs['class'] ?? ''}#${element.attribs['id'] ?? ''}` : element.name
    names.push(key)
    if (names.length === 6) break
  }
  return names.join('<')
}

function isAside(link: Element): boolean {
  for (const element of upwards(link)) {
    if (element.name === 'nav' || element.name === 'footer' || element.name === 'header') return true
    if (element.name === 'body') return false
    if (NOT_A_LIST.test(`${element.attribs['class'] ?? ''} ${element.attribs['id'] ?? ''}`)) return true
  }
  return false
}

function isDated(group: readonly GroupedRow[]): boolean {
  const shown = group.filter((row) => row.dateSource === 'shown').length
  return shown > 0 && (shown >= 2 || shown * 2 >= group.length)
}

function mainUndated(groups: readonly GroupedRow[][]): GroupedRow[] {
  const length = (group: readonly GroupedRow[]) => group.reduce((sum, row) => sum + Math.min(row.title.length, 60), 0)
  const lists = groups.filter(
    (group) => group.length >= MIN_UNDATED_ROWS && group.every((row) => !row.aside) && length(group) / group.length >= MIN_UNDATED_LENGTH,
  )
  return lists.sort((a, b) => length(b) - length(a))[0] ?? []
}
