import { normalise, sameSite } from '../extract/links.ts'
import type { Family, PageCapture } from '../model/capture.ts'
import { FAILURES } from '../model/failure.ts'
import type { PageLeads } from '../model/page.ts'
import { REFUSALS } from '../model/turned-away.ts'
import type { Desk, Page, PageWant } from './desk.ts'
import type { Names } from './names.ts'
import type { HostRules, Rules } from './rules.ts'
import { sendsTo } from './sends-to.ts'

/** Pages that send a visitor on by script or meta are followed so far. */
const MOST_HOPS = 3

/** `usable`: a page to walk from; `blocked`: turned away; `failing`: worth a second look. */
export type Standing = 'usable' | 'blocked' | 'failing'

/** A homepage that the walk can start from. */
export interface Home {
  readonly page: Page
  /** The family that the site's pages are read over. */
  readonly family: Family
  /** The last page of every look, first looks first. */
  readonly looks: readonly Page[]
  /** Families over which the site's links are tested: those that do not turn us away. */
  readonly families: readonly Family[]
  /** Every URL under which the homepage is known. */
  readonly urls: readonly string[]
}

/** Looks at the homepage over both families, again where needed, and says whether and from where the walk may go on. */
export async function gatherHome(desk: Desk, names: Names, rules: Rules): Promise<Home | null> {
  const { home } = desk.site
  const families: Family[] = desk.deps.ipv6 && (await names.has(new URL(home).hostname, 6)) ? [4, 6] : [4]
  let robots: HostRules = desk.site.authorised ? { kind: 'open' } : await rules.ofHome(1)
  if (robots.kind === 'rules' && !robots.allows(home)) {
    await desk.note('robots', home, 'robots.txt 不允许访问首页，未作检查')
    return null
  }
  let looks = await lookAll(desk, families)
  if (!looks.some((seen) => standing(seen) !== 'failing')) looks = [...looks, ...(await lookAgain(desk, looks))]
  if (isShut(robots) && looks.some((seen) => standing(seen) === 'usable')) robots = await rules.ofHome(2)
  return (await mayWalk(desk, robots, looks)) ? startOf(looks, families, desk.site.home) : null
}

/** The homepage once more over every family in which it failed; a family that was looked at twice is left alone. */
export async function lookAgain(desk: Desk, looks: readonly Page[]): Promise<Page[]> {
  const repeated = new Set(looks.filter((page) => page.capture.look > 1).map((page) => page.capture.family))
  const failed = looks.filter((page) => !repeated.has(page.capture.family) && worthRepeating(page))
  const again = await desk.each('home', failed, ({ capture }) => lookHome(desk, capture.family, { look: 2, after: capture.takenAt }))
  return again.filter((page) => page !== undefined)
}

/** As much of a page as tells whether it is good for anything. */
interface Seen {
  readonly capture: PageCapture
  readonly facts: Pick<PageLeads, 'quality'> | null
}

/** True for a page that failed in a way that may pass. */
export function worthRepeating(page: Seen): boolean {
  const { outcome, role } = page.capture
  if (outcome.kind === 'failed') return FAILURES[outcome.failure].retry
  if (standing(page) !== 'failing') return false
  // Parts and downloads are no pages: with them only the status tells.
  return outcome.status >= 400 || role === 'home' || (page.facts !== null && role !== 'part' && role !== 'list-data')
}

/** What a look at a homepage or another whole page is good for. */
export function standing(page: Seen | undefined): Standing {
  if (!page || page.capture.outcome.kind === 'failed') return 'failing'
  if (page.facts?.quality === 'protection' || REFUSALS.has(page.capture.outcome.status)) return 'blocked'
  const quality = page.facts?.quality
  const reads = quality === 'ok' || quality === 'truncated' || quality === 'needs-rendering'
  return reads && page.capture.outcome.status < 400 ? 'usable' : 'failing'
}

