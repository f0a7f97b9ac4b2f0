import { ALIVE, always, byType, DEAD, type DnsCase, inTurn, records, SOUND, STRANGER } from './dns-case.ts'
import type { Answering } from './name-server.ts'

const six = (...addresses: readonly string[]): Answering => byType({ ...SOUND, AAAA: records('AAAA', addresses) })
const four = (...addresses: readonly string[]): Answering => byType({ A: records('A', addresses) })

/** An IPv6 address at which nobody outside could find the site. */
function nowhere(name: string, does: string, address: string, more: Partial<DnsCase> = {}): DnsCase {
  const verdict = { check: 'ipv6-address', verdict: 'inconclusive', blame: 'nobody', says: '不是' } as const
  return {
    name: `aaaa-${name}`,
    host: `aaaa-${name}.test`,
    does: `the IPv6 address is ${does}`,
    ...verdict,
    seen: true,
    answer: six(address),
    ...more,
  }
}

/** An IPv4 address that a crawler must not be sent to. */
function inside(name: string, does: string, address: string, more: Partial<DnsCase> = {}): DnsCase {
  const verdict = { check: 'home-freshness', verdict: 'inconclusive', blame: 'us', alsoFails: ['ipv6-address', 'ipv6-home'] } as const
  return { name: `a-${name}`, host: `a-${name}.test`, does: `the IPv4 address is ${does}`, ...verdict, answer: four(address), ...more }
}

const odd = { check: 'ipv6-address', verdict: 'inconclusive', blame: 'unclear' } as const
const works = { check: 'ipv6-home', verdict: 'pass', blame: 'nobody', seen: true } as const

