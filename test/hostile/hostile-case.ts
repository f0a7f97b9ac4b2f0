import type { Blame } from '../../src/model/failure.ts'
import type { Verdict } from '../../src/model/finding.ts'

/**
 * One thing that a hostile or broken world does, and the one answer that is right. Areas hold lists of these, with what their tests need besides; a test
 * runs every case, and the table that people read is made from the same lists.
 */
export interface HostileCase {
  /** Unique in its area. */
  readonly name: string
  /** What the site, the network or the machine does, in one English phrase. */
  readonly does: string
  /** Of the finding about it; where no finding is made: `refused` (not connected, not accepted), `harmless` (shown as text, no effect), `unchanged` (same result as without). */
  readonly verdict: Verdict | 'refused' | 'harmless' | 'unchanged'
  /** Whose doing it is said to be; `nobody` where nothing is held against anybody. */
  readonly blame: Blame | 'nobody'
  /** Why this and nothing else, where it does not go without saying. */
  readonly because?: string
}
