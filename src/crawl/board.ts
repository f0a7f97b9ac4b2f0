import { normalise, registeredDomain } from '../extract/links.ts'
import type { PageLeads } from '../model/page.ts'
import type { Page } from './desk.ts'
import type { Easel } from './draw.ts'
import { standing } from './home.ts'
import { type Built, build } from './parts.ts'
import { distinctBy } from './sample.ts'
import { kindOf } from './targets.ts'
import type { Tour } from './tour.ts'

/** Boards that are looked at, those that a channel page leads to apart. */
const MOST_BOARDS = 3
/** Pages of one board's list. */
const MOST_PAGES = 3
const MOST_STATISTICS = 4
/** Monthly reports that are read where the statistics are a list of articles. */
const MOST_REPORTS = 2
const NEXT_PAGE = /^(?:[23]|下一?页|下页|后页|>|»|&gt;)$/

/** The message board: its list, answered messages where the list shows no answer dates, and its statistics. */
export async function gatherBoard(tour: Tour, easel: Easel, home: Built, pages: readonly Page[]): Promise<void> {
  if (tour.desk.site.pins.board === null) return
  const asked = new Set<string>()
  const boards = await takeBoards(tour, easel, startsOf(tour, home, pages), asked)
  const below = boards.flatMap(({ page, facts }) =>
    facts.board.messages.length > 0 ? [] : linksOf(tour, facts, 'board', page.capture.url),
  )
  const all = [...boards, ...(await takeBoards(tour, easel, below, asked))]
  for (const board of all) await exploreBoard(tour, board)
  const sources = [home, ...all]
  const statistics = sources.flatMap(({ page, facts }) => linksOf(tour, facts, 'statistics', page.capture.url))
  const elsewhere =
    statistics.length > 0 ? [] : pages.flatMap((page) => (page.facts ? linksOf(tour, page.facts, 'statistics', page.capture.url) : []))
  await takeStatistics(tour, easel, [...statistics, ...elsewhere])
  for (const built of sources) if (built.facts.boardStatistics?.unfilled) await easel.draw(built, '留言统计数字由脚本填写')
}

/** A board that a second look reached: what a first look would have led to. */
export async function completeBoard(tour: Tour, easel: Easel, page: Page): Promise<void> {
  const built = await build(tour, page)
  if (!built) return
  const board = await easel.finish(built)
  await exploreBoard(tour, board)
  await takeStatistics(tour, easel, linksOf(tour, board.facts, 'statistics', page.capture.url))
}

interface Lead {
  readonly url: string
  readonly text: string
  readonly of: string
}

function startsOf(tour: Tour, home: Built, pages: readonly Page[]): Lead[] {
  const of = home.page.capture.url
  const { board } = tour.desk.site.pins
  if (board) return [{ url: normalise(board) ?? board, text: '登记册指定', of }]
  const named = linksOf(tour, home.facts, 'board', of)
  return named.length > 0
    ? named
    : pages.flatMap((page) => (page.facts && standing(page) === 'usable' ? linksOf(tour, page.facts, 'board', page.capture.url) : []))
}

/** The page's links to a board or to statistics: the site's own first, then its neighbours', then others'. */
function linksOf(tour: Tour, facts: PageLeads, leads: 'board' | 'statistics', of: string): Lead[] {
  const found = facts.board.links.flatMap((link): Lead[] => {
    const url = normalise(link.url)
    return link.leads === leads && url !== undefined && !tour.isHome(url) && kindOf(url) === 'page' ? [{ url, text: link.text, of }] : []
  })
  const far = (url: string) => (tour.own(url) ? 0 : registeredDomain(url) === registeredDomain(tour.desk.site.home) ? 1 : 2)
  return found.sort((a, b) => far(a.url) - far(b.url))
}

async function takeBoards(tour: Tour, easel: Easel, leads: readonly Lead[], asked: Set<string>): Promise<Built[]> {
  const fresh = leads.filter(({ url }) => !asked.has(url) && asked.add(url) !== undefined).slice(0, MOST_BOARDS)
  const pages = await tour.desk.each('boards', fresh, ({ url, text: label, of }) => tour.page({ role: 'board', url, label, of }))
  const boards: Built[] = []
  for (const page of pages) {
    const built = page && standing(page) === 'usable' ? await build(tour, page) : null
    if (built) boards.push(await easel.finish(built))
  }
  return boards
}

/** Further pages of the list, and messages where it does not show when they were answered. */
async function exploreBoard(tour: Tour, { page, facts }: Built): Promise<void> {
  const of = page.capture.url
  const next = distinctUrls(facts.links.filter((link) => NEXT_PAGE.test(link.text.trim())))
  const more = next.filter((url) => url !== of && tour.own(url)).slice(0, MOST_PAGES - 1)
  await tour.desk.each('boards', more, (url) => tour.page({ role: 'board', url, of }))
  const { messages } = facts.board
  if (messages.some(({ answeredOn }) => answeredOn !== null)) return
  const closed = distinctUrls(messages.filter(({ answered }) => answered !== false))
  const sampled = closed.slice(0, tour.desk.deps.config.settings.limits.articleSamples)
  await tour.desk.each('messages', sampled, (url) => tour.page({ role: 'message', url, of }))
}

function distinctUrls(things: readonly { readonly url: string | null }[]): string[] {
  const urls = things.map(({ url }) => (url === null ? undefined : normalise(url)))
  return [...new Set(urls.filter((url) => url !== undefined))]
}

async function takeStatistics(tour: Tour, easel: Easel, leads: readonly Lead[]): Promise<void> {
  for (const { url, text: label, of } of distinctBy(leads, (lead) => lead.url).slice(0, MOST_STATISTICS)) {
    const page = await tour.page({ role: 'statistics', url, label, of })
    const built = page && standing(page) === 'usable' ? await build(tour, page) : null
    if (!built) continue
    const finished = built.facts.boardStatistics?.unfilled ? await easel.draw(built, '留言统计数字由脚本填写') : await easel.finish(built)
    if (finished.facts.boardStatistics === null) await takeReports(tour, finished)
  }
}

/** Statistics that are published as articles: the newest ones. */
async function takeReports(tour: Tour, { page, facts }: Built): Promise<void> {
  const rows = facts.list.filter((row) => /^https?:/i.test(row.url)).sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
  const of = page.capture.url
  await tour.desk.each('statistics', rows.slice(0, MOST_REPORTS), (row) =>
    tour.page({ role: 'statistics', url: row.url, label: row.title, of }),
  )
}
