import { gatherSeals, type SealFile } from '../bundle/seal/seal-file.ts'
import type { SiteCode } from '../model/site.ts'
import type { Run } from '../model/visit.ts'
import type { Store } from '../store/open.ts'
import { type NightStamp, readNightStamp, sealViewOf } from './night-stamp.ts'
import { type RunMaterial, runMaterial } from './report-material.ts'

export interface BundleMaterial {
  readonly seals: SealFile
  readonly stamp: NightStamp
  readonly material: RunMaterial
}

/** What the documents of a bundle are made of: the whole run, or one site of it as if there were no others but for its rank. */
export async function materialOfBundle(run: Run, store: Store, site: SiteCode | undefined): Promise<BundleMaterial> {
  const { sites } = await store.runs.config(run.id)
  const codes = sites.map(({ code }) => code).filter((code) => site === undefined || code === site)
  const seals = await gatherSeals(store, run, codes)
  const { night } = seals
  const stamp = await readNightStamp(night.stamp === null ? null : Buffer.from(night.stamp, 'base64'), night.root)
  const roots = new Map(seals.sites.map(({ root, statement }) => [statement.site, { root, sealedAt: statement.sealedAt }]))
  const material = await runMaterial(run, store, {
    where: 'archive.wacz、evidence.jsonl',
    seal: sealViewOf(night, stamp),
    sealOf: async (code) => roots.get(code) ?? null,
    ...(site === undefined ? {} : { only: [site] }),
  })
  return { seals, stamp, material }
}
