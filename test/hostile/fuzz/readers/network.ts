import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { CookieJar } from '../../../../src/crawl/cookies.ts'
import { decodeBody } from '../../../../src/crawl/decode-body.ts'
import { canonicalAddress, createGuard, scopeOf } from '../../../../src/crawl/guard.ts'
import { bareName, createResolver } from '../../../../src/crawl/resolver.ts'
import { retryAfter } from '../../../../src/crawl/retry-after.ts'
import { readRobots } from '../../../../src/crawl/robots.ts'
import { address } from '../given/addresses.ts'
import { damaged } from '../given/damage.ts'
import { number, odd, plainDate } from '../given/words.ts'
import { equal, must } from '../holds.ts'
import { type Group, plainGroup } from '../target.ts'

const HEADERS = plainGroup({
  name: 'fields of a head',
  given: 'waits, cookies and their attributes, with hosts that they are not for',
  cases: () =>
    fc.record({
      wait: fc.oneof(number, plainDate, fc.constantFrom('Wed, 21 Oct 2026 07:28:00 GMT', 'Wed', 'Sun, 99 Abc 99999'), odd),
      lines: fc.array(
        fc
          .array(
            fc.oneof(
              fc.constantFrom(
                'a=b',
                '=',
                ';',
                'Domain=.gov.cn',
                'domain=x.gov.cn',
                'Domain=cn',
                'domain=',
                'path=/',
                'a',
                ' ',
                '\r\nx: y',
                'c="d e"',
                '__proto__=1',
              ),
              odd,
            ),
            { maxLength: 4 },
          )
          .map((parts) => parts.join(';')),
        { maxLength: 4 },
      ),
      host: fc.constantFrom('www.x.gov.cn', 'x.gov.cn', 'gov.cn', 'y.cn', '::1'),
    }),
  targets: [
    {
      name: 'cookies and waits',
      of: ['crawl/cookies.ts CookieJar', 'crawl/retry-after.ts retryAfter'],
      holds: 'nothing that would end a header line, nothing for a foreign host, no negative wait',
      check: ({ wait, lines, host }) => {
        const jar = new CookieJar()
        jar.take('www.x.gov.cn', lines)
        must(/^[\x20-\x7e]*$/.test(jar.header(host)), () => `no header: ${jar.header(host)}`)
        must(host.endsWith('x.gov.cn') || jar.header(host) === '' || host === 'gov.cn', () => `for ${host}: ${jar.header(host)}`)
        const ms = retryAfter(429, { 'retry-after': wait }, 0)
        must(ms === null || (Number.isFinite(ms) && ms >= 0), () => `${ms} ms`)
      },
    },
  ],
})

const CODINGS = ['gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'identity', 'GZIP', 'gzip, gzip', 'br,gzip,deflate,zstd', 'x', '', ',']
const packed = fc.uint8Array({ maxLength: 60 }).map((bytes) => gzipSync(bytes, { level: 1 }))
const BODIES = plainGroup({
  name: 'coded bodies',
  given: 'bytes in content codings, damaged, cut off, or said to be coded and not so',
  cases: () => fc.tuple(fc.oneof(packed, damaged(packed), fc.uint8Array({ maxLength: 60 })), fc.constantFrom(...CODINGS), fc.nat(100)),
  targets: [
    {
      name: 'a body without its codings',
      of: ['crawl/decode-body.ts decodeBody'],
      holds: 'never more than the limit, and the doubt is told',
      check: async ([raw, coding, limit]) => {
        const { bytes, truncated } = await decodeBody(raw, coding, limit + 1)
        must(bytes.length <= limit + 1 && typeof truncated === 'boolean', () => `${bytes.length} bytes`)
      },
    },
  ],
})

const rule = fc.oneof(
  fc.constantFrom(
    'User-agent: *',
    'user-agent: govsite',
    'User-Agent: 百度',
    'Disallow: /',
    'disallow:',
    'Allow: /*.html$',
    'Disallow: /*a*a*a*a*b',
    'Crawl-delay: x',
    'Sitemap: /',
    '#',
    '\ufeff',
    'Disallow: /%zz',
    '<html>',
  ),
  fc.tuple(fc.constantFrom('Disallow: ', 'Allow:'), address).map((parts) => parts.join('')),
  odd,
)
const ROBOTS = plainGroup({
  name: 'robots.txt',
  given: 'rules with wildcards, in any order, and what is no rule',
  cases: () => fc.tuple(fc.array(rule, { maxLength: 8, size: 'max' }), fc.constantFrom('\n', '\r\n', '\r'), address),
  targets: [
    {
      name: 'what robots.txt allows',
      of: ['crawl/robots.ts readRobots'],
      holds: 'yes or no, for every address',
      check: ([lines, end, to]) => {
        const rules = readRobots('http://x.gov.cn/robots.txt', lines.join(end), 'govsite/1.0 (+mailto:a@b.cn)')
        for (const url of [to, `http://x.gov.cn${to}`]) must(typeof rules.allows(url) === 'boolean', () => `neither for ${url}`)
      },
    },
  ],
})

const host = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4().map((text) => `::ffff:${text}`),
  fc.constantFrom(
    '127.1',
    '0x7f.1',
    '2130706433',
    '::',
    '[::1]',
    '::1%eth0',
    'fe80::1%',
    '1.2.3.4.',
    '01.02.03.04',
    'localhost',
    'a.localhost.',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:1:2:3:4:80ff:fffe',
    '１２７.0.0.1',
    '',
  ),
  odd,
)
const guard = createGuard({ allow: [], ports: [80, 443] })
/** No name server is asked: literals and listed hosts alone. */
const resolver = createResolver({ servers: [], hosts: { 'a.cn': ['127.0.0.1', '::1', 'x'] }, timeoutSeconds: 1 })
const ADDRESSES = plainGroup({
  name: 'hosts and addresses',
  given: 'addresses in all spellings, IPv4 in IPv6, names, and what is neither',
  cases: () => fc.tuple(host, fc.integer({ min: 0, max: 65_535 })),
  targets: [
    {
      name: 'the guard',
      of: ['crawl/guard.ts createGuard', 'crawl/guard.ts scopeOf', 'crawl/guard.ts canonicalAddress'],
      holds: 'only global addresses pass, only on the ports of the web; one spelling for each',
      check: ([text, port]) => {
        const refused = guard.refuses(text, port)
        must(refused !== null || (scopeOf(text) === 'global' && (port === 80 || port === 443)), () => `${text} passes on ${port}`)
        const one = canonicalAddress(text)
        must(canonicalAddress(one) === one && (guard.refuses(one, port) === null) === (refused === null), () => `${one} is not ${text}`)
      },
    },
    {
      name: 'names without asking',
      of: ['crawl/resolver.ts bareName', 'crawl/resolver.ts createResolver'],
      holds: 'lower case without brackets and dot; literals answer for themselves alone',
      check: async ([text]) => {
        const name = bareName(text)
        must(name === name.toLowerCase() && name.length <= text.length + 4, () => `no bare name: ${name}`)
        if (!/^[\d.]{7,15}$|:/.test(name)) return
        const outcome = await Promise.race([resolver.resolve('a.cn', 'AAAA'), resolver.resolve('A.CN.', 'AAAA')])
        equal(outcome, { kind: 'answered', records: ['::1'] }, 'of its family')
      },
    },
  ],
})

export const NETWORK_GROUPS: readonly Group[] = [HEADERS, BODIES, ROBOTS, ADDRESSES]
