import { expect, test, vi } from 'vitest'
import { createLimiter } from '../../../src/crawl/limiter.ts'

const politeness = (over: object = {}) => ({
  requestsPerSecond: 100,
  requestsPerSecondPerAddress: 10_000,
  connectionsPerHost: 1000,
  retryAfterCapSeconds: 5,
  sitesAtOnce: 1,
  ...over,
})

async function stamps(count: number, enter: (index: number) => Promise<unknown>): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => enter(index).then(() => performance.now())))
}

function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0))
}

/** Runs on a clock of the test's own, so that what is told is when turns come, and not how busy this machine is. */
async function onAClock<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  try {
    const working = work()
    await vi.advanceTimersByTimeAsync(5000)
    return await working
  } finally {
    vi.useRealTimers()
  }
}

test('requests to a host are spaced by no less than 1/rate, without bursts, in the order they came', async () => {
  const limiter = createLimiter(politeness())
  const times = await onAClock(() => stamps(12, () => limiter.pace({ host: 'a', address: '1' })))
  expect([...times].sort((a, b) => a - b)).toEqual(times)
  for (const gap of gaps(times)) expect(gap).toBeGreaterThanOrEqual(10)
})

test('hosts do not wait for each other, unless they share an address', async () => {
  const apart = createLimiter(politeness({ requestsPerSecond: 1 }))
  const started = performance.now()
  await stamps(5, (index) => apart.pace({ host: `h${index}`, address: `${index}` }))
  expect(performance.now() - started).toBeLessThan(500)
  const shared = createLimiter(politeness({ requestsPerSecond: 10_000, requestsPerSecondPerAddress: 50 }))
  const times = await onAClock(() => stamps(5, (index) => shared.pace({ host: `h${index}`, address: 'same' })))
  for (const gap of gaps(times)) expect(gap).toBeGreaterThanOrEqual(20)
})

test("a site's own agreed rate replaces the settings'", async () => {
  const limiter = createLimiter(politeness({ requestsPerSecond: 1 }))
  const started = performance.now()
  await stamps(10, () => limiter.pace({ host: 'a', address: '1', rate: 1_000 }))
  expect(performance.now() - started).toBeLessThan(500)
})

test('no more connections to a host than allowed', async () => {
  const limiter = createLimiter(politeness({ requestsPerSecond: 10_000, connectionsPerHost: 2 }))
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { leave } = await limiter.enter({ host: 'a', address: '1' })
      most = Math.max(most, ++inside)
      await new Promise(setImmediate)
      inside--
      leave()
      leave()
    }),
  )
  expect(most).toBe(2)
})

test('a host that asked for time gets it', async () => {
  const limiter = createLimiter(politeness())
  limiter.holdBack('a', 150)
  const started = performance.now()
  await limiter.pace({ host: 'b', address: '1' })
  expect(performance.now() - started).toBeLessThan(140)
  await limiter.pace({ host: 'a', address: '1' })
  expect(performance.now() - started).toBeGreaterThanOrEqual(149)
})

test('waiting ends at once when it is called off, and leaves no gap for those behind', async () => {
  const limiter = createLimiter(politeness({ requestsPerSecond: 0.01, connectionsPerHost: 1 }))
  const { leave } = await limiter.enter({ host: 'a', address: '1' })
  const off = new AbortController()
  const waiting = limiter.enter({ host: 'a', address: '1', signal: off.signal })
  off.abort(new Error('stop'))
  await expect(waiting).rejects.toThrow('stop')
  leave()
  const late = new AbortController()
  const paced = limiter.enter({ host: 'a', address: '1', signal: late.signal })
  late.abort(new Error('stop too'))
  await expect(paced).rejects.toThrow('stop too')
  await expect(limiter.enter({ host: 'a', address: '1', signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
})

test('a request that goes out late puts off the one that would make too many in a second', async () => {
  const limiter = createLimiter(politeness({ requestsPerSecond: 20 }))
  const sent: number[] = []
  for (let request = 0; request < 24; request += 1) {
    const pass = await limiter.enter({ host: 'a', address: '1' })
    // Only the first is held up, by as much as three slots.
    if (request === 0) await new Promise((resolve) => setTimeout(resolve, 150))
    sent.push(performance.now())
    pass.sent()
    pass.leave()
  }
  const inASecond = sent.map((from) => sent.filter((at) => at >= from && at < from + 1000).length)
  expect(Math.max(...inASecond)).toBeLessThanOrEqual(20)
})
