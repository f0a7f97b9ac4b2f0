import { classifyColumn } from '../extract/columns.ts'
import { sameSite } from '../extract/links.ts'
import { undatedRows } from '../extract/undated-rows.ts'
import type { NoteCapture } from '../model/capture.ts'
import type { ColumnView, HomeView, Lost, SeenPage } from '../model/evidence.ts'
import type { ListRow } from '../model/page.ts'
import type { ColumnKind, Site } from '../model/site.ts'
import { unreadContent } from './column-state.ts'
import { complete, type Whole } from './complete.ts'
import { homeUrls, leadingPages, unvisitedBecause } from './home-view.ts'
import { distinctRows, mayBeNewer, newestOf } from './newest.ts'
import { hasOwnContent } from './own-content.ts'
import { commonRows } from './own-rows.ts'
import { cutBefore, endOf, lostOne, unreadOf } from './page-state.ts'
import { placeOf } from './place.ts'
import type { Reading } from './reading.ts'

interface Column {
  readonly name: string
  readonly kind: ColumnKind
  readonly pinned: boolean
  readonly level: 2 | 3
  readonly whole: Whole
}

/** The site's columns, each page once, with what could be read of their lists; then those that are known of and were not visited. */
export async function viewColumns(reading: Reading, site: Site, home: HomeView, notes: readonly NoteCapture[]): Promise<ColumnView[]> {
  const known = kindsOf(reading, home)
  const homes = new Set([site.home, ...homeUrls(home.looks)].map(placeOf))
  const hosts = [site.home, ...home.looks.map(endOf)]
  const pages = reading.pages.filter((page) => page.role === 'column')
  const columns = pages
    .map((page) => columnOf(reading, site, known, page))
    .filter(({ pinned, whole }) => pinned || isOwn(whole.page, hosts, homes))
  const distinct = [...Map.groupBy(columns, ({ whole }) => placeOf(endOf(whole.page))).values()].flatMap((same) => best(same))
  const common = commonRows(distinct.map(({ whole }) => whole))
  const bare = distinct.some(({ whole }) => whole.facts !== null && ownRows(whole, common).length === 0)
  const ownContent = bare ? await hasOwnContent(reading, [...home.looks, ...distinct.map(({ whole }) => whole.page)]) : () => false
  const visited = distinct.map((column) => viewOf(column, reading, common, ownContent))
  const places = new Set(pages.flatMap((page) => [page.url, endOf(page)]).map(placeOf))
  const fits = (url: string) => hosts.some((host) => sameSite(url, host)) && !homes.has(placeOf(url))
  return [...visited, ...unvisited(site, home, whyUnvisited(notes, reading, home), places, fits)]
}

/** Columns that the registry pins or the homepage names by a known kind, and that were not visited: they exist, and nothing more is known. */
function unvisited(
  site: Site,
  home: HomeView,
  unread: ColumnView['unread'],
  visited: ReadonlySet<string>,
  fits: (url: string) => boolean,
): ColumnView[] {
  if (!home.facts) return []
  const nothing = { rows: [], newest: null, newestFrom: null, unread, underConstruction: false, level: 2, evidence: home.evidence } as const
  const pinned = site.pins.columns.map((pin): ColumnView => ({ ...nothing, ...pin, pinned: true }))
  const named = home.facts.columns.flatMap(({ name, url, kind }): ColumnView[] =>
    kind !== null && kind !== 'other' && kind !== 'static' && fits(url) ? [{ ...nothing, name, url, kind, pinned: false }] : [],
  )
  const missed = [...pinned, ...named].filter(({ url }) => !visited.has(placeOf(url)))
  return [...Map.groupBy(missed, ({ url }) => placeOf(url)).values()].flatMap(([first]) => (first ? [first] : []))
}

function whyUnvisited(notes: readonly NoteCapture[], reading: Reading, home: HomeView): ColumnView['unread'] {
  if (notes.some(({ about }) => about === 'protection')) return 'protection'
  return notes.some(({ about }) => about === 'robots') ? 'robots' : unvisitedBecause(reading, home)
}

