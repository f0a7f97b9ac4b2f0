import { canonicalJson } from '../../model/canonical.ts'
import type { Config } from '../../model/config.ts'
import type { Difference } from '../../model/difference.ts'
import { VANTAGE_SITE } from '../../model/visit.ts'
import type { Archive } from '../archive/open.ts'
import type { Bag } from '../bag/open.ts'
import { validateBag } from '../bag/validate.ts'
import { type BundleContents, contentsOf } from '../evidence/bundle-contents.ts'
import type { BundledSite, EvidenceFile } from '../evidence/evidence-reader.ts'
import type { SealFile } from '../seal/seal-file.ts'
import { listed } from '../seal/statements.ts'
import { readStamp, type Stamp } from '../stamp/time-stamp.ts'
import { archiveDifferences } from './archive-differences.ts'
import { asFarAsReadable, attempt } from './attempt.ts'
import { type JudgeAgain, verifyBundledSite } from './verify-bundled-site.ts'
import { verifySealFile } from './verify-seal-file.ts'

export interface BundleCheck {
  /** Fingerprints of the keys that may have signed the bundle and its seals; any key will do when absent. */
  readonly keys?: readonly string[]
  /** PEM of those to whom the certificate of a time stamp has to lead. */
  readonly authorities: readonly string[]
  /** Puts the evidence through the checks and rubrics again. */
  readonly judge: JudgeAgain
  readonly onSite?: (done: number, total: number) => void
}

export interface BundleReport {
  readonly run: string | null
  readonly sites: readonly string[]
  readonly program: string | null
  /** Of the key that signed the bundle. */
  readonly fingerprint: string | null
  /** Of the key that sealed the night: another one where somebody exports what was imported. */
  readonly sealedBy: string | null
  readonly root: string | null
  readonly stamp: Stamp | null
}

const NOTHING_READ = { run: null, sites: [], program: null, sealedBy: null, root: null, stamp: null } as const

/**
 * A bundle against its manifests, its signature, its seals, its archive, and against what its evidence says when it is judged again: yields what differs. Throws
 * for nothing that a bag holds.
 */
export async function* verifyBundle(bag: Bag, check: BundleCheck): AsyncGenerator<Difference, BundleReport> {
  const contents = contentsOf(bag)
  const { differences, fingerprint } = await validateBag(bag)
  yield* differences
  if (check.keys && fingerprint !== undefined && !check.keys.includes(fingerprint)) {
    yield {
      what: 'invalid',
      path: 'public-key.pem',
      says: `签名的公钥（指纹 ${fingerprint}）不是预期的公钥（指纹 ${check.keys.join('、')}）。`,
    }
  }
  // What nobody vouches for is not parsed: the list of files says what was changed.
  if (differences.length > 0) return { ...NOTHING_READ, fingerprint: fingerprint ?? null }
  const seals = await attempt(() => contents.seals())
  const config = await attempt(() => contents.config())
  if (!seals.value) yield unreadable('data/seal.json', seals.trouble)
  if (!config.value) yield unreadable('data/settings.yaml', config.trouble)
  const report = { ...NOTHING_READ, fingerprint: fingerprint ?? null }
  if (!seals.value || !config.value) return report
  const { night, sites } = seals.value
  yield* asFarAsReadable('data/seal.json', verifySealFile(seals.value, { bag, config: config.value, check, fingerprint }))
  yield* asFarAsReadable('data/evidence.jsonl', verifyEvidence(contents, seals.value, config.value, check))
  const stamp = await attempt(() => (night.stamp === null ? null : readStamp(Buffer.from(night.stamp, 'base64'), night.root, check)))
  return {
    ...report,
    run: night.statement.run.id,
    sites: sites.map(({ statement }) => statement.site),
    program: night.statement.program,
    sealedBy: night.key,
    root: night.root,
    stamp: stamp.value ?? null,
  }
}

function unreadable(path: string, trouble: string): Difference {
  return { what: 'invalid', path, says: `无法读取：${trouble}。` }
}

async function* verifyEvidence(contents: BundleContents, seals: SealFile, config: Config, check: BundleCheck): AsyncGenerator<Difference> {
  const evidence = await contents.evidence()
  const { night } = seals
  const { number: _place, ...run } = night.statement.run
  if (canonicalJson(evidence.run) !== canonicalJson(run))
    yield { what: 'changed', path: 'data/evidence.jsonl', says: '检查批次与封存时不符。' }
  const found: Difference[] = []
  const archived = await attempt(() =>
    contents.withArchive(async (archive) => {
      if (archive.run !== night.statement.run.id) found.push({ what: 'changed', path: 'data/archive.wacz', says: '网页存档属于另一批次。' })
      for await (const difference of verifySites({ archive, evidence, seals, config, check })) found.push(difference)
    }),
  )
  yield* found
  if (archived.trouble !== '') yield unreadable('data/archive.wacz', archived.trouble)
}

interface Sites {
  readonly archive: Archive
  readonly evidence: EvidenceFile
  readonly seals: SealFile
  readonly config: Config
  readonly check: BundleCheck
}

async function* verifySites({ archive, evidence, seals, config, check }: Sites): AsyncGenerator<Difference> {
  const { sites, run } = evidence
  const waiting = new Map(seals.sites.map((seal) => [seal.statement.site, seal.statement]))
  const archived = new Set(archive.sites)
  let vantage: BundledSite = { site: VANTAGE_SITE, entries: [], findings: [], scores: [] }
  for await (const group of sites) {
    archived.delete(group.site)
    if (group.site === VANTAGE_SITE) {
      vantage = group
      yield* verifyVantage(group, seals, archive)
      continue
    }
    const statement = waiting.get(group.site)
    const site = config.sites.find(({ code }) => code === group.site)
    waiting.delete(group.site)
    if (!statement || !site) yield { what: 'added', path: `evidence ${group.site}`, says: '多出一个没有封存声明或者没有登记的网站。' }
    else {
      const about = { run, site, statement, group, vantage, archive, config, judge: check.judge }
      yield* asFarAsReadable(`evidence ${group.site}`, verifyBundledSite(about))
    }
    check.onSite?.(seals.sites.length - waiting.size, seals.sites.length)
  }
  for (const code of waiting.keys()) yield { what: 'missing', path: `evidence ${code}`, says: '封存的网站没有证据。' }
  for (const code of archived) yield { what: 'added', path: `archive ${code}`, says: '网页存档中多出一个没有证据记录的网站。' }
}

async function* verifyVantage(group: BundledSite, { night }: SealFile, archive: Archive): AsyncGenerator<Difference> {
  const captures = group.entries.map(({ capture }) => capture)
  const { vantage } = night.statement
  const now = listed(captures.map(({ id }) => id).sort())
  if (now.root !== vantage.root || group.visit?.startedAt !== vantage.startedAt || group.visit?.finishedAt !== vantage.finishedAt) {
    yield { what: 'changed', path: `evidence ${VANTAGE_SITE}`, says: '检查点自身的探测记录与封存时不符。' }
  }
  yield* asFarAsReadable(`archive ${VANTAGE_SITE}`, archiveDifferences(archive, VANTAGE_SITE, group))
}
