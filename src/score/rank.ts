import type { SiteScore } from '../model/rubric.ts'
import type { SiteCode } from '../model/site.ts'

/** The places a site may take: those surely above it count for `best`, those possibly above it for `worst`. Equal scores share a place. */
export interface RankRange {
  readonly site: SiteCode
  readonly best: number
  readonly worst: number
}

/** Rank ranges among the scores given; overlapping score ranges are not ordered. A vetoed site stands below every site that is not. */
export function rankSites(scores: readonly SiteScore[]): RankRange[] {
  return scores.map((one) => {
    const others = scores.filter((other) => other !== one)
    return {
      site: one.site,
      best: 1 + others.filter((other) => surelyAbove(other, one)).length,
      worst: 1 + others.filter((other) => maybeAbove(other, one)).length,
    }
  })
}

function surelyAbove(a: SiteScore, b: SiteScore): boolean {
  if (isVetoed(a) !== isVetoed(b)) return isVetoed(b)
  return share(a).low > share(b).high
}

function maybeAbove(a: SiteScore, b: SiteScore): boolean {
  if (isVetoed(a) !== isVetoed(b)) return isVetoed(b)
  return share(a).high > share(b).low
}

const isVetoed = (score: SiteScore): boolean => score.vetoed === 'yes'

/** Out of full, so that rubrics of 100 and of 60 points can stand in one list. */
function share({ total, full }: SiteScore): SiteScore['total'] {
  return { low: total.low / full, high: total.high / full }
}
