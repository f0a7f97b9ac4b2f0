import type { DnsCapture } from './capture.ts'
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
  if (!lacking || seesNoIpv6(vantage) || (four.length > 0 && !four.some(hasRecords))) return { state: 'unknown', capture: lacking ?? last }
  return { state: 'lacks', capture: lacking }
}

/** True when our resolver gave no IPv6 address for any of the hosts that are known to have one: it leaves them out. */
export function seesNoIpv6(vantage: Evidence['vantage']): boolean {
  const { canaries } = vantage.ipv6
  return canaries.length > 0 && canaries.every(({ outcome }) => outcome.kind === 'failed' && outcome.failure === 'no-address')
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
  return outcome.kind === 'answered' && outcome.records.length > 0
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
