import { BOTH_WAYS, guarded, HOME, ON_HOME, pass, unclear } from './home-page.ts'
import { answer, type HomeCase, inTurn, says } from './network-case.ts'
import { certified } from './tls-cases.ts'

const UNKNOWN_CHALLENGE = answer(200, '', `<html><body><form><p>Please solve the puzzle to go on.</p><input name="a"></form></body></html>`)
const IPV6 = ['::1'] as const
/** What a name without an IPv6 address costs. */
const NO_IPV6 = ['ipv6-address', 'ipv6-home', 'ipv6-links-level-2']

/** Homepages that answer at some of their addresses, or to some of those who ask. */
export const HOME_WAY_CASES: readonly HomeCase[] = [
  {
    name: 'half-refused',
    does: 'one of two addresses refuses',
    ...pass,
    seen: true,
    costs: NO_IPV6,
    fault: says(HOME),
    addresses: ['127.0.0.5'],
    dead: ['127.0.0.4'],
    because: 'the living one answers',
  },
  {
    name: 'most-refused',
    does: 'three of four addresses refuse',
    ...pass,
    seen: true,
    costs: NO_IPV6,
    fault: says(HOME),
    addresses: ['127.0.0.5'],
    dead: ['127.0.0.2', '127.0.0.3', '127.0.0.4'],
  },
  {
    name: 'half-silent',
    does: 'one of two addresses accepts and says nothing',
    ...pass,
    seen: true,
    costs: NO_IPV6,
    fault: says(HOME),
    addresses: ['127.0.0.7'],
    mute: ['127.0.0.6'],
  },
  {
    ...{
      name: 'guarded-behind-home',
      does: 'a guard lets the homepage through and answers everything else by a page that we do not know',
      ...guarded,
    },
    costs: ON_HOME,
    fault: { kind: 'asked', say: (socket, { url }) => socket.end(url === '/' ? HOME : UNKNOWN_CHALLENGE) },
    path: '*',
    because: 'one page for every name: a person has to look',
  },
  {
    ...{
      name: 'ipv6-silent',
      does: 'the homepage is silent over IPv6 alone, at both looks',
      of: 'home',
      verdict: 'fail',
      blame: 'site',
      check: 'ipv6-home',
    },
    seen: true,
    fault: { kind: 'met', meet: () => {} },
    only: IPV6,
    costs: ['ipv6-home', 'ipv6-links-level-2'],
    because: 'our IPv6 is proven, and IPv4 answers at the same time',
  },
  {
    ...{
      name: 'ipv6-refused',
      does: 'the homepage refuses over IPv6 alone',
      of: 'home',
      verdict: 'fail',
      blame: 'site',
      check: 'ipv6-home',
    },
    seen: true,
    fault: { kind: 'nobody' },
    only: IPV6,
    costs: ['ipv6-home', 'ipv6-links-level-2'],
  },
  {
    ...{ name: 'ipv6-once', does: 'the homepage resets over IPv6 at the first look alone', ...pass, check: 'ipv6-home' },
    seen: true,
    fault: inTurn(null, HOME),
    only: IPV6,
  },
  {
    ...{ name: 'ipv6-home-refused', does: 'nobody listens at the homepage over either', ...unclear, check: 'ipv6-home' },
    fault: { kind: 'nobody' },
    because: BOTH_WAYS,
  },
  {
    ...{ name: 'ipv6-home-expired', does: "the homepage's certificate has expired, over either", ...unclear, check: 'ipv6-home' },
    secure: certified('expired'),
    fault: says(HOME),
    because: BOTH_WAYS,
  },
  {
    ...{ name: 'ipv6-home-loop', does: 'the homepage redirects to itself, over either', ...unclear, check: 'ipv6-home' },
    fault: says(answer(302, 'location: /\r\n')),
    because: BOTH_WAYS,
  },
]
