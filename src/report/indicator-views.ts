import type { IndicatorScore, Rubric, Score, SiteScore } from '../model/rubric.ts'
import type { CountedRow } from './problem-rows.ts'
import type { IndicatorView } from './site-view.ts'

/** The points table of a site in the order of its rubric. */
export function indicatorViews(rubric: Rubric, score: SiteScore, rows: readonly CountedRow[]): IndicatorView[] {
  const scores = new Map(score.indicators.map((one) => [one.id, one]))
  return rubric.parts.flatMap((part) =>
    part.indicators.flatMap(({ id, title, basis, rule }): IndicatorView[] => {
      const one = scores.get(id)
      if (!one) return []
      return [
        {
          id,
          title,
          part: { id: part.id, title: part.title },
          basis: { document: basis.document, clause: basis.clause, says: basis.says },
          rule,
          points: one.points,
          score: one.score,
          lost: rule.kind === 'bonus' ? { low: 0, high: 0 } : lostBy(one),
          vetoed: one.vetoed,
          tally: one.tally,
          problems: rows.filter(({ indicators }) => indicators.includes(id)).map(({ row }) => row.anchor),
        },
      ]
    }),
  )
}

function lostBy({ points, score }: IndicatorScore): Score {
  const cents = (amount: number) => Math.max(0, Math.round(amount * 100) / 100)
  return { low: cents(points - score.high), high: cents(points - score.low) }
}
