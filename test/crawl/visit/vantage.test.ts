import { expect, test } from 'vitest'
import { probeHome } from '../../../src/crawl/probe.ts'
import { takeCanaries } from '../../../src/crawl/vantage.ts'
import type { CanaryCapture } from '../../../src/model/capture.ts'
import { CONFIG } from './config.ts'
import { createFakeNet, MemoryJournal, page, START, siteAt, type TownOptions } from './town.ts'

const HOME = page('首页', '')
const town = { 'http://a.test/': HOME, 'http://b.test/': HOME, 'http://c.test/': { failure: 'timed-out' } } as const

async function canaries(
  options: TownOptions & { readonly sites: readonly string[]; readonly configured?: readonly string[]; readonly scope?: 'global' },
): Promise<CanaryCapture[]> {
  const fake = createFakeNet(options)
  const journal = new MemoryJournal()
  const net = options.scope
    ? { ...fake, scope: async (...of: Parameters<typeof fake.scope>) => (await fake.scope(...of)) && options.scope }
    : fake
  const settings = { ...CONFIG.settings, vantage: { canaries: options.configured ?? [], everySeconds: 300 } }
  const config = { ...CONFIG, settings, sites: options.sites.map((home) => siteAt(home)) }
  await takeCanaries('before', { config, journal, net, now: () => START, sequence: 0 })
  return journal.captures().filter((capture): capture is CanaryCapture => capture.kind === 'canary')
}

test('sites on loopback: our own loopback proves the route, whatever the sites do', async () => {
  const taken = await canaries({ town, six: ['c.test'], sites: ['http://c.test/'] })
  expect(taken.map(({ url, family, scope }) => [url, family, scope])).toEqual([
    ['loopback:', 4, 'loopback'],
    ['loopback:', 6, 'loopback'],
  ])
  expect(taken[0]?.outcome).toMatchObject({ kind: 'answered' })
})

test('sites on the internet: their homes stand for one another until one answers', async () => {
  const taken = await canaries({
    town,
    six: ['a.test', 'c.test'],
    sites: ['http://c.test/', 'http://a.test/', 'http://b.test/'],
    scope: 'global',
  })
  expect(taken.map(({ url, family, outcome }) => [url, family, outcome.kind])).toEqual([
    ['http://c.test/', 4, 'failed'],
    ['http://a.test/', 4, 'answered'],
    ['http://c.test/', 6, 'failed'],
    ['http://a.test/', 6, 'answered'],
  ])
})

test('configured canaries alone decide', async () => {
  const taken = await canaries({
    town,
    six: ['a.test', 'b.test'],
    sites: ['http://a.test/'],
    configured: ['http://b.test/'],
    scope: 'global',
  })
  expect(taken.map(({ url, family }) => [url, family])).toEqual([
    ['http://b.test/', 4],
    ['http://b.test/', 6],
  ])
})

const PLANNED = '2026-03-02T01:00:00.000+08:00'

test.each([
  ['a page', { town: { 'http://a.test/': HOME } }, { family: 4, quality: 'ok', outcome: { kind: 'answered', status: 200 } }],
  [
    'no IPv4 address',
    { town: { 'http://a.test/': HOME }, six: ['a.test'], notFour: ['a.test'] },
    { family: 6, outcome: { kind: 'answered' } },
  ],
  ['no answer', { town: { 'http://a.test/': { failure: 'timed-out' } } }, { family: 4, outcome: { kind: 'failed', failure: 'timed-out' } }],
  [
    'robots forbid it',
    { town: { 'http://a.test/': HOME, 'http://a.test/robots.txt': { body: 'User-agent: *\nDisallow: /', type: 'text/plain' } } },
    { outcome: { kind: 'failed', failure: 'robots-disallowed' } },
  ],
] as const)('a probe of the homepage: %s', async (_, options, expected) => {
  const probe = await probeHome(siteAt('http://a.test/'), PLANNED, { config: CONFIG, net: createFakeNet(options), now: () => START })
  expect(probe).toMatchObject({ kind: 'probe', plannedFor: PLANNED, ...expected })
})

test.each([
  ['a neighbour answers: the site is silent', { 'http://b.test/': HOME }, 'timed-out'],
  ['nobody answers: it may be our own line', { 'http://b.test/': { failure: 'connection-refused' } }, 'no-route'],
  ['there is nobody to ask', {}, 'no-route'],
] as const)('a probe on the internet that failed: %s', async (_, others, failure) => {
  const fake = createFakeNet({ town: { 'http://a.test/': { failure: 'timed-out' }, ...others } })
  const net = { ...fake, scope: async (...of: Parameters<typeof fake.scope>) => (await fake.scope(...of)) && ('global' as const) }
  const config = { ...CONFIG, sites: ['http://a.test/', ...Object.keys(others)].map((home) => siteAt(home)) }
  const probe = await probeHome(siteAt('http://a.test/'), PLANNED, { config, net, now: () => START })
  expect(probe.outcome).toMatchObject({ kind: 'failed', failure })
})
