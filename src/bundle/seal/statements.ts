import type { Capture } from '../../model/capture.ts'
import type { Config } from '../../model/config.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { RecordedFinding } from '../../model/finding.ts'
import type { SiteScore } from '../../model/rubric.ts'
import type { Listed, SealedSettings, SiteStatement } from '../../model/seal.ts'
import type { Site } from '../../model/site.ts'
import type { Instant } from '../../model/time.ts'
import type { Run, Visit } from '../../model/visit.ts'
import { contentId, sha256 } from '../../store/canonical.ts'

/** Everything about one site of a run that a seal vouches for. */
export interface SiteMatter {
  readonly run: Run
  readonly site: Site
  readonly config: Omit<Config, 'sites'>
  readonly visit: Visit | null
  readonly asOf: Instant
  readonly captures: readonly Capture[]
  readonly vantage: readonly Capture[]
  readonly tickets: Evidence['tickets']
  readonly availability: Evidence['availability']
  readonly findings: readonly RecordedFinding[]
  readonly scores: readonly SiteScore[]
}

/** What follows from the matter alone; the rest of a statement says when, by what and after what it was sealed. */
export type SiteFacts = Omit<SiteStatement, 'program' | 'sealedAt' | 'previous' | 'night'>

/** The same matter gives the same facts: sealing writes them down, verifying derives them again and compares. */
export function siteFacts(matter: SiteMatter): SiteFacts {
  const { run, site, visit, asOf, config, tickets, availability } = matter
  return {
    format: 'govsite-site-seal/1',
    run: { id: run.id, kind: run.kind, startedAt: run.startedAt, seed: run.seed },
    site: site.code,
    asOf,
    visit: visit && { startedAt: visit.startedAt, finishedAt: visit.finishedAt },
    captures: listed(captureIds(matter.captures)),
    vantage: listed(captureIds(matter.vantage)),
    tickets: tickets && contentId(tickets),
    availability: { days: availability.days, planned: availability.planned, probes: listed(availability.probes.map(({ id }) => id)) },
    findings: listed(matter.findings.map(contentId)),
    scores: listed(matter.scores.map(contentId)),
    settings: { ...sealedSettings(config), site: contentId(site) },
  }
}

/** Each part of the configuration by its hash, so that a difference can say which part it is in. */
export function sealedSettings({ settings, rubrics, columns, calendar, patterns }: Omit<Config, 'sites'>): SealedSettings {
  return {
    settings: contentId(settings),
    rubrics: contentId(rubrics),
    columns: contentId(columns),
    calendar: contentId(calendar),
    patterns: contentId(patterns),
  }
}

/** Ids computed anew: a capture is what its content says, whatever name it goes by. */
export function captureIds(captures: readonly Capture[]): string[] {
  return captures.map(({ id: _named, ...draft }) => contentId(draft)).sort()
}

/** A list under one hash: that of its items’ hashes, one a line, in the order given. */
export function listed(hashes: readonly string[]): Listed {
  return { count: hashes.length, root: sha256(hashes.map((hash) => `${hash}\n`).join('')) }
}
