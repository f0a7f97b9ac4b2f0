import { readAnnualForm, readAnnualFormLinks } from '../extract/annual-form.ts'
import { readBoardLinks, readMessage } from '../extract/board.ts'
import { decode } from '../extract/charset.ts'
import { readColumnLinks } from '../extract/column-links.ts'
import { type PageDocument, parseDocument } from '../extract/document.ts'
import { readListData } from '../extract/list-data.ts'
import { readList } from '../extract/lists.ts'
import { type PageInput, readPage } from '../extract/page.ts'
import { readScriptPart } from '../extract/parts.ts'
import type { BodyRef, CaptureId, Head, PageCapture, RenderCapture } from '../model/capture.ts'
import type { Config } from '../model/config.ts'
import type { Lost, SeenPage } from '../model/evidence.ts'
import type { Log } from '../model/log.ts'
import type { AnnualFormFacts, BoardMessage, ListRow, PageFacts } from '../model/page.ts'
import { type BinaryKind, binaryKind } from './binary.ts'
import { hasNoData } from './empty-data.ts'

export type BodyReader = (ref: BodyRef) => Uint8Array | Promise<Uint8Array>

/** What answered a request for list data; `none` says that there is certainly nothing in it. */
export interface SeenData {
  readonly rows: readonly ListRow[]
  readonly none: boolean
}

/** Where a page leads: all that is asked of pages that are nothing but steps to others. What it lists is read only where it leads to a form. */
export type Leading = Pick<PageFacts, 'annualForm' | 'columns' | 'list'> & { readonly board: Pick<PageFacts['board'], 'links'> }

export interface SeenDrawing {
  readonly capture: RenderCapture
  readonly facts: PageFacts | null
  /** There is a drawing, and our program broke down on it. */
  readonly crashed?: true
}

/** A visit's captures with everything that the extractors read in their bodies: all views are made of this. */
export interface Reading {
  readonly config: Config
  /** Final looks of every page that something is judged by, and every look at the homepage, in time order. */
  readonly pages: readonly SeenPage[]
  /** The pages below the homepage that lead further, columns among them, in time order. */
  readonly leading: readonly { readonly url: string; readonly facts: Leading }[]
  readonly renders: readonly SeenDrawing[]
  readonly data: ReadonlyMap<CaptureId, SeenData>
  readonly messages: ReadonlyMap<CaptureId, BoardMessage>
  readonly forms: ReadonlyMap<CaptureId, AnnualFormFacts>
  /** Answers that are no text. */
  readonly binaries: ReadonlyMap<CaptureId, BinaryKind>
  /** How the visit was cut short as a whole, or else after its pages had been had, in its second looks; null for one that went to its end. */
  readonly cut: Lost | null
  readonly late: Lost | null
  /** Pieces of visible text of a page, its frames and drawings, to tell its own words from the site's common ones. */
  words(page: SeenPage): Promise<ReadonlySet<string>>
}

export interface ReadingTools {
  readonly config: Config
  readonly body: BodyReader
  readonly log: Log
}

interface Readable {
  readonly pages: readonly PageCapture[]
  readonly renders: readonly RenderCapture[]
  /** Hashes of bodies that are not to be read. */
  readonly broken: ReadonlySet<BodyRef['sha256']>
  readonly cut: Lost | null
  readonly late: Lost | null
}

/** What was only asked for to know how the site behaves: nothing in it is judged. */
const UNREAD: ReadonlySet<PageCapture['role']> = new Set<PageCapture['role']>(['robots', 'sibling'])

interface Special {
  readonly data: Map<CaptureId, SeenData>
  readonly messages: Map<CaptureId, BoardMessage>
  readonly forms: Map<CaptureId, AnnualFormFacts>
}

/**
 * Reads every body once. Rejects only where the stored bytes themselves cannot be had; what makes an extractor throw is logged and unreadable. What the visit
 * noted that it broke down on is not read again: there it broke a thread that was made for it, here it would take everything with it. The note is evidence like
 * the rest, so that the same is left out wherever the same captures are judged.
 */
export async function readCaptures(captures: Readable, tools: ReadingTools): Promise<Reading> {
  const { config, body } = tools
  const special: Special = { data: new Map(), messages: new Map(), forms: new Map() }
  const binaries = new Map<CaptureId, BinaryKind>()
  const known = new Map<string, PageFacts | null>()
  const ends = new Map(captures.pages.flatMap(({ url, outcome }) => (outcome.kind === 'answered' ? [[url, outcome.finalUrl]] : [])))
  const pages: SeenPage[] = []
  const leading: { readonly url: string; readonly facts: Leading }[] = []
  for (const capture of captures.pages) {
    const { outcome, role } = capture
    if (UNREAD.has(role)) continue
    const bytes = outcome.kind === 'answered' ? await body(outcome.body) : null
    const binary = outcome.kind === 'answered' && bytes ? binaryKind(outcome.headers, bytes) : null
    if (binary !== null) binaries.set(capture.id, binary)
    const text = outcome.kind === 'answered' && bytes && binary === null ? inputOf(outcome, bytes, config) : null
    const input = outcome.kind === 'answered' && captures.broken.has(outcome.body.sha256) ? null : text
    const facts = input && role !== 'page' ? readOnce(known, capture, input, tools) : null
    const leads = input && role === 'page' ? readLeading(input, tools) : facts
    if (leads && (role === 'page' || role === 'column')) leading.push({ url: capture.url, facts: leads })
    if (role === 'page') continue
    pages.push({ ...capture, facts, ...(text && !facts ? { crashed: true } : {}) })
    if (input) readSpecial(capture, input, ends.get(capture.of ?? '') ?? capture.url, tools, special)
  }
  const renders = await Promise.all(captures.renders.map((capture) => readRender(capture, captures, tools)))
  const words = (page: SeenPage) => wordsOf(page, captures, tools)
  return { config, pages, leading, renders, ...special, binaries, cut: captures.cut, late: captures.late, words }
}

