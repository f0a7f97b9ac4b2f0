import type { ListRow, PageFacts } from '../model/page.ts'
import { decode } from './charset.ts'
import { parseDocument } from './document.ts'
import type { ExtractConfig, PageInput } from './input.ts'
import { newestOf } from './lists.ts'
import { readDocument } from './page.ts'
import { writtenMarkup } from './written.ts'

/** Something that completes a page: facts of a script's markup, a frame or a drawing, or rows that a script would fetch. */
export interface PagePart {
  readonly as: 'script' | 'iframe' | 'data' | 'render'
  readonly facts?: PageFacts
  readonly rows?: readonly ListRow[]
}

/** Facts of the markup that a script file writes into its page. `base` is that page: what the script writes stands there, and its links lead from there. */
export function readScriptPart(input: PageInput & { readonly base?: string }): PageFacts {
  const { text, charset } = decode(input.bytes, input.headers?.['content-type'])
  const doc = parseDocument(writtenMarkup(text), input.base ?? input.url)
  const facts = readDocument({ ...doc, url: input.url }, charset, { ...input, rendered: true })
  return { ...facts, quality: 'ok', protection: null }
}

/**
 * A page's facts with what its parts add. What the page itself says comes first; a drawing that came off outdoes the page's own quality, and parts that
 * were fetched are no longer missing.
 */
export function completeFacts(main: PageFacts, parts: readonly PagePart[], _config: ExtractConfig): PageFacts {
  const drawn = parts.filter((part) => part.as === 'render').flatMap(({ facts }) => (facts?.quality === 'ok' ? [facts] : []))
  const others = parts.flatMap(({ facts, as }) => (facts && (as !== 'render' || facts.quality === 'ok') && usable(facts) ? [facts] : []))
  const all = [main, ...others]
  const list = joined([...all.map((facts) => facts.list), ...parts.flatMap(({ rows }) => (rows ? [rows] : []))])
  const first = <K extends keyof PageFacts>(key: K): PageFacts[K] => all.find((facts) => facts[key] !== null)?.[key] ?? main[key]
  return {
    ...main,
    quality: main.quality === 'needs-rendering' && drawn.length > 0 ? 'ok' : main.quality,
    title: first('title'),
    siteCode: first('siteCode'),
    errorReport: first('errorReport'),
    badge: first('badge'),
    icp: first('icp'),
    police: first('police'),
    list,
    newest: newestOf(list),
    ...linksOf(all),
    boardStatistics: statisticsOf(all),
    unfinished: stillMissing(main, parts, drawn.length > 0, list),
    underConstruction: list.length === 0 && all.some(({ underConstruction }) => underConstruction),
    structure: drawn[0]?.structure ?? main.structure,
    textLength: Math.max(...drawn.map(({ textLength }) => textLength), main.textLength),
  }
}

/** Everything that leads somewhere, once each. */
function linksOf(all: readonly PageFacts[]): Pick<PageFacts, 'links' | 'annualForm' | 'columns' | 'board'> {
  const every = <T>(read: (facts: PageFacts) => readonly T[], keyOf: (item: T) => string): T[] => distinct(all.flatMap(read), keyOf)
  return {
    links: every(
      ({ links }) => links,
      ({ url }) => url,
    ),
    annualForm: every(
      ({ annualForm }) => annualForm,
      ({ url }) => url,
    ),
    columns: every(
      ({ columns }) => columns,
      ({ url }) => url,
    ),
    board: {
      links: every(
        ({ board }) => board.links,
        ({ url, leads }) => `${leads} ${url}`,
      ),
      messages: every(
        ({ board }) => board.messages,
        ({ title, url }) => `${url} ${title}`,
      ),
    },
  }
}

/** Rows of several sources; a place that an earlier source has is not listed again under another wording, but takes a date that only the later one shows. */
function joined(lists: readonly (readonly ListRow[])[]): ListRow[] {
  const shown = new Map(lists.flat().flatMap((row) => (row.dateSource === 'shown' ? [[row.url, row] as const] : [])))
  const known = new Set<string>()
  return lists.flatMap((rows) => {
    const fresh = rows.filter(({ url }) => !known.has(url))
    for (const { url } of rows) known.add(url)
    return fresh.map((row) => (row.dateSource === 'shown' ? row : (shown.get(row.url) ?? row)))
  })
}

const usable = (facts: PageFacts): boolean => facts.quality === 'ok' || facts.quality === 'truncated'

/** Filled numbers outdo the empty boxes that wait for a script. */
function statisticsOf(all: readonly PageFacts[]): PageFacts['boardStatistics'] {
  const found = all.flatMap(({ boardStatistics }) => (boardStatistics ? [boardStatistics] : []))
  return found.find(({ unfilled }) => !unfilled) ?? found[0] ?? null
}

function stillMissing(main: PageFacts, parts: readonly PagePart[], drawn: boolean, list: readonly ListRow[]): PageFacts['unfinished'] {
  if (drawn) return { data: [], parts: [], render: null }
  const read = new Set(parts.flatMap(({ facts }) => (facts ? [facts.url] : [])))
  const gotRows = parts.some((part) => (part.rows?.length ?? 0) > 0)
  const frames = parts.filter((part) => part.as === 'iframe').flatMap(({ facts }) => (facts ? [facts.unfinished] : []))
  const data = [...(gotRows ? [] : main.unfinished.data), ...(gotRows ? [] : frames.flatMap((one) => one.data))]
  const missing = main.unfinished.parts.filter((part) => !read.has(part.url))
  // What was to be drawn is no longer wanted once rows with dates came from elsewhere.
  const render = list.some((row) => row.date !== null)
    ? null
    : (main.unfinished.render ?? frames.find((one) => one.render !== null)?.render ?? null)
  return {
    data,
    parts: distinct([...missing, ...frames.flatMap((one) => one.parts.filter((part) => !read.has(part.url)))], ({ url }) => url),
    render: render ?? noRows(data, parts),
  }
}

/** Data was asked for and brought no rows: only a browser can tell what the list holds. */
function noRows(data: PageFacts['unfinished']['data'], parts: readonly PagePart[]): string | null {
  return data.length > 0 && parts.some((part) => part.as === 'data') ? 'the list data brought no rows' : null
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Map<string, T>()
  for (const item of items) {
    const key = keyOf(item)
    if (!seen.has(key)) seen.set(key, item)
  }
  return [...seen.values()]
}
