import type { PageInput } from '../extract/input.ts'
import { readLeads } from '../extract/page.ts'
import { readScriptLeads } from '../extract/parts.ts'
import type { Head, PageCapture, RenderCapture } from '../model/capture.ts'
import type { PageLeads } from '../model/page.ts'
import type { ColumnRules, Patterns } from '../model/settings.ts'
import { isJudgedWhole } from './judged-whole.ts'

export type Answer = Head & { readonly truncated: boolean }

/** What reading needs of the configuration. */
export interface ReadingRules {
  readonly patterns: Patterns
  readonly columns: ColumnRules
}

/** What an extractor is given about an answer. */
export function inputOf(answer: Answer, bytes: Uint8Array, config: ReadingRules): PageInput {
  const { finalUrl: url, status, headers, truncated } = answer
  return { bytes, url, status, headers, truncated, config: { patterns: config.patterns, columns: config.columns } }
}

/** What a browser's picture of a page says. */
export function readDrawn(drawn: RenderCapture, html: Uint8Array, config: ReadingRules): PageLeads | null {
  if (drawn.outcome.kind === 'failed') return null
  return readLeads({
    bytes: html,
    url: drawn.outcome.finalUrl,
    rendered: true,
    config: { patterns: config.patterns, columns: config.columns },
  })
}

/** What the extractors see in a page capture; null for an answer that is no markup. One that is judged whole is proofread by the way. */
export function readCaptured(capture: PageCapture, bytes: Uint8Array, config: ReadingRules): PageLeads | null {
  if (capture.outcome.kind === 'failed' || capture.role === 'robots') return null
  const input = inputOf(capture.outcome, bytes, config)
  if (capture.role === 'part' && isScript(capture.outcome)) {
    return readScriptLeads(capture.of === undefined ? input : { ...input, base: capture.of })
  }
  return isMarkup(capture.outcome.headers, bytes) ? readLeads(input, isJudgedWhole(capture)) : null
}

/** True for a script, by its type or else by its name. */
export function isScript(answer: Pick<Head, 'headers' | 'finalUrl'>): boolean {
  const type = answer.headers['content-type'] ?? ''
  if (/html/i.test(type)) return false
  return /javascript|ecmascript/i.test(type) || /\.js(?:\?|$)/i.test(answer.finalUrl)
}

/** True when the answer calls itself HTML, or calls itself nothing and begins like markup. */
export function isMarkup(headers: Readonly<Record<string, string>>, bytes: Uint8Array): boolean {
  const type = headers['content-type'] ?? ''
  if (/html|xml/i.test(type) && !/image|officedocument/i.test(type)) return true
  if (type !== '' && !/text\/plain|octet-stream/i.test(type)) return false
  const start = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
  return /^\s{0,200}<(?:!doctype|html|head|body|script|meta|title|div|!--)/i.test(start)
}