/** True for a script, by its type or else by its name. */
export function isScript(answer: Pick<Head, 'headers' | 'finalUrl'>): boolean {
  const type = answer.headers['content-type'] ?? ''
  if (/html/i.test(type)) return false
  return /javascript|ecmascript/i.test(type) || /\.js(?:\?|$)/i.test(answer.finalUrl)
}

type Answered = Extract<PageCapture['outcome'], { kind: 'answered' }>

function inputOf(answer: Answered, bytes: Uint8Array, { patterns, columns }: Config): PageInput {
  const { finalUrl: url, status, headers, truncated } = answer
  return { bytes, url, status, headers, truncated, config: { patterns, columns } }
}

/** Captures with the same bytes from the same place say the same: they are read once. */
function readOnce(
  known: Map<string, PageFacts | null>,
  { role, of, outcome }: PageCapture,
  input: PageInput,
  tools: ReadingTools,
): PageFacts | null {
  if (outcome.kind === 'failed') return null
  const asScript = role === 'part' && isScript(outcome)
  // What a script writes leads on from the page that it stands in.
  const base = asScript ? of : undefined
  const key = [asScript, base, outcome.status, outcome.truncated, outcome.body.sha256, outcome.finalUrl].join(' ')
  const read = known.get(key)
  if (read !== undefined) return read
  const facts = attempt(tools, input.url, () =>
    asScript ? readScriptPart({ ...input, ...(base === undefined ? {} : { base }) }) : readPage(input),
  )
  known.set(key, facts)
  return facts
}

/** A night's most numerous pages are read for no more than this. */
function readLeading(input: PageInput, tools: ReadingTools): Leading | null {
  const { patterns, columns } = tools.config
  return attempt(tools, input.url, () => {
    const document = documentOf(input)
    const annualForm = readAnnualFormLinks(document, patterns)
    return {
      annualForm,
      board: { links: readBoardLinks(document, patterns) },
      columns: readColumnLinks(document, columns),
      list: annualForm.length > 0 ? readList(document) : [],
    }
  })
}

/** What only pages of one role have. */
function readSpecial({ id, role }: PageCapture, input: PageInput, base: string, tools: ReadingTools, special: Special): void {
  if (role === 'list-data') special.data.set(id, readData(input, base, tools))
  if (role !== 'message' && role !== 'annual-form') return
  attempt(tools, input.url, () => {
    const document = documentOf(input)
    const message = role === 'message' ? readMessage(document, tools.config.patterns) : null
    const form = role === 'annual-form' ? readAnnualForm(document) : null
    if (message) special.messages.set(id, message)
    if (form) special.forms.set(id, form)
  })
}

function readData(input: PageInput, base: string, tools: ReadingTools): SeenData {
  const unknown = { rows: [], none: false }
  if ((input.status ?? 200) >= 400) return unknown
  const read = attempt(tools, input.url, (): SeenData => {
    const rows = readListData({ ...input, base })
    return { rows, none: rows.length === 0 && input.truncated !== true && hasNoData(textOf(input)) }
  })
  return read ?? unknown
}

async function readRender(capture: RenderCapture, { broken }: Readable, tools: ReadingTools): Promise<SeenDrawing> {
  const { outcome } = capture
  if (outcome.kind === 'failed') return { capture, facts: null }
  if (broken.has(outcome.html.sha256)) return { capture, facts: null, crashed: true }
  const bytes = await tools.body(outcome.html)
  const { patterns, columns } = tools.config
  const input = { bytes, url: outcome.finalUrl, rendered: true, config: { patterns, columns } }
  const facts = attempt(tools, outcome.finalUrl, () => readPage(input))
  return facts === null ? { capture, facts, crashed: true } : { capture, facts }
}

function textOf({ bytes, headers }: PageInput): string {
  return decode(bytes, headers?.['content-type']).text
}

function documentOf(input: PageInput): PageDocument {
  return parseDocument(textOf(input), input.url)
}

/** Pieces of one page, beyond which nobody needs more to tell it from others. */
const MOST_WORDS = 5000
const BETWEEN_WORDS = /[\s。；;>»›：:|/\\]+/

async function wordsOf(page: SeenPage, { pages, renders, broken }: Readable, tools: ReadingTools): Promise<ReadonlySet<string>> {
  const mine = pages.filter((part) => part.id === page.id || (part.role === 'part' && part.of === page.url))
  const drawn = renders.filter(({ of }) => of === page.url)
  const sources = [
    ...mine.flatMap(({ outcome }) => (outcome.kind === 'answered' && !isScript(outcome) ? [{ ...outcome, ref: outcome.body }] : [])),
    ...drawn.flatMap(({ outcome }) =>
      outcome.kind === 'answered' ? [{ finalUrl: outcome.finalUrl, headers: {}, ref: outcome.html }] : [],
    ),
  ]
  const words = new Set<string>()
  for (const { finalUrl, headers, ref } of sources.filter((source) => !broken.has(source.ref.sha256))) {
    const input = { bytes: await tools.body(ref), url: finalUrl, headers, config: tools.config }
    const pieces = attempt(tools, finalUrl, () => documentOf(input).visible.split(BETWEEN_WORDS)) ?? []
    for (const piece of pieces) if (piece.length >= 2 && words.size < MOST_WORDS) words.add(piece)
  }
  return words
}

/** What the extractor gives; null when stored content makes it throw, for then it is unreadable, and that is a doubt. */
function attempt<T>({ log }: ReadingTools, url: string, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    log.error({ url, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'a stored page could not be read')
    return null
  }
}
