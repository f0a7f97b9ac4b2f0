import type { SiteCode } from '../../model/site.ts'
import { sha256 } from '../../store/canonical.ts'

/** Never two separators in a row, so no plain code looks like one that was made safe. */
const PLAIN = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/
const LONGEST = 64
/** Windows opens a device under these, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/

/** The name of the site's file in the archive: safe on every file system, also on one that does not tell capitals; different for different codes. */
export function siteFile(code: SiteCode): string {
  const isPlain = PLAIN.test(code) && !DEVICE.test(code) && code.length <= LONGEST
  return `${isPlain ? code : safe(code)}.warc.gz`
}

function safe(code: SiteCode): string {
  const readable = code
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, LONGEST)
  return `${readable || 'site'}__${sha256(code).slice(0, 16)}`
}
