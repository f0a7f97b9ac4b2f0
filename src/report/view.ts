import { DOUBTS, type Doubt, type RecordedFinding } from '../model/finding.ts'
import type { IndicatorScore, Score, SiteScore, Vetoed } from '../model/rubric.ts'
import type { OwnerKind, Site } from '../model/site.ts'
import type { Instant } from '../model/time.ts'
import { plainLine } from './plain.ts'

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

interface DoubtCount {
  readonly label: string
  readonly remedy: string
  readonly findings: number
  readonly sites: number
}

export interface LeagueInput {
  readonly run: LeagueView['run']
  readonly sites: readonly JudgedSite[]
  /** Made by `rankSites` over the scores it is given. */
  readonly rank: (scores: readonly SiteScore[]) => readonly { readonly site: string; readonly best: number; readonly worst: number }[]
  readonly where: string
}

export interface JudgedSite {
  readonly site: Site
  readonly scores: readonly SiteScore[]
  readonly findings: readonly RecordedFinding[]
}

const TABLES = [
  { kind: 'city', title: '市州政府网站' },
  { kind: 'department', title: '省直部门网站' },
  { kind: 'county', title: '县区政府网站' },
] as const satisfies readonly { kind: OwnerKind; title: string }[]

const WORST_AT_MOST = 12

export function leagueView({ run, sites, rank, where }: LeagueInput): LeagueView {
  const tables = TABLES.map(({ kind, title }) => {
    const own = sites.filter(({ site }) => site.owner.kind === kind)
    return tableOf(title, own, rank)
  })
  return {
    run,
    tables: tables.filter(({ rows }) => rows.length > 0),
    worst: sites.flatMap(worstOf).sort(heavier).slice(0, WORST_AT_MOST),
    doubts: countDoubts(sites),
    where: plainLine(where),
  }
}

/** Only sites of one rubric compete; a site without a score is in no table. */
function tableOf(title: string, sites: readonly JudgedSite[], rank: LeagueInput['rank']): LeagueTable {
  const scored = sites.flatMap((one) => (one.scores[0] ? [{ ...one, score: one.scores[0] }] : []))
  const ranks = new Map(rank(scored.map(({ score }) => score)).map((range) => [range.site, range]))
  const rows = scored.map(({ site, score, findings }): LeagueRow => {
    const { best, worst } = ranks.get(site.code) ?? { best: 1, worst: scored.length }
    const number = (verdict: RecordedFinding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length
    const { total, vetoed, grade } = score
    const parts = score.parts.map((part) => part.score)
    const counts = { failures: number('fail'), doubts: number('inconclusive') }
    return { code: plainLine(site.code), name: plainLine(site.name), best, worst, total, parts, vetoed, grade, ...counts }
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

function countDoubts(sites: readonly JudgedSite[]): DoubtCount[] {
  const doubts = new Map<Doubt, { findings: number; sites: Set<string> }>()
  for (const { site, findings } of sites) {
    for (const finding of findings) {
      if (finding.verdict !== 'inconclusive') continue
      const counted = doubts.get(finding.because) ?? { findings: 0, sites: new Set<string>() }
      counted.findings += 1
      counted.sites.add(site.code)
      doubts.set(finding.because, counted)
    }
  }
  return [...doubts]
    .map(([because, counted]) => ({ ...DOUBTS[because], findings: counted.findings, sites: counted.sites.size }))
    .sort((a, b) => b.findings - a.findings)
}
