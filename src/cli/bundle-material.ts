import { gatherSeals, type SealFile } from '../bundle/seal/seal-file.ts'
import { readStamp, type Stamp } from '../bundle/stamp/time-stamp.ts'
import { attempt } from '../bundle/verify/attempt.ts'
import type { SiteCode } from '../model/site.ts'
import type { Run } from '../model/visit.ts'
import type { Store } from '../store/open.ts'
import { type RunMaterial, runMaterial } from './report-material.ts'

export interface BundleMaterial {
  readonly seals: SealFile
  /** Null where there is no stamp. */
  readonly stamp: Stamp | 'unreadable' | null
  readonly material: RunMaterial
}

/** What the documents of a bundle are made of: the whole run, or one site of it as if there were no others but for its rank. */
export async function materialOfBundle(run: Run, store: Store, site: SiteCode | undefined): Promise<BundleMaterial> {
  const { sites } = await store.runs.config(run.id)
  const codes = sites.map(({ code }) => code).filter((code) => site === undefined || code === site)
  const seals = await gatherSeals(store, run, codes)
  const stamp = await stampOf(seals)
  const roots = new Map(seals.sites.map(({ root, statement }) => [statement.site, { root, sealedAt: statement.sealedAt }]))
  const stampedAt = stamp === null || stamp === 'unreadable' ? null : stamp.at
  const material = await runMaterial(run, store, {
    where: 'archive.wacz、evidence.jsonl',
    seal: { root: seals.night.root, key: seals.night.key, stampedAt },
    sealOf: async (code) => roots.get(code) ?? null,
    ...(site === undefined ? {} : { only: [site] }),
  })
  return { seals, stamp, material }
}

async function stampOf({ night: { stamp, root } }: SealFile): Promise<Stamp | 'unreadable' | null> {
  if (stamp === null) return null
  return (await attempt(() => readStamp(Buffer.from(stamp, 'base64'), root))).value ?? 'unreadable'
}
