import type { Element } from 'domhandler'
import type { ListRow } from '../model/page.ts'
import { asideIn } from './aside-list.ts'
import { type PageDocument, parseDocument } from './document.ts'
import { endsOf } from './ends.ts'
import { withoutNested } from './nested-rows.ts'
import { dateOfRow } from './row-date.ts'
import { itemOf, rowLinks } from './row-link.ts'
import { around, marksOf } from './row-text.ts'
import { titleOfRow } from './row-title.ts'
import { rawText } from './text.ts'

const MAX_ROWS = 3000
/** An undated list counts as one from this many rows of some length. */
const MIN_UNDATED_ROWS = 3
const MIN_UNDATED_LENGTH = 8
/** So many times as many rows as the dated lists have outweigh them. */
const MANY_TIMES = 2
/** Places whose links are no list, though they look like one. */
const NOT_A_LIST = /nav|menu|foot|friend|yqlj|crumb|position|location|dqwz|pager|pagination|header|banner|toplink|share/i
/** Places whose dates, too, are nobody's publication. */
const NEVER_A_LIST = /foot|crumb|dqwz|pagination/i

/** The rows of the page's dated lists in document order; of its main undated list where no list shows dates. */
export function readList(doc: PageDocument): ListRow[] {
  const rows = [...ownRows(doc), ...storedRows(doc)]
  const groups = [...Map.groupBy(rows, (row) => row.group).values()]
  const dated = groups.filter((group) => isDated(group))
  const isArticle = (doc.$('meta[name="ArticleTitle" i]').attr('content')?.trim() ?? '') !== ''
  const chosen = [...dated.flat(), ...(isArticle ? [] : undatedBeside(dated.flat(), groups))]
  const own = new Set(chosen.flatMap(({ beside, url }) => (beside ? [] : [url])))
  const seen = new Set<string>()
  const list: ListRow[] = []
  for (const { title, url, date, dateSource } of chosen.sort((a, b) => a.order - b.order)) {
    const key = `${url} ${title}`
    if (seen.has(key)) continue
    seen.add(key)
    list.push({ title, url, date, dateSource, ...(own.has(url) ? {} : { aside: true }) })
  }
  return list
}

/** The main undated list, where the dated rows are none of the page's own, or so few that they are hardly its list. */
function undatedBeside(dated: readonly GroupedRow[], groups: readonly GroupedRow[][]): readonly GroupedRow[] {
  const own = dated.filter(({ beside }) => !beside)
  const undated = mainUndated(groups.filter((group) => !isDated(group) && group.every(({ beside }) => !beside || dated.length === 0)))
  return own.length === 0 || undated.length >= MANY_TIMES * own.length ? undated : []
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
  readonly framed: boolean
  /** In a list beside the page's own. */
  readonly beside: boolean
  readonly shows: boolean
  readonly inWords: boolean
  readonly isItem: boolean
}

function ownRows(doc: PageDocument): GroupedRow[] {
  const places: Places = { framed: new Map(), never: new Map() }
  const read = rowLinks(doc).map((row) => ({ row, title: titleOfRow(row), dated: dateOfRow(row) }))
  const isBeside = asideIn(doc)
  const rows = withoutNested(read).filter(({ row }) => !isPlacedIn(row.link, 'never', places))
  return endsOf(rows, MAX_ROWS).map(({ row: { link, url }, title, dated }, order) => {
    const beside = isBeside(link)
    return {
      title,
      url,
      ...dated,
      isItem: itemOf(link) !== undefined,
      group: `${beside ? 'beside ' : ''}${chain(link)}`,
      order,
      framed: isPlacedIn(link, 'framed', places),
      beside,
    }
  })
}

/** hanweb keeps the rows that its script will show as records in a script element. */
function storedRows(doc: PageDocument): GroupedRow[] {
  const stores = doc.all('script[type="text/xml"], script[type="text/html"], xml')
  const fragments = stores.flatMap((script) => records(rawText(script)))
  if (fragments.length === 0) return []
  const inner = parseDocument(`<base href="${doc.base}"><ul>${fragments.join('\n')}</ul>`, doc.url)
  return ownRows(inner).map((row) => ({ ...row, group: `stored ${row.group}`, order: row.order + MAX_ROWS }))
}

/** Contents of `<record><![CDATA[…]]></record>`, at most `MAX_ROWS`. */
export function records(text: string): readonly string[] {
  const found: string[] = []
  let from = 0
  for (;;) {
    const start = text.indexOf('<![CDATA[', from)
    if (start < 0) break
    const end = text.indexOf(']]>', start)
    if (end < 0) break
    found.push(text.slice(start + 9, end))
    from = end + 3
  }
  return endsOf(found, MAX_ROWS).filter((one) => /<a\s/i.test(one))
}

/** Rows of one list share the chain of elements above their links. */
function chain(link: Element): string {
  const names: string[] = []
  for (let element: Element | null = link; element !== null; element = around(element)) {
    const key = names.length > 2 ? `${element.name}.${marksOf(element)}` : element.name
    names.push(key)
    if (names.length === 6) break
  }
  return names.join('<')
}

/** What is known of the elements of a page: rows stand together, and nesting may be deep. */
type Places = Record<'framed' | 'never', Map<Element, boolean>>

function isPlacedIn(link: Element, place: keyof Places, places: Places): boolean {
  const known = places[place]
  const asked: Element[] = []
  let placed = false
  for (let element: Element | null = link; element !== null; element = around(element)) {
    const before = known.get(element)
    placed = before ?? isPlace(element, place)
    asked.push(element)
    if (before !== undefined || placed || element.name === 'body') break
  }
  for (const element of asked) known.set(element, placed)
  return placed
}

function isPlace(element: Element, place: keyof Places): boolean {
  const { name } = element
  if (name === 'footer' || (place === 'framed' && (name === 'nav' || name === 'header'))) return true
  if (name === 'body' || (element.attribs['class'] === undefined && element.attribs['id'] === undefined)) return false
  return (place === 'framed' ? NOT_A_LIST : NEVER_A_LIST).test(marksOf(element))
}

function isDated(group: readonly GroupedRow[]): boolean {
  const [only] = group
  // A link in a letter that is signed with a day makes no list.
  if (group.length === 1 && only?.inWords && !only.isItem) return false
  const shown = group.filter((row) => row.shows).length
  return shown > 0 && (shown >= 2 || shown * 2 >= group.length)
}

function mainUndated(groups: readonly GroupedRow[][]): GroupedRow[] {
  const length = (group: readonly GroupedRow[]) => group.reduce((sum, row) => sum + Math.min(row.title.length, 60), 0)
  const lists = groups.filter(
    (group) => group.length >= MIN_UNDATED_ROWS && group.every((row) => !row.framed) && length(group) / group.length >= MIN_UNDATED_LENGTH,
  )
  return lists.sort((a, b) => length(b) - length(a))[0] ?? []
}
