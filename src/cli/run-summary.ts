import type { RecordedFinding } from '../model/finding.ts'
import { DOUBTS } from '../model/finding.ts'
import type { Site } from '../model/site.ts'
import type { Run } from '../model/visit.ts'
import { leagueCsv } from '../report/csv.ts'
import { leagueTable } from '../report/terminal.ts'
import { type LeagueView, leagueOf } from '../report/view.ts'
import type { Store } from '../store/open.ts'
import { databaseFile } from './folders.ts'
import { plainText } from './plain-text.ts'
import { siteDigests } from './report-material.ts'
import { standingsOf } from './standings.ts'

/** The league table of a run with its worst findings, and where the evidence lies. */
export async function runSummary(run: Run, store: Store, data: string): Promise<string> {
  return leagueTable(await viewOf(run, store, databaseFile(data)))
}

/** One line a site, for a spreadsheet. */
export async function scoresCsv(run: Run, store: Store): Promise<string> {
  return leagueCsv(await viewOf(run, store, ''))
}

/** The scores as `--json` prints them, each site with its places among the sites of its kind: `best` and `worst` of `of`, or null without a score. */
export async function scoresDocument(run: Run, store: Store): Promise<object> {
  const { sites } = await store.runs.config(run.id)
  const standings = await standingsOf(run, await siteDigests(run, sites, store), store)
  const rows = []
  for (const { code, name } of sites) {
    rows.push({ site: code, name, scores: await store.judgements.scores(run.id, code), rank: standings.of(code) })
  }
  return { run: { id: run.id, startedAt: run.startedAt, finishedAt: run.finishedAt }, sites: rows }
}

async function viewOf(run: Run, store: Store, where: string): Promise<LeagueView> {
  const { sites } = await store.runs.config(run.id)
  const digests = await siteDigests(run, sites, store)
  const { rank } = await standingsOf(run, digests, store)
  return leagueOf({ run, digests, rank, where })
}

const VERDICT = { 'fail': '问题', 'inconclusive': '存疑', 'pass': '通过', 'not-applicable': '不适用' } as const

/** One site for a person at a terminal: its scores, then what was found, problems first. */
export async function siteSummary(run: Run, site: Site, store: Store): Promise<string> {
  const findings = await store.judgements.findings(run.id, site.code)
  const scores = await store.judgements.scores(run.id, site.code)
  const range = ({ low, high }: { low: number; high: number }) => (low === high ? `${low}` : `${low}–${high}`)
  const head = [`${plainText(site.name)}  ${plainText(site.home)}`, `检查批次 ${run.id}`]
  for (const score of scores) {
    const veto = score.vetoed === 'yes' ? '  单项否决' : score.vetoed === 'maybe' ? '  可能单项否决' : ''
    head.push(
      `总分 ${range(score.total)} / ${score.full}${veto}  ${score.parts.map((part) => `${part.title} ${range(part.score)} / ${part.points}`).join('  ')}`,
    )
  }
  const order = Object.keys(VERDICT)
  const sorted = [...findings].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  return [...head, '', ...sorted.map(line)].join('\n')
}

function line(finding: RecordedFinding): string {
  const because = finding.verdict === 'inconclusive' ? `（${DOUBTS[finding.because].label}；${DOUBTS[finding.because].remedy}）` : ''
  return `${VERDICT[finding.verdict].padEnd(3, '　')} ${finding.check}  ${plainText(finding.says)}${because}\n      ${plainText(finding.subject)}`
}
