import type { ListRow, PageFacts, PageLeads } from '../model/page.ts'
import { decode } from './charset.ts'
import { type PageDocument, parseDocument } from './document.ts'
import type { PageInput } from './input.ts'
import { newestOf } from './lists.ts'
import { concernsFooter } from './missing-footer.ts'
import { leadsOf, readDocument } from './page.ts'
import { writtenMarkup } from './written.ts'

/** Something that completes a page: facts of a script's markup, a frame or a drawing, or rows that a script would fetch. */
export interface PagePart<Facts extends PageLeads = PageFacts> {
  readonly as: 'script' | 'iframe' | 'data' | 'render'
  readonly facts?: Facts
  readonly rows?: readonly ListRow[]
}

/** Facts of the markup that a script file writes into its page. `base` is that page: what the script writes stands there, and its links lead from there. */
export function readScriptPart(input: ScriptInput): PageFacts {
  const { doc, charset } = markupOf(input)
  return { ...readDocument(doc, charset, { ...input, rendered: true }), quality: 'ok', protection: null }
}

/** The same, as far as it tells where the page leads. */
export function readScriptLeads(input: ScriptInput): PageLeads {
  const { doc, charset } = markupOf(input)
  return { ...leadsOf(doc, charset, { ...input, rendered: true }), quality: 'ok', protection: null }
}

type ScriptInput = PageInput & { readonly base?: string }

function markupOf(input: ScriptInput): { readonly doc: PageDocument; readonly charset: string } {
  const { text, charset } = decode(input.bytes, input.headers?.['content-type'])
  return { doc: { ...parseDocument(writtenMarkup(text), input.base ?? input.url), url: input.url }, charset }
}

/**
 * A page's facts with what its parts add. What the page itself says comes first; a drawing that came off outdoes the page's own quality, and parts that
 * were fetched are no longer missing.
 */
export function completeFacts(main: PageFacts, parts: readonly PagePart[]): PageFacts {
  const all = speaking(main, parts)
  const first = <K extends keyof PageFacts>(key: K): PageFacts[K] => all.find((facts) => facts[key] !== null)?.[key] ?? main[key]
  return {
    ...main,
    ...completeLeads(main, parts),
    title: first('title'),
    siteCode: first('siteCode'),
    errorReport: first('errorReport'),
    badge: first('badge'),
    icp: first('icp'),
    police: first('police'),
    structure: drawings(parts)[0]?.structure ?? main.structure,
  }
}

/** The same for where the page leads. */
export function completeLeads(main: PageLeads, parts: readonly PagePart<PageLeads>[]): PageLeads {
  const drawn = drawings(parts)
  const all = speaking(main, parts)
  const list = joined([...all.map((facts) => facts.list), ...parts.flatMap(({ rows }) => (rows ? [rows] : []))])
  return {
    ...main,
    quality: main.quality === 'needs-rendering' && drawn.length > 0 ? 'ok' : main.quality,
    list,
    newest: newestOf(list),
    ...linksOf(all),
    boardStatistics: statisticsOf(all),
    unfinished: stillMissing(main, parts, drawn.length > 0, list),
    underConstruction: list.length === 0 && all.some(({ underConstruction }) => underConstruction),
    textLength: Math.max(...drawn.map(({ textLength }) => textLength), main.textLength),
  }
}

/** Pictures of a browser that came off. */
function drawings<Facts extends PageLeads>(parts: readonly PagePart<Facts>[]): Facts[] {
  return parts.filter((part) => part.as === 'render').flatMap(({ facts }) => (facts?.quality === 'ok' ? [facts] : []))
}

/** The page and those of its parts that can be read, in the order in which they are believed. */
function speaking<Facts extends PageLeads>(main: Facts, parts: readonly PagePart<Facts>[]): Facts[] {
  const others = parts.flatMap(({ facts, as }) => (facts && (as !== 'render' || facts.quality === 'ok') && usable(facts) ? [facts] : []))
  return [main, ...others]
}

/** Everything that leads somewhere, once each. */
function linksOf(all: readonly PageLeads[]): Pick<PageLeads, 'links' | 'annualForm' | 'columns' | 'board'> {
  const every = <T>(read: (facts: PageLeads) => readonly T[], keyOf: (item: T) => string): T[] => distinct(all.flatMap(read), keyOf)
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

const usable = (facts: PageLeads): boolean => facts.quality === 'ok' || facts.quality === 'truncated'

/** Filled numbers outdo the empty boxes that wait for a script. */
function statisticsOf(all: readonly PageLeads[]): PageLeads['boardStatistics'] {
  const found = all.flatMap(({ boardStatistics }) => (boardStatistics ? [boardStatistics] : []))
  return found.find(({ unfilled }) => !unfilled) ?? found[0] ?? null
}

function stillMissing(
  main: PageLeads,
  parts: readonly PagePart<PageLeads>[],
  drawn: boolean,
  list: readonly ListRow[],
): PageLeads['unfinished'] {
  if (drawn) return { data: [], parts: [], render: stillFilling(parts) }
  const read = new Set(parts.flatMap(({ facts }) => (facts ? [facts.url] : [])))
  const gotRows = parts.some((part) => (part.rows?.length ?? 0) > 0)
  const frames = parts.filter((part) => part.as === 'iframe').flatMap(({ facts }) => (facts ? [facts.unfinished] : []))
  const data = [...(gotRows ? [] : main.unfinished.data), ...(gotRows ? [] : frames.flatMap((one) => one.data))]
  const missing = main.unfinished.parts.filter((part) => !read.has(part.url))
  // What was to be drawn is no longer wanted once rows with dates came from elsewhere.
  const wanted = main.unfinished.render ?? frames.find((one) => one.render !== null)?.render ?? null
  const known = new Set(wanted !== null && concernsFooter(wanted) ? [] : main.list.map(({ url }) => url))
  const render = list.some(({ date, url }) => date !== null && !known.has(url)) ? null : wanted
  return {
    data,
    parts: distinct([...missing, ...frames.flatMap((one) => one.parts.filter((part) => !read.has(part.url)))], ({ url }) => url),
    render: render ?? noRows(data, parts),
  }
}

/** What was drawn may have been drawn too soon. */
const stillFilling = (parts: readonly PagePart<PageLeads>[]): string | null =>
  drawings(parts).find(({ unfinished }) => unfinished.render !== null)?.unfinished.render ?? null

/** Data was asked for and brought no rows: only a browser can tell what the list holds. */
function noRows(data: PageLeads['unfinished']['data'], parts: readonly PagePart<PageLeads>[]): string | null {
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
