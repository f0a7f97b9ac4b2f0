import { readListData } from '../extract/list-data.ts'
import type { PageCapture } from '../model/capture.ts'
import type { ListRow } from '../model/page.ts'
import type { Desk } from './desk.ts'
import { inputOf } from './reading.ts'

/** The rows in an answer that a script of the page at `base` would have fetched. */
export async function readRows(desk: Desk, capture: PageCapture, base: string): Promise<readonly ListRow[]> {
  if (capture.outcome.kind === 'failed' || capture.outcome.status >= 400) return []
  const bytes = await desk.deps.journal.body(capture.outcome.body)
  try {
    // First where it can do no harm: rows are read in this thread.
    await desk.reader.proof(capture, bytes)
    return readListData({ ...inputOf(capture.outcome, bytes, desk.deps.config), base })
  } catch (error) {
    desk.deps.log.error({ site: desk.site.code, url: capture.url, error: String(error) }, 'list data could not be read')
    await desk.note('crash', capture.url, '读取列表数据时程序出错', 'page')
    return []
  }
}
