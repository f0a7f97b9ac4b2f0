import type { Rubric, SiteScore } from '../model/rubric.ts'
import type { OwnerKind } from '../model/site.ts'
import type { Run } from '../model/visit.ts'
import { doubtView } from './doubt-view.ts'
import { plainLine } from './plain.ts'
import type { RunCounts, RunSealView, RunView, SiteCard } from './run-view.ts'
import { type LeagueInput, leagueOf, type SiteDigest } from './view.ts'

export interface RunInput {
  readonly run: Run
  /** `govsite 0.1.0` */
  readonly program: string
  readonly digests: readonly SiteDigest[]
  readonly rank: LeagueInput['rank']
  readonly where: string
  /** Those of the configuration that the run was judged under. */
  readonly rubrics: readonly Rubric[]
  readonly seal: RunSealView | null
}

/** What documents say of the run as a whole. */
export function runView({ run, program, digests, rank, where, rubrics, seal }: RunInput): RunView {
  const { id, kind, startedAt, finishedAt } = run
  const league = leagueOf({ run: { id, startedAt, finishedAt }, digests, rank, where, tellDoubt: doubtView })
  const places = new Map(league.tables.flatMap(({ rows }) => rows).map(({ code }, index) => [code, index]))
  const place = ({ code }: SiteCard) => places.get(code) ?? places.size
  return {
    run: { id, kind, startedAt, finishedAt },
    program,
    league,
    counts: countsOf(digests),
    sites: digests.map(cardOf).sort((a, b) => place(a) - place(b)),
    rubrics: rubrics.map((one) => ({
      id: `${one.id}@${one.version}`,
      title: one.title,
      source: one.source,
      full: one.full,
      good: one.good,
      sufficient: one.sufficient,
    })),
    seal,
  }
}

function cardOf({ site, score }: SiteDigest): SiteCard {
  const { name, kind } = site.owner
  return { code: plainLine(site.code), name: plainLine(site.name), owner: { name: plainLine(name), kind }, score }
}

function countsOf(digests: readonly SiteDigest[]): RunCounts {
  const scores = digests.flatMap(({ score }) => score ?? [])
  const kind = (wanted: OwnerKind) => digests.filter(({ site }) => site.owner.kind === wanted).length
  const grade = (wanted: SiteScore['grade']) => scores.filter((score) => score.grade === wanted).length
  return {
    sites: digests.length,
    byKind: { city: kind('city'), department: kind('department'), county: kind('county') },
    grades: { good: grade('good'), sufficient: grade('sufficient'), insufficient: grade('insufficient'), open: grade('open') },
    vetoed: scores.filter(({ vetoed }) => vetoed === 'yes').length,
    failures: digests.reduce((all, { failures }) => all + failures, 0),
    doubts: digests.reduce((all, { doubts }) => all + doubts, 0),
  }
}
