import { normalise } from '../extract/links.ts'
import type { PageLeads } from '../model/page.ts'
import { type Candidate, isSure } from './columns.ts'
import type { Page } from './desk.ts'
import { standing } from './home.ts'
import { type Built, build } from './parts.ts'
import { placeKey } from './place-key.ts'
import { byRank } from './sample.ts'
import { collectTargets, type Target } from './targets.ts'
import type { Tour } from './tour.ts'

/** Scripts and frames of plain pages that are fetched on one visit, beyond those of the homepage and the columns. */
const MOST_PARTS = 60

/** The second level as it was met: every link of the homepage, and those pages among them that were read whole. */
export interface LevelTwo {
  readonly targets: readonly Target[]
  /** In the order of the homepage; only pages that were asked for. */
  readonly pages: readonly Page[]
  /** Pages of the site that there was no room to read. */
  readonly unasked: readonly string[]
}

/** Every distinct link of the homepage. */
export function targetsOfHome(tour: Tour, home: Built): Target[] {
  const met = new Set(tour.home.urls.map(placeKey))
  return collectTargets(home.facts, { foundOn: tour.home.page.capture.url, level: 2, own: tour.own, met })
}

/** Fetches the site's own pages of the second level whole, columns and navigation first where not all can be. */
export async function gatherLevelTwo(
  tour: Tour,
  home: Built,
  targets: readonly Target[],
  columns: readonly Candidate[],
): Promise<LevelTwo> {
  const pages = targets.filter((target) => target.sameSite && target.kind === 'page')
  const wanted = choosePages(tour, pages, urgent(home.facts, columns))
  const sure = new Map(columns.filter(isSure).map((column) => [column.url, column]))
  const inOrder = pages.filter(({ url }) => wanted.has(url))
  const taken = await tour.desk.each('pages', inOrder, ({ url, text, foundOn: of }) => {
    const column = sure.get(url)
    return tour.page({ role: column ? 'column' : 'page', url, label: column?.name ?? text, level: 2, of })
  })
  const read = taken.filter((page) => page !== undefined)
  const asked = new Set(read.map(({ capture }) => capture.url))
  return { targets, pages: read, unasked: pages.map(({ url }) => url).filter((url) => !asked.has(url)) }
}

/** Pages with the scripts and frames that only they have; what many pages share is fetched for the first of them. */
export async function completePages(tour: Tour, pages: readonly Page[], asked: ReadonlySet<string>): Promise<Built[]> {
  const given = new Set(asked)
  const plans = pages
    .filter((page) => standing(page) === 'usable')
    .map((page) => {
      const all = page.facts?.unfinished.parts.map(({ url }) => url) ?? []
      const mine = all.filter((url) => !given.has(url) && given.size < asked.size + MOST_PARTS && given.add(url) !== undefined)
      const data = page.facts?.unfinished.data.map(({ url }) => url) ?? []
      return { page, not: [...all.filter((url) => !mine.includes(url)), ...data] }
    })
  const built = await tour.desk.each('parts', plans, ({ page, not }) => build(tour, page, { not, rounds: 1 }))
  return built.filter((page) => page !== null)
}

/** URLs of the homepage that other questions than the links depend on. */
function urgent(facts: PageLeads, columns: readonly Candidate[]): Set<string> {
  const urls = [...columns, ...facts.board.links, ...facts.annualForm].map(({ url }) => normalise(url))
  return new Set(urls.filter((url) => url !== undefined))
}

function choosePages(tour: Tour, pages: readonly Target[], first: ReadonlySet<string>): Set<string> {
  const most = Math.min(tour.desk.deps.config.settings.limits.pagesPerSite, tour.desk.deps.config.settings.limits.linksPerSite)
  if (pages.length <= most) return new Set(pages.map(({ url }) => url))
  const rest = byRank(
    pages.filter(({ url }) => !first.has(url)),
    ({ url }) => url,
    tour.desk.rank,
  )
  return new Set([...pages.filter(({ url }) => first.has(url)), ...rest].slice(0, most).map(({ url }) => url))
}