/** Where names lead to, and how they are spelled. */
export const ADDRESS_CASES: readonly DnsCase[] = [
  nowhere('mapped', 'an IPv4 address in IPv6 clothes', '::ffff:192.0.2.1'),
  nowhere('link-local', 'one of a single cable', 'fe80::1'),
  nowhere('unique-local', 'one of a private network', 'fd00::1'),
  nowhere('documentation', 'one of the range for manuals', '2001:db8::1'),
  nowhere('multicast', 'one of a group', 'ff02::1'),
  nowhere('unspecified', 'the one that means none', '::'),
  nowhere('loopback', "the visitor's own machine, on a port that is served there", '::1', {
    at: 'forbidden',
    blame: 'nobody',
    answer: six('::1'),
  }),
  {
    ...{ name: 'aaaa-one-good', host: 'one-good.test', does: 'of two IPv6 addresses one is of a private network' },
    ...{ check: 'ipv6-home', verdict: 'pass', blame: 'nobody', seen: true, answer: six('fd00::1', ALIVE.AAAA) },
  },
  inside('loopback', "the visitor's own machine, on a port that is served there", '127.0.0.1', { at: 'forbidden' }),
  inside('private', 'one of a private network', '10.0.0.8'),
  inside('metadata', 'the one where clouds keep their secrets', '169.254.169.254'),
  inside('unspecified', 'the one that means this machine', '0.0.0.0'),
  inside('shared', "one of a carrier's own network", '100.64.0.1'),
  {
    ...{
      name: 'aaaa-strangers-page',
      host: 'strangers-page.test',
      does: "the IPv6 address is another site's, which answers with its own page",
    },
    ...{ check: 'ipv6-same-content', verdict: 'inconclusive', blame: 'nobody', seen: true, alsoFails: ['ipv6-links-level-2'] },
    answer: six(STRANGER.AAAA),
    because: 'the pages differ: a person has to look',
  },
  {
    ...{ name: 'aaaa-strangers-certificate', host: 'site.test', at: 'secure' },
    does: "the IPv6 address is another site's, which answers with its own certificate",
    ...{ check: 'ipv6-home', verdict: 'fail', blame: 'site', seen: true, alsoFails: ['ipv6-links-level-2'] },
    answer: six(STRANGER.AAAA),
    because: 'a certificate for another name is wrong whoever looks, and was seen twice',
  },
  {
    name: 'half-dead-4',
    host: 'half-dead-4.test',
    does: 'nobody listens at one of two IPv4 addresses',
    ...{ ...works, check: 'links-level-2', answer: byType({ ...SOUND, A: records('A', [ALIVE.A, DEAD.A]) }) },
  },
  {
    name: 'half-dead-6',
    host: 'half-dead-6.test',
    does: 'nobody listens at one of two IPv6 addresses',
    ...{ ...works, answer: six(DEAD.AAAA, ALIVE.AAAA) },
    because: 'a browser goes on to the next address',
  },
  {
    name: 'half-dead-6-links',
    host: 'half-dead-6-links.test',
    does: 'the same, for the links',
    ...{ ...works, check: 'ipv6-links-level-2', answer: six(DEAD.AAAA, ALIVE.AAAA) },
  },
  {
    ...{ name: 'two-thirds-dead-6', host: 'two-thirds-dead.test', does: 'nobody listens at two of three IPv6 addresses' },
    ...{ ...works, check: 'ipv6-links-level-2', answer: six(DEAD.AAAA, '::ffff:127.0.0.67', ALIVE.AAAA) },
  },
  {
    ...{ name: 'all-dead-6', host: 'all-dead-6.test', does: 'nobody listens at any of two IPv6 addresses, over IPv4 all is well' },
    ...{ check: 'ipv6-home', verdict: 'fail', blame: 'site', seen: true, alsoFails: ['ipv6-links-level-2'] },
    answer: six(DEAD.AAAA, '::ffff:127.0.0.67'),
    because: 'refused twice while our own route was proven',
  },
  {
    ...{ name: 'all-dead-4', host: 'all-dead-4.test', does: 'nobody listens at any of two IPv4 addresses, over IPv6 all is well' },
    ...{ ...works, answer: byType({ A: records('A', [DEAD.A, '127.0.0.67']), AAAA: SOUND.AAAA }) },
  },
  {
    ...{
      name: 'rebinding',
      host: 'rebinding.test',
      does: 'the name leads to the site at first, and to a machine of our own network afterwards',
    },
    ...{
      ...works,
      check: 'links-level-2',
      answer: byType({ A: inTurn(records('A', [ALIVE.A], { ttl: 0 }), records('A', ['10.0.0.8'])), AAAA: SOUND.AAAA }),
    },
    because: 'the first answer holds for the run',
  },
  {
    ...{
      name: 'rebinding-after-failure',
      host: 'rebinding-dead.test',
      does: 'the name leads to a dead machine at first, and to one of our own network afterwards',
    },
    ...{ check: 'home-freshness', verdict: 'inconclusive', blame: 'us', alsoFails: ['ipv6-address', 'ipv6-home'] },
    answer: byType({ A: inTurn(records('A', [DEAD.A]), records('A', ['10.0.0.8'])) }),
    because: 'the guard is asked about every address, also on the second look',
  },
  {
    ...{ name: 'moves-between-looks', host: 'moves.test', does: 'the site moves to another IPv6 address between two looks' },
    ...{ ...works, answer: byType({ ...SOUND, AAAA: inTurn(records('AAAA', [DEAD.AAAA], { ttl: 0 }), SOUND.AAAA) }) },
    because: 'after a failure the name is asked again',
  },
  {
    ...{ name: 'aaaa-withdrawn', host: 'withdrawn.test', does: 'the IPv6 address fails and is then taken out of the name' },
    ...{ check: 'ipv6-links-level-2', verdict: 'inconclusive', blame: 'unclear', seen: true, alsoFails: ['ipv6-home'] },
    answer: byType({ ...SOUND, AAAA: inTurn(records('AAAA', [DEAD.AAAA]), {}) }),
    because: 'the homepage was refused and then without an address, both its own doing; its links were not tested enough',
  },
  { name: 'idn', host: '政府.test', does: 'the name is written in Chinese', ...works, answer: byType(SOUND) },
  { name: 'underscore', host: 'a_b.test', does: 'the name has an underscore', ...works, answer: byType(SOUND) },
  { name: 'hyphens', host: '-a--b-.test', does: 'labels begin and end with hyphens', ...works, answer: byType(SOUND) },
  { name: 'digits', host: '12345.6.test', does: 'labels are numbers', ...works, answer: byType(SOUND) },
  {
    name: 'odd-characters',
    host: "a$b!c'd(e),f.test",
    does: 'the name has characters that no host name has',
    ...odd,
    answer: byType(SOUND),
    because: 'no name server can be asked for it',
  },
  {
    name: 'long-label',
    host: `${'x'.repeat(64)}.test`,
    does: 'a label has 64 characters, one more than may be',
    ...odd,
    answer: byType(SOUND),
  },
  { name: 'long-name', host: `${'abcdefghi.'.repeat(26)}test`, does: 'the name has 264 characters', ...odd, answer: byType(SOUND) },
  {
    name: 'hostile-name-server',
    host: 'hostile-ns.test',
    does: "the domain's name servers are called with markup, dots inside labels and control characters",
    ...{ check: 'ipv6-nameservers', verdict: 'inconclusive', blame: 'us', seen: true },
    answer: byType({ ...SOUND, NS: records('NS', ['<script>alert(1)</script>.test', 'a\\.b.test', '\u0001\u0000\n.test']) }),
  },
  {
    name: 'silent-name-servers',
    host: 'silent-ns.test',
    does: "the domain's name servers have names that are answered with nothing at all",
    ...{ check: 'ipv6-nameservers', verdict: 'inconclusive', blame: 'us', seen: true },
    answer: (question) =>
      question.name === 'silent-ns.test' ? byType({ ...SOUND, NS: records('NS', ['ns.silent-ns.test']) })(question) : always({})(question),
  },
]
