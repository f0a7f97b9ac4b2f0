import { UserError } from '../model/config.ts'
import { type Instant, instantOf, type LocalDate } from '../model/time.ts'

/** Years that are written with four digits; beyond them no evidence can lie. */
const FIRST_MS = Date.UTC(1000, 0, 1)
const LAST_MS = Date.UTC(9999, 0, 1)

/** The moment that `--as-of` names, or the end of the day that it names; a UserError for anything else. */
export function momentNamed(text: string): Instant {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const ms = Date.parse(day ? `${text}T23:59:59+08:00` : text)
  const spelt = day || /T.*(?:Z|[+-]\d{2}:\d{2})$/i.test(text)
  if (spelt && isThere(text.slice(0, 10)) && ms > FIRST_MS && ms < LAST_MS) return instantOf(ms)
  throw new UserError('--as-of is no moment', [
    { file: 'command line', at: '--as-of', expected: '2026-03-01 or 2026-03-01T10:00:00+08:00', got: text },
  ])
}

/** The day that `--issued` names; a UserError for anything else. */
export function dayNamed(text: string): LocalDate {
  if (isThere(text)) return text
  throw new UserError('--issued is no day', [{ file: 'command line', at: '--issued', expected: 'yyyy-MM-dd', got: text }])
}

/** A day that the month lacks would silently become another one. */
function isThere(day: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day)
}
