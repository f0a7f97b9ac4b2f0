import type { Difference } from '../../model/difference.ts'
import type { Archive } from '../archive/open.ts'
import type { BundledSite } from '../evidence/evidence-reader.ts'

/** What the archive's records say otherwise than the captures. */
export async function* archiveDifferences(archive: Archive, site: string, { entries }: BundledSite): AsyncGenerator<Difference> {
  if (!archive.sites.includes(site)) {
    if (entries.length > 0) yield { what: 'missing', path: `archive ${site}`, says: '网页存档中没有这个网站的记录。' }
    return
  }
  const captures = entries.map(({ capture }) => capture)
  for (const { capture, at, expected, got } of await archive.compareWithCaptures(site, captures)) {
    yield {
      what: 'changed',
      path: `archive ${site} ${capture.slice(0, 12)}`,
      says: `网页存档的记录与证据不符（${at}：应为 ${expected}，实为 ${got}）。`,
    }
  }
}
