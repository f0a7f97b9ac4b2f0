import { Worker } from 'node:worker_threads'
import type { Log } from '../model/log.ts'
import { createReader, type Read, type Reader, type ReadingConfig, type ReadingJob } from './reader.ts'

/** A page that takes longer than this is given up; a real one takes some hundredths of a second. */
const MOST_MS = 30_000
/** Of one thread; a page that needs more is given up, and nothing else suffers. */
const MOST_MIB = 512
const YOUNG_MIB = 16

/** What a thread answers. */
export type ReadingAnswer = { readonly facts: Read } | { readonly error: string }

interface Waiting {
  readonly job: ReadingJob
  readonly resolve: (facts: Read) => void
  readonly reject: (error: Error) => void
}

interface ReaderPoolOptions {
  readonly config: ReadingConfig
  readonly threads: number
  readonly log: Log
  readonly mostMs?: number
  /** What runs in the threads, for tests of what threads can do. */
  readonly script?: URL
}

export interface ReaderPool {
  readonly reader: Reader
  close(): Promise<void>
}

/**
 * Reads pages in threads of their own: a page that takes long holds up no socket and no deadline, and one that takes all memory or all time costs itself
 * alone. A thread starts with the first page for it.
 */
export function createReaderPool(options: ReaderPoolOptions): ReaderPool {
  const queue: Waiting[] = []
  const desks = Array.from({ length: Math.max(1, options.threads) }, () => new ReadingDesk(options))
  let closed = false

  const next = (): void => {
    for (const desk of desks) {
      if (desk.busy) continue
      const waiting = queue.shift()
      if (waiting === undefined) return
      void desk.read(waiting).then(next)
    }
  }
  const run = (job: ReadingJob) =>
    new Promise<Read>((resolve, reject) => {
      if (closed) return reject(new Error('the readers are closed'))
      queue.push({ job, resolve, reject })
      next()
    })

  return {
    reader: createReader(options.config, run),
    async close() {
      closed = true
      for (const { reject } of queue.splice(0)) reject(new Error('the readers are closed'))
      await Promise.all(desks.map((desk) => desk.close()))
    },
  }
}

/** One thread, or the place for one. */
class ReadingDesk {
  busy = false
  readonly #options: ReaderPoolOptions
  #worker: Worker | null = null

  constructor(options: ReaderPoolOptions) {
    this.#options = options
  }

  /** Never rejects: the outcome goes to the one who waits. */
  async read({ job, resolve, reject }: Waiting): Promise<void> {
    this.busy = true
    try {
      const answer = await this.#ask(job)
      if ('error' in answer) reject(new Error(answer.error))
      else resolve(answer.facts)
    } catch (error) {
      this.#options.log.warn({ what: job.what, bytes: job.bytes.length, error: String(error) }, 'a reading thread was given up')
      await this.close()
      reject(error instanceof Error ? error : new Error(String(error)))
    } finally {
      this.busy = false
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  #ask(job: ReadingJob): Promise<ReadingAnswer> {
    const worker = this.#worker ?? this.#begin()
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer)
        worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      }
      const onMessage = (answer: ReadingAnswer) => {
        done()
        resolve(answer)
      }
      const onError = (error: unknown) => {
        done()
        reject(error instanceof Error ? error : new Error(String(error)))
      }
      const onExit = () => onError(new Error('the reading thread ended'))
      const { mostMs = MOST_MS } = this.#options
      const timer = setTimeout(() => onError(new Error(`not read within ${mostMs} ms`)), mostMs)
      worker.on('message', onMessage).on('error', onError).on('exit', onExit)
      // A copy of its own: what a view leads to would be handed over whole.
      const bytes = Uint8Array.from(job.bytes)
      worker.postMessage({ ...job, bytes }, [bytes.buffer])
    })
  }

  #begin(): Worker {
    const { config, script = new URL('./reader-thread.ts', import.meta.url) } = this.#options
    const { patterns, columns } = config
    const worker = new Worker(script, {
      name: 'reader',
      workerData: { patterns, columns },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MIB, maxYoungGenerationSizeMb: YOUNG_MIB },
    })
    worker.unref()
    // One that ends while nobody waits for it is replaced by the next page's; unheard, its error would end the night.
    const gone = () => {
      if (this.#worker === worker) this.#worker = null
    }
    worker.on('exit', gone).on('error', (error) => {
      gone()
      this.#options.log.warn({ error: String(error) }, 'a reading thread broke down')
    })
    this.#worker = worker
    return worker
  }
}
