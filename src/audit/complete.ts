import { normalise, registeredDomain } from '../extract/links.ts'
import { concernsFooter } from '../extract/missing-footer.ts'
import { completeFacts } from '../extract/parts.ts'
import type { CaptureId } from '../model/capture.ts'
import type { ColumnView, Lost, SeenPage } from '../model/evidence.ts'
import type { PageFacts } from '../model/page.ts'
import { cutBefore, lostBy, lostOne } from './page-state.ts'
import { isScript, type Reading, type SeenDrawing } from './reading.ts'

/** A page with all that scripts, frames, data requests and a browser add to it. */
export interface Whole {
  readonly page: SeenPage
  /** Null when the page itself gave nothing to read. */
  readonly facts: PageFacts | null
  readonly evidence: readonly CaptureId[]
  /** Why something that should be in the page could not be had; null when nothing is missing. */
  readonly missing: ColumnView['unread']
  /** How a part of it was lost that no drawing shows; null when none was. */
  readonly lost: Lost | null
}

type Part = Parameters<typeof completeFacts>[1][number]

interface Source {
  readonly part: Part | null
  readonly capture: CaptureId
}

/** The page and its parts: captures that name one of its URLs as the page that they belong to. */
export function complete(reading: Reading, page: SeenPage, urls: readonly string[] = [page.url]): Whole {
  if (!page.facts) return { page, facts: null, evidence: [page.id], missing: null, lost: null }
  const parts = partsOf(reading, urls)
  const sources = [...parts.flatMap((part) => sourceOf(reading, part)), ...drawn(reading, urls)]
  const added = sources.flatMap(({ part }) => (part ? [part] : []))
  const facts = added.length > 0 ? attemptComplete(page.facts, added) : page.facts
  const settled = unsettled(page.facts, settle(facts, parts, reading), drawingsOf(reading, urls))
  return {
    page,
    facts: settled,
    evidence: [page.id, ...sources.map(({ capture }) => capture)],
    missing: missingOf(settled, parts),
    lost: lostOf(page, parts, urls, reading),
  }
}

/** What was drawn shows everything; without that, rows that one request brought say nothing of those that were lost with another. */
function lostOf(page: SeenPage, parts: readonly SeenPage[], urls: readonly string[], reading: Reading): Lost | null {
  const mine = drawingsOf(reading, urls)
  if (mine.some(({ facts }) => facts?.quality === 'ok')) return null
  if (mine.some(({ crashed }) => crashed)) return 'crashed'
  const lost = lostOne(parts)
  if (lost !== null) return lost
  const cut = cutBefore(page, reading)
  return cut !== null && page.facts && wantsMore(page.facts, page.role === 'home', parts, mine.length > 0) ? cut : null
}

/** True when something was not asked for. Headers and footers matter on the homepage alone. */
function wantsMore({ url: own, unfinished, quality }: PageFacts, isHome: boolean, parts: readonly SeenPage[], drawn: boolean): boolean {
  const { data, render } = unfinished
  if (!drawn && (quality === 'needs-rendering' || (render !== null && (isHome || !concernsFooter(render))))) return true
  const asked = new Set(parts.map(({ url }) => spelled(url)))
  const wanted = unfinished.parts.filter(({ url, as }) => as === 'iframe' || (isHome && isNear(url, own)))
  return [...data, ...wanted].some(({ url }) => !asked.has(spelled(url)))
}

function partsOf({ pages }: Reading, urls: readonly string[]): SeenPage[] {
  return pages.filter((page) => (page.role === 'part' || page.role === 'list-data') && page.of !== undefined && urls.includes(page.of))
}

function sourceOf({ data }: Reading, page: SeenPage): Source[] {
  const { outcome } = page
  if (outcome.kind === 'failed' || outcome.status >= 400) return []
  if (page.role === 'list-data') {
    const rows = data.get(page.id)?.rows ?? []
    return [{ part: rows.length > 0 ? { as: 'data', rows } : null, capture: page.id }]
  }
  if (!page.facts || page.facts.quality === 'protection') return []
  return [{ part: { as: isScript(outcome) ? 'script' : 'iframe', facts: page.facts }, capture: page.id }]
}

