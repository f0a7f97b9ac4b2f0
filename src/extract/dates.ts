import type { LocalDate } from '../model/time.ts'

const FIRST_YEAR = 1990
const LAST_YEAR = 2099

/** A date in a text, and where it stands. */
export interface FoundDate {
  readonly date: LocalDate
  readonly index: number
  readonly length: number
}

const FULL = /(?<!\d)((?:19|20)\d\d)\s{0,2}(?:年|[-/.])\s{0,2}(\d{1,2})\s{0,2}(?:月|[-/.])\s{0,2}(\d{1,2})(?!\d)(?:\s{0,2}日)?/g
const COMPACT = /(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/g

/** The day if there is such a day, in a year that a website can have. */
export function toDate(year: number, month: number, day: number): LocalDate | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return null
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Full-width digits and punctuation as ASCII; the length stays the same. */
export function narrow(text: string): string {
  if (!/[\uff10-\uff19\uff0d\uff0e\uff0f\uff1a\u2013\u2014\u2010-\u2012]/.test(text)) return text
  return text.replace(/[\uff10-\uff19\uff0d\uff0e\uff0f\uff1a\u2013\u2014\u2010-\u2012]/g, (char) => {
    const code = char.charCodeAt(0)
    return code >= 0xff0d && code <= 0xff1a ? String.fromCharCode(code - 0xfee0) : '-'
  })
}

/** Every full date (with its year) in the text, in order, at most 1,000. */
export function findDatesAt(text: string): FoundDate[] {
  const source = narrow(text)
  const found: FoundDate[] = []
  if (!/(?:19|20)\d\d/.test(source)) return found
  for (const pattern of [FULL, COMPACT]) {
    for (const match of source.matchAll(pattern)) {
      const date = toDate(Number(match[1]), Number(match[2]), Number(match[3]))
      if (date !== null) found.push({ date, index: match.index, length: match[0].length })
      if (found.length >= 1000) break
    }
  }
  return found.sort((a, b) => a.index - b.index)
}

export function findDates(text: string): LocalDate[] {
  return findDatesAt(text).map(({ date }) => date)
}

/** The date that a URL carries: `/202607/t20260731_…`, `/art/2024/9/20/`, `/2022/1/7/`, `/2026-07/31/`; null when none or only a month. */
export function dateInUrl(url: string): LocalDate | null {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '').split(/[?#]/)[0] ?? ''
  const named = /(?:^|[/_])[tTcC]?((?:19|20)\d\d)(\d\d)(\d\d)(?=[_./-]|$)/.exec(path)
  const folders = /\/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.])/.exec(path)
  const monthly = /\/((?:19|20)\d\d)-?(\d\d)\/(\d\d)\//.exec(path)
  for (const match of [named, folders, monthly]) {
    const date = match && toDate(Number(match[1]), Number(match[2]), Number(match[3]))
    if (date) return date
  }
  return null
}

/** A date without a year, as in `[03-11]` or `03-11 10:20`; null when the text holds anything else of weight. */
export function monthAndDay(text: string): { readonly month: number; readonly day: number } | null {
  const match = /^[[(（【]?\s{0,2}(\d{1,2})\s{0,2}[-/.月]\s{0,2}(\d{1,2})日?\s{0,2}[\])）】]?(?:\s{1,3}\d{1,2}:\d\d(?::\d\d)?)?$/.exec(
    narrow(text).trim(),
  )
  if (!match) return null
  const [month, day] = [Number(match[1]), Number(match[2])]
  return toDate(2024, month, day) === null ? null : { month, day }
}
