import type { BodyRef, Capture } from '../../model/capture.ts'
import type { Config } from '../../model/config.ts'
import type { Difference } from '../../model/difference.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { RecordedFinding } from '../../model/finding.ts'
import type { SiteScore } from '../../model/rubric.ts'
import type { SiteStatement } from '../../model/seal.ts'
import type { Site } from '../../model/site.ts'
import type { Instant } from '../../model/time.ts'
import type { Run, Visit } from '../../model/visit.ts'
import { contentId } from '../../store/canonical.ts'
import { inOrderOfCapture } from '../../store/entries.ts'
import type { Archive } from '../archive/open.ts'
import type { BundledSite } from '../evidence/evidence-reader.ts'
import { type SiteMatter, siteFacts } from '../seal/statements.ts'
import { archiveDifferences } from './archive-differences.ts'
import { asFarAsReadable } from './attempt.ts'
import { captureName } from './capture-name.ts'
import { compareFacts } from './compare-facts.ts'

/** All that a judgement depends on, out of a bundle. */
export interface BundledMaterial {
  readonly site: Site
  readonly captures: readonly Capture[]
  readonly vantage: readonly Capture[]
  readonly body: (ref: BodyRef) => Promise<Uint8Array>
  readonly tickets: Evidence['tickets']
  readonly availability: Evidence['availability']
  readonly asOf: Instant
  readonly config: Config
}

export type JudgeAgain = (
  material: BundledMaterial,
) => Promise<{ readonly findings: readonly RecordedFinding[]; readonly scores: readonly SiteScore[] }>

export interface SiteToVerify {
  readonly run: Run
  readonly site: Site
  readonly statement: SiteStatement
  readonly group: BundledSite
  readonly vantage: BundledSite
  readonly archive: Archive
  readonly config: Config
  readonly judge: JudgeAgain
}

/** One site of a bundle: its captures by their names, its seal, its archive, and its findings and scores derived again. */
export async function* verifyBundledSite(about: SiteToVerify): AsyncGenerator<Difference> {
  const { group, site, statement, archive } = about
  for (const { capture } of group.entries) {
    const { id, ...draft } = capture
    if (contentId(draft) !== id)
      yield { what: 'changed', path: `capture ${site.code} ${captureName(capture)}`, says: '证据的内容与其编号不符。' }
  }
  const matter = matterOf(about)
  if (!matter) return yield { what: 'missing', path: `evidence ${site.code}`, says: '缺少评判时点或者首页探测记录。' }
  const now = siteFacts(matter)
  yield* compareFacts(now, statement)
  for (const [list, says] of [
    ['captures', '证据'],
    ['findings', '结论'],
  ] as const) {
    if (now[list].root !== statement[list].root) {
      yield {
        what: 'changed',
        path: `${list} ${site.code}`,
        says: `${says}与封存时不符：现有 ${now[list].count} 条，封存时 ${statement[list].count} 条。`,
      }
    }
  }
  yield* asFarAsReadable(`archive ${site.code}`, archiveDifferences(archive, site.code, group))
  yield* asFarAsReadable(`judgement ${site.code}`, deriveAgain(about, matter))
}

function matterOf({ run, site, config, group, vantage }: SiteToVerify): SiteMatter | undefined {
  const { visit, asOf, availability, tickets, findings, scores } = group
  if (asOf === undefined || availability === undefined || tickets === undefined) return undefined
  const visited: Visit | null = visit ? { id: `${run.id}/${site.code}`, run: run.id, site: site.code, ...visit } : null
  const captures = inOrderOfCapture(group.entries)
  return {
    run,
    site,
    config,
    visit: visited,
    asOf,
    captures,
    vantage: inOrderOfCapture(vantage.entries),
    tickets,
    availability,
    findings,
    scores,
  }
}

async function* deriveAgain({ archive, config, judge }: SiteToVerify, matter: SiteMatter): AsyncGenerator<Difference> {
  const { site, captures, vantage, tickets, availability, asOf } = matter
  const body = archive.sites.includes(site.code)
    ? await archive.bodies(site.code)
    : () => Promise.reject(new Error(`no archive of ${site.code}`))
  const derived = await judge({ site, captures, vantage, body, tickets, availability, asOf, config })
  yield* compareLists(matter.findings, derived.findings, ({ check, subject }) => `finding ${site.code} ${check} ${subject}`, '结论')
  yield* compareLists(matter.scores, derived.scores, ({ rubric }) => `score ${site.code} ${rubric}`, '得分')
}

/** Items that one list has and the other has not, whatever their order. */
function* compareLists<T>(told: readonly T[], derived: readonly T[], name: (item: T) => string, what: string): Generator<Difference> {
  const left = new Map<string, T[]>()
  for (const item of derived) left.set(contentId(item), [...(left.get(contentId(item)) ?? []), item])
  for (const item of told) {
    const same = left.get(contentId(item))
    if (same && same.length > 0) same.pop()
    else yield { what: 'changed', path: name(item), says: `由证据重新评判，得不出这一条${what}。` }
  }
  for (const item of [...left.values()].flat()) yield { what: 'missing', path: name(item), says: `由证据重新评判，还应有这一条${what}。` }
}
