import type { CaptureId, PictureCapture } from '../model/capture.ts'
import type { CheckDefinition } from '../model/check.ts'
import type { FindingCost } from '../model/cost.ts'
import type { RecordedFinding } from '../model/finding.ts'
import type { Rubric, SiteScore } from '../model/rubric.ts'
import type { Site } from '../model/site.ts'
import type { Visit } from '../model/visit.ts'
import type { Cited } from './cited.ts'
import { indicatorViews } from './indicator-views.ts'
import { plainLine } from './plain.ts'
import { problemRows } from './problem-rows.ts'
import type { HistoryPoint, SealView, SiteView } from './site-view.ts'

export interface SiteInput {
  readonly site: Site
  /** Null for a site that was never reached. */
  readonly visit: Pick<Visit, 'startedAt' | 'finishedAt'> | null
  readonly findings: readonly RecordedFinding[]
  /** The first counts: it is the one that the league table shows. */
  readonly scores: readonly SiteScore[]
  /** Those of the configuration that the run was judged under. */
  readonly rubrics: readonly Rubric[]
  readonly checks: readonly Pick<CheckDefinition, 'id' | 'title' | 'basis'>[]
  /** Everything that the findings may cite, by id. */
  readonly cited: ReadonlyMap<CaptureId, Cited>
  readonly pictures: readonly PictureCapture[]
  /** Made by `findingCosts`; how points are counted is another room's. */
  readonly costs: (rubric: Rubric, findings: readonly RecordedFinding[], score: SiteScore) => readonly FindingCost[]
  readonly rank: SiteView['rank']
  /** Oldest first. */
  readonly history: readonly HistoryPoint[]
  readonly seal: SealView | null
}

/** All that documents say of one site. */
export function siteView(input: SiteInput): SiteView {
  const { site, visit, findings, rubrics, checks, cited, pictures, rank, history, seal } = input
  const score = input.scores[0] ?? null
  const rubric = score && (rubrics.find((one) => `${one.id}@${one.version}` === score.rubric) ?? null)
  const indicators = rubric?.parts.flatMap((part) => part.indicators) ?? []
  const rows = problemRows(rubric && score ? input.costs(rubric, findings, score) : uncounted(findings), {
    site,
    indicators: new Map(indicators.map((one) => [one.id, one])),
    checks: new Map(checks.map((one) => [one.id, one])),
    cited,
    pictures,
  })
  return {
    code: plainLine(site.code),
    name: plainLine(site.name),
    home: plainLine(site.home),
    owner: { name: plainLine(site.owner.name), kind: site.owner.kind },
    visit: visit && { startedAt: visit.startedAt, finishedAt: visit.finishedAt },
    rank,
    score,
    rubric: rubric && score && { id: score.rubric, title: rubric.title },
    indicators: rubric && score ? indicatorViews(rubric, score, rows) : [],
    problems: rows.map(({ row }) => row),
    history,
    seal,
  }
}

/** Findings that no rubric counts are listed all the same. */
function uncounted(findings: readonly RecordedFinding[]): FindingCost[] {
  return findings
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')
    .map((finding) => ({ finding, indicators: [], veto: false, mayVeto: false, certain: 0, atRisk: 0 }))
}
