import { readPage } from '../extract/page.ts'
import { type ReadQuality, readQuality } from '../extract/quality.ts'
import type { PageCapture, RenderCapture } from '../model/capture.ts'
import type { Config } from '../model/config.ts'
import type { PageFacts, PageLeads } from '../model/page.ts'
import { proofread } from './proof.ts'
import { type Answer, inputOf, readCaptured, readDrawn } from './reading.ts'

/** One piece of reading, as it is handed over. */
export type ReadingJob =
  | { readonly what: 'captured'; readonly capture: PageCapture; readonly bytes: Uint8Array }
  | { readonly what: 'drawn'; readonly capture: RenderCapture; readonly bytes: Uint8Array }
  | { readonly what: 'answer'; readonly answer: Answer; readonly bytes: Uint8Array }
  | { readonly what: 'proof'; readonly capture: PageCapture | RenderCapture; readonly bytes: Uint8Array }

/** Reads pages. Rejects when a page cannot be read: its bytes were too much for us, or a bug of ours. */
export interface Reader {
  /** Where a page leads; null for an answer that is no markup. */
  captured(capture: PageCapture, bytes: Uint8Array): Promise<PageLeads | null>
  /** Where a page leads that a browser has drawn. */
  drawn(capture: RenderCapture, html: Uint8Array): Promise<PageLeads | null>
  /** Everything that an answer says which is markup. */
  answer(answer: Answer, bytes: Uint8Array): Promise<PageFacts>
  /** Reads what judging will read of it, and forgets it: rejects where judging would break down. */
  proof(capture: PageCapture | RenderCapture, bytes: Uint8Array): Promise<void>
  /** What kind of answer this is. */
  quality(answer: Answer, bytes: Uint8Array): Promise<ReadQuality>
}

/** What `Reader` needs of the configuration. */
export type ReadingConfig = Pick<Config, 'patterns' | 'columns'>

/** What a job yields: an answer everything, the others where they lead. */
export type Read = PageFacts | PageLeads | null

/** Does one job where it is called. */
export function readJob(job: ReadingJob, config: ReadingConfig): Read {
  if (job.what === 'captured') return readCaptured(job.capture, job.bytes, config)
  if (job.what === 'proof') {
    proofread(job.capture, job.bytes, config)
    return null
  }
  return job.what === 'drawn' ? readDrawn(job.capture, job.bytes, config) : readPage(inputOf(job.answer, job.bytes, config))
}

/** A reader out of anything that does jobs. */
export function createReader(config: ReadingConfig, run: (job: ReadingJob) => Promise<Read>): Reader {
  return {
    captured: (capture, bytes) => run({ what: 'captured', capture, bytes }),
    drawn: (capture, bytes) => run({ what: 'drawn', capture, bytes }),
    async answer(answer, bytes) {
      const facts = await run({ what: 'answer', answer, bytes })
      if (facts === null || !('structure' in facts)) throw new Error('an answer was not read whole')
      return facts
    },
    async proof(capture, bytes) {
      await run({ what: 'proof', capture, bytes })
    },
    // Most answers are told at a glance, which costs less than handing them over; the rest is no more than the first part of a page.
    quality: async (answer, bytes) => readQuality(inputOf(answer, bytes, config)),
  }
}

/** Reads in the calling thread. */
export function createReaderHere(config: ReadingConfig): Reader {
  return {
    captured: async (capture, bytes) => readCaptured(capture, bytes, config),
    drawn: async (capture, html) => readDrawn(capture, html, config),
    answer: async (answer, bytes) => readPage(inputOf(answer, bytes, config)),
    proof: async (capture, bytes) => proofread(capture, bytes, config),
    quality: async (answer, bytes) => readQuality(inputOf(answer, bytes, config)),
  }
}
