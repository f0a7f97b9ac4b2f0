import { KnownFailure } from './failures.ts'

/** Calls `breakOff` once, when the deadline passes or the signal aborts; the returned function calls both off. */
export function cutOff(
  { deadlineMs, signal }: { readonly deadlineMs: number; readonly signal?: AbortSignal | undefined },
  breakOff: (error: KnownFailure) => void,
): () => void {
  const onAbort = () => breakOff(new KnownFailure('cancelled', 'the look was cancelled'))
  const timer = setTimeout(
    () => breakOff(new KnownFailure('timed-out', `no whole answer within ${Math.round(deadlineMs)} ms`)),
    Math.max(1, deadlineMs),
  )
  if (signal?.aborted) queueMicrotask(onAbort)
  else signal?.addEventListener('abort', onAbort, { once: true })
  return () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
