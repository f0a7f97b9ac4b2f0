import { addDays, type LocalDate } from '../model/time.ts'

/** How a site prints its dates. */
export type DateStyle = (day: LocalDate) => string

const parts = (day: LocalDate): [year: string, month: string, date: string] => [day.slice(0, 4), day.slice(5, 7), day.slice(8, 10)]

export const dashed: DateStyle = (day) => day
export const slashed: DateStyle = (day) => day.replaceAll('-', '/')
export const dotted: DateStyle = (day) => day.replaceAll('-', '.')
export const bracketed: DateStyle = (day) => `[${day}]`
/** Without the year, as many lists have it. */
export const monthAndDay: DateStyle = (day) => `[${day.slice(5)}]`
export const chinese: DateStyle = (day) => {
  const [year, month, date] = parts(day)
  return `${year}年${Number(month)}月${Number(date)}日`
}
export const compact: DateStyle = (day) => day.replaceAll('-', '')

/** `days` before the day. */
export function ago(today: LocalDate, days: number): LocalDate {
  return addDays(today, -days)
}

/** The year whose annual form has to be published by now: each is due on 31 January of the next year. */
export function formYear(today: LocalDate): number {
  const year = Number(today.slice(0, 4))
  return today.slice(5) > '01-31' ? year - 1 : year - 2
}
