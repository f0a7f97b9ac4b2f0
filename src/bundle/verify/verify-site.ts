import type { Config } from '../../model/config.ts'
import type { Difference } from '../../model/difference.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { SiteStatement } from '../../model/seal.ts'
import type { Site, SiteCode } from '../../model/site.ts'
import { type Run, VANTAGE_SITE, type Visit } from '../../model/visit.ts'
import { contentId } from '../../store/canonical.ts'
import type { Store } from '../../store/open.ts'
import type { KnownProbes } from '../../store/probes.ts'
import type { StoredSeal } from '../../store/seals.ts'
import { deviations, type Item } from '../seal/marks.ts'
import { type SiteMatter, siteFacts } from '../seal/statements.ts'
import { attempt } from './attempt.ts'
import { captureName } from './capture-name.ts'
import { compareFacts } from './compare-facts.ts'
import { verifyMarks } from './verify-ledger.ts'

export interface SiteToVerify {
  readonly run: Run
  readonly code: SiteCode
  /** As the run's configuration has it. */
  readonly site: Site | undefined
  readonly visit: Visit | undefined
  readonly config: Config | undefined
  /** What the night says the site's seal is. */
  readonly root: string
  /** The probes that the night knew; absent for one that was sealed over another database. */
  readonly known?: KnownProbes
}

/** One site of a sealed run: everything that its seal vouches for, as it stands now. */
export async function* verifySite(store: Store, about: SiteToVerify): AsyncGenerator<Difference> {
  const { run, code, site, config, root } = about
  const path = `seal ${run.id} ${code}`
  const seal = await attempt(() => store.seals.site(run.id, code))
  if (!seal.value)
    return yield { what: 'missing', path, says: `这个网站的封存声明缺失或无法读取${seal.trouble === '' ? '' : `（${seal.trouble}）`}。` }
  if (seal.value.root !== root) yield { what: 'changed', path, says: '这个网站的封存声明不是批次封存时的那一份。' }
  if (!site || !config) return yield { what: 'missing', path: `run ${run.id} config`, says: `这一批次的登记册中没有 ${code}。` }
  const matter = await attempt(() => gather(store, { ...about, site, config }, seal.value?.statement))
  if (!matter.value)
    return yield { what: 'changed', path: `visit ${run.id} ${code}`, says: `检查证据或评判结果无法读取（${matter.trouble}）。` }
  yield* compare(store, matter.value, seal.value)
}

async function gather(
  store: Store,
  about: SiteToVerify & { site: Site; config: Config },
  sealed: SiteStatement | undefined,
): Promise<SiteMatter> {
  const { run, code, site, config, visit } = about
  const judgement = await store.judgements.about(run.id, code)
  const vantage = (await store.visits.ofRun(run.id)).find((one) => one.site === VANTAGE_SITE)
  const asOf = judgement?.asOf ?? ''
  const days = sealed?.availability.days ?? 0
  const tickets = await store.seals.tickets(run.id, code)
  return {
    run,
    site,
    config,
    visit: visit ?? null,
    asOf,
    captures: visit ? await store.visits.captures(visit.id) : [],
    vantage: vantage ? await store.visits.captures(vantage.id) : [],
    tickets: tickets ?? null,
    availability: asOf === '' ? NO_AVAILABILITY : await store.probes.window(code, asOf, days, about.known),
    findings: await store.judgements.findings(run.id, code),
    scores: await store.judgements.scores(run.id, code),
  }
}

const NO_AVAILABILITY: Evidence['availability'] = { probes: [], planned: 0, days: 0 }

async function* compare(store: Store, matter: SiteMatter, { statement, marks }: StoredSeal<SiteStatement>): AsyncGenerator<Difference> {
  const now = siteFacts(matter)
  const place = `${matter.run.id} ${matter.site.code}`
  yield* compareFacts(now, statement)
  const captures = matter.visit ? (await store.visits.entries(matter.visit.id)).map(({ capture }) => capture) : []
  const items = captures.map((capture): Item => ({ hash: capture.id, name: captureName(capture) }))
  const findings = matter.findings.map((finding): Item => ({ hash: contentId(finding), name: `${finding.check} ${finding.subject}` }))
  const sameCaptures = now.captures.root === statement.captures.root
  const sameFindings = now.findings.root === statement.findings.root
  if (sameCaptures && sameFindings) return yield* verifyMarks([...items, ...findings], marks, `seal ${place}`)
  const split = statement.captures.count * 2
  const told = [
    ...(sameCaptures
      ? []
      : deviations(items, marks.subarray(0, split)).map((one) => ({ ...one, kind: 'capture', says: '这一条证据与封存时不符。' }))),
    ...(sameFindings
      ? []
      : deviations(findings, marks.subarray(split)).map((one) => ({ ...one, kind: 'finding', says: '这一条结论与封存时不符。' }))),
  ]
  for (const { what, kind, name, says } of told) yield { what, path: `${kind} ${place} ${name}`, says }
  if (told.length === 0) yield { what: 'changed', path: `seal ${place}`, says: '证据或结论与封存时不符，无法指出是哪一条。' }
}
