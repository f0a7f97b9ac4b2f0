import { KnownFailure } from './failures.ts'
import { liveNow } from './live-clock.ts'

/** Where it takes so many times the deadline to be alive for one, it is our machine that is too slow. */
const PATIENCE = 4

/**
 * Calls `breakOff` once, when the deadline passes or the signal aborts; the returned function calls both off. Time that we slept through does not count
 * against the site.
 */
export function cutOff(
  { deadlineMs, signal }: { readonly deadlineMs: number; readonly signal?: AbortSignal | undefined },
  breakOff: (error: KnownFailure) => void,
): () => void {
  const onAbort = () => breakOff(new KnownFailure('cancelled', 'the look was cancelled'))
  const due = liveNow() + Math.max(1, deadlineMs)
  const giveUp = performance.now() + Math.max(1, deadlineMs) * PATIENCE
  let timer: NodeJS.Timeout
  const wait = (ms: number) => {
    timer = setTimeout(() => {
      const left = due - liveNow()
      if (left < 1) return breakOff(new KnownFailure('timed-out', `no whole answer within ${Math.round(deadlineMs)} ms`))
      if (performance.now() < giveUp) return wait(left)
      breakOff(new KnownFailure('our-limit', `we were too busy to hear an answer for ${Math.round(deadlineMs)} ms`))
    }, ms)
  }
  wait(Math.max(1, deadlineMs))
  if (signal?.aborted) queueMicrotask(onAbort)
  else signal?.addEventListener('abort', onAbort, { once: true })
  return () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
