import type { CrawlDeps } from './crawl-deps.ts'

/** Part of a visit's time that is spent on first looks; the rest belongs to the second ones. */
const FIRST_LOOKS_SHARE = 0.8

/** Ends one take without an answer; never leaves this folder. */
class OutOfTime extends Error {}

/** The time one visit has, and its owner's wish to stop. */
export interface Clock {
  /** Runs the take unless the time is up. */
  timed<T>(take: () => Promise<T>): Promise<T>
  /** Undefined instead of an exception when the time was up. */
  guarded<T>(work: () => Promise<T>): Promise<T | undefined>
  wait(ms: number): Promise<void>
  beginSecondLooks(): void
  outOfTime(): boolean
}

export function createClock(deps: Pick<CrawlDeps, 'config' | 'now' | 'signal' | 'wait'>): Clock {
  const began = deps.now()
  const full = deps.config.settings.limits.visitMinutes * 60_000
  let until = began + full * FIRST_LOOKS_SHARE
  let refused = false
  // One listener, however many looks are waiting.
  const stopped = aborted(deps.signal)
  stopped.catch(() => undefined)

  return {
    async timed(take) {
      deps.signal?.throwIfAborted()
      if (deps.now() >= until) throw new OutOfTime('the visit has no time left')
      const taken = await take()
      // An answer cut off by the stop says nothing about the site: it must not be committed.
      deps.signal?.throwIfAborted()
      return taken
    },
    async guarded(work) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof OutOfTime)) throw error
        refused = true
        return undefined
      }
    },
    async wait(ms) {
      deps.signal?.throwIfAborted()
      if (ms > 0) await Promise.race([deps.wait(ms), stopped])
    },
    beginSecondLooks() {
      until = began + full
    },
    outOfTime: () => refused,
  }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