/** What every page that leads to a column calls its kind. */
function kindsOf(reading: Reading, home: HomeView): Map<string, ColumnKind> {
  const kinds = new Map<string, ColumnKind>()
  for (const { facts } of leadingPages(reading, home)) {
    for (const { url, kind } of facts.columns) {
      const place = placeOf(url)
      if (kind !== null && !kinds.has(place)) kinds.set(place, kind)
    }
  }
  return kinds
}

function columnOf(reading: Reading, site: Site, known: ReadonlyMap<string, ColumnKind>, page: SeenPage): Column {
  const whole = complete(reading, page)
  const pin = site.pins.columns.find(({ url }) => placeOf(url) === placeOf(page.url))
  const level = page.level === 3 ? 3 : 2
  if (pin) return { name: pin.name, kind: pin.kind, pinned: true, level, whole }
  const { columns } = reading.config
  const name = page.label?.trim() || page.facts?.columnName || page.facts?.title || page.url
  const types = page.facts?.columnTypes ?? []
  const own = page.facts?.columnName ?? ''
  const kind = classifyColumn(name, [], columns) ?? known.get(placeOf(page.url)) ?? classifyColumn(own, types, columns)
  return { name, kind: kind ?? 'other', pinned: false, level, whole }
}

/** A page of the site itself, and not the homepage again. */
function isOwn(page: SeenPage, hosts: readonly string[], homes: ReadonlySet<string>): boolean {
  const inside = (url: string) => hosts.some((host) => sameSite(url, host))
  return inside(page.url) && inside(endOf(page)) && !homes.has(placeOf(endOf(page)))
}

/** Of columns with the same page, the one that a person named, or the nearest, or the one whose kind is known. */
function best(same: readonly Column[]): Column[] {
  const weight = ({ kind }: Column) => (kind === 'other' ? 1 : 0)
  const sorted = [...same].sort((a, b) => Number(b.pinned) - Number(a.pinned) || a.level - b.level || weight(a) - weight(b))
  return sorted.slice(0, 1)
}

/** The rows of the column's own list; those beside it where no other was read. */
function ownRows({ facts }: Whole, common: ReadonlySet<string>): ListRow[] {
  const rows = distinctRows(facts?.list ?? []).filter(({ url }) => !common.has(url))
  const own = rows.filter(({ aside }) => !aside)
  return own.length > 0 ? own : rows
}

function viewOf(column: Column, reading: Reading, common: ReadonlySet<string>, ownContent: (page: SeenPage) => boolean): ColumnView {
  const { name, kind, pinned, level, whole } = column
  const { page, facts } = whole
  const rows = ownRows(whole, common)
  const articles = reading.pages.filter((article) => article.role === 'article' && article.of === page.url)
  const dated = newestOf(rows, articles, page.takenAt)
  const view = {
    name,
    url: page.url,
    kind,
    pinned,
    level,
    rows,
    ...dated,
    underConstruction: rows.length === 0 && facts?.underConstruction === true,
  }
  const newer = mayBeNewer(rows, articles)
  const samples = dated.newestFrom === 'article' || undatedRows(rows).length > 0 ? articles : []
  const lost = whole.lost ?? lostDates(view, articles, cutBefore(page, reading))
  const unread = unreadOf(page) ?? lostList(view, lost, unreadContent(view, whole, reading, ownContent))
  const evidence = [...whole.evidence, ...samples.map(({ id }) => id)]
  return { ...view, unread, ...(lost === null ? {} : { lost }), ...(newer === undefined ? {} : { newer }), evidence }
}

/** Where no row shows a date, those that stand for them are printed on articles, each of which may be the newest. */
function lostDates(
  { rows, newestFrom }: Pick<ColumnView, 'rows' | 'newestFrom'>,
  articles: readonly SeenPage[],
  cut: Lost | null,
): Lost | null {
  if (rows.length === 0 || newestFrom === 'list') return null
  return lostOne(articles) ?? cut
}

/** A list of which nothing telling was read, and a part was lost by us, is unread for that. */
function lostList(
  { rows, newest }: Pick<ColumnView, 'rows' | 'newest'>,
  lost: Lost | null,
  unread: ColumnView['unread'],
): ColumnView['unread'] {
  const ours = unread === null || unread === 'needs-rendering' || unread === 'unreadable'
  return lost !== null && (rows.length === 0 || newest === null) && ours ? lost : unread
}
