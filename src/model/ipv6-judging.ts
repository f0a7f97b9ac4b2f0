import type { DnsCapture } from './capture.ts'
import type { SeenPage } from './evidence.ts'
import { FAILURES } from './failure.ts'

/** What DNS said about a host's IPv6 address, with the capture that said it. */
export type Ipv6Address =
  | { readonly state: 'has' | 'lacks'; readonly capture: DnsCapture }
  | { readonly state: 'unknown'; readonly capture?: DnsCapture }

export function ipv6AddressOf(host: string, dns: readonly DnsCapture[]): Ipv6Address {
  const asked = dns.filter((capture) => capture.type === 'AAAA' && capture.host.toLowerCase() === host.toLowerCase())
  const having = asked.find(({ outcome }) => outcome.kind === 'answered' && outcome.records.length > 0)
  if (having) return { state: 'has', capture: having }
  const lacking = asked.findLast(({ outcome }) => outcome.kind === 'answered' || FAILURES[outcome.failure].blame === 'site')
  if (lacking) return { state: 'lacks', capture: lacking }
  const last = asked.at(-1)
  return last ? { state: 'unknown', capture: last } : { state: 'unknown' }
}

/** True when the look brought a page of the site itself, however much of it could be read. */
export function reached(look: SeenPage): boolean {
  if (look.outcome.kind !== 'answered' || look.outcome.status >= 400) return false
  const quality = look.facts?.quality
  return quality !== 'protection' && quality !== 'error-page' && quality !== 'soft-404'
}
