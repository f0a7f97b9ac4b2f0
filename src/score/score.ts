import type { RecordedFinding } from '../model/finding.ts'
import type { Indicator, IndicatorScore, Part, Rubric, Score, SiteScore, Vetoed } from '../model/rubric.ts'
import type { SiteCode } from '../model/site.ts'
import type { Instant } from '../model/time.ts'
import type { Count, Punished } from './count.ts'
import { countIndicators } from './counted.ts'
import { earn, pointsOf, veto } from './rules.ts'

/**
 * Scores one site twice, with every doubt held against it and with none: the range between is the score. An indicator that does not apply is left out, and
 * the rest of its part weighs so much more.
 */
export function scoreSite(
  rubric: Rubric,
  findings: readonly RecordedFinding[],
  about: { readonly site: SiteCode; readonly asOf: Instant },
): SiteScore {
  const own = findings.filter(({ site }) => site === about.site)
  const judged = judgeIndicators(rubric, own)
  const parts = rubric.parts.map((part) => ({ part, score: scorePart(part, judged) }))
  const base = add(parts.map(({ score }) => score))
  const bonus = bonusOf(judged, base)
  const total = rounded(add([base, bonus]))
  const indicators = judged.map((one) => one.score)
  const vetoed = worst(indicators.map((one) => one.vetoed))
  return {
    site: about.site,
    rubric: `${rubric.id}@${rubric.version}`,
    asOf: about.asOf,
    total,
    full: rubric.full,
    vetoed,
    grade: gradeOf(total, vetoed, rubric),
    parts: parts.map(({ part: { id, title, points }, score }) => ({ id, title, points, score: rounded(score) })),
    indicators: indicators.map((one) => ({ ...one, score: rounded(one.score) })),
  }
}

interface Judged {
  readonly indicator: Indicator
  readonly score: IndicatorScore
}

function judgeIndicators(rubric: Rubric, findings: readonly RecordedFinding[]): Judged[] {
  return countIndicators(rubric, findings).map(({ part, indicator, counted, punished }) => ({
    indicator,
    score: scoreIndicator(part, indicator, counted, punished),
  }))
}

function scoreIndicator(part: Part, indicator: Indicator, counted: Count, punished: Punished): IndicatorScore {
  const { id, title, check, rule } = indicator
  const manual = check === undefined
  const leftOut = !manual && counted.tally.pass + counted.tally.fail + counted.tally.inconclusive === 0
  const tally = manual ? { 'pass': 0, 'fail': 0, 'inconclusive': 1, 'not-applicable': 0 } : counted.tally
  return {
    id,
    part: part.id,
    title,
    check: check ?? null,
    score: leftOut ? { low: 0, high: 0 } : earn(manual && rule.kind !== 'veto' ? asManual(rule) : rule, counted, punished),
    points: leftOut ? 0 : pointsOf(rule),
    vetoed: leftOut ? 'no' : veto(rule, counted),
    tally,
  }
}

/** Without a check a rule has nothing to count: a person gives the points. */
function asManual(rule: Indicator['rule']): Indicator['rule'] {
  return rule.kind === 'notice' ? rule : { kind: 'manual', points: pointsOf(rule) }
}

function scorePart(part: Part, judged: readonly Judged[]): Score {
  const own = judged.filter(({ indicator, score }) => score.part === part.id && indicator.rule.kind !== 'bonus').map(({ score }) => score)
  const possible = own.reduce((all, { points }) => all + points, 0)
  if (possible === 0) return { low: 0, high: part.points }
  const earned = add(own.map(({ score }) => score))
  return { low: (part.points * earned.low) / possible, high: (part.points * earned.high) / possible }
}

/** A bonus counts only on a score that stands without it. */
function bonusOf(judged: readonly Judged[], base: Score): Score {
  return add(
    judged.map(({ indicator: { rule }, score: { score } }) => {
      if (rule.kind !== 'bonus') return { low: 0, high: 0 }
      return { low: base.low >= rule.above ? score.low : 0, high: base.high >= rule.above ? score.high : 0 }
    }),
  )
}

function add(scores: readonly Score[]): Score {
  return scores.reduce((all, { low, high }) => ({ low: all.low + low, high: all.high + high }), { low: 0, high: 0 })
}

function worst(vetoes: readonly Vetoed[]): Vetoed {
  if (vetoes.includes('yes')) return 'yes'
  return vetoes.includes('maybe') ? 'maybe' : 'no'
}

function gradeOf({ low, high }: Score, vetoed: Vetoed, { good, sufficient }: Rubric): SiteScore['grade'] {
  if (vetoed === 'yes' || high < sufficient) return 'insufficient'
  if (vetoed === 'maybe') return 'open'
  if (low >= good) return 'good'
  return low >= sufficient && high < good ? 'sufficient' : 'open'
}

function rounded({ low, high }: Score): Score {
  const cents = (points: number) => Math.round(points * 100) / 100
  return { low: cents(low), high: cents(high) }
}
