import { expect, test } from 'vitest'
import { withLimits } from './config.ts'
import { createFakeNet, links, MemoryJournal, page, siteAt, visit } from './town.ts'

const HOME = page('首页', links('/a.html'))
const PROTECTION = { status: 412, body: "<html><head><script r='m'>$_ts=window['$_ts'];</script></head><body></body></html>" }

test('names: addresses of the host, name servers of its registered domain, and their addresses', async () => {
  const { journal } = await visit({
    town: { 'http://www.lanzhou.gov.cn/': HOME, 'http://ns1.lanzhou.gov.cn/': HOME },
    six: ['www.lanzhou.gov.cn'],
    nameServers: { 'lanzhou.gov.cn': ['ns1.lanzhou.gov.cn.'] },
    site: siteAt('http://www.lanzhou.gov.cn/'),
  })
  expect([...journal.byKey.keys()].filter((key) => key.startsWith('dns|')).sort()).toEqual([
    'dns|lanzhou.gov.cn|NS',
    'dns|ns1.lanzhou.gov.cn|A',
    'dns|ns1.lanzhou.gov.cn|AAAA',
    'dns|www.lanzhou.gov.cn|A',
    'dns|www.lanzhou.gov.cn|AAAA',
  ])
})

test('a robots.txt that forbids the homepage: nothing else is asked for, and it is said', async () => {
  const robots = { body: 'User-agent: *\nDisallow: /\n', type: 'text/plain' }
  const { journal, net } = await visit({ town: { 'http://a.test/robots.txt': robots, 'http://a.test/': HOME } })
  expect(net.log).toEqual(['4 http://a.test/robots.txt'])
  expect(journal.notes().map(({ about }) => about)).toEqual(['robots'])
})

test('an authorised audit is not bound by robots.txt', async () => {
  const robots = { body: 'User-agent: *\nDisallow: /\n', type: 'text/plain' }
  const { journal } = await visit({
    town: { 'http://a.test/robots.txt': robots, 'http://a.test/': HOME },
    site: siteAt('http://a.test/', { authorised: true }),
  })
  expect(journal.links(2).map(({ url }) => url)).toEqual(['http://a.test/a.html'])
})

test('a folder that robots.txt forbids is not asked for', async () => {
  const robots = { body: 'User-agent: *\nDisallow: /secret/\n', type: 'text/plain' }
  const { journal, net } = await visit({
    town: { 'http://a.test/robots.txt': robots, 'http://a.test/': page('首页', links('/secret/x.html', '/a.html')) },
  })
  expect(net.log.filter((line) => line.includes('secret'))).toEqual([])
  const forbidden = journal.links(2).find(({ url }) => url.includes('secret'))
  expect(forbidden?.outcome).toMatchObject({ kind: 'failed', failure: 'robots-disallowed' })
})

test('a robots.txt that cannot be had: a second look, then only the homepage', async () => {
  const { journal, net, waits } = await visit({
    town: { 'http://a.test/robots.txt': { status: 503 }, 'http://a.test/': HOME, 'http://a.test/a.html': HOME },
  })
  expect(net.log).toEqual(['4 http://a.test/robots.txt', '4 http://a.test/', '4 http://a.test/robots.txt'])
  expect(waits.some((ms) => ms > 50_000)).toBe(true)
  expect(journal.notes().map(({ about }) => about)).toEqual(['robots'])
})

test('a robots.txt that fails only once does not end the visit', async () => {
  const { journal } = await visit({
    town: { 'http://a.test/robots.txt': ({ before }) => (before === 0 ? { status: 503 } : { status: 404 }), 'http://a.test/': HOME },
  })
  expect(journal.links(2)).toHaveLength(1)
  expect(journal.notes()).toEqual([])
})

test('a protection page as homepage ends the walk, is not asked again and is named', async () => {
  const { journal, net } = await visit({ town: { 'http://a.test/': PROTECTION } })
  expect(net.log.filter((line) => line.endsWith('a.test/'))).toHaveLength(1)
  expect(journal.notes().map(({ about }) => about)).toEqual(['protection'])
  expect(journal.links(2)).toEqual([])
})

test('a homepage that fails once is looked at again and walked', async () => {
  const { journal, waits } = await visit({ town: { 'http://a.test/': ({ before }) => (before === 0 ? { failure: 'timed-out' } : HOME) } })
  expect(journal.pages('home', 'all').map(({ look, outcome }) => [look, outcome.kind])).toEqual([
    [1, 'failed'],
    [2, 'answered'],
    // A link of it is dead: is it the site, or are we turned away?
    [3, 'answered'],
  ])
  expect(waits.length).toBeGreaterThan(0)
  expect(journal.links(2)).toHaveLength(1)
})

