import type { ListRow } from '../model/page.ts'

/**
 * The rows whose date nobody knows and that may be newer than every row that shows one. In a list that is sorted those stand at its newer end; in any other they may stand
 * anywhere. None where no row shows a date.
 */
export function undatedRows(rows: readonly ListRow[]): ListRow[] {
  const shown = rows.flatMap(({ date, dateSource }, at) => (dateSource === 'shown' && date !== null ? [{ date, at }] : []))
  const [first, last] = [shown[0], shown.at(-1)]
  if (first === undefined || last === undefined) return []
  const falls = shown.every(({ date }, at) => date <= (shown[at - 1]?.date ?? date))
  const rises = shown.every(({ date }, at) => date >= (shown[at - 1]?.date ?? date))
  const mayBe = (at: number) => (falls === rises ? true : falls ? at < first.at : at > last.at)
  return rows.filter(({ date }, at) => date === null && mayBe(at))
}
