import type { Capture } from '../../model/capture.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { RecordedFinding } from '../../model/finding.ts'
import type { SiteScore } from '../../model/rubric.ts'
import type { SiteCode } from '../../model/site.ts'
import type { Instant } from '../../model/time.ts'
import type { Run } from '../../model/visit.ts'
import type { Entry } from '../../store/entries.ts'
import type { ProbePlan } from '../../store/probes.ts'
import type { Context, EvidenceLine } from './evidence-line.ts'
import { parseLine } from './evidence-shape.ts'
import { linesOf, wrongLine } from './long-lines.ts'

/** All lines of one site, or of the vantage; what has no line is undefined. */
export interface BundledSite {
  readonly site: SiteCode
  readonly visit?: { readonly startedAt: Instant; readonly finishedAt: Instant | null }
  readonly entries: readonly Entry[]
  readonly tickets?: Evidence['tickets']
  readonly availability?: Evidence['availability']
  readonly asOf?: Instant
  readonly findings: readonly RecordedFinding[]
  readonly scores: readonly SiteScore[]
  readonly context?: Context
}

export interface EvidenceFile {
  readonly run: Run
  readonly plans: readonly ProbePlan[]
  /** One after another, the vantage first; each is let go before the next is read. */
  readonly sites: AsyncGenerator<BundledSite>
}

/** Reads evidence.jsonl. A UserError names the line where it is none; nothing that it says is believed here, and captures bear the names that it gives them. */
export async function readEvidence(file: string): Promise<EvidenceFile> {
  const lines = parsedLines(file)
  const first = await lines.next()
  if (first.done || first.value.type !== 'run')
    throw wrongLine(file, 1, 'the line of the run', first.done ? 'an empty file' : `a line of type ${first.value.type}`)
  const { type: _run, format: _format, ...run } = first.value
  const plans: ProbePlan[] = []
  let next = await lines.next()
  for (; !next.done && next.value.type === 'plan'; next = await lines.next()) {
    const { day, seed, perDay } = next.value
    plans.push({ day, seed, perDay })
  }
  return { run, plans, sites: groups(next, lines) }
}

type SiteLine = Exclude<EvidenceLine, { type: 'run' | 'plan' }>
interface Group {
  site: SiteCode
  visit?: NonNullable<BundledSite['visit']>
  entries: { key: string; capture: Capture }[]
  tickets?: Evidence['tickets']
  availability?: Evidence['availability']
  asOf?: Instant
  findings: RecordedFinding[]
  scores: SiteScore[]
  context?: Context
}

async function* groups(first: IteratorResult<EvidenceLine>, lines: AsyncGenerator<EvidenceLine>): AsyncGenerator<BundledSite> {
  let group: Group | undefined
  for (let next = first; !next.done; next = await lines.next()) {
    const line = next.value
    // A run or a plan among the sites belongs to none of them, and so adds nothing.
    if (line.type === 'run' || line.type === 'plan') continue
    if (group && group.site !== line.site) yield group
    if (group?.site !== line.site) group = { site: line.site, entries: [], findings: [], scores: [] }
    add(group, line)
  }
  if (group) yield group
}

function add(group: Group, line: SiteLine): void {
  switch (line.type) {
    case 'visit':
      group.visit = { startedAt: line.startedAt, finishedAt: line.finishedAt }
      return
    case 'capture':
      group.entries.push({ key: line.key, capture: line.capture })
      return
    case 'tickets':
      group.tickets = line.value
      return
    case 'availability':
      group.availability = line.value
      return
    case 'judgement':
      group.asOf = line.asOf
      return
    case 'finding':
      group.findings.push(line.finding)
      return
    case 'score':
      group.scores.push(line.score)
      return
    case 'context':
      group.context = line.value
  }
}

async function* parsedLines(file: string): AsyncGenerator<EvidenceLine> {
  for await (const { number, text } of linesOf(file)) yield parseLine(text, (expected, got) => wrongLine(file, number, expected, got))
}
