import type { Doubt } from '../../../src/model/finding.ts'
import type { HostileCase } from '../hostile-case.ts'

/** A visit to a sound site that is cut short at one moment after another. */
export interface CutCase extends HostileCase {
  readonly at: 'request' | 'capture'
  /** By which everything goes that is in doubt. */
  readonly reasons: readonly Doubt[]
}

export const CUT_CASES: readonly CutCase[] = [
  {
    ...{ name: 'time-of-the-visit-used-up', verdict: 'inconclusive', blame: 'unclear', at: 'request' },
    // Before the homepage was asked for, nobody knows whether its address is of use.
    reasons: ['no-evidence', 'needs-a-person'],
    does: 'the time of the visit is used up in the middle, at one request after another',
    because: 'what was not asked for is not missing',
  },
  {
    ...{ name: 'visit-breaks-down', verdict: 'inconclusive', blame: 'us', at: 'capture' },
    reasons: ['our-failure', 'no-evidence', 'needs-a-person', 'no-ipv6-here'],
    does: 'the program breaks down in the middle of the visit, before one capture after another',
    because: 'what is left of a visit says nothing of the rest',
  },
]
