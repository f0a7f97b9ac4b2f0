import { readAnnualForm } from '../extract/annual-form.ts'
import { readMessage } from '../extract/board.ts'
import { decode } from '../extract/charset.ts'
import { type PageDocument, parseDocument } from '../extract/document.ts'
import { readListData } from '../extract/list-data.ts'
import { type PageInput, readPage } from '../extract/page.ts'
import { readScriptPart } from '../extract/parts.ts'
import type { BodyRef, CaptureId, Head, PageCapture, RenderCapture } from '../model/capture.ts'
import type { Config } from '../model/config.ts'
import type { SeenPage } from '../model/evidence.ts'
import type { AnnualFormFacts, BoardMessage, ListRow, PageFacts } from '../model/page.ts'
import { hasNoData } from './empty-data.ts'

export type BodyReader = (ref: BodyRef) => Uint8Array | Promise<Uint8Array>

/** What answered a request for list data; `none` says that there is certainly nothing in it. */
export interface SeenData {
  readonly rows: readonly ListRow[]
  readonly none: boolean
}

/** A visit's captures with everything that the extractors read in their bodies: all views are made of this. */
export interface Reading {
  readonly config: Config
  /** Final looks of every page, and every look at the homepage, in time order. */
  readonly pages: readonly SeenPage[]
  readonly renders: readonly { readonly capture: RenderCapture; readonly facts: PageFacts | null }[]
  readonly data: ReadonlyMap<CaptureId, SeenData>
  readonly messages: ReadonlyMap<CaptureId, BoardMessage>
  readonly forms: ReadonlyMap<CaptureId, AnnualFormFacts>
  /** Answers that are no text. */
  readonly binaries: ReadonlyMap<CaptureId, BinaryKind>
  /** Longer pieces of visible text of a page, its frames and drawings, to tell its own words from the site's common ones. */
  words(page: SeenPage): Promise<ReadonlySet<string>>
}

export type BinaryKind = 'pdf' | 'image' | 'other'

type Answered = Extract<PageCapture['outcome'], { kind: 'answered' }>

/** Reads every body once. Rejects only where the stored bytes themselves cannot be had. */
export async function readCaptures(
  captures: { readonly pages: readonly PageCapture[]; readonly renders: readonly RenderCapture[] },
  config: Config,
  body: BodyReader,
): Promise<Reading> {
  const found = {
    data: new Map<CaptureId, SeenData>(),
    messages: new Map<CaptureId, BoardMessage>(),
    forms: new Map<CaptureId, AnnualFormFacts>(),
  }
  const binaries = new Map<CaptureId, BinaryKind>()
  const known = new Map<string, PageFacts | null>()
  const ends = new Map(captures.pages.flatMap(({ url, outcome }) => (outcome.kind === 'answered' ? [[url, outcome.finalUrl]] : [])))
  const pages: SeenPage[] = []
  for (const capture of captures.pages) {
    const { outcome } = capture
    const bytes = outcome.kind === 'answered' ? await body(outcome.body) : null
    const input = outcome.kind === 'answered' && bytes ? inputOf(outcome, bytes, config) : null
    const binary = outcome.kind === 'answered' && bytes ? binaryKind(outcome, bytes) : null
    if (binary !== null) binaries.set(capture.id, binary)
    const text = binary === null && capture.role !== 'robots' ? input : null
    pages.push({ ...capture, facts: text && readOnce(known, capture, text) })
    if (text) readSpecial(capture, text, ends.get(capture.of ?? '') ?? capture.url, config, found)
  }
  const renders = await Promise.all(captures.renders.map(async (capture) => ({ capture, facts: await readRender(capture, config, body) })))
  return { config, pages, renders, ...found, binaries, words: (page) => wordsOf(page, { ...captures, config, body }) }
}

/** What only pages of one role have. */
function readSpecial(
  { id, role }: PageCapture,
  input: PageInput,
  base: string,
  { patterns }: Config,
  found: { data: Map<CaptureId, SeenData>; messages: Map<CaptureId, BoardMessage>; forms: Map<CaptureId, AnnualFormFacts> },
): void {
  if (role === 'list-data') found.data.set(id, readData(input, base))
  if (role !== 'message' && role !== 'annual-form') return
  const document = documentOf(input)
  const message = document && role === 'message' ? attempt(() => readMessage(document, patterns)) : null
  const form = document && role === 'annual-form' ? attempt(() => readAnnualForm(document)) : null
  if (message) found.messages.set(id, message)
  if (form) found.forms.set(id, form)
}