/** Looks at the homepage over one family and goes where it sends a visitor; the last page reached. */
async function lookHome(desk: Desk, family: Family, again: Pick<PageWant, 'look' | 'after'>): Promise<Page | undefined> {
  const seen = new Set<string>()
  let page = await desk.page({ role: 'home', url: desk.site.home, family, level: 1, ...again })
  for (let hop = 0; hop < MOST_HOPS && page; hop += 1) {
    const { url: of } = page.capture
    seen.add(of)
    const url = await sendsTo(desk, page)
    if (url === undefined || seen.has(url)) break
    page = (await desk.page({ role: 'home', url, family, level: 1, of, ...again })) ?? page
  }
  return page
}

async function lookAll(desk: Desk, families: readonly Family[]): Promise<Page[]> {
  return (await desk.each('home', families, (family) => lookHome(desk, family, {}))).filter((page) => page !== undefined)
}

function isShut(robots: HostRules): boolean {
  return robots.kind === 'unreachable' || robots.kind === 'refused'
}

async function mayWalk(desk: Desk, robots: HostRules, looks: readonly Page[]): Promise<boolean> {
  const { home } = desk.site
  if (looks.some((page) => standing(page) === 'usable')) {
    if (robots.kind === 'rules' && !robots.allows(home)) await desk.note('robots', home, 'robots.txt 不允许访问首页，未继续检查')
    else if (isShut(robots)) await desk.note('robots', home, 'robots.txt 无法取得，按协议只查看首页')
    else return true
  } else if (looks.some((page) => standing(page) === 'blocked')) {
    await desk.note('protection', home, '首页被防护设备拦截，未继续检查')
  } else {
    await noteDown(desk, looks)
  }
  return false
}

/** A failure of our own, an answer that we cannot read, or a family without an address says nothing of the site being down; the captures speak for themselves. */
async function noteDown(desk: Desk, looks: readonly Page[]): Promise<void> {
  const { home } = desk.site
  const reached = looks.filter(({ capture: { outcome } }) => outcome.kind === 'answered' || outcome.failure !== 'no-address')
  const last = reached.findLast(({ capture }) => capture.family === 4) ?? reached.at(-1)
  if (!last) return
  const { outcome } = last.capture
  if (outcome.kind === 'answered') {
    const seen = outcome.status >= 400 || last.facts !== null
    if (seen) await desk.note('site-down', home, `首页两次均未给出正常页面（状态码 ${outcome.status}）`)
  } else if (outcome.failure === 'robots-disallowed') {
    await desk.note('robots', home, 'robots.txt 不允许访问首页转向的地址，未继续检查')
  } else if (FAILURES[outcome.failure].blame !== 'us') {
    await desk.note('site-down', home, `首页两次均无应答：${FAILURES[outcome.failure].says}`)
  }
}

function startOf(pages: readonly Page[], families: readonly Family[], home: string): Home | null {
  const page = pages.filter((seen) => standing(seen) === 'usable').sort((a, b) => a.capture.family - b.capture.family)[0]
  if (!page) return null
  const blocked = new Set(pages.filter((seen) => standing(seen) === 'blocked').map((seen) => seen.capture.family))
  return {
    page,
    looks: pages,
    family: page.capture.family,
    families: families.filter((family) => !blocked.has(family)),
    urls: homeUrls(home, pages),
  }
}

/** A visitor who asks for the bare host of a homepage, or for the place that it sends to, is at the homepage. */
function homeUrls(home: string, pages: readonly Page[]): string[] {
  const ends = pages.flatMap(({ capture }) => [capture.url, ...(capture.outcome.kind === 'answered' ? [capture.outcome.finalUrl] : [])])
  const roots = new URL(home).pathname === '/' ? ends.filter((url) => sameSite(url, home)).map((url) => new URL('/', url).href) : []
  return [...new Set([home, ...ends, ...roots].map((url) => normalise(url) ?? url))]
}
