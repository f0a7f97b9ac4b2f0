import { undatedRows } from '../extract/undated-rows.ts'
import type { ListRow } from '../model/page.ts'
import type { Page } from './desk.ts'
import type { Built } from './parts.ts'
import type { Tour } from './tour.ts'

/** Where no row of a column shows a date, the dates printed on some of its articles stand for it; else those of rows that may be newer than all that show one. */
export async function sampleArticles(tour: Tour, { page, facts }: Built): Promise<Page[]> {
  const own = facts.list.filter(({ aside }) => !aside)
  const unknown = own.some((row) => row.dateSource === 'shown') ? undatedRows(own) : own
  const taken = await tour.desk.each('articles', chooseRows(unknown, tour), (row) =>
    tour.page({ role: 'article', url: row.url, of: page.capture.url, label: row.title }),
  )
  return taken.filter((article) => article !== undefined)
}

/** The rows at the top, where the newest stands below any that are pinned, and the last one; the site's own before others. */
function chooseRows(rows: readonly ListRow[], tour: Tour): ListRow[] {
  const most = tour.desk.deps.config.settings.limits.articleSamples
  const distinct = [...new Map(rows.filter((row) => isWeb(row.url)).map((row) => [row.url, row])).values()]
  const own = distinct.filter((row) => tour.own(row.url))
  const from = own.length > 0 ? own : distinct
  const last = from.length > most ? from.slice(-1) : []
  return [...from.slice(0, most - last.length), ...last].slice(0, most)
}

function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url)
}
