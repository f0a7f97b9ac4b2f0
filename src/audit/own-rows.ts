import type { ListRow } from '../model/page.ts'
import type { Whole } from './complete.ts'

/** With fewer columns than this nothing can be said about what they have in common. */
const FEWEST_COLUMNS = 4
const FEWEST_SHARED = 3

/** URLs of rows that stand in at least half of the site's columns that could be read: a list in the template's margin, not of any column. */
export function commonRows(columns: readonly Whole[]): ReadonlySet<ListRow['url']> {
  const lists = columns.flatMap(({ facts }) => (facts && facts.list.length > 0 ? [new Set(facts.list.map(({ url }) => url))] : []))
  const read = columns.filter(({ facts }) => facts !== null)
  if (read.length < FEWEST_COLUMNS) return new Set()
  const least = Math.max(FEWEST_SHARED, Math.ceil(read.length / 2))
  const counts = new Map<string, number>()
  for (const url of lists.flatMap((list) => [...list])) counts.set(url, (counts.get(url) ?? 0) + 1)
  return new Set([...counts].flatMap(([url, count]) => (count >= least ? [url] : [])))
}
