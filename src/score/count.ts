import type { RecordedFinding, Verdict } from '../model/finding.ts'
import type { Indicator, Tally } from '../model/rubric.ts'

/** How many subjects an indicator's findings speak for, and which of them are wrong or doubtful. */
export interface Count {
  readonly tally: Tally
  /** Failing subjects → how many each stands for. */
  readonly failing: ReadonlyMap<string, number>
  /** Doubted subjects → for how many more each may fail than it does for certain. */
  readonly doubted: ReadonlyMap<string, number>
}

/** Plain subjects of a group's earlier indicators that cost points there for certain, or may have. */
export interface Punished {
  readonly certain: ReadonlySet<string>
  readonly possible: ReadonlySet<string>
}

/** A check of which nothing is known was not answered: that is one doubt, never a pass. */
export function count(indicator: Indicator, findings: readonly RecordedFinding[]): Count {
  const own = findings.filter((finding) => finding.check === indicator.check)
  const tally: Record<Verdict, number> = { 'pass': 0, 'fail': 0, 'inconclusive': 0, 'not-applicable': 0 }
  for (const { verdict, stands } of own) tally[verdict] += stands ?? 1
  if (own.length === 0) tally.inconclusive = 1
  const failing = weigh(own.filter(({ verdict }) => verdict === 'fail'))
  const doubted = new Map<string, number>()
  for (const [subject, weight] of weigh(own.filter(({ verdict }) => verdict === 'inconclusive'))) {
    const open = weight - (failing.get(subject) ?? 0)
    if (open > 0) doubted.set(subject, open)
  }
  if (own.length === 0) doubted.set('', 1)
  return { tally, failing, doubted }
}

function weigh(findings: readonly RecordedFinding[]): Map<string, number> {
  const weights = new Map<string, number>()
  for (const { subject, stands } of findings) {
    weights.set(subject, Math.max(weights.get(subject) ?? 0, stands ?? 1))
  }
  return weights
}

/** One name for a site's host and its homepage, so that a group sees that both are the same subject. */
export function plainSubject(subject: string): string {
  const bare = subject.trim().replace(/^https?:\/\//i, '')
  const slash = bare.indexOf('/')
  const host = (slash < 0 ? bare : bare.slice(0, slash)).toLowerCase()
  const path = slash < 0 ? '' : bare.slice(slash)
  return `${bare === subject.trim() ? host : host.replace(/:\d{1,5}$/, '')}${path === '/' ? '' : path}`
}

export function sum(weights: ReadonlyMap<string, number>, without: ReadonlySet<string>): number {
  let total = 0
  for (const [subject, weight] of weights) if (without.size === 0 || !without.has(plainSubject(subject))) total += weight
  return total
}
