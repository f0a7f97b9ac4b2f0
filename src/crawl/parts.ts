import { registeredDomain } from '../extract/links.ts'
import { completeLeads, type PagePart } from '../extract/parts.ts'
import type { PageLeads } from '../model/page.ts'
import type { Page } from './desk.ts'
import { readRows } from './lists.ts'
import type { Tour } from './tour.ts'

/** Scripts, frames and data requests of one page that are fetched, each kind and round. */
const MOST_PARTS = 20
/** A frame may hold a list that a script fills: what parts ask for is fetched once more. */
const ROUNDS = 2

/** A page and everything that was fetched to complete it. */
export interface Built {
  readonly page: Page
  readonly parts: readonly PagePart<PageLeads>[]
  /** Facts of the page with its parts. */
  readonly facts: PageLeads
}

/** Fetches what a browser would fetch to fill the page: scripts that write markup, frames, list data. Null for a page without facts. */
export async function build(
  tour: Tour,
  page: Page,
  { not = [], rounds = ROUNDS }: { readonly not?: readonly string[]; readonly rounds?: number } = {},
): Promise<Built | null> {
  if (!page.facts) return null
  let built: Built = { page, parts: [], facts: page.facts }
  const asked = new Set<string>([page.capture.url, ...not])
  for (let round = 0; round < rounds; round += 1) {
    const parts = await missingParts(tour, built, asked)
    if (parts.length === 0) break
    built = add(built, parts)
  }
  return built
}

/** The page once more, with further parts. */
export function add(built: Built, more: readonly PagePart<PageLeads>[]): Built {
  const parts = [...built.parts, ...more]
  return { ...built, parts, facts: completeLeads(built.page.facts ?? built.facts, parts) }
}

async function missingParts(tour: Tour, { page, facts }: Built, asked: Set<string>): Promise<PagePart<PageLeads>[]> {
  const fresh = (url: string) => !asked.has(url) && asked.add(url) !== undefined
  const { parts, data } = facts.unfinished
  const wanted = [
    ...parts.filter((part) => part.as === 'iframe' || isNear(part.url, facts.url)).slice(0, MOST_PARTS),
    ...data.slice(0, MOST_PARTS).map(({ url }) => ({ url, as: 'data' as const })),
  ].filter((part) => fresh(part.url))
  const taken = await tour.desk.each('parts', wanted, (part) => takePart(tour, page, facts.url, part))
  return taken.filter((part) => part !== null)
}

async function takePart(
  tour: Tour,
  page: Page,
  base: string,
  part: { url: string; as: 'script' | 'iframe' | 'data' },
): Promise<PagePart<PageLeads> | null> {
  const of = page.capture.url
  if (part.as === 'data') {
    const answer = await tour.page({ role: 'list-data', url: part.url, of })
    // An answer without rows is told as such: it makes the page one that only a browser can fill.
    return answer ? { as: 'data', rows: await readRows(tour.desk, answer.capture, base) } : null
  }
  const answer = await tour.page({ role: 'part', url: part.url, of })
  const usable = answer?.capture.outcome.kind === 'answered' && answer.capture.outcome.status < 400
  return usable && answer.facts ? { as: part.as, facts: answer.facts } : null
}

/** Scripts of foreign hosts (counters, share buttons, maps) write nothing of the page's own. */
function isNear(url: string, base: string): boolean {
  return registeredDomain(url) === registeredDomain(base)
}
