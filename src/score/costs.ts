import type { FindingCost } from '../model/cost.ts'
import type { RecordedFinding } from '../model/finding.ts'
import type { IndicatorScore, Rubric, SiteScore } from '../model/rubric.ts'
import { plainSubject } from './count.ts'
import { type CountedIndicator, countIndicators } from './counted.ts'
import { inProportion, oneByOne } from './spread.ts'

/**
 * Which finding costs what, in the order of the findings given; passes are left out. The certain costs of a check's findings add up to what its indicators
 * lost for certain, to the cent, and the costs at risk to the width of their ranges. A bonus that was not won is not lost.
 */
export function findingCosts(rubric: Rubric, findings: readonly RecordedFinding[], score: SiteScore): FindingCost[] {
  const wrong = findings.filter(({ site, verdict }) => site === score.site && (verdict === 'fail' || verdict === 'inconclusive'))
  const scores = new Map(score.indicators.map((one) => [one.id, one]))
  const costs = new Map<RecordedFinding, FindingCost>(wrong.map((finding) => [finding, nothing(finding)]))
  for (const one of countIndicators(
    rubric,
    findings.filter(({ site }) => site === score.site),
  )) {
    const points = scores.get(one.indicator.id)
    const own = wrong.filter(({ check }) => check === one.indicator.check)
    if (points && own.length > 0) charge(one, points, own, costs)
  }
  return [...costs.values()]
}

const nothing = (finding: RecordedFinding): FindingCost => ({
  finding,
  indicators: [],
  veto: false,
  mayVeto: false,
  certain: 0,
  atRisk: 0,
})

function charge(
  one: CountedIndicator,
  score: IndicatorScore,
  own: readonly RecordedFinding[],
  costs: Map<RecordedFinding, FindingCost>,
): void {
  const { certain, atRisk } = shares(one, score, own)
  own.forEach((finding, index) => {
    const before = costs.get(finding) ?? nothing(finding)
    costs.set(finding, {
      finding,
      indicators: [...before.indicators, one.indicator.id],
      veto: before.veto || (score.vetoed === 'yes' && finding.verdict === 'fail'),
      mayVeto: before.mayVeto || (score.vetoed === 'maybe' && finding.verdict === 'inconclusive'),
      certain: points(cents(before.certain) + (certain[index] ?? 0)),
      atRisk: points(cents(before.atRisk) + (atRisk[index] ?? 0)),
    })
  })
}

interface Shares {
  readonly certain: readonly number[]
  readonly atRisk: readonly number[]
}

/** In cents, one for each of the findings. */
function shares(
  { indicator, counted, punished }: CountedIndicator,
  { score, points: most }: IndicatorScore,
  own: readonly RecordedFinding[],
): Shares {
  const { rule } = indicator
  if (rule.kind === 'bonus' || rule.kind === 'veto' || rule.kind === 'notice') return { certain: [], atRisk: [] }
  const spared = (finding: RecordedFinding) => punished.certain.has(plainSubject(finding.subject))
  const perhaps = (finding: RecordedFinding) => !spared(finding) && punished.possible.has(plainSubject(finding.subject))
  const failing = own.map((finding) => finding.verdict === 'fail' && !spared(finding) && !perhaps(finding))
  const doubted = own.map((finding) => !spared(finding) && (finding.verdict === 'inconclusive' || perhaps(finding)))
  const [lost, open] = [Math.max(0, cents(most) - cents(score.high)), cents(score.high) - cents(score.low)]
  if (rule.kind === 'deduct') {
    const wants = (chosen: readonly boolean[]) => weights(own, chosen, counted.failing).map((weight) => weight * rule.each * 100)
    return { certain: oneByOne(lost, wants(failing)), atRisk: oneByOne(open, wants(doubted)) }
  }
  const stands = (chosen: readonly boolean[]) => own.map((finding, index) => (chosen[index] ? (finding.stands ?? 1) : 0))
  const verdict = (wanted: RecordedFinding['verdict']) => own.map((finding) => finding.verdict === wanted)
  return {
    certain: inProportion(lost, stands(failing), stands(verdict('fail'))),
    atRisk: inProportion(open, stands(doubted), stands(verdict('inconclusive')), stands(verdict('fail'))),
  }
}

/** How many subjects each chosen finding adds to those before it: a subject counts as often as the finding that says most of it, and a doubt beyond that. */
function weights(own: readonly RecordedFinding[], chosen: readonly boolean[], failing: ReadonlyMap<string, number>): number[] {
  const known = { fail: new Map<string, number>(), inconclusive: new Map(failing) }
  return own.map(({ subject, stands = 1, verdict }, index) => {
    if (!chosen[index]) return 0
    const counted = known[verdict === 'fail' ? 'fail' : 'inconclusive']
    const before = counted.get(subject) ?? 0
    counted.set(subject, Math.max(before, stands))
    return Math.max(0, stands - before)
  })
}

const cents = (amount: number): number => Math.round(amount * 100)
const points = (amount: number): number => amount / 100
