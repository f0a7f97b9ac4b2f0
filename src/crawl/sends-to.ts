import { normalise } from '../extract/links.ts'
import type { Desk, Page } from './desk.ts'

/** A page with more to read than this is a page, even if it reloads itself. */
const MOST_CHARACTERS = 200
/** A script that does nothing but send the visitor on is no longer than this. */
const MOST_BYTES = 5000
const BY_SCRIPT =
  /\blocation(?:\.href)?\s{0,5}=\s{0,5}["']([^"'\s]{1,500})["']|\blocation\.(?:replace|assign)\s{0,5}\(\s{0,5}["']([^"'\s]{1,500})["']/i

/** Where a page without content of its own sends its visitor, by meta or by script. */
export async function sendsTo(desk: Desk, { capture, facts }: Page): Promise<string | undefined> {
  if (!facts || capture.outcome.kind === 'failed' || capture.outcome.status >= 400) return undefined
  if (facts.quality === 'protection' || facts.textLength > MOST_CHARACTERS) return undefined
  const { finalUrl, body } = capture.outcome
  const byMeta = facts.links.find((link) => link.from === 'redirect')?.url
  const url = normalise(byMeta ?? (body.length <= MOST_BYTES ? byScript(await desk.deps.journal.body(body)) : ''), finalUrl)
  return url === undefined || url === normalise(finalUrl) ? undefined : url
}

function byScript(bytes: Uint8Array): string {
  const found = BY_SCRIPT.exec(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/<!--[\s\S]{0,5000}?-->/g, ''),
  )
  return found?.[1] ?? found?.[2] ?? ''
}
