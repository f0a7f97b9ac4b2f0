import type { SiteScore } from '../../model/rubric.ts'
import type { RunView, SiteCard } from '../run-view.ts'

/** A site with the points table that it was scored under. */
export interface Scored {
  readonly card: SiteCard
  readonly score: SiteScore
  readonly rubric: RunView['rubrics'][number]
}

export interface Standing {
  readonly scored: readonly Scored[]
  readonly unscored: readonly SiteCard[]
  /** The whole range lies above the line of 良好, and no veto is possible. */
  readonly good: readonly Scored[]
  /** Part of the range does, or a veto is open: nobody can say yet. */
  readonly maybeGood: readonly Scored[]
  readonly sufficient: readonly Scored[]
  /** At least 合格 whatever the doubts turn out to be. */
  readonly surelySufficient: readonly Scored[]
  readonly insufficient: readonly Scored[]
  readonly open: readonly Scored[]
  readonly vetoed: readonly Scored[]
  readonly maybeVetoed: readonly Scored[]
}

/** Sorts the sites of a run by what can be said of them for certain, in the order of the tables. */
export function standingOf({ sites, rubrics }: RunView): Standing {
  const tables = new Map(rubrics.map((rubric) => [rubric.id, rubric]))
  const scored = sites.flatMap((card): Scored[] => {
    const rubric = card.score ? tables.get(card.score.rubric) : undefined
    return card.score && rubric ? [{ card, score: card.score, rubric }] : []
  })
  const covered = new Set(scored.map(({ card }) => card))
  const graded = (grade: SiteScore['grade']) => scored.filter(({ score }) => score.grade === grade)
  return {
    scored,
    unscored: sites.filter((card) => !covered.has(card)),
    good: graded('good'),
    maybeGood: scored.filter(({ score, rubric }) => score.grade !== 'good' && score.total.high >= rubric.good && score.vetoed !== 'yes'),
    sufficient: graded('sufficient'),
    surelySufficient: scored.filter(({ score, rubric }) => score.total.low >= rubric.sufficient && score.vetoed === 'no'),
    insufficient: graded('insufficient'),
    open: graded('open'),
    vetoed: scored.filter(({ score }) => score.vetoed === 'yes'),
    maybeVetoed: scored.filter(({ score }) => score.vetoed === 'maybe'),
  }
}
