import { concernsFooter } from '../extract/missing-footer.ts'
import type { ColumnView, SeenPage } from '../model/evidence.ts'
import type { PageFacts } from '../model/page.ts'
import type { Whole } from './complete.ts'
import { endOf } from './page-state.ts'
import { placeOf } from './place.ts'
import type { Reading } from './reading.ts'

type Read = Pick<ColumnView, 'rows' | 'newest' | 'underConstruction'>

/** Why the list of a page that was read may not be what a visitor sees; null when it is. */
export function unreadContent(
  { rows, newest, underConstruction }: Read,
  whole: Whole,
  reading: Reading,
  ownContent: (page: SeenPage) => boolean,
): ColumnView['unread'] {
  const { page, facts, missing } = whole
  const lacking = missingList(whole)
  if (lacking !== null) return lacking
  if (facts?.quality === 'needs-rendering' && rows.length === 0) return 'needs-rendering'
  if (rows.length > 0) return newest === null ? 'unreadable' : null
  // Rows that every column shows were fetched for this one: the request was for the wrong list, or is answered without regard to it.
  if (facts && facts.list.length > 0 && page.facts?.list.length === 0) return 'unreadable'
  if (missing !== null) return missing
  if (underConstruction) return null
  return hasSubColumns(page, facts, reading) || ownContent(page) ? 'unreadable' : null
}

/** Rows of a side list say nothing about a list that a script was to fetch. Headers and footers that are missing do not matter to a list that was read. */
function missingList({ facts, missing }: Whole): ColumnView['unread'] {
  if (!facts || missing === null) return null
  const { data, render, parts } = facts.unfinished
  const list = data.length > 0 || (render !== null && !concernsFooter(render)) || parts.some(({ as }) => as === 'iframe')
  return list ? missing : null
}

const FRONT_PAGE = /\/(?:(?:index|default|list|main)(?:_\d{1,4})?\.[a-z]{2,6})?$/i

/** A channel is no column of its own: its sub-columns are. */
function hasSubColumns(page: SeenPage, facts: PageFacts | null, { pages }: Reading): boolean {
  const folder = folderOf(endOf(page))
  const below = (url: string) => url.startsWith(folder) && placeOf(url) !== placeOf(endOf(page))
  return (
    pages.some((other) => other.role === 'column' && other.of === page.url && other.level === 3) ||
    (facts?.columns.some(({ url }) => below(url)) ?? false)
  )
}

/** The folder in which a page's own pages lie: its own folder for a front page, else the one of its name. A homepage's folder is everything, so it has none. */
function folderOf(url: string): string {
  const path = url.replace(/[?#].*$/, '')
  const folder = FRONT_PAGE.test(path) ? path.replace(/[^/]*$/, '') : `${path.replace(/\.[a-z]{2,6}$/i, '')}/`
  return URL.canParse(folder) && new URL(folder).pathname === '/' ? `${url}/` : folder
}
