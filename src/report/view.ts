import { DOUBTS, type Doubt, type RecordedFinding } from '../model/finding.ts'
import type { IndicatorScore, Score, SiteScore, Vetoed } from '../model/rubric.ts'
import type { Site } from '../model/site.ts'
import type { Instant } from '../model/time.ts'
import type { DoubtView } from './doubt-view.ts'
import { plainLine } from './plain.ts'
import { KINDS } from './words.ts'

/** One run as the report writers get it: everything said, nothing formatted for a medium. Texts of sites are already harmless lines. */
export interface LeagueView {
  readonly run: { readonly id: string; readonly startedAt: Instant; readonly finishedAt: Instant | null }
  readonly tables: readonly LeagueTable[]
  /** The heaviest accusations first. */
  readonly worst: readonly Worst[]
  readonly doubts: readonly DoubtCount[]
  /** Where the evidence lies, as a person would look for it. */
  readonly where: string
}

export interface LeagueTable {
  readonly title: string
  readonly full: number
  readonly parts: readonly string[]
  readonly rows: readonly LeagueRow[]
}

export interface LeagueRow {
  readonly code: string
  readonly name: string
  readonly best: number
  readonly worst: number
  readonly total: Score
  readonly parts: readonly Score[]
  readonly vetoed: Vetoed
  readonly grade: SiteScore['grade']
  readonly failures: number
  readonly doubts: number
}

interface Worst {
  readonly name: string
  readonly title: string
  readonly veto: boolean
  /** Points lost for certain. */
  readonly lost: number
  readonly count: number
  readonly example: string
  readonly evidence: string
}

interface DoubtCount extends DoubtView {
  readonly findings: number
  readonly sites: number
}

export interface LeagueInput {
  readonly run: LeagueView['run']
  readonly sites: readonly JudgedSite[]
  /** Made by `rankSites` over the scores it is given. */
  readonly rank: (scores: readonly SiteScore[]) => readonly { readonly site: string; readonly best: number; readonly worst: number }[]
  readonly where: string
  /** How a doubt is told; without it, as the operator of the program needs it. */
  readonly tellDoubt?: (because: Doubt) => DoubtView
}

export interface JudgedSite {
  readonly site: Site
  readonly scores: readonly SiteScore[]
  readonly findings: readonly RecordedFinding[]
}

/** What a league needs to know of one site: small, so that the findings of a whole province need not be held at once. */
export interface SiteDigest {
  readonly site: Site
  /** Under the first rubric that applies. */
  readonly score: SiteScore | null
  readonly failures: number
  readonly doubts: number
  readonly worst: readonly Worst[]
  readonly because: ReadonlyMap<Doubt, number>
}

const WORST_AT_MOST = 12

/** The league of sites that are all at hand. */
export function leagueView({ sites, ...about }: LeagueInput): LeagueView {
  return leagueOf({ ...about, digests: sites.map(digestOf) })
}

/** The league of sites that were digested one by one. */
export function leagueOf({
  run,
  digests,
  rank,
  where,
  tellDoubt = (because) => DOUBTS[because],
}: Omit<LeagueInput, 'sites'> & { readonly digests: readonly SiteDigest[] }): LeagueView {
  const tables = KINDS.map(({ kind, sites: title }) => {
    const own = digests.filter(({ site }) => site.owner.kind === kind)
    return tableOf(title, own, rank)
  })
  return {
    run,
    tables: tables.filter(({ rows }) => rows.length > 0),
    worst: digests
      .flatMap(({ worst }) => worst)
      .sort(heavier)
      .slice(0, WORST_AT_MOST),
    doubts: countDoubts(digests, tellDoubt),
    where: plainLine(where),
  }
}

/** What the league keeps of a site, so that its findings can be let go. */
export function digestOf(judged: JudgedSite): SiteDigest {
  const { site, scores, findings } = judged
  const because = new Map<Doubt, number>()
  for (const finding of findings) {
    if (finding.verdict === 'inconclusive') because.set(finding.because, (because.get(finding.because) ?? 0) + 1)
  }
  const number = (verdict: RecordedFinding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length
  const counts = { failures: number('fail'), doubts: number('inconclusive') }
  return { site, score: scores[0] ?? null, ...counts, worst: worstOf(judged).sort(heavier).slice(0, WORST_AT_MOST), because }
}

/** Only sites of one rubric compete; a site without a score is in no table. */
function tableOf(title: string, digests: readonly SiteDigest[], rank: LeagueInput['rank']): LeagueTable {
  const scored = digests.flatMap((one) => (one.score ? [{ ...one, score: one.score }] : []))
  const ranks = new Map(rank(scored.map(({ score }) => score)).map((range) => [range.site, range]))
  const rows = scored.map(({ site, score, failures, doubts }): LeagueRow => {
    const { best, worst } = ranks.get(site.code) ?? { best: 1, worst: scored.length }
    const { total, vetoed, grade } = score
    const parts = score.parts.map((part) => part.score)
    return { code: plainLine(site.code), name: plainLine(site.name), best, worst, total, parts, vetoed, grade, failures, doubts }
  })
  const first = scored[0]?.score
  return { title, full: first?.full ?? 0, parts: first?.parts.map((part) => part.title) ?? [], rows: rows.sort(higher) }
}

function higher(a: LeagueRow, b: LeagueRow): number {
  return a.best - b.best || a.worst - b.worst || b.total.low + b.total.high - a.total.low - a.total.high || (a.name < b.name ? -1 : 1)
}

/** One line a site and check: an official reads causes, not three thousand links. */
function worstOf({ site, scores, findings }: JudgedSite): Worst[] {
  const failing = findings.filter((finding) => finding.verdict === 'fail')
  return [...Map.groupBy(failing, ({ check }) => check)].flatMap(([check, group]) => {
    const [first] = group
    if (!first) return []
    const indicators = (scores[0]?.indicators ?? []).filter((indicator) => indicator.check === check)
    const [main] = indicators
    return [
      {
        name: plainLine(site.name),
        title: main?.title ?? check,
        veto: indicators.some(({ vetoed }) => vetoed === 'yes'),
        lost: lostBy(indicators),
        count: group.reduce((all, { stands }) => all + (stands ?? 1), 0),
        example: plainLine(first.says),
        evidence: first.evidence?.[0] ?? '',
      },
    ]
  })
}

function lostBy(indicators: readonly IndicatorScore[]): number {
  return indicators.reduce((all, { points, score }) => all + Math.max(0, points - score.high), 0)
}

function heavier(a: Worst, b: Worst): number {
  return Number(b.veto) - Number(a.veto) || b.lost - a.lost || b.count - a.count || (a.name < b.name ? -1 : 1)
}

function countDoubts(digests: readonly SiteDigest[], tell: (because: Doubt) => DoubtView): DoubtCount[] {
  const doubts = new Map<Doubt, { findings: number; sites: number }>()
  for (const { because } of digests) {
    for (const [doubt, number] of because) {
      const counted = doubts.get(doubt) ?? { findings: 0, sites: 0 }
      doubts.set(doubt, { findings: counted.findings + number, sites: counted.sites + 1 })
    }
  }
  return [...doubts].map(([because, counted]) => ({ ...tell(because), ...counted })).sort((a, b) => b.findings - a.findings)
}
