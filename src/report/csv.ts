import type { LeagueView } from './view.ts'
import { GRADES, VETOES } from './words.ts'

/** The mark by which Excel knows UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff'

/** All tables of the view as one CSV for a spreadsheet, scores as numbers, texts unable to become formulas. */
export function leagueCsv({ tables }: LeagueView): string {
  const parts = tables.find((table) => table.parts.length > 0)?.parts ?? []
  const head = [
    '类别',
    '最高名次',
    '最低名次',
    '标识码',
    '网站',
    '满分',
    '总分低值',
    '总分高值',
    ...parts.flatMap((part) => [`${part}低值`, `${part}高值`]),
  ]
  const rows = tables.flatMap(({ title, full, rows: own }) =>
    own.map((row) => [
      ...[title, row.best, row.worst, row.code, row.name, full, row.total.low, row.total.high],
      ...row.parts.flatMap(({ low, high }) => [low, high]),
      ...[GRADES[row.grade], VETOES[row.vetoed], row.failures, row.doubts],
    ]),
  )
  return (
    BYTE_ORDER_MARK + [[...head, '等级', '单项否决', '问题数', '存疑数'], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
  )
}

/** A text that a spreadsheet would take for a formula gets a leading apostrophe. */
export function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^\s*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
