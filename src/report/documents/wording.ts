import type { Score } from '../../model/rubric.ts'
import { dayOf, type Instant, type LocalDate } from '../../model/time.ts'
import type { ProblemRow } from '../site-view.ts'

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
const UNITS: Readonly<Record<string, string>> = { 'day': '天', 'working-day': '个工作日', 'count': '个', 'millisecond': '毫秒' }
/** Hexadecimal digits of a capture's name that a person can still compare. */
const NAME_DIGITS = 12

/** `一` to `九十九`, as headings are numbered. */
export function numeral(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  const digit = (value: number) => DIGITS[value] ?? String(value)
  if (tens === 0) return digit(ones)
  return `${tens === 1 ? '' : digit(tens)}十${ones === 0 ? '' : digit(ones)}`
}

/** `2026年3月1日` */
export function dayText(day: LocalDate): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

/** `2026-03-01 10:00`, or `—` where the moment is not known. */
export function momentText(instant: Instant | null): string {
  return instant === null ? '—' : instant.slice(0, 16).replace('T', ' ')
}

/** The days of a run: `2026年3月1日`, or `2026年2月28日至3月1日`. */
export function daysText(run: { readonly startedAt: Instant; readonly finishedAt: Instant | null }): string {
  const [from, to] = [dayOf(run.startedAt), dayOf(run.finishedAt ?? run.startedAt)]
  if (from === to) return dayText(from)
  return `${dayText(from)}至${from.slice(0, 4) === to.slice(0, 4) ? dayText(to).slice(5) : dayText(to)}`
}

/** `97`, or `92～100` where doubts leave it open; two digits at most. */
export function scoreText({ low, high }: Score): string {
  return low === high ? pointsText(high) : `${pointsText(low)}～${pointsText(high)}`
}

/** At most two digits behind the point. */
export function pointsText(points: number): string {
  return String(Math.round(points * 100) / 100)
}

/** `3`, or `3～5` where doubts leave it open. */
export function rankText(rank: { readonly best: number; readonly worst: number }): string {
  return rank.best === rank.worst ? String(rank.best) : `${rank.best}～${rank.worst}`
}

/** `59.1%` of a share of one. */
export function percentText(share: number): string {
  return `${Math.round(share * 1000) / 10}%`
}

/** `《市州网站计分表》（city-100@2026-1）`: the title, and the id under which the settings have it. */
export function rubricText({ title, id }: { readonly title: string; readonly id: string }): string {
  return `《${title}》（${id}）`
}

/** `30天／14天`: what was measured, and the threshold where there is one. */
export function measuredText(measured: ProblemRow['measured']): string {
  if (!measured) return '—'
  const { value, unit, threshold } = measured
  const one = (number: number) => (unit === 'ratio' ? percentText(number) : `${pointsText(number)}${UNITS[unit] ?? ''}`)
  return threshold === null ? one(value) : `${one(value)}／${one(threshold)}`
}

/** The short names of captures: the first few, then how many there are in all. */
export function evidenceText(ids: readonly string[], atMost = 3): string {
  const distinct = [...new Set(ids)]
  if (distinct.length === 0) return '无'
  const names = distinct.slice(0, atMost).map((id) => id.slice(0, NAME_DIGITS))
  return distinct.length > atMost ? `${names.join('、')}等${distinct.length}条` : names.join('、')
}

/** The same below each other, for a cell of a table. */
export function evidenceLines(ids: readonly string[], atMost = 3): readonly string[] {
  const distinct = [...new Set(ids)]
  const names = distinct.slice(0, atMost).map((id) => id.slice(0, NAME_DIGITS))
  return distinct.length > atMost ? [...names, `等${distinct.length}条`] : distinct.length === 0 ? ['无'] : names
}

/** What the short names in a column of evidence are, for the note under a table. */
export function evidenceNote(run: string): string {
  return `证据编号为检查批次${run}中留存证据的SHA-256编号的前${NAME_DIGITS}位`
}

/** Names in a row, at most so many: `甲、乙等5个`. */
export function namesText(names: readonly string[], atMost: number, unit = '个'): string {
  return names.length > atMost ? `${names.slice(0, atMost).join('、')}等${names.length}${unit}` : names.join('、')
}

/** `甲（3项）；乙（1项）`: titles have commas of their own. */
export function countsText(counted: readonly (readonly [title: string, findings: number])[], atMost = counted.length): string {
  const named = counted.slice(0, atMost).map(([title, findings]) => `${title}（${findings}项）`)
  return [...named, ...(counted.length > atMost ? [`其他${counted.length - atMost}个指标`] : [])].join('；')
}

/** `第1行`, `第1至3行` of an annex. */
export function rowsText(first: number, last: number): string {
  return first === last ? `第${first}行` : `第${first}至${last}行`
}
