import { parentPort } from 'node:worker_threads'
import type { ReadingJob } from '../../../src/crawl/reader.ts'

/** The reading thread of the product, which a page with the word for it makes use up its memory. */
const WORD = 'eats-all-memory'

parentPort?.on('message', ({ bytes }: ReadingJob) => {
  const eaten: number[][] = []
  while (Buffer.from(bytes).includes(WORD)) eaten.push(new Array(2_000_000).fill(0.5))
})
await import('../../../src/crawl/reader-thread.ts')
