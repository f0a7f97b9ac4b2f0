import type { Capture } from '../../model/capture.ts'
import { type Instant, millisOf } from '../../model/time.ts'

const UNTOLD = '1970-01-01T00:00:00.000Z'

/** The instant in UTC with milliseconds, as WARC wants it; the year 1970 for a text that is no instant of our era. */
export function utcOf(instant: Instant): string {
  const ms = millisOf(instant)
  if (!Number.isFinite(ms)) return UNTOLD
  const text = new Date(ms).toISOString()
  return text.length === UNTOLD.length ? text : UNTOLD
}

/** `20260301020000`, to the second. */
export function stampOf(utc: string): string {
  return utc.replace(/\D/g, '').slice(0, 14)
}

/** The captures by the time they were taken at, each once: whatever order they come in, and however often one comes. */
export function inOrder(captures: readonly Capture[]): Capture[] {
  const distinct = new Map(captures.map((capture) => [capture.id, capture]))
  return [...distinct.values()].sort((one, other) => compare(one.takenAt, other.takenAt) || compare(one.id, other.id))
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
