import type { Context } from '../bundle/evidence/evidence-line.ts'
import type { SiteScore } from '../model/rubric.ts'
import type { SiteCode } from '../model/site.ts'
import type { Run } from '../model/visit.ts'
import type { SiteDigest } from '../report/view.ts'
import { rankSites } from '../score/rank.ts'
import type { Store } from '../store/open.ts'

/** How the sites of a run stand among all sites of their kind, even those that a document leaves out. */
export interface Standings {
  of(site: SiteCode): Context['rank']
  /** The places of those sites, as the tables want them. */
  rank(scores: readonly SiteScore[]): readonly { readonly site: SiteCode; readonly best: number; readonly worst: number }[]
  /** What came with an imported run; undefined for one that was made here. */
  readonly contexts: Readonly<Record<SiteCode, Context>> | undefined
}

/** Ranks counted over all digests of the run; of an imported run, which may be one site of many, those that came with it. */
export async function standingsOf(run: Run, digests: readonly SiteDigest[], store: Store): Promise<Standings> {
  const known: unknown = await store.runs.contexts(run.id)
  if (known !== undefined) {
    // Written by the import, whose lines were checked.
    const contexts = known as Record<SiteCode, Context>
    return standings(contexts, (site) => contexts[site]?.rank ?? null)
  }
  const ranks = new Map<SiteCode, NonNullable<Context['rank']>>()
  for (const group of Map.groupBy(digests, ({ site }) => site.owner.kind).values()) {
    const scores = group.flatMap(({ score }): SiteScore[] => (score ? [score] : []))
    for (const { site, best, worst } of rankSites(scores)) ranks.set(site, { best, worst, of: scores.length })
  }
  return standings(undefined, (site) => ranks.get(site) ?? null)
}

function standings(contexts: Standings['contexts'], of: Standings['of']): Standings {
  const rank = (scores: readonly SiteScore[]) =>
    scores.map(({ site }) => {
      const { best, worst } = of(site) ?? { best: 1, worst: scores.length }
      return { site, best, worst }
    })
  return { contexts, of, rank }
}
