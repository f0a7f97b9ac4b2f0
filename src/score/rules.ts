import type { Rule, Score, Vetoed } from '../model/rubric.ts'
import { type Count, type Punished, sum } from './count.ts'

/** What an indicator can lose or, for a bonus, win. */
export function pointsOf(rule: Rule): number {
  return rule.kind === 'veto' || rule.kind === 'notice' ? 0 : rule.points
}

/** Points earned: `low` holds every doubt against the site, `high` none. A subject already punished in the group costs nothing again. */
export function earn(rule: Rule, count: Count, punished: Punished): Score {
  switch (rule.kind) {
    case 'veto':
    case 'notice':
      return { low: 0, high: 0 }
    case 'manual':
      return { low: 0, high: rule.points }
    case 'deduct': {
      const failing = sum(count.failing, punished.certain)
      const worst = failing + sum(count.doubted, punished.certain)
      const best = sum(count.failing, union(punished))
      const left = (faults: number) => rule.points - Math.min(rule.points, rule.each * faults)
      return { low: left(worst), high: left(best) }
    }
    case 'share': {
      const points = (share: number) => rule.points * Math.min(1, share / rule.full)
      return range(points, count, punished)
    }
    case 'step': {
      const steps = [...rule.steps].sort((a, b) => b.atLeast - a.atLeast)
      const points = (share: number) => steps.find((step) => share >= step.atLeast)?.points ?? 0
      return range(points, count, punished)
    }
    case 'bonus': {
      const points = (passing: number) => Math.min(rule.points, rule.each * passing)
      return { low: points(count.tally.pass), high: points(count.tally.pass + count.tally.inconclusive) }
    }
  }
}

function range(points: (share: number) => number, { tally, failing, doubted }: Count, punished: Punished): Score {
  const both = union(punished)
  const spared = (weights: ReadonlyMap<string, number>, by: ReadonlySet<string>) => sum(weights, new Set()) - sum(weights, by)
  const judged = tally.pass + tally.fail + tally.inconclusive
  const low = judged - spared(failing, punished.certain) - spared(doubted, punished.certain)
  // At best a doubted subject works, which counts for more than being spared.
  const high = judged - spared(failing, both)
  const share = (working: number, of: number) => (of <= 0 ? 1 : Math.min(1, working / of))
  return { low: points(share(tally.pass, low)), high: points(share(tally.pass + tally.inconclusive, high)) }
}

function union({ certain, possible }: Punished): ReadonlySet<string> {
  return new Set([...certain, ...possible])
}

/** `yes` only by failures; doubts can but make it `maybe`. */
export function veto(rule: Rule, { failing, doubted }: Count): Vetoed {
  if (rule.kind !== 'veto') return 'no'
  const none: ReadonlySet<string> = new Set()
  const certain = sum(failing, none)
  if (certain >= rule.failures) return 'yes'
  return certain + sum(doubted, none) >= rule.failures ? 'maybe' : 'no'
}
