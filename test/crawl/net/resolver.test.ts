import { afterAll, beforeAll, expect, test } from 'vitest'
import { createResolver } from '../../../src/crawl/resolver.ts'
import { listenDns, settingsWith } from './world.ts'

const zone = {
  'both.test': { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] },
  'four.test': { A: ['192.0.2.4'] },
  'many.test': { A: Array.from({ length: 3 }, (_, index) => `192.0.2.${index + 10}`) },
  'zone.test': { NS: ['b.NS.test', 'a.ns.test'] },
  'alias.test': { CNAME: 'both.test', A: ['192.0.2.1'] },
  'lone-alias.test': { CNAME: 'both.test' },
  'four-alias.test': { CNAME: 'four.test' },
  'loop-a.test': { CNAME: 'loop-b.test' },
  'loop-b.test': { CNAME: 'loop-a.test' },
  'dangling.test': { CNAME: 'missing.test' },
  'broken.test': { rcode: 2 },
  'refused.test': { rcode: 5 },
  'silent.test': { silent: true },
} as const

let dns: Awaited<ReturnType<typeof listenDns>>
beforeAll(async () => {
  dns = await listenDns(zone)
})
afterAll(() => dns.close())

const settings = (timeoutSeconds = 1, servers = [dns.server]) =>
  settingsWith({ resolver: { servers, timeoutSeconds, hosts: { 'Own.Test.': ['127.0.0.1', '::1'], 'v4.own.test': ['127.0.0.9'] } } })
    .resolver

test.each([
  ['both.test', 'A', ['192.0.2.1']],
  ['BOTH.test.', 'AAAA', ['2001:db8::1']],
  ['four.test', 'AAAA', []],
  ['zone.test', 'NS', ['a.ns.test', 'b.ns.test']],
  ['both.test', 'NS', []],
  ['alias.test', 'A', ['192.0.2.1']],
  ['alias.test', 'AAAA', ['2001:db8::1']],
  ['lone-alias.test', 'A', ['192.0.2.1']],
  ['four-alias.test', 'AAAA', []],
  ['own.test', 'A', ['127.0.0.1']],
  ['OWN.test.', 'AAAA', ['::1']],
  ['v4.own.test', 'AAAA', []],
  ['localhost', 'A', ['127.0.0.1']],
  ['192.0.2.9', 'A', ['192.0.2.9']],
  ['192.0.2.9', 'AAAA', []],
  ['[2001:db8::9]', 'AAAA', ['2001:db8::9']],
  ['2001:db8::9', 'NS', []],
] as const)('%s %s is answered', async (host, type, records) => {
  const resolver = createResolver(settings())
  expect(await resolver.resolve(host, type)).toEqual({ kind: 'answered', records })
  resolver.close()
})

test.each([
  ['missing.test', 'no-such-host'],
  ['a..test', 'no-such-host'],
  [`${'x'.repeat(70)}.test`, 'no-such-host'],
  ['dangling.test', 'no-such-host'],
  ['loop-a.test', 'resolver-failed'],
  ['broken.test', 'resolver-failed'],
  ['refused.test', 'resolver-failed'],
])('%s fails as %s', async (host, failure) => {
  const resolver = createResolver(settings())
  expect(await resolver.resolve(host, 'A')).toMatchObject({ kind: 'failed', failure })
  resolver.close()
})

test('a name server that says nothing, or is not there, is our failure', async () => {
  const silent = createResolver(settings(0.2))
  expect(await silent.resolve('silent.test', 'A')).toMatchObject({ failure: 'resolver-failed' })
  silent.close()
  const nobody = createResolver(settings(0.2, ['127.0.0.1:1']))
  expect(await nobody.resolve('both.test', 'A')).toMatchObject({ failure: 'resolver-failed' })
  nobody.close()
})

test('an answer is asked for once, a failure again', async () => {
  const resolver = createResolver(settings())
  const before = dns.asked.length
  await Promise.all([resolver.resolve('many.test', 'A'), resolver.resolve('MANY.test', 'A')])
  await resolver.resolve('many.test.', 'A')
  expect(dns.asked.slice(before)).toEqual(['A many.test'])
  await resolver.resolve('missing.test', 'A')
  const failures = dns.asked.filter((line) => line === 'A missing.test').length
  await resolver.resolve('missing.test', 'A')
  expect(dns.asked.filter((line) => line === 'A missing.test').length).toBeGreaterThan(failures)
  resolver.close()
})
