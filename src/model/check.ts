import type { Basis } from './basis.ts'
import type { Evidence, EvidenceKind } from './evidence.ts'
import type { Finding } from './finding.ts'
import type { Site } from './site.ts'
import type { Calendar, Instant } from './time.ts'

/** One question put to the evidence. It reads; it never fetches, stores, logs or looks at the clock. */
export interface CheckDefinition<Kind extends EvidenceKind = EvidenceKind, Options extends CheckOptions = CheckOptions> {
  /** The name of the file, of the test, and of the rubric entry. */
  readonly id: string
  readonly title: string
  readonly basis: Basis
  readonly needs: readonly Kind[]
  /** Defaults; a rubric may override them key by key. */
  readonly options: Options
  /** At least one finding: silence is a bug, not a pass. */
  run(evidence: Pick<Evidence, Kind>, context: CheckContext<Options>): readonly Finding[]
}

export type CheckOptions = Readonly<Record<string, string | number | boolean | readonly string[] | Readonly<Record<string, number>>>>

export interface CheckContext<Options> {
  readonly site: Site
  /** The moment being judged, not the moment of judging. */
  readonly asOf: Instant
  readonly calendar: Calendar
  readonly options: Options
}

export function defineCheck<const Kind extends EvidenceKind, Options extends CheckOptions>(
  check: CheckDefinition<Kind, Options>,
): CheckDefinition<Kind, Options> {
  return check
}
