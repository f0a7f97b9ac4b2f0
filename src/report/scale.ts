import type { SiteView } from './site-view.ts'

/**
 * How the points of a part's indicators become the part's own, in one sentence: those that do not apply are left out, and the rest weighs so much more. Null
 * where nothing is left out.
 */
export function scaleText({ score, indicators }: Pick<SiteView, 'score' | 'indicators'>, partId: string): string | null {
  const part = score?.parts.find(({ id }) => id === partId)
  const counted = cents(
    indicators.filter((one) => one.part.id === partId && one.rule.kind !== 'bonus').reduce((all, { points }) => all + points, 0),
  )
  if (!part || counted === 0 || counted === part.points) return null
  return `有指标不适用，不计分；其余指标共 ${counted} 分，得分和扣分按 ${part.points}÷${counted} 折算计入本部分。`
}

const cents = (points: number): number => Math.round(points * 100) / 100