function drawn(reading: Reading, urls: readonly string[]): Source[] {
  return drawingsOf(reading, urls).flatMap(({ capture, facts }): Source[] =>
    facts && facts.quality !== 'protection' ? [{ part: { as: 'render', facts }, capture: capture.id }] : [],
  )
}

function drawingsOf({ renders }: Reading, urls: readonly string[]): SeenDrawing[] {
  return renders.filter(({ capture }) => urls.includes(capture.of) || urls.includes(capture.url))
}

/** A drawing from which something was withheld, and that shows no row that the page itself did not, leaves the list as unknown as it was. */
function unsettled(main: PageFacts, facts: PageFacts, drawings: readonly SeenDrawing[]): PageFacts {
  const { render } = main.unfinished
  const forList = main.unfinished.data.length > 0 || main.quality === 'needs-rendering' || (render !== null && !concernsFooter(render))
  const known = new Set(main.list.map(({ url }) => url))
  if (!forList || facts.list.some(({ url }) => !known.has(url))) return facts
  const lacks = ({ capture: { outcome } }: SeenDrawing) => outcome.kind === 'answered' && (outcome.withheld?.length ?? 0) > 0
  if (!drawings.some(lacks)) return facts
  return { ...facts, unfinished: { ...facts.unfinished, render: 'what the script asked for was withheld from it' } }
}

function attemptComplete(main: PageFacts, parts: readonly Part[]): PageFacts {
  try {
    return completeFacts(main, parts)
  } catch {
    // Stored content that makes the extractor throw adds nothing; what is missing stays marked as missing.
    return main
  }
}

/** The facts without the wants that were met: what answered, even with nothing, or is certainly not there, has nothing to add; nor have strangers' scripts. */
function settle(facts: PageFacts, parts: readonly SeenPage[], { data }: Reading): PageFacts {
  const met = new Set(
    parts
      .filter((part) => isMet(part, data))
      .flatMap(({ url, outcome }) => [url, ...(outcome.kind === 'answered' ? [outcome.finalUrl] : [])])
      .map(spelled),
  )
  const wanted = facts.unfinished.parts.filter(({ url, as }) => !met.has(spelled(url)) && (as === 'iframe' || isNear(url, facts.url)))
  return {
    ...facts,
    unfinished: { ...facts.unfinished, parts: wanted, data: facts.unfinished.data.filter(({ url }) => !met.has(spelled(url))) },
  }
}

function isMet(part: SeenPage, data: Reading['data']): boolean {
  const { outcome } = part
  if (outcome.kind === 'failed' || lostBy(part) !== null) return false
  if (part.role === 'list-data') {
    const seen = data.get(part.id)
    return seen !== undefined && (seen.rows.length > 0 || seen.none)
  }
  return outcome.status < 400 ? part.facts?.quality !== 'protection' : outcome.status === 404 || outcome.status === 410
}

function missingOf({ unfinished }: PageFacts, parts: readonly SeenPage[]): ColumnView['unread'] {
  if (unfinished.data.length === 0 && unfinished.parts.length === 0 && unfinished.render === null) return null
  const wanted = new Set([...unfinished.data, ...unfinished.parts].map(({ url }) => spelled(url)))
  const troubles = parts.filter(({ url }) => wanted.has(spelled(url)))
  if (troubles.some(({ facts }) => facts?.quality === 'protection')) return 'protection'
  const lost = lostOne(troubles)
  if (lost !== null) return lost
  const failures = troubles.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.failure] : []))
  if (failures.length > 0) return failures.includes('robots-disallowed') ? 'robots' : 'failed'
  return troubles.length > 0 && unfinished.render === null ? 'unreadable' : 'needs-rendering'
}

/** Counters, share buttons and maps of other hosts write nothing of the page's own. */
function isNear(url: string, page: string): boolean {
  const domain = registeredDomain(url)
  return domain !== null && domain === registeredDomain(page)
}

function spelled(url: string): string {
  return normalise(url) ?? url
}
