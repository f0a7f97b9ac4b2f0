import type { Capture } from '../../model/capture.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { RecordedFinding } from '../../model/finding.ts'
import type { SiteScore } from '../../model/rubric.ts'
import type { SiteCode } from '../../model/site.ts'
import type { Instant, LocalDate } from '../../model/time.ts'
import type { Run } from '../../model/visit.ts'

/** How a site stood among the others, and before: what documents say of it that does not follow from its own evidence. */
export interface Context {
  readonly rank: { readonly best: number; readonly worst: number; readonly of: number } | null
  readonly history: readonly {
    readonly run: string
    readonly day: LocalDate
    readonly total: { readonly low: number; readonly high: number }
    readonly full: number
  }[]
}

/**
 * One line of evidence.jsonl. In the order: the run, the plans of the availability probes, the vantage's visit and captures; then for each site its visit,
 * captures, messages, probes, the moment judged, findings, scores and context.
 */
export type EvidenceLine =
  | ({ readonly type: 'run'; readonly format: typeof FORMAT } & Run)
  | { readonly type: 'plan'; readonly day: LocalDate; readonly seed: string; readonly perDay: number }
  | { readonly type: 'visit'; readonly site: SiteCode; readonly startedAt: Instant; readonly finishedAt: Instant | null }
  | { readonly type: 'capture'; readonly site: SiteCode; readonly key: string; readonly capture: Capture }
  | { readonly type: 'tickets'; readonly site: SiteCode; readonly value: Evidence['tickets'] }
  | { readonly type: 'availability'; readonly site: SiteCode; readonly value: Evidence['availability'] }
  | { readonly type: 'judgement'; readonly site: SiteCode; readonly asOf: Instant }
  | { readonly type: 'finding'; readonly site: SiteCode; readonly finding: RecordedFinding }
  | { readonly type: 'score'; readonly site: SiteCode; readonly score: SiteScore }
  | { readonly type: 'context'; readonly site: SiteCode; readonly value: Context }

export const FORMAT = 'govsite-evidence/1'
