import { DOUBTS, type Doubt } from '../../src/model/finding.ts'
import { doubtView } from '../../src/report/doubt-view.ts'
import type { RunView } from '../../src/report/run-view.ts'
import type { ProblemRow, SiteView } from '../../src/report/site-view.ts'
import type { LeagueTable, LeagueView } from '../../src/report/view.ts'

/** What the run as a whole says when its sites say this. */
export function sampleLeague(run: RunView['run'], sites: readonly SiteView[]): RunView {
  const tables = [
    tableOf(
      '市州政府网站',
      sites.filter(({ owner }) => owner.kind === 'city'),
    ),
    tableOf(
      '省直部门网站',
      sites.filter(({ owner }) => owner.kind === 'department'),
    ),
  ]
  const byCode = new Map(sites.map((site) => [site.code, site]))
  const scores = sites.flatMap(({ score }) => (score ? [score] : []))
  const grade = (wanted: string) => scores.filter((score) => score.grade === wanted).length
  const number = (verdict: ProblemRow['verdict']) =>
    sites.flatMap(({ problems }) => problems).filter((row) => row.verdict === verdict).length
  return {
    run,
    program: 'govsite 0.1.0',
    league: { run, tables, worst: worstOf(sites), doubts: doubtsOf(sites), where: 'data/govsite.sqlite' },
    counts: {
      sites: sites.length,
      byKind: { city: 14, department: 8, county: 0 },
      grades: { good: grade('good'), sufficient: grade('sufficient'), insufficient: grade('insufficient'), open: grade('open') },
      vetoed: scores.filter(({ vetoed }) => vetoed === 'yes').length,
      failures: number('fail'),
      doubts: number('inconclusive'),
    },
    sites: tables
      .flatMap(({ rows }) => rows.flatMap(({ code }) => byCode.get(code) ?? []))
      .map(({ code, name, owner, score }) => ({ code, name, owner, score })),
    rubrics: [
      {
        id: 'city-100@2026-1',
        title: '市州、县区政府网站计分表（100 分）',
        source: '各项分值为建议，未经主管单位确认。',
        full: 100,
        good: 96,
        sufficient: 60,
      },
      {
        id: 'department-60@2026-1',
        title: '省直部门网站计分表（60 分）',
        source: '各项分值为建议，未经主管单位确认。',
        full: 60,
        good: 57,
        sufficient: 36,
      },
    ],
    seal: { root: 'a3'.repeat(32), key: '5c'.repeat(32), stampedAt: '2026-11-25T03:12:46.000+08:00' },
  }
}

function tableOf(title: string, sites: readonly SiteView[]): LeagueTable {
  const rows = sites.flatMap(({ code, name, rank, score, problems }) => {
    if (!score || !rank) return []
    const { total, vetoed, grade, parts } = score
    const failures = problems.filter(({ verdict }) => verdict === 'fail').length
    return [
      {
        code,
        name,
        best: rank.best,
        worst: rank.worst,
        total,
        parts: parts.map((part) => part.score),
        vetoed,
        grade,
        failures,
        doubts: problems.length - failures,
      },
    ]
  })
  const [first] = sites
  rows.sort((a, b) => a.best - b.best || a.worst - b.worst || b.total.low + b.total.high - a.total.low - a.total.high)
  return { title, full: first?.score?.full ?? 0, parts: first?.score?.parts.map((part) => part.title) ?? [], rows }
}

function worstOf(sites: readonly SiteView[]): LeagueView['worst'] {
  const failing = sites.flatMap(({ problems }) => problems).filter(({ verdict }) => verdict === 'fail')
  return [...Map.groupBy(failing, ({ site, check }) => `${site.code} ${check}`).values()]
    .flatMap((rows) => {
      const [row] = rows
      if (!row) return []
      const lost = Math.round(rows.reduce((all, { deduction }) => all + deduction, 0) * 100) / 100
      return [
        {
          name: row.site.name,
          title: row.indicator,
          veto: row.veto,
          lost,
          count: rows.length,
          example: row.says,
          evidence: row.evidence[0]?.id ?? '',
        },
      ]
    })
    .sort((a, b) => Number(b.veto) - Number(a.veto) || b.lost - a.lost)
    .slice(0, 12)
}

function doubtsOf(sites: readonly SiteView[]): LeagueView['doubts'] {
  return Object.keys(DOUBTS)
    .filter((name): name is Doubt => name in DOUBTS)
    .map((because) => {
      const { label, remedy } = doubtView(because)
      const own = sites.map(({ problems }) => problems.filter(({ doubt }) => doubt?.label === label).length).filter((number) => number > 0)
      return { label, remedy, findings: own.reduce((all, number) => all + number, 0), sites: own.length }
    })
    .filter(({ findings }) => findings > 0)
    .sort((a, b) => b.findings - a.findings)
}
