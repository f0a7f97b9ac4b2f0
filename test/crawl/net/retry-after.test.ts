import { expect, test } from 'vitest'
import { retryAfter } from '../../../src/crawl/retry-after.ts'
import { listenHttp, netWith } from './world.ts'

const NOW = Date.parse('2026-03-01T00:00:00Z')

test.each([
  [503, '3', 3_000],
  [429, ' 0 ', 0],
  [503, 'Sun, 01 Mar 2026 00:00:10 GMT', 10_000],
  [503, 'Sat, 28 Feb 2026 00:00:10 GMT', 0],
  [503, 'soon', null],
  [503, '-1', null],
  [200, '3', null],
])('%s with %j asks for %s ms', (status, value, ms) => {
  expect(retryAfter(status, { 'retry-after': value }, NOW)).toBe(ms)
})

test.each([
  ['a short wait is waited for, once', '1', 2, 503],
  ['a long one is not', '3600', 1, 503],
])('%s', async (_, value, asked, status) => {
  const times: number[] = []
  const server = await listenHttp((_request, response) => {
    times.push(performance.now())
    response.writeHead(503, { 'retry-after': value }).end('busy')
  })
  const net = netWith()
  const { outcome } = await net.look({ url: `http://site.test:${server.port}/`, family: 4, maxBytes: 100 })
  expect(outcome).toMatchObject({ kind: 'answered', status })
  expect(times).toHaveLength(asked)
  if (asked === 2) expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990)
  expect(outcome.kind === 'answered' && outcome.millis).toBeLessThan(900)
  await net.close()
  await server.close()
})
