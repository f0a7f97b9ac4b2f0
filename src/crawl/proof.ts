import { readAnnualForm } from '../extract/annual-form.ts'
import { readMessage } from '../extract/board.ts'
import { decode } from '../extract/charset.ts'
import { parseDocument } from '../extract/document.ts'
import type { PageInput } from '../extract/input.ts'
import { readListData } from '../extract/list-data.ts'
import { readBesidesLeads, readPage } from '../extract/page.ts'
import { readScriptPart } from '../extract/parts.ts'
import type { PageCapture, PageRole, RenderCapture } from '../model/capture.ts'
import { inputOf, isMarkup, isScript, type ReadingRules } from './reading.ts'

const NO_TEXT = /^(?:audio|video|image\/(?!svg)|application\/(?:pdf|zip|msword|vnd\.(?!wap)))/i

/**
 * Reads what judging will read of a stored answer and the visit has not read, and forgets it. Judging reads where nothing bounds it, so whatever takes all
 * memory or all time has to do so here first, in a thread.
 */
export function proofread(capture: PageCapture | RenderCapture, bytes: Uint8Array, config: ReadingRules): void {
  if (capture.outcome.kind === 'failed') return
  if (capture.kind === 'render') {
    readBesidesLeads({ bytes, url: capture.outcome.finalUrl, rendered: true, config })
    return
  }
  const { role, of, outcome } = capture
  const input = inputOf(outcome, bytes, config)
  if (role === 'part' && isScript(outcome)) readScriptPart(of === undefined ? input : { ...input, base: of })
  else if (isMarkup(outcome.headers, bytes)) readBesidesLeads(input)
  else if (mayBeText(outcome.headers['content-type'] ?? '', bytes)) readPage(input)
  readSpecial(role, input, config)
}

function readSpecial(role: PageRole, input: PageInput, { patterns }: ReadingRules): void {
  if (role === 'list-data') readListData({ ...input, base: input.url })
  if (role !== 'message' && role !== 'annual-form') return
  const doc = parseDocument(decode(input.bytes, input.headers?.['content-type']).text, input.url)
  if (role === 'message') readMessage(doc, patterns)
  else readAnnualForm(doc)
}

/** Servers give the type by the name asked for: what begins like markup is read all the same. */
function mayBeText(type: string, bytes: Uint8Array): boolean {
  return /^\s*</.test(Buffer.from(bytes.subarray(0, 12)).toString('latin1')) || !NO_TEXT.test(type)
}
