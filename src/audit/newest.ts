import { dateInUrl } from '../extract/dates.ts'
import { undatedRows } from '../extract/undated-rows.ts'
import type { ColumnView, SeenPage } from '../model/evidence.ts'
import type { ListRow } from '../model/page.ts'
import { dayOf, type Instant, type LocalDate } from '../model/time.ts'

type Dated = Pick<ColumnView, 'newest' | 'newestFrom'>

/** Rows in their order, each item once; of two alike, the one that shows a date. */
export function distinctRows(rows: readonly ListRow[]): ListRow[] {
  const kept = new Map<string, ListRow>()
  for (const row of rows) {
    const key = `${row.url}\n${row.title}`
    const earlier = kept.get(key)
    if (!earlier || (earlier.dateSource !== 'shown' && row.dateSource === 'shown')) kept.set(key, row)
  }
  return [...kept.values()]
}

/**
 * The newest date of a list: the one that rows show, or that articles print of rows that show none. Dates after the visit are plans or mistakes, never news. A row
 * without a shown date may be newer than all that show one: then its URL's date stands, as one that can acquit and not accuse.
 */
export function newestOf(rows: readonly ListRow[], articles: readonly SeenPage[], visited: Instant): Dated {
  const day = dayOf(visited)
  const shown = latest(
    rows.flatMap(({ date, dateSource }) => (dateSource === 'shown' && date !== null ? [date] : [])),
    day,
  )
  const printed = latest(articles.flatMap(printedDate), day)
  const inUrl = latest(
    rows.flatMap(({ url, date, dateSource }) => (dateSource === 'shown' ? [] : [date ?? dateInUrl(url)])).filter((date) => date !== null),
    day,
  )
  const certain: Dated =
    shown !== null && (printed === null || printed <= shown)
      ? { newest: shown, newestFrom: 'list' }
      : { newest: printed, newestFrom: printed === null ? null : 'article' }
  return inUrl !== null && (certain.newest === null || inUrl > certain.newest) ? { newest: inUrl, newestFrom: 'url' } : certain
}

/** Why there may be a newer item than the newest that these rows and articles tell of; undefined where there is not. */
export function mayBeNewer(rows: readonly ListRow[], articles: readonly SeenPage[]): ColumnView['newer'] {
  if (rows.length > 0 && rows.every(({ aside }) => aside)) return 'beside'
  const told = new Set(articles.flatMap((article) => (printedDate(article).length > 0 ? [article.url] : [])))
  return undatedRows(rows).some(({ url }) => !told.has(url)) ? 'undated' : undefined
}

/** The meta PubDate is often the moment when the page was made, so an article tells its date only where it prints one. */
function printedDate({ facts }: SeenPage): LocalDate[] {
  if (facts?.quality !== 'ok' || facts.publishedAt === null) return []
  return facts.publishedAtSource === 'printed' ? [facts.publishedAt] : []
}

function latest(dates: readonly LocalDate[], notAfter: LocalDate): LocalDate | null {
  return (
    dates
      .filter((date) => date <= notAfter)
      .sort()
      .at(-1) ?? null
  )
}
