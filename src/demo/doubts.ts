import type { Doubt } from '../model/finding.ts'
import { type Conditions, doubted, type Expected } from './plan.ts'

/** What can only be learnt over IPv6. The shares of links wait for pages as well, and say so first. */
const OVER_IPV6 = ['ipv6-home', 'ipv6-same-content']
const SHARES_OVER_IPV6 = ['ipv6-links-level-2', 'ipv6-links-level-3']

/** Every other question that needs a page of the site. */
const ON_PAGES = [
  'links-level-2',
  'links-level-3',
  'external-links',
  'home-freshness',
  'key-columns',
  'column-freshness',
  'policy-column',
  'empty-columns',
  'message-board',
  'board-answers',
  'board-statistics',
  'board-unanswered',
  'annual-form-home',
  'annual-form-year',
  'annual-form-date',
  'annual-form-consistency',
  'error-report-entry',
  'error-report-code',
]

/** The truth about a site that answers, but of which no page can be read: nothing is known, and each question says why. */
export function pagesDoubted(home: string, because: Doubt, planted: string): readonly Expected[] {
  return [...SHARES_OVER_IPV6, ...ON_PAGES].map((check) => doubted(check, because, home, planted))
}

/** The truth about a site that shows itself over neither family. */
export function allDoubted(home: string, because: Doubt, planted: string, { ipv6 }: Conditions): readonly Expected[] {
  const overIpv6 = ipv6 ? OVER_IPV6.map((check) => doubted(check, because, home, planted)) : []
  return [...pagesDoubted(home, because, planted), ...overIpv6]
}

/** What a machine without IPv6 cannot say about a site that has an AAAA record. */
export function ipv6Doubted(home: string): readonly Expected[] {
  const unseen = [...OVER_IPV6, ...SHARES_OVER_IPV6].map((check) => doubted(check, 'no-ipv6-here', home, 'this machine has no IPv6'))
  return [...unseen, addressDoubted(home)]
}

/** An address of this very machine, at which nobody asked: whether the world could reach it is for a person to say. */
export function addressDoubted(home: string): Expected {
  return doubted('ipv6-address', 'needs-a-person', new URL(home).hostname, 'the address is one of this machine and was not asked')
}
