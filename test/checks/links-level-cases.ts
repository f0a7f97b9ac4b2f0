import { testCheck } from './check-tester.ts'
import { census, HOME, homeless, homeWith, link, note, seen } from './evidence-of.ts'

/** The cases of `links-level-2` and `links-level-3`, which ask one question of two levels. */
export function testLinksLevel(check: Parameters<typeof testCheck>[0], level: 2 | 3): void {
  const works = link({ level, url: `${HOME}good` })
  const many = (count: number, given: Parameters<typeof link>[0]) =>
    Array.from({ length: count }, (_, index) => link({ level, url: `${HOME}${index}`, ...given }))

  testCheck(check, {
    'pass': [
      {
        name: 'a host with IPv6 alone is tested over IPv6, whichever came first',
        evidence: {
          links: [
            link({ level, url: 'a', failure: 'no-address' }),
            link({ level, url: 'a', family: 6 }),
            link({ level, url: 'b', family: 6 }),
            link({ level, url: 'b', failure: 'no-address' }),
          ],
        },
        finds: [{ verdict: 'pass', stands: 2 }],
      },
      {
        name: 'one pass stands for all, and other levels and sites do not count',
        evidence: {
          links: [...many(3, {}), link({ level: level === 2 ? 3 : 2, status: 404 }), link({ level, status: 404, sameSite: false })],
          census: [census(level)],
        },
        finds: [{ verdict: 'pass', subject: HOME, stands: 3, measured: { value: 1, unit: 'ratio' }, evidence: [`census-${level}`] }],
      },
      {
        name: 'a failure over IPv6 is not this question',
        evidence: { links: [works, link({ level, url: `${HOME}good`, family: 6, failure: 'timed-out' })], census: [census(level)] },
        finds: [{ verdict: 'pass', stands: 1 }],
      },
    ],
    'fail': [
      {
        name: 'gone, forbidden, and gone by its words',
        evidence: {
          links: [
            works,
            link({ level, url: 'a', look: 2, status: 404 }),
            link({ level, url: 'b', look: 2, status: 403 }),
            link({ level, url: 'c', look: 2, quality: 'soft-404' }),
          ],
        },
        finds: [
          { verdict: 'pass', stands: 1, measured: { value: 0.25, unit: 'ratio' } },
          { verdict: 'fail', subject: 'a' },
          { verdict: 'fail', subject: 'b' },
          { verdict: 'fail', subject: 'c' },
        ],
      },
      {
        name: 'all gone is not a matter of access',
        evidence: { links: many(20, { look: 2, status: 404 }) },
        finds: Array.from({ length: 20 }, () => ({ verdict: 'fail' as const })),
      },
    ],
    'inconclusive': [
      { name: 'missing at the only look', evidence: { links: [link({ level, status: 404 })] }, finds: [{ because: 'suspected' }] },
      { name: 'forbidden at the only look', evidence: { links: [link({ level, status: 403 })] }, finds: [{ because: 'suspected' }] },
      {
        name: 'over IPv4 it counts, whatever IPv6 says',
        evidence: { links: [link({ level, url: 'a', family: 6 }), link({ level, url: 'a', status: 500 })] },
        finds: [{ because: 'suspected' }],
      },
      {
        name: 'half of them silent: each for itself',
        evidence: {
          links: [...many(10, { failure: 'timed-out' }), ...Array.from({ length: 10 }, (_, index) => link({ level, url: `w${index}` }))],
        },
        finds: [{ verdict: 'pass' }, ...Array.from({ length: 10 }, () => ({ because: 'suspected' as const }))],
      },
      {
        name: 'ten of eleven silent: one cause',
        evidence: { links: [works, ...many(10, { failure: 'timed-out' })] },
        finds: [{ verdict: 'pass' }, { because: 'blame-unclear', stands: 10 }],
      },
      {
        name: 'nine of ten silent: too few to tell',
        evidence: { links: [works, ...many(9, { failure: 'timed-out' })] },
        finds: [{ verdict: 'pass' }, ...Array.from({ length: 9 }, () => ({ because: 'suspected' as const }))],
      },
      { name: 'a redirect to nowhere', evidence: { links: [link({ level, status: 300 })] }, finds: [{ because: 'suspected' }] },
      {
        name: 'more unread pages than can be named',
        evidence: {
          links: [works],
          census: [census(level, { unread: Array.from({ length: 11 }, (_, index) => ({ url: `u${index}`, why: '超时' })) })],
        },
        finds: [{ verdict: 'pass' }, { because: 'no-evidence', subject: 'u0', stands: 11 }],
      },
      {
        name: 'a page already named as dead is not named again',
        evidence: {
          links: [works, link({ level, url: 'x', status: 500 })],
          census: [census(level, { unread: [{ url: 'x', why: 'HTTP 500' }] })],
        },
        finds: [{ verdict: 'pass' }, { because: 'suspected', subject: 'x' }],
      },
      {
        name: 'links that were counted and not tested',
        evidence: { home: homeWith(), census: [census(level)] },
        finds: [{ because: 'no-evidence' }],
      },
      { name: 'no count was taken', evidence: { home: homeWith() }, finds: [{ because: 'no-evidence' }] },
      { name: 'server error', evidence: { links: [link({ level, look: 2, status: 500 })] }, finds: [{ because: 'suspected' }] },
      { name: 'no answer', evidence: { links: [link({ level, look: 2, failure: 'timed-out' })] }, finds: [{ because: 'suspected' }] },
      { name: 'our own limit', evidence: { links: [link({ level, failure: 'our-limit' })] }, finds: [{ because: 'our-failure' }] },
      {
        name: 'a firewall with its own status',
        evidence: { links: [link({ level, status: 403, quality: 'protection' })] },
        finds: [{ because: 'protection' }],
      },
      {
        name: 'nearly all forbidden: that is about us',
        evidence: { links: [works, ...many(19, { status: 403 })] },
        finds: [
          { verdict: 'pass', stands: 1 },
          { because: 'protection', stands: 19 },
        ],
      },
      {
        name: 'nearly all silent: throttled',
        evidence: { links: [works, ...many(19, { failure: 'timed-out' })] },
        finds: [{ verdict: 'pass' }, { because: 'blame-unclear', stands: 19 }],
      },
      {
        name: 'most pages look like a not-found page',
        evidence: { links: many(20, { quality: 'soft-404' }) },
        finds: [{ because: 'needs-a-person', stands: 20 }],
      },
      {
        name: 'a page whose links were not read',
        evidence: { links: [works], census: [census(level, { unread: [{ url: `${HOME}x`, why: '被拦截' }] })] },
        finds: [{ verdict: 'pass' }, { because: 'no-evidence', subject: `${HOME}x` }],
      },
      {
        name: 'homepage blocked',
        evidence: { home: homeless(seen({ status: 412, facts: { quality: 'protection' } })) },
        finds: [{ because: 'protection' }],
      },
      { name: 'robots', evidence: { home: homeless(), notes: [note('robots')] }, finds: [{ because: 'robots' }] },
    ],
    'not-applicable': [
      {
        name: 'no such link',
        evidence: { home: homeWith(), census: [census(level, { distinct: 0, tested: 0 })] },
        finds: [{ verdict: 'not-applicable' }],
      },
    ],
  })
}
