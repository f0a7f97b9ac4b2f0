import type { CalendarData } from '../model/settings.ts'
import { addDays, type Calendar, daysBetween, type LocalDate } from '../model/time.ts'

/** Ten years: no deadline is longer, and a slip in a date must not make a loop that never ends. */
const LONGEST_DAYS = 3660

/** Judges the years that the data names, and no other: outside them it is not known which weekdays are off. */
export function createCalendar(data: CalendarData): Calendar {
  const years = new Set(Object.keys(data.years))
  const off = new Set(Object.values(data.years).flatMap((year) => year.off))
  const work = new Set(Object.values(data.years).flatMap((year) => year.work))
  return {
    isWorkingDay(day) {
      if (!years.has(day.slice(0, 4)) || Number.isNaN(daysBetween(day, day))) return undefined
      if (work.has(day)) return true
      return !off.has(day) && !isWeekend(day)
    },
  }
}

/**
 * Working days in `(from, to]`: the day that a clock starts on is day 0 and does not count, the last day does. 0 when `to` is not later than `from`.
 * `undefined` when any day of the span lies in a year without a calendar, or the span is longer than ten years.
 */
export function workingDaysBetween(calendar: Calendar, from: LocalDate, to: LocalDate): number | undefined {
  const span = daysBetween(from, to)
  if (!(span <= LONGEST_DAYS)) return undefined
  let count = 0
  for (let offset = 1; offset <= span; offset += 1) {
    const working = calendar.isWorkingDay(addDays(from, offset))
    if (working === undefined) return undefined
    if (working) count += 1
  }
  return count
}

/**
 * The `count`-th working day after `from`, which is day 0 itself: a deadline of three working days from a Friday is the next Wednesday.
 * `undefined` when the way there crosses a year without a calendar; `from` itself for a count of 0 or less.
 */
export function addWorkingDays(calendar: Calendar, from: LocalDate, count: number): LocalDate | undefined {
  let day = from
  let left = count
  for (let walked = 0; left > 0; walked += 1) {
    if (walked >= LONGEST_DAYS || Number.isNaN(daysBetween(day, day))) return undefined
    day = addDays(day, 1)
    const working = calendar.isWorkingDay(day)
    if (working === undefined) return undefined
    if (working) left -= 1
  }
  return day
}

function isWeekend(day: LocalDate): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}
