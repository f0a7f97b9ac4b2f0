import type { SiteCode } from '../../model/site.ts'
import { sha256 } from '../../store/canonical.ts'
import type { Counted } from './counted-file.ts'
import { labelled } from './record.ts'

export const MANIFEST = 'datapackage.json'
export const MANIFEST_DIGEST = 'datapackage-digest.json'
export const INDEX = 'indexes/index.cdxj'
export const PAGES = 'pages/pages.jsonl'
export const WACZ_VERSION = '1.1.1'

/** A file of the archive by the name it has there; `site` for the one of a site's visit. */
export interface Packed extends Counted {
  readonly name: string
  readonly site?: SiteCode
}

export interface ManifestHead {
  readonly run: { readonly id: string; readonly startedAt: string }
  readonly software: string
}

/** The two files that vouch for all others: the manifest, and the hash of the manifest. */
export function manifestFiles(head: ManifestHead, files: readonly Packed[]): { manifest: string; digest: string } {
  const manifest = pretty({
    profile: 'data-package',
    wacz_version: WACZ_VERSION,
    title: `政府网站检查网页存档 ${head.run.id}`,
    description: '本存档保存检查时收到的网页原文、应答头、域名解析结果和页面截图，可用 ReplayWeb.page 打开浏览。',
    created: head.run.startedAt,
    software: head.software,
    run: head.run.id,
    resources: files.map(({ name, bytes, sha256: hash, site }) => ({
      name: name.slice(name.indexOf('/') + 1),
      path: name,
      hash: labelled(hash),
      bytes,
      ...(site === undefined ? {} : { site }),
    })),
  })
  return { manifest, digest: pretty({ path: MANIFEST, hash: labelled(sha256(manifest)) }) }
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
