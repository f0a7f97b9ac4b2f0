import type { RecordedFinding } from '../model/finding.ts'
import type { Score, SiteScore, Vetoed } from '../model/rubric.ts'
import type { Site, SiteCode } from '../model/site.ts'
import { dayOf, daysBetween, type Instant } from '../model/time.ts'
import { compareProblems, type FindingComparison } from './finding-comparison.ts'
import { type Change, rangeChange } from './range-change.ts'
import type { RunDifferences } from './run-differences.ts'

/** Two runs beside each other. Only sites that both have judged are compared. */
export interface Comparison {
  readonly before: ComparisonRun
  readonly after: ComparisonRun
  readonly differences: RunDifferences
  /** Checks that only one of the runs asked. */
  readonly checks: { readonly onlyBefore: readonly string[]; readonly onlyAfter: readonly string[] }
  readonly onlyBefore: readonly SiteName[]
  readonly onlyAfter: readonly SiteName[]
  /** In both registries, but not judged in both runs. */
  readonly unjudged: readonly SiteName[]
  readonly sites: readonly SiteComparison[]
}

export interface ComparisonRun {
  readonly id: string
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
}

export interface SiteName {
  readonly site: SiteCode
  readonly name: string
}

export interface SiteComparison extends SiteName {
  readonly total: RangeChange | null
  readonly vetoed: { readonly before: Vetoed; readonly after: Vetoed } | null
  /** Among the sites compared; null where either place is open. */
  readonly rank: { readonly before: number; readonly after: number } | null
  readonly indicators: readonly (RangeChange & { readonly id: string; readonly title: string })[]
  readonly problems: FindingComparison
}

export interface RangeChange {
  readonly before: Score
  readonly after: Score
  /** `untold` also where the points were counted by another rubric. */
  readonly change: Change
}

/** One run's judgement of a site. */
export interface SiteSide {
  readonly site: Site
  readonly findings: readonly RecordedFinding[]
  /** Under the first rubric that applies. */
  readonly score: SiteScore | null
  readonly asOf: Instant
}

export interface SitePair {
  readonly before: SiteSide
  readonly after: SiteSide
  /** Points are counted by the same rubric with the same contents. */
  readonly sameRubric: boolean
  /** Made by `compareScores`; `total` and parts are passed over. */
  readonly changes: readonly {
    readonly id: string
    readonly title: string
    readonly before: { score: Score } | null
    readonly after: { score: Score } | null
  }[]
}

/** One site in both runs; its rank is added when all are known. */
export function compareSite({ before, after, sameRubric, changes }: SitePair): Omit<SiteComparison, 'rank'> {
  const [old, now] = [before.score, after.score]
  const ids = new Set(now?.indicators.map(({ id }) => id))
  const change = (was: Score, is: Score): RangeChange => ({ before: was, after: is, change: sameRubric ? rangeChange(was, is) : 'untold' })
  return {
    site: after.site.code,
    name: after.site.name,
    total: old && now ? change(old.total, now.total) : null,
    vetoed: old && now ? { before: old.vetoed, after: now.vetoed } : null,
    indicators: changes.flatMap(({ id, title, before: was, after: is }) => {
      if (!ids.has(id) || !was || !is) return []
      const { low, high } = was.score
      return low === is.score.low && high === is.score.high ? [] : [{ id, title, ...change(was.score, is.score) }]
    }),
    problems: compareProblems(before.findings, after.findings, {
      home: after.site.home,
      days: daysBetween(dayOf(before.asOf), dayOf(after.asOf)),
    }),
  }
}

type Ranks = readonly { readonly site: string; readonly best: number; readonly worst: number }[]

/** Gives each site its places in both runs, where both are beyond doubt. */
export function withRanks(sites: readonly Omit<SiteComparison, 'rank'>[], before: Ranks, after: Ranks): SiteComparison[] {
  const [old, now] = [singles(before), singles(after)]
  return sites.map((one) => {
    const [was, is] = [old.get(one.site), now.get(one.site)]
    return { ...one, rank: was === undefined || is === undefined ? null : { before: was, after: is } }
  })
}

const singles = (ranks: Ranks): Map<string, number> =>
  new Map(ranks.filter(({ best, worst }) => best === worst).map(({ site, best }) => [site, best]))
