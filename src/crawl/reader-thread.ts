import { parentPort, workerData } from 'node:worker_threads'
import { type ReadingConfig, type ReadingJob, readJob } from './reader.ts'
import type { ReadingAnswer } from './reader-pool.ts'

/** The thread of `createReaderPool`: one job in, one answer out. */
const config = workerData as ReadingConfig

parentPort?.on('message', (job: ReadingJob) => parentPort?.postMessage(answerTo(job)))

function answerTo(job: ReadingJob): ReadingAnswer {
  try {
    return { facts: readJob(job, config) }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