/** True for a script, by its type or else by its name. */
export function isScript(answer: Pick<Head, 'headers' | 'finalUrl'>): boolean {
  const type = answer.headers['content-type'] ?? ''
  if (/html/i.test(type)) return false
  return /javascript|ecmascript/i.test(type) || /\.js(?:\?|$)/i.test(answer.finalUrl)
}

/** What a body is that cannot be read as text, by its first bytes, or else by its type or name; null for everything else. */
function binaryKind(answer: Answered, bytes: Uint8Array): BinaryKind | null {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  const type = answer.headers['content-type'] ?? ''
  if (start.startsWith('%PDF') || /application\/pdf/i.test(type)) return 'pdf'
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|BM|RIFF....WEBP)/s.test(start) || /^image\//i.test(type)) return 'image'
  if (/^(?:PK\x03\x04|\xd0\xcf\x11\xe0|Rar!|7z\xbc\xaf)/.test(start) || /^(?:audio|video|application\/(?:zip|msword|vnd\.))/i.test(type))
    return 'other'
  return null
}

function inputOf(answer: Answered, bytes: Uint8Array, { patterns, columns }: Config): PageInput {
  const { finalUrl: url, status, headers, truncated } = answer
  return { bytes, url, status, headers, truncated, config: { patterns, columns } }
}

/** Captures with the same bytes from the same place say the same: they are read once. */
function readOnce(known: Map<string, PageFacts | null>, { role, outcome }: PageCapture, input: PageInput): PageFacts | null {
  if (outcome.kind === 'failed') return null
  const asScript = role === 'part' && isScript(outcome)
  const key = [asScript, outcome.status, outcome.truncated, outcome.body.sha256, outcome.finalUrl].join(' ')
  const read = known.get(key)
  if (read !== undefined) return read
  const facts = attempt(() => (asScript ? readScriptPart(input) : readPage(input)))
  known.set(key, facts)
  return facts
}

function readData(input: PageInput, base: string): SeenData {
  if ((input.status ?? 200) >= 400) return { rows: [], none: false }
  const rows = attempt(() => readListData({ ...input, base }))
  return {
    rows: rows ?? [],
    none: rows !== null && rows.length === 0 && input.truncated !== true && (attempt(() => hasNoData(textOf(input))) ?? false),
  }
}

async function readRender(capture: RenderCapture, config: Config, body: BodyReader): Promise<PageFacts | null> {
  const { outcome } = capture
  if (outcome.kind === 'failed') return null
  const bytes = await body(outcome.html)
  const { patterns, columns } = config
  return attempt(() => readPage({ bytes, url: outcome.finalUrl, rendered: true, config: { patterns, columns } }))
}

function textOf({ bytes, headers }: PageInput): string {
  return decode(bytes, headers?.['content-type']).text
}

function documentOf(input: PageInput): PageDocument | null {
  return attempt(() => parseDocument(textOf(input), input.url))
}

/** Pieces shorter than this are labels, breadcrumbs and the like. */
const WORDS_AT_LEAST = 10
const BETWEEN_WORDS = /[\s。；;>»›：:|/\\]+/

async function wordsOf(
  page: SeenPage,
  from: {
    readonly pages: readonly PageCapture[]
    readonly renders: readonly RenderCapture[]
    readonly config: Config
    readonly body: BodyReader
  },
): Promise<ReadonlySet<string>> {
  const mine = from.pages.filter((part) => part.id === page.id || (part.role === 'part' && part.of === page.url))
  const drawn = from.renders.filter(({ of }) => of === page.url)
  const sources = [
    ...mine.flatMap(({ outcome }) => (outcome.kind === 'answered' && !isScript(outcome) ? [{ ...outcome, ref: outcome.body }] : [])),
    ...drawn.flatMap(({ outcome }) =>
      outcome.kind === 'answered' ? [{ finalUrl: outcome.finalUrl, headers: {}, ref: outcome.html }] : [],
    ),
  ]
  const words = new Set<string>()
  for (const { finalUrl, headers, ref } of sources) {
    const document = documentOf({ bytes: await from.body(ref), url: finalUrl, headers, config: from.config })
    for (const piece of document?.visible.split(BETWEEN_WORDS) ?? []) if (piece.length >= WORDS_AT_LEAST) words.add(piece)
  }
  return words
}

/** What the extractor gives; null when stored content makes it throw, for then it is unreadable, and that is a doubt. */
function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
