import { canonicalJson } from '../../model/canonical.ts'
import type { Config } from '../../model/config.ts'
import { LEDGER, type LedgerStatement, NIGHT, type NightStatement, type SiteStatement, type Statement } from '../../model/seal.ts'
import type { Instant } from '../../model/time.ts'
import { type Run, VANTAGE_SITE } from '../../model/visit.ts'
import { contentId, sha256 } from '../../store/canonical.ts'
import type { Inside, Store } from '../../store/open.ts'
import type { NewSeal } from '../../store/seals.ts'
import type { SigningKey } from './key.ts'
import { ledgerMatter, probeMatter } from './ledger-matter.ts'
import { marksOf } from './marks.ts'
import { captureIds, listed, type SiteMatter, sealedSettings, siteFacts } from './statements.ts'

export interface Sealer {
  readonly store: Store
  readonly key: SigningKey
  /** `govsite 0.1.0` */
  readonly program: string
}

/** One that seals within a transaction. */
export type SealerInside = Omit<Sealer, 'store'> & { readonly store: Inside }

/** Seals one judged site of a run, chained to its seal before and to the night before. */
export async function sealSite(sealer: Sealer, matter: SiteMatter, at: Instant): Promise<void> {
  const { store, program } = sealer
  const statement: SiteStatement = {
    ...siteFacts(matter),
    program,
    sealedAt: at,
    previous: await store.seals.latestRoot(matter.site.code),
    night: await store.seals.latestRoot(NIGHT),
  }
  // In the order of the judgement and of the visit's pack: so a changed item can be told by its place.
  const hashes = [...(await packOrder(store, matter)), ...matter.findings.map(contentId)]
  await store.seals.addSite(seal(sealer, statement, hashes), matter.tickets)
}

/** Seals a run of which every site is sealed, as one that ended at `at`. */
export async function sealNight(sealer: SealerInside, { run, config }: { run: Run; config: Config }, at: Instant): Promise<void> {
  const { store, program } = sealer
  const vantage = (await store.visits.ofRun(run.id)).find((visit) => visit.site === VANTAGE_SITE)
  const captures = vantage ? captureIds(await store.visits.captures(vantage.id)) : []
  const probes = await probeMatter(store, await store.seals.probesSealed())
  const statement: NightStatement = {
    format: 'govsite-night-seal/1',
    program,
    run: { ...run, finishedAt: at, number: await store.runs.number(run.id) },
    sealedAt: at,
    settings: { ...sealedSettings(config), sites: contentId(config.sites) },
    vantage: { ...listed(captures), startedAt: vantage?.startedAt ?? null, finishedAt: vantage?.finishedAt ?? null },
    sites: await rootsOf(store, run, config),
    probes: probes.range,
    plans: probes.plans,
    ledger: await store.seals.latestRoot(LEDGER),
    previous: await store.seals.latestRoot(NIGHT),
  }
  await store.seals.addNight(seal(sealer, statement, probes.hashes))
}

/** Seals what the ledger holds now, after an import. */
export async function sealLedger(sealer: SealerInside, at: Instant): Promise<void> {
  const { store, program } = sealer
  const { imports, tickets } = await ledgerMatter(store)
  const statement: LedgerStatement = {
    format: 'govsite-ledger-seal/1',
    program,
    sealedAt: at,
    imports: listed(imports.map(({ hash }) => hash)),
    tickets: listed(tickets.map(({ hash }) => hash)),
    previous: await store.seals.latestRoot(LEDGER),
  }
  await store.seals.addLedger(
    seal(
      sealer,
      statement,
      [...imports, ...tickets].map(({ hash }) => hash),
    ),
  )
}

function seal<S extends Statement>({ key }: Pick<Sealer, 'key'>, statement: S, hashes: readonly string[]): NewSeal<S> {
  const text = Buffer.from(canonicalJson(statement))
  const signature = key.sign(text).toString('base64')
  return { statement, root: sha256(text), key: key.fingerprint, signature, marks: marksOf(hashes), der: key.der }
}

async function packOrder(store: Store, { visit }: SiteMatter): Promise<string[]> {
  return visit ? (await store.visits.entries(visit.id)).map(({ capture }) => capture.id) : []
}

async function rootsOf(store: Inside, run: Run, config: Config): Promise<Record<string, string>> {
  const roots: Record<string, string> = {}
  for (const { code } of config.sites) {
    const sealed = await store.seals.site(run.id, code)
    if (!sealed) throw new Error(`site ${code} of run ${run.id} is not sealed`)
    roots[code] = sealed.root
  }
  return roots
}
