import { type Instant, millisOf } from '../model/time.ts'
import type { CrawlDeps } from './crawl-deps.ts'

/** Part of a visit's time that is spent on first looks; the rest belongs to the second ones. */
const FIRST_LOOKS_SHARE = 0.8

/** A wall clock that gains or loses less between two looks was not set. */
const SET_MS = 1000

/** Ends one take without an answer; never leaves this folder. */
class OutOfTime extends Error {}

/** The time one visit has, and its owner's wish to stop. */
export interface Clock {
  /** Runs the take unless the time is up. */
  timed<T>(take: () => Promise<T>): Promise<T>
  /** Undefined instead of an exception when the time was up. */
  guarded<T>(work: () => Promise<T>): Promise<T | undefined>
  /** Waits until `ms` have passed since something was taken, by a clock that nobody sets: never longer than that, and never less where it cannot be known. */
  waitSince(taken: Instant, ms: number): Promise<void>
  beginSecondLooks(): void
  outOfTime(): boolean
}

export function createClock(deps: Pick<CrawlDeps, 'config' | 'now' | 'steady' | 'signal' | 'wait'>): Clock {
  const steady = deps.steady ?? deps.now
  const began = steady()
  const ago = createAgo(deps.now, steady)
  const full = deps.config.settings.limits.visitMinutes * 60_000
  const noteClock = () => void ago(0)
  let until = began + full * FIRST_LOOKS_SHARE
  let refused = false

  return {
    async timed(take) {
      deps.signal?.throwIfAborted()
      noteClock()
      if (steady() >= until) throw new OutOfTime('the visit has no time left')
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
    async waitSince(taken, ms) {
      deps.signal?.throwIfAborted()
      const left = ms - ago(millisOf(taken))
      if (left > 0) await unlessAborted(deps.signal, () => deps.wait(left))
    },
    beginSecondLooks() {
      until = began + full
    },
    outOfTime: () => refused,
  }
}

/**
 * How long ago a moment of the wall clock was. Whoever sets that clock in the middle of a visit makes it ambiguous: then the shortest time that fits, and none
 * at all where nothing fits. What was taken before the visit was gone on with counts from then.
 */
function createAgo(now: () => number, steady: () => number): (moment: number) => number {
  const began = steady()
  const settings = [now() - began]
  return (moment) => {
    const at = steady()
    const set = now() - at
    if (settings.every((known) => Math.abs(known - set) > SET_MS)) settings.push(set)
    const fitting = settings.map((known) => at - (moment - known)).filter((ms) => ms >= 0)
    return fitting.length === 0 ? 0 : Math.min(at - began, ...fitting)
  }
}

/** The signal outlives the visit: a listener that stayed with it would keep everything that the visit has seen. */
async function unlessAborted(signal: AbortSignal | undefined, waiting: () => Promise<void>): Promise<void> {
  if (signal === undefined) return waiting()
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    await Promise.race([waiting(), promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
