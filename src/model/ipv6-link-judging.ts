import type { LinkCapture } from './capture.ts'
import type { Evidence, SeenLink } from './evidence.ts'
import { FAILURES } from './failure.ts'
import type { Finding } from './finding.ts'
import { ipv6AddressOf, reached } from './ipv6-judging.ts'
import { cite, doubt, hostOf } from './judging.ts'
import { nothingTested } from './level-judging.ts'
import { confirmed, type JudgedLink, type LinkState, listLinks, readLink } from './link-judging.ts'

export interface Ipv6LevelOptions {
  readonly collapseShare: number
  readonly collapseLeast: number
  /** So many failed looks before a failure counts. */
  readonly looks: number
  /** So many failed tests, and none that worked, show that the host is silent. */
  readonly silentLeast: number
}

type Given = Pick<Evidence, 'links' | 'census' | 'home' | 'notes' | 'dns' | 'vantage'>

const LEVEL_NAMES = { 2: '二级', 3: '三级' } as const

interface Pair {
  readonly v4: SeenLink
  readonly v6: SeenLink | undefined
}

/** Which same-site links of one level also work over IPv6. A link that is dead over IPv4 is a dead link, not a fault of IPv6. */
export function judgeIpv6Level(evidence: Given, home: string, level: 2 | 3, options: Ipv6LevelOptions): Finding[] {
  const name = LEVEL_NAMES[level]
  const census = evidence.census.filter((one) => one.level === level)
  const sameSite = evidence.links.filter((link) => link.sameSite && link.level === level)
  if (sameSite.length === 0) return [nothingTested(evidence, home, name, census)]
  const pairs = pairsOf(sameSite)
  if (pairs.length === 0)
    return [doubt('no-evidence', { subject: home, says: `没有可以比较的${name}页面同站链接：通过 IPv4 也未能访问。` })]

  const sorted = Map.groupBy(pairs, ({ v4, v6 }) => (lacksIpv6(v4, evidence) ? 'bare' : v6 ? 'tested' : 'untested'))
  const tested = (sorted.get('tested') ?? []).flatMap(({ v6 }) => (v6 ? [v6] : []))
  const judged = tested.map((link): JudgedLink => ({ link, state: readOverIpv6(link, evidence, options.looks) }))
  const answers =
    judged.some(({ state }) => state.kind === 'works') ||
    evidence.home.looks.some((look) => look.family === 6 && (reached(look) || look.crashed))
  const listing = { home, title: `${name}页面同站链接通过 IPv6 `, rate: `${name}内链支持率`, family: 6 as const, census, ...options }
  const untested = sorted.get('untested') ?? []
  const silence = answers ? [] : silentTests(evidence, options)
  const rest = silence.length > 0 ? untested.length + judged.length : 0
  return [
    ...(rest > 0 ? [silentHost(silence, rest, name)] : listLinks(judged, listing)),
    ...bareHosts(sorted.get('bare') ?? [], evidence, name),
    ...(rest > 0 ? [] : notTested(untested, evidence, home, name)),
  ]
}

/** Links that work over IPv4 or IPv6, each with its test over IPv6 if there was one. */
function pairsOf(links: readonly SeenLink[]): Pair[] {
  const over = (family: 4 | 6) => new Map(links.filter((link) => link.family === family).map((link) => [link.url, link]))
  const [v4, v6] = [over(4), over(6)]
  const works = (link: SeenLink | undefined) => link !== undefined && readLink(link).kind === 'works'
  const urls = [...new Set(links.map(({ url }) => url))].filter((url) => works(v4.get(url)) || works(v6.get(url)))
  return urls.flatMap((url) => {
    const first = v4.get(url) ?? v6.get(url)
    return first ? [{ v4: first, v6: v6.get(url) }] : []
  })
}

/** A test that found no address was led to another host, or saw the name being changed: only the name itself tells. */
function lacksIpv6({ url }: LinkCapture, given: Given): boolean {
  return ipv6AddressOf(hostOf(url), given).state === 'lacks'
}

/** The same link works over IPv4, so a failure that is not ours and that our proven route saw twice is the site's. */
function readOverIpv6(link: SeenLink, { vantage }: Given, looks: number): LinkState {
  const state = readLink(link)
  if (state.kind !== 'doubt' || link.outcome.kind === 'answered' || link.turnedAway !== undefined) return confirmed(state, link, looks)
  if (FAILURES[link.outcome.failure].blame === 'us') return state
  if (!vantage.ipv6.proven) return { ...state, because: 'no-ipv6-here' }
  if (link.look < looks) return state
  const { cause, says } = state
  return { kind: 'dead', cause, says: `${says}（IPv4 访问正常）` }
}

/**
 * Every test over IPv6 at either level, when all of them found nothing and they are enough: the crawler leaves a silent host after a few, so the links that
 * it did not try stand on the same evidence. Empty when any of them worked or remains a doubt.
 */
function silentTests(evidence: Given, { looks, silentLeast }: Ipv6LevelOptions): readonly JudgedLink[] {
  const works = new Set(evidence.links.filter((link) => link.family === 4 && readLink(link).kind === 'works').map(({ url }) => url))
  const tested = evidence.links.filter((link) => link.sameSite && link.family === 6 && works.has(link.url))
  const judged = tested.map((link): JudgedLink => ({ link, state: readOverIpv6(link, evidence, looks) }))
  const silent = judged.every(({ link, state }) => state.kind === 'dead' && link.outcome.kind === 'failed')
  return silent && judged.length >= silentLeast ? judged : []
}

/** Nothing of the site answers over IPv6: one offence, not one for each link. */
function silentHost(judged: readonly JudgedLink[], links: number, name: string): Finding {
  const [first] = judged
  const subject = first ? hostOf(first.link.url) : ''
  const trouble = first && first.state.kind !== 'works' ? first.state.says : ''
  return cite(
    'fail',
    {
      subject,
      says: `通过 IPv6 检测 ${judged.length} 个同站链接，均无法访问：${trouble}；其 ${links} 个${name}页面同站链接不支持 IPv6。`,
      measured: { value: 0, unit: 'ratio' },
      stands: links,
    },
    judged.map(({ link }) => link.id),
  )
}

function bareHosts(bare: readonly Pair[], given: Given, name: string): Finding[] {
  const hosts = Map.groupBy(bare, ({ v4 }) => hostOf(v4.url))
  return [...hosts].map(([host, pairs]) => {
    const { capture } = ipv6AddressOf(host, given)
    const evidence = capture ? [capture.id] : pairs.flatMap(({ v6 }) => (v6 ? [v6.id] : []))
    return cite(
      'fail',
      { subject: host, says: `域名 ${host} 没有 AAAA 记录，其 ${pairs.length} 个${name}页面链接不支持 IPv6。`, stands: pairs.length },
      evidence,
    )
  })
}

function notTested(untested: readonly Pair[], { vantage }: Given, home: string, name: string): Finding[] {
  if (untested.length === 0) return []
  const because = vantage.ipv6.proven ? 'no-evidence' : 'no-ipv6-here'
  return [doubt(because, { subject: home, says: `${untested.length} 个${name}页面同站链接没有通过 IPv6 检测。`, stands: untested.length })]
}
