import type { Command } from 'commander'
import { loadChecks } from '../../audit/catalogue.ts'
import type { Site } from '../../model/site.ts'
import type { Run } from '../../model/visit.ts'
import { type Comparison, compareSite, type SiteComparison, type SiteName, type SiteSide, withRanks } from '../../report/comparison.ts'
import { comparisonText } from '../../report/comparison-text.ts'
import { type ComparedRun, runDifferences } from '../../report/run-differences.ts'
import { compareScores } from '../../score/changes.ts'
import { rankSites } from '../../score/rank.ts'
import type { Store } from '../../store/open.ts'
import { type CommonOptions, withContext } from '../context.ts'
import { findRun } from '../find-run.ts'
import { print, printJson, withCommon } from '../options.ts'

export function addCompare(program: Command): void {
  withCommon(program.command('compare'))
    .description('say what got better, worse, new or settled between two stored runs')
    .argument('<before>', 'id of the earlier run, or latest')
    .argument('<after>', 'id of the later run, or latest')
    .action(async (before: string, after: string, options: CommonOptions) => {
      await withContext(options, 'read', async ({ store }) => {
        const runs = [await findRun(before, store, '<before>'), await findRun(after, store, '<after>')] as const
        const comparison = await compareRuns(...runs, store)
        if (options.json) printJson(comparison)
        else print(comparisonText(comparison, new Map((await loadChecks()).map(({ id, title }) => [id, title]))))
      })
    })
}

/** Reads the sites of both runs one at a time, and keeps of each what changed. */
async function compareRuns(before: Run, after: Run, store: Store): Promise<Comparison> {
  const [old, now] = [await comparedRun(before, store), await comparedRun(after, store)]
  const differences = runDifferences(old, now)
  const earlier = new Map(old.config.sites.map((site) => [site.code, site]))
  const later = new Set(now.config.sites.map(({ code }) => code))
  const pairs = new Pairs()
  for (const site of now.config.sites) {
    const was = earlier.get(site.code)
    if (!was) continue
    pairs.add(await side(before, was, store), await side(after, site, store), differences.rubrics?.after ?? [])
  }
  const label = ({ id, startedAt, finishedAt }: Run) => ({ id, startedAt, finishedAt })
  return {
    before: label(before),
    after: label(after),
    differences,
    checks: pairs.checks(),
    onlyBefore: old.config.sites.filter(({ code }) => !later.has(code)).map(nameOf),
    onlyAfter: now.config.sites.filter(({ code }) => !earlier.has(code)).map(nameOf),
    unjudged: pairs.unjudged,
    sites: pairs.ranked(),
  }
}

const nameOf = ({ code, name }: Site): SiteName => ({ site: code, name })

async function comparedRun(run: Run, store: Store): Promise<ComparedRun> {
  const seal = await store.seals.night(run.id)
  return { run, config: await store.runs.config(run.id), program: seal?.statement.program ?? null }
}

async function side(run: Run, site: Site, store: Store): Promise<SiteSide> {
  const [score = null] = await store.judgements.scores(run.id, site.code)
  return { site, findings: await store.judgements.findings(run.id, site.code), score, asOf: score?.asOf ?? run.startedAt }
}

/** What is kept of the pairs of sites while they are read. */
class Pairs {
  readonly unjudged: SiteName[] = []
  readonly #sites: Omit<SiteComparison, 'rank'>[] = []
  readonly #sides: (readonly [SiteSide, SiteSide])[] = []
  readonly #asked = [new Set<string>(), new Set<string>()] as const

  add(before: SiteSide, after: SiteSide, otherRubrics: readonly string[]): void {
    if (before.findings.length === 0 || after.findings.length === 0) {
      this.unjudged.push(nameOf(after.site))
      return
    }
    for (const { check } of before.findings) this.#asked[0].add(check)
    for (const { check } of after.findings) this.#asked[1].add(check)
    const [old, now] = [before.score, after.score]
    const sameRubric = old?.rubric === now?.rubric && !otherRubrics.includes(now?.rubric ?? '')
    const changes = compareScores(old ? [old] : [], now ? [now] : [])
    this.#sites.push(compareSite({ before, after, sameRubric, changes }))
    // Scores are small and needed again for the ranks; findings are not kept.
    this.#sides.push([
      { ...before, findings: [] },
      { ...after, findings: [] },
    ])
  }

  checks(): Comparison['checks'] {
    const [old, now] = this.#asked
    const without = (some: ReadonlySet<string>, others: ReadonlySet<string>) => [...some].filter((check) => !others.has(check)).sort()
    return { onlyBefore: without(old, now), onlyAfter: without(now, old) }
  }

  /** Places among the sites compared, kind by kind: a site that only one run has must not move the others. */
  ranked(): SiteComparison[] {
    const kinds = Map.groupBy(this.#sides, ([, { site }]) => site.owner.kind)
    const ranks = (at: 0 | 1) =>
      [...kinds.values()].flatMap((sides) => {
        const both = sides.filter(([old, now]) => old.score && now.score)
        return rankSites(both.flatMap((pair) => pair[at].score ?? []))
      })
    return withRanks(this.#sites, ranks(0), ranks(1))
  }
}
