import type { CensusCapture, Family, LinkCapture } from '../model/capture.ts'
import { instantOf } from '../model/time.ts'
import type { Page } from './desk.ts'
import { whyDraw } from './draw.ts'
import { standing } from './home.ts'
import type { LevelTwo } from './level-two.ts'
import { testLink } from './link.ts'
import type { Built } from './parts.ts'
import { placeKey } from './place-key.ts'
import { byTurns, sample } from './sample.ts'
import type { Siblings } from './siblings.ts'
import { collectTargets, type Target } from './targets.ts'
import { endOf, type Tour } from './tour.ts'

/** So many links of a host that never gave an answer are tried before the rest is left alone. */
const TRIES_OF_A_DEAD_HOST = 5
/** Failures to reach a host at all; what one link meets, the others would. */
const UNREACHED: ReadonlySet<string> = new Set([
  'no-such-host',
  'no-address',
  'connection-refused',
  'certificate-invalid',
  'tls-failed',
  'timed-out',
  'no-route',
  'resolver-failed',
])

/** Of a site with more links than this, those of its further pages are not counted: a site can make new ones without end. */
const MOST_PLACES = 200_000

export interface LevelThree {
  readonly targets: readonly Target[]
  /** Pages of the second level whose links are missing from the count. */
  readonly unread: CensusCapture['unread']
}

/** Every distinct link of the second level's pages that lies no nearer to the homepage. Its pages are tested, not followed. */
export async function targetsOfPages(
  tour: Tour,
  home: Built,
  two: LevelTwo,
  built: readonly Built[],
  siblings: Siblings,
): Promise<LevelThree> {
  const complete = new Map(built.map((page) => [page.page.capture.url, page]))
  const met = new Set([...tour.home.urls, ...two.targets.map(({ url }) => url)].map(placeKey))
  const unread: { url: string; why: string }[] = two.unasked.map((url) => ({ url, why: '超出页面数上限或时间用尽' }))
  const denied = await deniedAmong(tour, two.pages, siblings)
  const targets = two.pages.flatMap((page) => {
    const { url } = page.capture
    const facts = complete.get(url)?.facts ?? page.facts
    if (standing(page) !== 'usable' || !facts) {
      const why = tour.desk.broken.has(url) ? '读取该页面时程序出错' : whyUnread(page.capture.outcome.kind, standing(page), facts !== null)
      if (why !== null) unread.push({ url, why })
      return []
    }
    const finalUrl = endOf(page)
    if (!tour.own(finalUrl) || tour.isHome(finalUrl) || denied.has(page)) return []
    if (facts.quality === 'needs-rendering') unread.push({ url, why: '内容由脚本生成，未能渲染' })
    if (met.size >= MOST_PLACES) {
      unread.push({ url, why: '网站链接过多，该页链接未计入' })
      return []
    }
    return collectTargets(facts, { foundOn: url, level: 3, own: tour.own, met })
  })
  if (whyDraw(home.facts) !== null) unread.push({ url: home.page.capture.url, why: '内容由脚本生成，未能渲染' })
  return { targets, unread }
}

/** Pages that say in their own way that they are not there. */
async function deniedAmong(tour: Tour, pages: readonly Page[], siblings: Siblings): Promise<Set<Page>> {
  const denied = new Set<Page>()
  for (const page of pages) {
    const { url } = page.capture
    const facts = siblings.compares(url) ? await tour.desk.whole(page.capture) : null
    if (siblings.denies({ url, finalUrl: endOf(page), facts })) denied.add(page)
  }
  return denied
}

/** What is left to do when the pages have been read. */
export interface Surveyed {
  readonly second: readonly Target[]
  readonly third: LevelThree
  /** URLs of the pages that were fetched whole. */
  readonly whole: ReadonlySet<string>
}

