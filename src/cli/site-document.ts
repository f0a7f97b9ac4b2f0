import type { CanaryCapture, Capture } from '../model/capture.ts'
import type { RecordedFinding } from '../model/finding.ts'
import type { SiteScore } from '../model/rubric.ts'
import { type Run, VANTAGE_SITE } from '../model/visit.ts'
import type { Store } from '../store/open.ts'

/** What `--json` says of one site. The names are fixed: others read them. */
export interface SiteDocument {
  readonly site: string
  readonly name: string
  readonly visit: {
    readonly id: string
    readonly startedAt: string
    readonly finishedAt: string | null
    readonly vantage: { readonly ipv4: string; readonly ipv6: string }
  } | null
  readonly findings: readonly Omit<RecordedFinding, 'site'>[]
  readonly scores: readonly SiteScore[]
}

export interface RunDocument {
  readonly run: { readonly id: string; readonly startedAt: string; readonly finishedAt: string | null }
  readonly sites: readonly SiteDocument[]
}

export async function runDocument(run: Run, store: Store): Promise<RunDocument> {
  const config = await store.runs.config(run.id)
  const visits = await store.visits.ofRun(run.id)
  const vantageVisit = visits.find((visit) => visit.site === VANTAGE_SITE)
  const canaries = vantageVisit ? await store.visits.captures(vantageVisit.id) : []
  const vantage = { ipv4: proof(canaries, 4), ipv6: proof(canaries, 6) }
  const sites: SiteDocument[] = []
  for (const site of config.sites) {
    const visit = visits.find((one) => one.site === site.code)
    const findings = await store.judgements.findings(run.id, site.code)
    sites.push({
      site: site.code,
      name: site.name,
      visit: visit ? { id: visit.id, startedAt: visit.startedAt, finishedAt: visit.finishedAt, vantage } : null,
      findings: findings.map(({ site: _, ...finding }) => finding),
      scores: await store.judgements.scores(run.id, site.code),
    })
  }
  return { run: { id: run.id, startedAt: run.startedAt, finishedAt: run.finishedAt }, sites }
}

/** `proven` when every phase of the run has a canary that answered over the family. */
function proof(captures: readonly Capture[], family: 4 | 6): string {
  const canaries = captures.filter((capture): capture is CanaryCapture => capture.kind === 'canary' && capture.family === family)
  const answered = (phase: CanaryCapture['phase']) =>
    canaries.some((canary) => canary.phase === phase && canary.outcome.kind === 'answered')
  return answered('before') && answered('during') && answered('after') ? 'proven' : 'unproven'
}
