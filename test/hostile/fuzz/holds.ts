import { isDeepStrictEqual } from 'node:util'
import { normalise } from '../../../src/extract/links.ts'

/** Throws unless the condition holds; `what` says what it is about. */
export function must(condition: boolean, what: () => string): void {
  if (!condition) throw new Error(what())
}

export function equal(got: unknown, expected: unknown, what: string): void {
  must(isDeepStrictEqual(got, expected), () => `${what}: ${shown(got)} is not ${shown(expected)}`)
}

/** Whatever the part says, the whole says too. */
export function isPart(part: object, whole: object): void {
  const said = new Map<string, unknown>(Object.entries(whole))
  for (const [key, value] of Object.entries(part)) equal(value, said.get(key), key)
}

/** What an extractor gives is data: JSON and back is the same, and every text in it is well formed. Gives its length as JSON. */
export function isData(value: unknown): number {
  const text = JSON.stringify(value)
  must(text !== undefined && isDeepStrictEqual(JSON.parse(text), value), () => `not the same when written and read: ${shown(value)}`)
  // A lone surrogate is written as an escape, every other character as itself.
  must(
    !/(?<!\\)(?:\\\\)*\\u[dD][89abAB]|(?<!\\)(?:\\\\)*\\u[dD][c-fC-F]/.test(text),
    () => `a text is not well formed: ${text.slice(0, 500)}`,
  )
  return text.length
}

/** Nothing that is read out of a page is larger than the page allows: no small page fills the memory. */
export function isBounded(length: number, input: number, times: number, besides: number): void {
  must(length <= input * times + besides, () => `${length} characters out of ${input} bytes`)
}

/** Absolute, of the web, and in the one spelling by which URLs are compared. */
export function isWebUrl(url: string): void {
  must(/^https?:\/\/[^/]/.test(url), () => `no absolute URL of the web: ${shown(url)}`)
  must(normalise(url) === url, () => `normalised again it is another: ${shown(url)} ${shown(normalise(url))}`)
}

const FIRST_DAY = '1990-01-01'
const LAST_DAY = '2099-12-31'

/** A day that exists, in the years that a website can have. */
export function isDay(date: string): void {
  const real = /^\d{4}-\d\d-\d\d$/.test(date) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date)
  must(real && date >= FIRST_DAY && date <= LAST_DAY, () => `no day: ${shown(date)}`)
}

/** The day's year, month and day are numbers of the source; a row's year may be one off where its URL tells it, or have two digits. */
export function isOnPage(date: string, numbers: ReadonlySet<number>): void {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const years = [year - 1, year, year + 1, year % 100].filter((one) => one < 100 || one > 1900)
  const whole = years.some((one) => numbers.has(one * 10_000 + month * 100 + day))
  // The year alone, or at the beginning of `202607` and `20260731`.
  const dated = [...numbers].some((one) => [one, Math.trunc(one / 100), Math.trunc(one / 10_000)].some((number) => years.includes(number)))
  must(whole || (dated && (numbers.has(day) || numbers.has(month * 100 + day))), () => `a day that stands nowhere: ${date}`)
}

/** Every number that is written in a text. */
export function numbersIn(text: string): Set<number> {
  return new Set((text.match(/\d{1,16}/g) ?? []).map(Number))
}

export function isCount(value: number | null): void {
  must(value === null || (Number.isFinite(value) && value >= 0), () => `no count: ${value}`)
}

/** A share of a whole. */
export function isShare(value: number | null): void {
  must(value === null || (value >= 0 && value <= 1), () => `no share: ${value}`)
}

export function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value))
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}
