import type { Line } from './lines.ts'
import { OF_MESSAGES } from './statistics-fields.ts'

const YEAR = '(?:19|20)\\d\\d\\s?年'
const EXACT = new RegExp(
  `${YEAR}(?:\\s?\\d{1,2}\\s?月?\\s?[-至到~]\\s?(?:${YEAR})?\\s?\\d{1,2}\\s?月份?|\\s?\\d{1,2}\\s?月份?(?:\\s?\\d{1,2}\\s?日)?|\\s?第?\\s?[一二三四1-4]\\s?季度|\\s?[上下]半年|\\s?全?年?度?)`,
)
const LOOSE = /\d{1,2}月份|第?[一二三四]季度|[上下]半年|本(?:周|月|季度|年度?)|上(?:周|月|季度)|今年以来/
const MAX_HEADING = 60

/** The months, quarter or year that numbers are about, as printed: in their own words first, then in the page's titles, then in a heading of the kind. */
export function periodOf(own: string, titles: string, lines: readonly Line[]): string | null {
  const heading = lines.find(
    ({ text }) => text.length <= MAX_HEADING && EXACT.test(text) && (OF_MESSAGES.test(text) || /统计|办理情况/.test(text)),
  )
  for (const [pattern, texts] of [
    [EXACT, [own, titles, heading?.text ?? '']],
    [LOOSE, [own, titles]],
  ] as const) {
    for (const text of texts) {
      const [found] = pattern.exec(text) ?? []
      if (found !== undefined) return found.replace(/\s/g, '')
    }
  }
  return null
}