test('a homepage that fails twice is noted as down; a failure of our own is not', async () => {
  const down = await visit({ town: { 'http://a.test/': { failure: 'timed-out' } } })
  expect(down.journal.notes().map(({ about }) => about)).toEqual(['site-down'])
  const ours = await visit({ town: { 'http://a.test/': { failure: 'no-route' } } })
  expect(ours.journal.notes()).toEqual([])
  expect(ours.journal.pages('home', 'all')).toHaveLength(2)
  const sixOnly = await visit({ town: { 'http://a.test/': HOME }, six: ['a.test'], notFour: ['a.test'], deps: { ipv6: false } })
  expect(sixOnly.journal.notes()).toEqual([])
})

test('both families are looked at where both have addresses, and IPv6 not at all without a route', async () => {
  const both = await visit({ town: { 'http://a.test/': HOME }, six: ['a.test'] })
  expect(both.journal.pages('home').map(({ family }) => family)).toEqual([4, 6])
  const without = await visit({ town: { 'http://a.test/': HOME }, six: ['a.test'], deps: { ipv6: false } })
  expect(without.net.log.filter((line) => line.startsWith('6'))).toEqual([])
})

test('a failure over IPv6 alone is looked at again at the end, and the walk goes over IPv4', async () => {
  const { journal } = await visit({
    town: { 'http://a.test/': ({ family }) => (family === 6 ? { failure: 'timed-out' } : HOME), 'http://a.test/a.html': HOME },
    six: ['a.test'],
  })
  expect(journal.pages('home', 'all').map(({ family, look, outcome }) => [family, look, outcome.kind])).toEqual([
    [4, 1, 'answered'],
    [6, 1, 'failed'],
    [6, 2, 'failed'],
  ])
  expect(journal.links(2, 4)).toHaveLength(1)
})

test.each([
  ['meta refresh', '<html><head><meta http-equiv="refresh" content="0; url=/gov/index.html"></head><body></body></html>'],
  ['script', "<html><head><script>window.location.href='/gov/index.html'</script></head><body></body></html>"],
])('a tiny page that sends its visitor on is followed: %s', async (_, body) => {
  const { journal } = await visit({ town: { 'http://a.test/': body, 'http://a.test/gov/index.html': HOME, 'http://a.test/a.html': HOME } })
  expect(journal.pages('home').map(({ url, of }) => [url, of])).toEqual([
    ['http://a.test/', undefined],
    ['http://a.test/gov/index.html', 'http://a.test/'],
  ])
  expect(journal.links(2).map(({ url, foundOn }) => [url, foundOn])).toEqual([['http://a.test/a.html', 'http://a.test/gov/index.html']])
})

test('a frameset is a homepage made of its frames', async () => {
  const { journal } = await visit({
    town: {
      'http://a.test/': '<html><frameset rows="100%"><frame src="/main.html"></frameset></html>',
      'http://a.test/main.html': HOME,
      'http://a.test/a.html': HOME,
    },
  })
  expect(journal.links(2).map(({ url }) => url)).toContain('http://a.test/a.html')
})

test('when the time is up, what was seen stays, nothing more is asked and it is said', async () => {
  const clock = { now: Date.parse('2026-03-02T02:00:00+08:00') }
  const slowly = () => {
    clock.now += 10_000
    return HOME
  }
  const town = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`http://a.test/${index}.html`, slowly]))
  const { journal, net } = await visit({
    town: { ...town, 'http://a.test/': page('首页', links(...Object.keys(town))) },
    clock,
    config: withLimits({ visitMinutes: 5 }),
  })
  expect(journal.notes().map(({ about }) => about)).toEqual(['budget'])
  expect(net.log.length).toBeLessThan(50)
  expect(journal.pages('page').length).toBeGreaterThan(10)
})

test('an abort stops the visit with its reason, and nothing is committed after it', async () => {
  const stop = new AbortController()
  const stopping = () => {
    stop.abort(new Error('enough'))
    return HOME
  }
  const town = { 'http://a.test/': stopping }
  const journal = new MemoryJournal()
  await expect(visit({ town, journal, deps: { signal: stop.signal, net: createFakeNet({ town }) } })).rejects.toThrow('enough')
  expect(journal.pages('home', 'all')).toEqual([])
})

test('an abort ends the wait before a second look', async () => {
  const stop = new AbortController()
  const wait = () => {
    stop.abort(new Error('enough'))
    return new Promise<void>(() => undefined)
  }
  await expect(visit({ town: { 'http://a.test/': { failure: 'timed-out' } }, deps: { signal: stop.signal, wait } })).rejects.toThrow(
    'enough',
  )
})
