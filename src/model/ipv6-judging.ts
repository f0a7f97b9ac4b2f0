import type { Capture, DnsCapture } from './capture.ts'
import type { Evidence, SeenPage } from './evidence.ts'
import { FAILURES } from './failure.ts'

/** What DNS said about a host's IPv6 address, with the capture that said it. */
export type Ipv6Address =
  | { readonly state: 'has' | 'lacks'; readonly capture: DnsCapture }
  | { readonly state: 'unknown'; readonly capture?: DnsCapture }

/** A host lacks the address only where others are known to have one and the host itself has one for IPv4: a resolver without its uplink denies everything. */
export function ipv6AddressOf(host: string, { dns, vantage }: Pick<Evidence, 'dns' | 'vantage'>): Ipv6Address {
  const asked = recordsOf(host, 'AAAA', dns)
  const having = asked.find(hasRecords)
  if (having) return { state: 'has', capture: having }
  const last = asked.at(-1)
  if (!last) return { state: 'unknown' }
  const lacking = asked.findLast(({ outcome }) => outcome.kind === 'answered' || FAILURES[outcome.failure].blame === 'site')
  const four = recordsOf(host, 'A', dns)
  const translated = lacking?.outcome.kind === 'answered' && lacking.outcome.records.length > 0
  if (!lacking || translated || blindToIpv6(vantage) !== null || (four.length > 0 && !four.some(hasRecords)))
    return { state: 'unknown', capture: lacking ?? last }
  return { state: 'lacks', capture: lacking }
}

/**
 * Why our resolver's word that a name has no IPv6 address proves nothing, as a clause in Chinese: it gave none for any of the hosts that are known to have one,
 * or gave one and then none, or gave none for any name in the whole run. Null when it is to be believed.
 */
export function blindToIpv6({ ipv6, ipv6Names }: Evidence['vantage']): string | null {
  const { canaries } = ipv6
  const bare = canaries.filter(({ outcome }) => outcome.kind === 'failed' && outcome.failure === 'no-address')
  const found = new Set(canaries.filter(({ address }) => address !== undefined).map(({ url }) => url))
  if (bare.length > 0 && bare.length === canaries.length) return '检查方的域名解析服务对已知具备 IPv6 的域名同样返回空结果'
  if (bare.some(({ url }) => found.has(url))) return '检查方的域名解析服务在检查期间对已知具备 IPv6 的域名也一度返回空结果'
  return ipv6Names ? null : '检查方的域名解析服务在本次检查中对任何域名都没有给出 IPv6 地址，可能不提供 IPv6 解析'
}

/** True for the capture that shows our resolver giving an IPv6 address, whoever's name it was. */
export function givesIpv6(capture: Capture): boolean {
  if (capture.kind === 'canary') return capture.family === 6 && capture.address !== undefined
  return capture.kind === 'dns' && capture.type === 'AAAA' && hasRecords(capture)
}

/** True for an address that a translator on our side made of an IPv4 address (DNS64; RFC 6052, RFC 8215): the host has none of its own. */
export function isTranslated(address: string): boolean {
  return /^0{0,2}64:ff9b:/i.test(address)
}

/** Whether an address, in the shortest spelling, is one under which a host can be reached from anywhere (RFC 4291 and the special ranges in it). */
export function isPublicIpv6(address: string): boolean {
  const [first = 0, second = 0] = address.split(':').map((group) => (group === '' ? 0 : Number.parseInt(group, 16)))
  if (first < 0x2000 || first > 0x3fff || first === 0x2002 || (first === 0x3fff && second < 0x1000)) return false
  return first !== 0x2001 || (second >= 0x200 && second !== 0xdb8)
}

function recordsOf(host: string, type: 'A' | 'AAAA', dns: readonly DnsCapture[]): DnsCapture[] {
  return dns.filter((capture) => capture.type === type && plain(capture.host) === plain(host))
}

function hasRecords({ outcome }: DnsCapture): boolean {
  return outcome.kind === 'answered' && outcome.records.some((record) => !isTranslated(record))
}

/** Host names are the same with and without the root's dot. */
function plain(host: string): string {
  return host.toLowerCase().replace(/\.$/, '')
}

/** True when the look brought a page of the site itself, however much of it could be read. Of a page that we broke down on nobody knows whose it is. */
export function reached(look: SeenPage): boolean {
  if (look.crashed) return false
  if (look.outcome.kind !== 'answered' || look.outcome.status >= 400) return false
  const quality = look.facts?.quality
  return quality !== 'protection' && quality !== 'error-page' && quality !== 'soft-404'
}