/** Tests the links of both levels, no more than the cap, and counts them. */
export async function testLinks(tour: Tour, siblings: Siblings, { second, third: three, whole }: Surveyed): Promise<void> {
  const { desk } = tour
  const all = [...second, ...three.targets]
  const cap = desk.deps.config.settings.limits.linksPerSite
  const chosen = sample(all, { cap, keep: ({ url }) => whole.has(url), rank: desk.rank })
  await siblings.learn(chosen)
  const tested = new Set((await testAll(tour, siblings, chosen)).map((link) => link.url))
  const seed = chosen.length < all.length ? desk.deps.seed : undefined
  for (const level of [2, 3] as const) {
    const ofLevel = all.filter((target) => target.level === level)
    const done = ofLevel.filter(({ url }) => tested.has(url))
    await desk.record<CensusCapture>(`census|${level}`, () => ({
      kind: 'census',
      level,
      distinct: ofLevel.length,
      tested: done.length,
      external: done.filter(({ sameSite }) => !sameSite).length,
      ...(seed === undefined ? {} : { seed }),
      unread: level === 3 ? three.unread : [],
      takenAt: instantOf(desk.deps.now()),
    }))
  }
}

interface Test {
  readonly target: Target
  readonly family: Family
}

async function testAll(tour: Tour, siblings: Siblings, targets: readonly Target[]): Promise<LinkCapture[]> {
  const tests = (await Promise.all(targets.map((target) => testsOf(tour, target)))).flat()
  const groups = Map.groupBy(tests, groupOf)
  const run = async (wanted: readonly Test[]) =>
    (await tour.desk.each('links', byTurns(wanted, groupOf), (test) => testLink(tour, siblings, test))).filter((link) => link !== undefined)
  const first = await run([...groups.values()].flatMap((group) => group.slice(0, TRIES_OF_A_DEAD_HOST)))
  const dead = await deadGroups(tour, groups, first)
  const rest = await run([...groups].flatMap(([name, group]) => (dead.has(name) ? [] : group.slice(TRIES_OF_A_DEAD_HOST))))
  const links = [...first, ...rest]
  const noAddress = new Set(
    links.filter(({ outcome }) => outcome.kind === 'failed' && outcome.failure === 'no-address').map(({ url }) => url),
  )
  // An external host may well have nothing but an IPv6 address.
  const sixOnly = tour.desk.deps.ipv6 ? targets.filter(({ url, sameSite }) => !sameSite && noAddress.has(url)) : []
  return [...links, ...(await run(sixOnly.map((target) => ({ target, family: 6 }))))]
}

/** A link of the site is tested over both families where its host has addresses in both; any other over IPv4 alone. */
async function testsOf(tour: Tour, target: Target): Promise<Test[]> {
  if (!target.sameSite) return [{ target, family: 4 }]
  const { hostname } = new URL(target.url)
  const six = tour.desk.deps.ipv6 && (await tour.names.has(hostname, 6))
  const four = !six || (await tour.names.has(hostname, 4))
  const families: readonly Family[] = [...(four ? [4 as const] : []), ...(six ? [6 as const] : [])]
  const turnedAway =
    hostname === new URL(tour.desk.site.home).hostname ? families.filter((family) => tour.home.families.includes(family)) : families
  return turnedAway.map((family) => ({ target, family }))
}

function groupOf({ target, family }: Test): string {
  return `${new URL(target.url).host} IPv${family}`
}

/** Hosts that gave no answer to any of the first links; the rest of their links stays untested, and so unblamed. */
async function deadGroups(tour: Tour, groups: ReadonlyMap<string, readonly Test[]>, first: readonly LinkCapture[]): Promise<Set<string>> {
  const unreached = new Set(
    first.filter(({ outcome }) => outcome.kind === 'failed' && UNREACHED.has(outcome.failure)).map((link) => `${link.family} ${link.url}`),
  )
  const dead = new Set<string>()
  for (const [name, group] of groups) {
    const left = group.length - TRIES_OF_A_DEAD_HOST
    const tried = group.slice(0, TRIES_OF_A_DEAD_HOST)
    if (left <= 0 || !tried.every(({ target, family }) => unreached.has(`${family} ${target.url}`))) continue
    dead.add(name)
    await tour.desk.note('budget', name, `前 ${TRIES_OF_A_DEAD_HOST} 个链接均无应答，其余 ${left} 个未测`)
  }
  return dead
}

function whyUnread(outcome: 'answered' | 'failed', stands: string, readable: boolean): string | null {
  if (outcome === 'failed') return '无应答'
  if (stands === 'blocked') return '被防护设备拦截'
  // A page that is not there, or a download, has no links to be counted.
  return stands === 'usable' && !readable ? '页面内容无法识别' : null
}
