import type { BodyRef, Capture } from './capture.ts'
import type { SiteCode } from './site.ts'
import type { Instant } from './time.ts'

export interface Run {
  readonly id: string
  readonly kind: 'crawl' | 'audit' | 'demo'
  readonly startedAt: Instant
  /** Null while the run goes on, or after it was cut off: then it can be resumed. */
  readonly finishedAt: Instant | null
  /** Everything random in the run is drawn from it. */
  readonly seed: string
}

/** One run's look at one site: the unit of a job, a transaction, a seal and a bundle. */
export interface Visit {
  readonly id: string
  readonly run: string
  readonly site: SiteCode
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
}

/** The pseudo-site under which a run keeps its canaries. */
export const VANTAGE_SITE: SiteCode = '@vantage'

/** A capture before it has a name; the body is hashed and kept by the journal. */
export type Draft<C extends Capture = Capture> = C extends Capture ? Omit<C, 'id'> : never

/**
 * Where a visit's evidence goes. What was committed is never taken again: a visit that was cut off runs the same code once more, and every `once` that
 * was already committed is answered from the journal without touching the site.
 */
export interface VisitJournal {
  /** Keeps bytes by content address (idempotent). Commits together with the next capture that names them. */
  keep(bytes: Uint8Array): BodyRef
  /** The capture committed under this key, or else the one that `take` makes. Keys are unique within a visit. */
  once<C extends Capture>(key: string, take: () => Promise<Draft<C>>): Promise<C>
  /** Bytes kept by this or any earlier visit. */
  body(ref: BodyRef): Promise<Uint8Array>
  /** All captures of the visit so far, in order of capture (`takenAt`, then key). */
  captures(): readonly Capture[]
  /** Makes everything so far durable. Called by the journal itself every few captures. */
  flush(): Promise<void>
  /** Durable, ended. */
  finish(at: Instant): Promise<void>
}
