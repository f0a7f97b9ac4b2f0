import { readListData } from '../extract/list-data.ts'
import type { PageCapture } from '../model/capture.ts'
import type { ListRow } from '../model/page.ts'
import type { Desk, Page } from './desk.ts'
import type { Built } from './parts.ts'
import { inputOf } from './reading.ts'
import type { Tour } from './tour.ts'

/** The rows in an answer that a script of the page at `base` would have fetched. */
export async function readRows(desk: Desk, capture: PageCapture, base: string): Promise<readonly ListRow[]> {
  if (capture.outcome.kind === 'failed' || capture.outcome.status >= 400) return []
  const bytes = await desk.deps.journal.body(capture.outcome.body)
  try {
    return readListData({ ...inputOf(capture.outcome, bytes, desk.deps.config), base })
  } catch (error) {
    desk.deps.log.error({ site: desk.site.code, url: capture.url, error: String(error) }, 'list data could not be read')
    await desk.note('crash', capture.url, '读取列表数据时程序出错')
    return []
  }
}

/** Where no row of a column shows a date, the dates printed on some of its articles stand for it. */
export async function sampleArticles(tour: Tour, { page, facts }: Built): Promise<Page[]> {
  if (facts.list.some((row) => row.dateSource === 'shown')) return []
  const taken = await tour.desk.each('articles', chooseRows(facts.list, tour), (row) =>
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
