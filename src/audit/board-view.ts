import { normalise } from '../extract/links.ts'
import type { BoardView, ColumnView, HomeView, Lost, SeenPage } from '../model/evidence.ts'
import type { BoardMessage, BoardStatistics } from '../model/page.ts'
import type { Site } from '../model/site.ts'
import { dayOf } from '../model/time.ts'
import { complete, type Whole } from './complete.ts'
import { leadingPages, unvisitedBecause } from './home-view.ts'
import { cutBefore, lostOne, unreadOf } from './page-state.ts'
import type { Reading } from './reading.ts'

/** The message board: all its pages together, its messages completed by their own pages, and every statistics page. */
export function viewBoard(reading: Reading, site: Site, home: HomeView): BoardView {
  const boards = reading.pages.filter((page) => page.role === 'board').map((page) => complete(reading, page))
  const main = mainBoard(boards, site)
  const details = reading.pages.filter((page) => page.role === 'message')
  const messages = messagesOf(boards, details, reading)
  const known = main ? null : knownBoard(reading, site, home)
  const lost = main ? lostOf(reading, boards) : null
  return {
    exempt: site.pins.board === null,
    url: main?.page.url ?? known?.url ?? null,
    unread: main ? unreadBoard(main, messages) : known ? unvisitedBecause(reading, home) : null,
    ...(lost === null ? {} : { lost }),
    messages,
    newestAnswer: newestAnswer(messages, [...boards.map(({ page }) => page), ...details]),
    statistics: statisticsOf(reading, home, boards),
    evidence: [...new Set([...boards.flatMap(({ evidence }) => evidence), ...details.map(({ id }) => id), ...(known?.evidence ?? [])])],
  }
}

/** The board that a person named, or else the one that could be read and shows the most. */
function mainBoard(boards: readonly Whole[], site: Site): Whole | undefined {
  const pinned = site.pins.board ? spelled(site.pins.board) : null
  const worth = ({ page, facts }: Whole) => (unreadOf(page) === null ? 1 + (facts?.board.messages.length ?? 0) : 0)
  const isPinned = ({ page }: Whole) => Number(spelled(page.url) === pinned)
  return [...boards].sort((a, b) => isPinned(b) - isPinned(a) || worth(b) - worth(a))[0]
}

/** A board that is known of and was not visited. */
function knownBoard(
  reading: Reading,
  site: Site,
  home: HomeView,
): { readonly url: string; readonly evidence: BoardView['evidence'] } | null {
  if (site.pins.board) return { url: site.pins.board, evidence: [] }
  const links = leadingPages(reading, home).flatMap(({ facts }) => facts.board.links)
  const link = links.find(({ leads }) => leads === 'board')
  return link ? { url: link.url, evidence: home.evidence } : null
}

/** How a page of the board was lost: another of its pages, a message's own, or statistics. */
function lostOf(reading: Reading, boards: readonly Whole[]): Lost | null {
  const { pages } = reading
  const mine = pages.filter(({ role }) => role === 'board' || role === 'message' || role === 'statistics')
  const lost = lostOne(mine)
  if (lost !== null) return lost
  const cut = [...mine, ...boards.map(({ page }) => page)].map((page) => cutBefore(page, reading)).find((one) => one !== null)
  return boards.find((board) => board.lost !== null)?.lost ?? cut ?? null
}

function unreadBoard({ page, missing, lost }: Whole, messages: readonly BoardMessage[]): ColumnView['unread'] {
  const unread = unreadOf(page)
  if (unread !== null) return unread
  if (messages.length > 0) return null
  return lost ?? missing ?? (page.facts?.quality === 'needs-rendering' ? 'needs-rendering' : null)
}

/** Each message once, what its own page says filling what the list leaves open. */
function messagesOf(boards: readonly Whole[], details: readonly SeenPage[], reading: Reading): BoardMessage[] {
  const found = new Map<string, BoardMessage>()
  for (const message of boards.flatMap(({ facts }) => facts?.board.messages ?? [])) {
    const key = keyOf(message)
    const earlier = found.get(key)
    found.set(key, earlier ? fill(earlier, message) : message)
  }
  for (const page of details) {
    const own = reading.messages.get(page.id)
    if (!own) continue
    const message = { ...own, url: page.url }
    const listed = found.get(keyOf(message))
    found.set(keyOf(message), listed ? fill(listed, message) : message)
  }
  return [...found.values()]
}

/** The list's word where it has one, and the message's own page for the rest; an answer that either shows is an answer. */
function fill(listed: BoardMessage, own: BoardMessage): BoardMessage {
  return {
    title: listed.title || own.title,
    url: listed.url ?? own.url,
    status: listed.status ?? own.status,
    receivedOn: listed.receivedOn ?? own.receivedOn,
    answeredOn: listed.answeredOn ?? own.answeredOn,
    answered: listed.answered === true || own.answered === true ? true : (listed.answered ?? own.answered),
    type: listed.type ?? own.type,
  }
}

function keyOf({ url, title, receivedOn }: BoardMessage): string {
  return url === null ? `${title}\n${receivedOn ?? ''}` : spelled(url)
}

/** The newest answer that does not lie after the visit. */
function newestAnswer(messages: readonly BoardMessage[], pages: readonly SeenPage[]): BoardView['newestAnswer'] {
  const visited = pages
    .map(({ takenAt }) => dayOf(takenAt))
    .sort()
    .at(-1)
  const dates = messages.flatMap(({ answeredOn }) =>
    answeredOn !== null && (visited === undefined || answeredOn <= visited) ? [answeredOn] : [],
  )
  return dates.sort().at(-1) ?? null
}

const UNKNOWN: BoardStatistics = {
  period: null,
  received: null,
  valid: null,
  forwarded: null,
  finished: null,
  pending: null,
  overdue: null,
  rate: null,
  averageDays: null,
  form: 'article',
  unfilled: false,
}

/** Statistics of the pages made for them, the board and the homepage. A page made for them that shows none stands with nothing known: it may be a picture. */
function statisticsOf(reading: Reading, home: HomeView, boards: readonly Whole[]): BoardView['statistics'] {
  const pages = reading.pages.filter((page) => page.role === 'statistics').map((page) => complete(reading, page))
  const leads = new Set(pages.map(({ page }) => page.of))
  const own = pages.flatMap(
    (whole) => read(whole) ?? (leads.has(whole.page.url) ? [] : [{ ...UNKNOWN, url: whole.page.url, capture: whole.page.id }]),
  )
  const [look] = home.evidence
  const [first] = home.looks
  const onHome = home.facts?.boardStatistics && look && first ? [{ ...home.facts.boardStatistics, url: first.url, capture: look }] : []
  return [...own, ...boards.flatMap((board) => read(board) ?? []), ...onHome]
}

function read({ page, facts }: Whole): BoardView['statistics'][number][] | null {
  return facts?.boardStatistics ? [{ ...facts.boardStatistics, url: page.url, capture: page.id }] : null
}

function spelled(url: string): string {
  return normalise(url) ?? url
}
