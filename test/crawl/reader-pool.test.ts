import { expect, onTestFinished, test } from 'vitest'
import { createReaderHere } from '../../src/crawl/reader.ts'
import { createReaderPool } from '../../src/crawl/reader-pool.ts'
import type { Answer } from '../../src/crawl/reading.ts'
import { CONFIG } from './visit/config.ts'

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const answer: Answer = { status: 200, finalUrl: 'http://www.a.test/', headers: {}, redirects: [], millis: 1, truncated: false }
const capture = {
  kind: 'page',
  role: 'page',
  url: 'http://www.a.test/',
  family: 4,
  look: 1,
  takenAt: '2026-03-02T02:00:00.000+08:00',
  id: 'x',
  outcome: { kind: 'failed', failure: 'timed-out', detail: '' },
} as const
const PAGE = Buffer.from(
  '<html><title>首页</title><body><ul><li><a href="/1.html">关于一件事情的通知</a>2026-03-01</li></ul></body></html>',
)

const REF = { sha256: 'x', length: 1 }

function poolOf(threads: number, mostMs?: number) {
  const pool = createReaderPool({ config: CONFIG, threads, log, ...(mostMs === undefined ? {} : { mostMs }) })
  onTestFinished(() => pool.close())
  return pool
}

test('a thread reads what the caller would read', async () => {
  const { reader } = poolOf(2)
  const here = createReaderHere(CONFIG)
  const both = await Promise.all(Array.from({ length: 5 }, () => reader.answer(answer, PAGE)))
  for (const read of both) expect(read).toEqual(await here.answer(answer, PAGE))
  expect(await reader.quality(answer, PAGE)).toEqual(await here.quality(answer, PAGE))
})

test.each([
  ['takes for ever', 'hang', 'not read within', 2_000],
  ['takes all memory', 'eat', 'memory', 60_000],
  ['ends the thread', 'exit', 'ended', 60_000],
])('a page that %s costs itself alone', async (_, body, says, mostMs) => {
  const script = new URL('./badly-behaved-thread.ts', import.meta.url)
  const pool = createReaderPool({ config: CONFIG, threads: 1, log, mostMs, script })
  onTestFinished(() => pool.close())
  const [bad, good] = await Promise.allSettled([pool.reader.captured(capture, Buffer.from(body)), pool.reader.captured(capture, PAGE)])
  expect(bad).toMatchObject({ status: 'rejected', reason: expect.objectContaining({ message: expect.stringContaining(says) }) })
  expect(good).toEqual({ status: 'fulfilled', value: null })
})

test('proofreading is done in a thread, and costs itself alone', async () => {
  await expect(poolOf(1).reader.proof({ ...capture, outcome: { kind: 'answered', ...answer, body: REF } }, PAGE)).resolves.toBeUndefined()
  const pool = createReaderPool({ config: CONFIG, threads: 1, log, script: new URL('./badly-behaved-thread.ts', import.meta.url) })
  onTestFinished(() => pool.close())
  await expect(pool.reader.proof(capture, Buffer.from('exit'))).rejects.toThrow('ended')
})

test('a thread that breaks down while nobody waits for it is replaced', async () => {
  const broke = Promise.withResolvers<void>()
  const script = new URL('./badly-behaved-thread.ts', import.meta.url)
  const pool = createReaderPool({ config: CONFIG, threads: 1, log: { ...log, warn: () => broke.resolve() }, script })
  onTestFinished(() => pool.close())
  // Its end may overtake its answer.
  await pool.reader.captured(capture, Buffer.from('die later')).catch(() => undefined)
  await broke.promise
  await expect(pool.reader.captured(capture, PAGE)).resolves.toBeNull()
})

test('a closed pool refuses at once, and what waits hears of it', async () => {
  const pool = poolOf(1)
  const waiting = Promise.allSettled([reader(pool), reader(pool)])
  await pool.close()
  for (const end of await waiting) expect(end.status).toBe('rejected')
  await expect(pool.reader.answer(answer, PAGE)).rejects.toThrow('closed')
})

function reader(pool: ReturnType<typeof poolOf>) {
  return pool.reader.answer(answer, PAGE)
}
