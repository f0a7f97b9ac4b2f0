import { classifyColumn } from '../extract/columns.ts'
import { normalise } from '../extract/links.ts'
import type { PageLeads } from '../model/page.ts'
import type { ColumnKind } from '../model/site.ts'
import { sampleArticles } from './articles.ts'
import type { Page } from './desk.ts'
import type { Easel } from './draw.ts'
import { standing } from './home.ts'
import { type Built, build } from './parts.ts'
import { kindOf } from './targets.ts'
import type { Tour } from './tour.ts'

/** A page that may be a column, and how it was come by. */
export interface Candidate {
  readonly name: string
  /** Normalised. */
  readonly url: string
  readonly kind: ColumnKind | null
  readonly pinned: boolean
  readonly level: 2 | 3
  /** The page that led to it. */
  readonly of: string
}

/** Columns that the registry pins, then those that the homepage names. */
export function columnsOfHome(tour: Tour, facts: PageLeads, atLevel2: ReadonlySet<string>): Candidate[] {
  const of = tour.home.page.capture.url
  const pinned = tour.desk.site.pins.columns.map(({ name, url, kind }): Candidate => {
    const at = normalise(url) ?? url
    return { name, url: at, kind, pinned: true, level: atLevel2.has(at) ? 2 : 3, of }
  })
  return distinct([...pinned, ...named(tour, facts, { of, level: 2 })])
}

/** Columns by the ColumnName of their own page, and those that the navigation of a channel page names one level further down. */
export function columnsOfPages(
  tour: Tour,
  pages: readonly Page[],
  known: readonly Candidate[],
  atLevel2: ReadonlySet<string>,
): Candidate[] {
  const channels = new Set(known.map(({ url }) => url))
  const own = pages.filter(isColumnPage).map((page) => byItself(tour, page))
  for (const { url } of own) channels.add(url)
  const below = pages
    .filter((page) => channels.has(page.capture.url) && standing(page) === 'usable')
    .flatMap((page) => (page.facts ? ofChannel(tour, page, page.facts) : []))
    .filter(({ url }) => !atLevel2.has(url))
  return distinct([...known, ...own, ...below])
}

/** The most telling columns first: pinned, of a known kind, nearer to the homepage; never more than the limit. */
export function chooseColumns(tour: Tour, candidates: readonly Candidate[]): Candidate[] {
  const most = tour.desk.deps.config.settings.limits.columnsPerSite
  return candidates
    .map((column, order) => ({ column, order, weight: column.pinned ? 0 : WEIGHTS[column.kind ?? 'unknown'] }))
    .sort((a, b) => a.weight - b.weight || a.column.level - b.column.level || a.order - b.order)
    .slice(0, most)
    .map(({ column }) => column)
}

/** True for a column that is wanted for certain, whatever other pages may still name. */
export function isSure({ pinned, kind }: Candidate): boolean {
  return pinned || (kind !== null && kind !== 'other' && kind !== 'static')
}

/** Fetches the columns whole, with what fills their lists, and samples articles where a list shows no dates. */
export async function gatherColumns(tour: Tour, easel: Easel, columns: readonly Candidate[]): Promise<Built[]> {
  const pages = await tour.desk.each('columns', columns, ({ url, name: label, level, of }) =>
    tour.page({ role: 'column', url, label, level, of }),
  )
  return completeColumns(
    tour,
    easel,
    pages.filter((page) => page !== undefined),
  )
}

/** What fills the lists of column pages that were fetched. Drawing goes one by one: the order decides who is drawn. */
export async function completeColumns(tour: Tour, easel: Easel, pages: readonly Page[]): Promise<Built[]> {
  const usable = pages.filter((page) => standing(page) === 'usable')
  const built = (await tour.desk.each('lists', usable, (page) => build(tour, page))).filter((page) => page !== null)
  const finished: Built[] = []
  for (const column of built) finished.push(await easel.finish(column))
  await tour.desk.each('samples', finished, (column) => sampleArticles(tour, column))
  return finished
}

const WEIGHTS: Readonly<Record<ColumnKind | 'unknown', number>> = {
  news: 1,
  notice: 1,
  policy: 1,
  personnel: 1,
  planning: 1,
  other: 2,
  unknown: 3,
  static: 4,
}

function named(tour: Tour, facts: PageLeads, at: { readonly of: string; readonly level: 2 | 3 }): Candidate[] {
  return facts.columns.flatMap(({ name, url, kind }) => {
    const to = normalise(url)
    const fits = to !== undefined && tour.own(to) && !tour.isHome(to) && kindOf(to) === 'page'
    return fits ? [{ name, url: to, kind, pinned: false, ...at }] : []
  })
}

/** A channel without a list of its own is nothing but its sub-columns; of another, only those of a known kind are columns for sure. */
function ofChannel(tour: Tour, page: Page, facts: PageLeads): Candidate[] {
  const hollow = facts.list.length === 0 && facts.unfinished.data.length === 0
  return named(tour, facts, { of: page.capture.url, level: 3 }).filter(({ kind }) => hollow || kind !== null)
}

/** An article carries the ColumnName of its column too; only the column page has no article title. */
function isColumnPage(page: Page): boolean {
  if (standing(page) !== 'usable' || !page.facts?.columnName) return false
  return !Object.keys(page.facts.meta).some((name) => name.toLowerCase() === 'articletitle')
}

function byItself(tour: Tour, { capture, facts }: Page): Candidate {
  const name = facts?.columnName ?? ''
  const kind = classifyColumn(name, facts?.columnTypes ?? [], tour.desk.deps.config.columns)
  return { name, url: capture.url, kind, pinned: false, level: 2, of: capture.of ?? tour.home.page.capture.url }
}

/** One candidate for a page: the first, told of its kind by any other. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const groups = Map.groupBy(candidates, ({ url }) => url)
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, kind: first.kind ?? others.find(({ kind }) => kind !== null)?.kind ?? null }] : [],
  )
}
