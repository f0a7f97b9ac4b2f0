import type { HostileCase } from '../hostile-case.ts'

/** Something that befalls our resolver or our line for a short time; or the site itself, which then is to be told from it. */
export interface NightCase extends HostileCase {
  readonly happens:
    | 'no-ipv6-names'
    | 'late-has-no-ipv6-name'
    | 'ipv6-names-translated'
    | 'ipv6-lost-for-a-while'
    | 'late-is-silent-over-ipv6'
  /** Where not, registered homes vouch for our line. */
  readonly canaries: boolean
  /** Whose finding the verdict is; it is visited second of three. */
  readonly check: string
}

const ours = { verdict: 'inconclusive', blame: 'us' } as const
const theirs = { verdict: 'fail', blame: 'site' } as const

export const NIGHT_CASES: readonly NightCase[] = [
  {
    ...{ ...ours, name: 'resolver-without-ipv6-unwatched', happens: 'no-ipv6-names', canaries: false, check: 'ipv6-address' },
    does: 'our name server leaves out all IPv6 addresses, and no reference sites are configured',
    because: 'of a resolver that gave no IPv6 address all night nobody knows whether it gives any',
  },
  {
    ...{ ...ours, name: 'resolver-without-ipv6-unwatched-home', happens: 'no-ipv6-names', canaries: false, check: 'ipv6-home' },
    ...{ verdict: 'inconclusive', blame: 'us' },
    does: 'the same, for access over IPv6',
  },
  {
    ...{ ...theirs, name: 'no-ipv6-name-unwatched', happens: 'late-has-no-ipv6-name', canaries: false, check: 'ipv6-address' },
    does: 'one site has no IPv6 address while another has; no reference sites are configured',
    because: 'the other shows that our resolver gives them',
  },
  {
    ...{ ...ours, name: 'translated-ipv6', happens: 'ipv6-names-translated', canaries: true, check: 'ipv6-address' },
    does: 'our network makes IPv6 addresses up for names that have none (DNS64)',
    because: 'an address in 64:ff9b::/96 is our translator, not the site',
  },
  {
    ...{ ...ours, name: 'ipv6-lost-for-a-while', happens: 'ipv6-lost-for-a-while', canaries: true, check: 'ipv6-home' },
    does: 'our IPv6 route is lost for both looks at a site and is back before the next regular look at the reference site',
    because: 'the second look that finds nothing has the reference site looked at, at once',
  },
  {
    ...{ ...ours, name: 'ipv6-lost-for-a-while-links', happens: 'ipv6-lost-for-a-while', canaries: true, check: 'ipv6-links-level-2' },
    does: 'the same, for links',
  },
  {
    ...{ ...theirs, name: 'silent-over-ipv6', happens: 'late-is-silent-over-ipv6', canaries: true, check: 'ipv6-home' },
    does: 'the site resets every connection over IPv6, at both looks, while the reference site answers',
  },
]
