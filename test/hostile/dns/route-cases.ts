import type { HostileCase } from '../hostile-case.ts'

/** What becomes of our own way to the sites, and when. */
export interface RouteCase extends HostileCase {
  /** `middle`: when the second page of the first site is asked for; the second site is visited afterwards. */
  readonly when: 'start' | 'middle'
  readonly happens:
    | 'ipv6-lost'
    | 'ipv4-lost'
    | 'resolver-silent'
    | 'resolver-fails'
    | 'resolver-denies'
    | 'resolver-empties'
    | 'resolver-without-ipv6'
    | 'resolver-to-portal'
    | 'portal-page'
    | 'portal-redirect'
  /** The site and check that the verdict is about: visited when it happens, or after it. */
  readonly site: 'early' | 'late'
  readonly check: string
}

const ours = { verdict: 'inconclusive', blame: 'us' } as const

/** Our own line, our own name server, and a network that answers in everybody's name. */
export const ROUTE_CASES: readonly RouteCase[] = [
  {
    ...{ name: 'ipv6-lost', when: 'middle', happens: 'ipv6-lost', site: 'late', check: 'ipv6-home', ...ours },
    does: 'our IPv6 route is lost: connections are refused, for the reference site too',
    because: 'no IPv6 verdict against anybody without references before, during and after',
  },
  {
    ...{ name: 'ipv6-lost-links', when: 'middle', happens: 'ipv6-lost', site: 'early', check: 'ipv6-links-level-2', ...ours },
    does: 'the same, for the links of the site that was being visited',
  },
  {
    ...{ name: 'ipv6-lost-after-proof', when: 'middle', happens: 'ipv6-lost', site: 'early', check: 'ipv6-home' },
    ...{ verdict: 'pass', blame: 'nobody' },
    does: 'the same, for a homepage that had answered over IPv6 before',
    because: 'what was seen stays seen',
  },
  {
    ...{ name: 'ipv4-lost', when: 'middle', happens: 'ipv4-lost', site: 'late', check: 'ipv6-home', verdict: 'pass', blame: 'nobody' },
    does: 'our IPv4 route is lost, IPv6 goes on',
    because: 'each family stands on its own',
  },
  {
    ...{
      name: 'ipv4-lost-links',
      when: 'middle',
      happens: 'ipv4-lost',
      site: 'early',
      check: 'links-level-2',
      verdict: 'inconclusive',
      blame: 'unclear',
    },
    does: 'the same, for the links of the site that was being visited',
    because: 'no failure to connect over IPv4 ever accuses: links are only suspected',
  },
  {
    ...{ name: 'resolver-silent', when: 'middle', happens: 'resolver-silent', site: 'late', check: 'ipv6-address', ...ours },
    does: 'our name server answers no more',
  },
  {
    ...{ name: 'resolver-fails', when: 'middle', happens: 'resolver-fails', site: 'late', check: 'ipv6-address', ...ours },
    does: 'our name server answers every question with SERVFAIL',
  },
  {
    ...{
      name: 'resolver-denies',
      when: 'middle',
      happens: 'resolver-denies',
      site: 'late',
      check: 'ipv6-address',
      verdict: 'inconclusive',
      blame: 'unclear',
    },
    does: 'our name server says of every name that it does not exist',
  },
  {
    ...{
      name: 'resolver-empties',
      when: 'middle',
      happens: 'resolver-empties',
      site: 'late',
      check: 'ipv6-address',
      verdict: 'inconclusive',
      blame: 'unclear',
    },
    does: 'our name server says of every name that it has no address',
  },
  {
    ...{ name: 'resolver-without-ipv6', when: 'start', happens: 'resolver-without-ipv6', site: 'late', check: 'ipv6-address', ...ours },
    does: 'our name server leaves out all IPv6 addresses',
    because: 'the reference site, known to have one, has none either',
  },
  {
    ...{
      name: 'resolver-without-ipv6-links',
      when: 'start',
      happens: 'resolver-without-ipv6',
      site: 'late',
      check: 'ipv6-links-level-2',
      ...ours,
    },
    does: 'the same, for links',
  },
  {
    ...{ name: 'portal-by-name', when: 'start', happens: 'resolver-to-portal', site: 'late', check: 'home-freshness', ...ours },
    does: 'every name leads to the login page of the network we are in',
  },
  {
    ...{ name: 'portal-page', when: 'start', happens: 'portal-page', site: 'late', check: 'annual-form-home', ...ours },
    does: 'every request to anybody is answered with one login page',
    because: 'the reference site gave the very same page',
  },
  {
    ...{ name: 'portal-redirect', when: 'start', happens: 'portal-redirect', site: 'late', check: 'links-level-2', ...ours },
    does: 'every request is sent to a login page elsewhere, which is different each time',
    because: 'the reference site was sent to the same place',
  },
  {
    ...{ name: 'portal-in-the-middle', when: 'middle', happens: 'portal-page', site: 'late', check: 'home-freshness', ...ours },
    does: 'a login page begins to answer while the night is under way',
  },
  {
    ...{
      name: 'portal-in-the-middle-of-a-visit',
      when: 'middle',
      happens: 'portal-page',
      site: 'early',
      check: 'column-freshness',
      ...ours,
    },
    does: 'the same, for the site that was being visited',
  },
]

/** Nights to be spent: one for each thing that happens at one time. */
export function nightsOf(cases: readonly RouteCase[]): readonly Pick<RouteCase, 'when' | 'happens'>[] {
  return [...new Map(cases.map(({ when, happens }) => [`${when} ${happens}`, { when, happens }])).values()]
}
