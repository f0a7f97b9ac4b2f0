import { classifyColumn } from '../extract/columns.ts'
import { normalise, sameSite } from '../extract/links.ts'
import type { NoteCapture } from '../model/capture.ts'
import type { ColumnView, HomeView, SeenPage } from '../model/evidence.ts'
import type { PageFacts } from '../model/page.ts'
import type { ColumnKind, Site } from '../model/site.ts'
import { complete, type Whole } from './complete.ts'
import { homeUrls, leadingPages } from './home-view.ts'
import { distinctRows, newestOf } from './newest.ts'
import { hasOwnWords } from './own-words.ts'
import { endOf, unreadOf } from './page-state.ts'
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
  const bare = distinct.filter(isBare)
  const ownWords = bare.length > 0 ? await hasOwnWords(reading, [...home.looks, ...distinct.map(({ whole }) => whole.page)]) : () => false
  const visited = distinct.map((column) => viewOf(column, reading, ownWords))
  const places = new Set(pages.flatMap((page) => [page.url, endOf(page)]).map(placeOf))
  const fits = (url: string) => hosts.some((host) => sameSite(url, host)) && !homes.has(placeOf(url))
  return [...visited, ...unvisited(site, home, notes, places, fits)]
}

/** Columns that the registry pins or the homepage names by a known kind, and that were not visited: they exist, and nothing more is known. */
function unvisited(
  site: Site,
  home: HomeView,
  notes: readonly NoteCapture[],
  visited: ReadonlySet<string>,
  fits: (url: string) => boolean,
): ColumnView[] {
  if (!home.facts) return []
  const unread = notes.some(({ about }) => about === 'protection')
    ? 'protection'
    : notes.some(({ about }) => about === 'robots')
      ? 'robots'
      : 'failed'
  const nothing = { rows: [], newest: null, newestFrom: null, unread, underConstruction: false, level: 2, evidence: home.evidence } as const
  const pinned = site.pins.columns.map((pin): ColumnView => ({ ...nothing, ...pin, pinned: true }))
  const named = home.facts.columns.flatMap(({ name, url, kind }): ColumnView[] =>
    kind !== null && kind !== 'other' && kind !== 'static' && fits(url) ? [{ ...nothing, name, url, kind, pinned: false }] : [],
  )
  const missed = [...pinned, ...named].filter(({ url }) => !visited.has(placeOf(url)))
  return [...Map.groupBy(missed, ({ url }) => placeOf(url)).values()].flatMap(([first]) => (first ? [first] : []))
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

function isBare({ whole }: Column): boolean {
  return whole.facts !== null && unreadOf(whole.page) === null && whole.facts.list.length === 0
}

function viewOf(column: Column, reading: Reading, ownWords: (page: SeenPage) => boolean): ColumnView {
  const { name, kind, pinned, level, whole } = column
  const { page, facts } = whole
  const rows = distinctRows(facts?.list ?? [])
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
  const unread = unreadOf(page) ?? unreadContent(view, whole, reading, ownWords)
  const samples = dated.newestFrom === 'article' ? articles.map(({ id }) => id) : []
  return { ...view, unread, evidence: [...whole.evidence, ...samples] }
}

type Read = Pick<ColumnView, 'rows' | 'newest' | 'underConstruction'>

/** Why the list of a page that was read may not be what a visitor sees; null when it is. */
function unreadContent(
  { rows, newest, underConstruction }: Read,
  whole: Whole,
  reading: Reading,
  ownWords: (page: SeenPage) => boolean,
): ColumnView['unread'] {
  const { page, facts, missing } = whole
  const lacking = missingList(whole)
  if (lacking !== null) return lacking
  if (facts?.quality === 'needs-rendering' && rows.length === 0) return 'needs-rendering'
  if (rows.length > 0) return newest === null ? 'unreadable' : null
  if (missing !== null) return missing
  if (underConstruction) return null
  return hasSubColumns(page, facts, reading) || ownWords(page) ? 'unreadable' : null
}

/** Rows of a side list say nothing about a list that a script was to fetch. Headers and footers that are missing do not matter to a list that was read. */
function missingList({ facts, missing }: Whole): ColumnView['unread'] {
  if (!facts || missing === null) return null
  const list =
    facts.unfinished.data.length > 0 || facts.unfinished.render !== null || facts.unfinished.parts.some(({ as }) => as === 'iframe')
  return list ? missing : null
}

/** A channel is no column of its own: its sub-columns are. */
function hasSubColumns(page: SeenPage, facts: PageFacts | null, { pages }: Reading): boolean {
  const folder = folderOf(endOf(page))
  const below = (url: string) => url.startsWith(folder) && placeOf(url) !== placeOf(endOf(page))
  return (
    pages.some((other) => other.role === 'column' && other.of === page.url && other.level === 3) ||
    (facts?.columns.some(({ url }) => below(url)) ?? false)
  )
}

/** The folder in which a page's own pages lie. A homepage's folder is everything, so it has none. */
function folderOf(url: string): string {
  const folder = url.replace(/[?#].*$/, '').replace(/[^/]*$/, '')
  return URL.canParse(folder) && new URL(folder).pathname === '/' ? `${url}/` : folder
}

/** One spelling for a folder and for its front page. */
function placeOf(url: string): string {
  return (normalise(url) ?? url).replace(/\/(?:index|default)\.[a-z]{2,6}$/i, '/').replace(/^http:/, 'https:')
}
