import type { LinkCapture } from '../../src/model/capture.ts'
import { testCheck } from './check-tester.ts'
import { census, dns, HOME, homeWith, link, seen, vantage } from './evidence-of.ts'

/** The cases of `ipv6-links-level-2` and `ipv6-links-level-3`, which ask one question of two levels. */
export function testIpv6LinksLevel(check: Parameters<typeof testCheck>[0], level: 2 | 3): void {
  const address = [dns('AAAA', ['2001:db8::1'])]
  const proven = { vantage: vantage(true), dns: address }
  const both = (path: string, over6: Parameters<typeof link>[0], over4: Parameters<typeof link>[0] = {}): LinkCapture[] => [
    link({ level, url: `${HOME}${path}`, ...over4 }),
    link({ level, url: `${HOME}${path}`, family: 6, ...over6 }),
  ]
  const good = both('good', {})
  const many = (over6: Parameters<typeof link>[0]) => Array.from({ length: 12 }, (_, index) => both(String(index), over6)).flat()

  testCheck(check, {
    'pass': [
      {
        name: 'works over both',
        evidence: { ...proven, links: good, census: [census(level)] },
        finds: [{ verdict: 'pass', stands: 1, evidence: [`census-${level}`] }],
      },
      {
        name: 'dead over both is a dead link, not a fault of IPv6',
        evidence: { ...proven, links: [...good, ...both('x', { status: 404 }, { status: 404 })] },
        finds: [{ verdict: 'pass', stands: 1, measured: { value: 1, unit: 'ratio' } }],
      },
      {
        name: 'works over IPv6 alone',
        evidence: { ...proven, links: both('x', {}, { failure: 'timed-out' }) },
        finds: [{ verdict: 'pass', stands: 1 }],
      },
    ],
    'fail': [
      {
        name: 'the crawler left the silent host after five links',
        evidence: {
          ...proven,
          links: [
            ...['a', 'b', 'c', 'd', 'e'].flatMap((path) => both(path, { look: 2, failure: 'timed-out' })),
            link({ level, url: `${HOME}rest` }),
          ],
        },
        finds: [{ verdict: 'fail', subject: 'www.example.gov.cn', stands: 6 }],
      },
      {
        name: 'silent twice over a proven route',
        evidence: { ...proven, links: [...good, ...both('x', { look: 2, failure: 'timed-out' })] },
        finds: [{ verdict: 'pass' }, { verdict: 'fail', subject: `${HOME}x` }],
      },
      {
        name: 'not there over IPv6',
        evidence: { ...proven, links: [...good, ...both('x', { look: 2, status: 404 })] },
        finds: [{ verdict: 'pass' }, { verdict: 'fail' }],
      },
      {
        name: 'the host has no address: one offence',
        evidence: { dns: [dns('AAAA', [])], links: [link({ level, url: `${HOME}a` }), link({ level, url: `${HOME}b` })] },
        finds: [{ verdict: 'fail', subject: 'www.example.gov.cn', stands: 2 }],
      },
      {
        name: 'nothing answers over IPv6: one offence',
        evidence: { ...proven, links: many({ look: 2, failure: 'timed-out' }) },
        finds: [{ verdict: 'fail', subject: 'www.example.gov.cn', stands: 12 }],
      },
    ],
    'inconclusive': [
      {
        name: 'four silent tests are too few to speak for the rest',
        evidence: {
          ...proven,
          links: [
            ...['a', 'b', 'c', 'd'].flatMap((path) => both(path, { look: 2, failure: 'timed-out' })),
            link({ level, url: `${HOME}rest` }),
          ],
        },
        finds: [
          ...['a', 'b', 'c', 'd'].map((path) => ({ verdict: 'fail' as const, subject: `${HOME}${path}` })),
          { because: 'no-evidence', stands: 1 },
        ],
      },
      {
        name: 'most go silent though some answer: throttled',
        evidence: { ...proven, links: [...good, ...many({ look: 2, failure: 'timed-out' })] },
        finds: [
          { verdict: 'pass', stands: 1 },
          { because: 'blame-unclear', stands: 12 },
        ],
      },
      {
        name: 'some silent, some in doubt',
        evidence: { ...proven, links: [...many({ look: 2, failure: 'timed-out' }), ...both('x', { status: 502 })] },
        finds: [{ because: 'blame-unclear', stands: 12 }, { because: 'suspected' }],
      },
      {
        name: 'our route is not proven',
        evidence: { dns: address, links: both('x', { look: 2, failure: 'timed-out' }) },
        finds: [{ because: 'no-ipv6-here' }],
      },
      {
        name: 'a test over IPv6 found no address where the name has one: another host, or a name being changed',
        evidence: { ...proven, links: both('x', { failure: 'no-address' }) },
        finds: [{ because: 'suspected' }],
      },
      {
        name: 'missing over IPv6 at the only look',
        evidence: { ...proven, links: both('x', { status: 404 }) },
        finds: [{ because: 'suspected' }],
      },
      { name: 'one look', evidence: { ...proven, links: both('x', { failure: 'timed-out' }) }, finds: [{ because: 'suspected' }] },
      {
        name: 'not tested over IPv6',
        evidence: { dns: address, links: [link({ level })] },
        finds: [{ because: 'no-ipv6-here', stands: 1 }],
      },
      {
        name: 'most go silent though the homepage answers: throttled',
        evidence: { ...proven, home: homeWith({}, [seen({ family: 6 })]), links: many({ look: 2, failure: 'timed-out' }) },
        finds: [{ because: 'blame-unclear', stands: 12 }],
      },
      {
        name: 'server error over IPv6',
        evidence: { ...proven, links: both('x', { look: 2, status: 502 }) },
        finds: [{ because: 'suspected' }],
      },
      {
        name: 'nothing works over IPv4 either',
        evidence: { ...proven, links: both('x', { failure: 'timed-out' }, { failure: 'timed-out' }) },
        finds: [{ because: 'no-evidence' }],
      },
    ],
    'not-applicable': [
      {
        name: 'no such link',
        evidence: { ...proven, home: homeWith(), census: [census(level, { distinct: 0 })] },
        finds: [{ verdict: 'not-applicable' }],
      },
    ],
  })
}
