import { ALIVE, always, byType, CROWD, type DnsCase, inTurn, records, SOUND } from './dns-case.ts'

const CHECK = 'ipv6-address'
const ours = { check: CHECK, verdict: 'inconclusive', blame: 'us' } as const
const unclear = { check: CHECK, verdict: 'inconclusive', blame: 'unclear' } as const
const sound = { check: CHECK, verdict: 'pass', blame: 'nobody', seen: true } as const

const alias = (name: string) => ({ type: 'CNAME', data: name }) as const

/** What name servers answer, or do not. */
export const ANSWER_CASES: readonly DnsCase[] = [
  { name: 'sound', host: 'sound.test', does: 'the name server answers well', ...sound, answer: byType(SOUND) },
  { name: 'silence', host: 'silence.test', does: 'the name server never answers', ...ours, answer: always('silence') },
  { name: 'servfail', host: 'servfail.test', does: 'the name server says SERVFAIL', ...ours, answer: always({ rcode: 2 }) },
  { name: 'refused', host: 'refused.test', does: 'the name server says REFUSED', ...ours, answer: always({ rcode: 5 }) },
  { name: 'not-implemented', host: 'notimp.test', does: 'the name server says NOTIMP', ...ours, answer: always({ rcode: 4 }) },
  {
    ...{ name: 'nxdomain', host: 'nxdomain.test', does: 'the name does not exist', ...unclear, answer: always({ rcode: 3 }) },
    because: 'a wrong row of the registry, or a resolver cut off from the world, is answered the same',
  },
  {
    name: 'nxdomain-for-aaaa',
    host: 'half-there.test',
    does: 'the name exists over IPv4, and "does not exist" when asked for IPv6',
    ...{ ...unclear, seen: true },
    answer: byType({ ...SOUND, AAAA: { rcode: 3 } }),
    because: 'load balancers that do not know the type answer so',
  },
  {
    name: 'garbage',
    host: 'garbage.test',
    does: 'the answer is noise',
    ...ours,
    loud: true,
    answer: always({ bytes: Buffer.from('\x00\x01not a dns packet'.repeat(9)) }),
  },
  {
    name: 'one-byte',
    host: 'one-byte.test',
    does: 'the answer is a single byte',
    ...ours,
    loud: true,
    answer: always({ bytes: Buffer.from([0]) }),
  },
  {
    ...{
      name: 'neighbour-of-noise',
      host: 'neighbour.test',
      does: 'the name server answers well, among those that answer with noise',
      ...sound,
      loud: true,
    },
    answer: byType(SOUND),
    because: 'questions share a connection, and one bad packet ends them all: they are asked again alone',
  },
  {
    ...{ name: 'neighbour-over-tcp', host: 'tcp-neighbour.test', does: 'the same, for an answer over TCP', ...sound, loud: true },
    answer: (question) => (question.tcp ? byType(SOUND)(question) : { truncated: true }),
  },
  {
    name: 'truncated-then-tcp',
    host: 'large.test',
    does: 'the answer is cut off over UDP and whole over TCP',
    ...sound,
    answer: (question) => (question.tcp ? byType(SOUND)(question) : { truncated: true }),
  },
  {
    name: 'truncated-no-tcp',
    host: 'no-tcp.test',
    does: 'the answer is cut off over UDP, and TCP is closed without one',
    ...{ ...ours, loud: true },
    answer: ({ tcp }) => (tcp ? 'hang-up' : { ...SOUND.AAAA, truncated: true }),
  },
  {
    name: 'alias-chain',
    host: 'chain.test',
    does: 'the name is an alias of an alias of an alias, each answered for alone',
    ...sound,
    answer: (question) => {
      const next: Record<string, string> = {
        'chain.test': 'one.chain.test',
        'one.chain.test': 'two.chain.test',
        'two.chain.test': 'end.chain.test',
      }
      const to = next[question.name]
      return to === undefined ? byType(SOUND)(question) : { records: [alias(to)] }
    },
  },
  {
    name: 'alias-loop',
    host: 'loop.test',
    does: 'the name is an alias of itself over another name',
    ...ours,
    answer: ({ name }) => ({ records: [alias(name === 'loop.test' ? 'again.loop.test' : 'loop.test')] }),
    because: 'a loop that only our resolver sees is no proof against the site',
  },
  {
    name: 'alias-to-nothing',
    host: 'dangling.test',
    does: 'the name is an alias of a name that does not exist',
    ...unclear,
    answer: ({ name }) => (name === 'dangling.test' ? { records: [alias('gone.dangling.test')] } : { rcode: 3 }),
  },
  {
    name: 'wrong-id',
    host: 'wrong-id.test',
    does: 'the answer carries the number of another question',
    ...ours,
    answer: always({ ...SOUND.AAAA, wrongId: true }),
  },
  {
    name: 'wrong-question',
    host: 'wrong-question.test',
    does: 'the answer is to a question about another name',
    ...ours,
    answer: always({ ...SOUND.AAAA, question: 'sound.test' }),
  },
  {
    name: 'five-hundred',
    host: 'five-hundred.test',
    does: 'the name has 500 addresses',
    ...{ ...sound, says: '500 个' },
    answer: (question) => {
      if (question.type !== 'AAAA') return byType(SOUND)(question)
      return question.tcp ? records('AAAA', [ALIVE.AAAA, ...CROWD.map((address) => `::ffff:${address}`)]) : { truncated: true }
    },
  },
  {
    name: 'nothing-at-all',
    host: 'nothing.test',
    does: 'the name server says that the name exists and has no address of either kind',
    ...unclear,
    answer: always({}),
    because: 'a resolver that lost its uplink answers so for every name; only a name that has an IPv4 address can lack an IPv6 one',
  },
  {
    name: 'no-ipv6',
    host: 'four-only.test',
    does: 'the name has an IPv4 address and no IPv6 one',
    ...{ check: CHECK, verdict: 'fail', blame: 'site', seen: true },
    alsoFails: ['ipv6-home', 'ipv6-links-level-2'],
    answer: byType({ A: SOUND.A }),
  },
  {
    name: 'aaaa-servfail',
    host: 'half-broken.test',
    does: 'the name is answered for over IPv4, and with SERVFAIL for IPv6',
    ...{ ...ours, seen: true },
    answer: byType({ A: SOUND.A, AAAA: { rcode: 2 } }),
  },
  {
    name: 'ttl-0',
    host: 'ttl-0.test',
    does: 'the answer may be kept for no time at all',
    ...sound,
    answer: byType({ A: records('A', [ALIVE.A], { ttl: 0 }), AAAA: records('AAAA', [ALIVE.AAAA], { ttl: 0 }) }),
  },
  {
    ...{
      name: 'recovers',
      host: 'recovers.test',
      does: 'the name server fails the first time and answers the second',
      ...ours,
      seen: true,
    },
    answer: byType({ A: inTurn({ rcode: 2 }, SOUND.A), AAAA: inTurn({ rcode: 2 }, SOUND.AAAA) }),
    because: 'the question about the address was the one that failed',
  },
  {
    name: 'alias-then-nothing',
    host: 'alias-broken.test',
    does: 'the name is an alias, and the name server fails when asked for more',
    ...{ ...ours, seen: true },
    answer: byType({ A: SOUND.A, CNAME: { rcode: 2 } }),
    because: 'whether the name leads on to an address is not known',
  },
]
