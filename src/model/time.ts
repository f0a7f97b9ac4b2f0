/** A moment, RFC 3339 on the wall clock of Beijing: `2026-03-01T10:00:00.000+08:00`. Strings of this form sort by time. */
export type Instant = string
/** A day on the wall calendar of Beijing: `2026-03-01`. */
export type LocalDate = string

const BEIJING_OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** Working days, 调休 included. `undefined` for a year whose holidays are not yet published. */
export interface Calendar {
  isWorkingDay(day: LocalDate): boolean | undefined
}

/** The instant that lies `ms` milliseconds after 1970-01-01T00:00:00Z. */
export function instantOf(ms: number): Instant {
  return `${new Date(ms + BEIJING_OFFSET_MS).toISOString().slice(0, -1)}+08:00`
}

/** Milliseconds since 1970-01-01T00:00:00Z; NaN when the text is no RFC 3339 instant. */
export function millisOf(instant: Instant): number {
  return Date.parse(instant)
}

/** The Beijing day on which the instant lies. */
export function dayOf(instant: Instant): LocalDate {
  return instantOf(millisOf(instant)).slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

export function addDays(day: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The same day `months` later; a day that the month lacks becomes its last day. */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
