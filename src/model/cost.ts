import type { RecordedFinding } from './finding.ts'

/** What one failing or doubted finding costs under a rubric. */
export interface FindingCost {
  readonly finding: RecordedFinding
  /** Ids of the indicators that count its check, in the rubric's order; empty when none does. */
  readonly indicators: readonly string[]
  /** A veto stands, and this finding is one of those it stands on. */
  readonly veto: boolean
  /** A veto is open, and this doubt is one of those that leave it open. */
  readonly mayVeto: boolean
  /** Points lost for certain. */
  readonly certain: number
  /** Points lost besides, should the doubts be held against the site. */
  readonly atRisk: number
}
