import { canonicalJson } from '../model/canonical.ts'
import { instantOf, millisOf } from '../model/time.ts'

/**
 * What differs between two nights over an unchanged site is a handful of moments and durations. They are lifted out of a record as small numbers, so that
 * the rest, the template, is the same text both times and costs nothing as a difference. Lifting is undone exactly: a value that would not come back to
 * the letter stays where it is.
 */
interface Volatile {
  readonly path: readonly string[]
  toNumber(value: unknown, base: Moments): number | undefined
  toValue(number: number, base: Moments): unknown
}

interface Moments {
  /** Milliseconds that instants are counted from: when the visit began. */
  readonly origin: number
  /** Milliseconds of the record's own `takenAt`; NaN when it has none. */
  readonly takenAt: number
}

type Json = Record<string, unknown>

const INSTANT = {
  toNumber: (value: unknown, { origin }: Moments) => {
    if (typeof value !== 'string') return undefined
    const ms = millisOf(value)
    return isInstantMillis(ms) && instantOf(ms) === value ? ms - origin : undefined
  },
  toValue: (number: number, { origin }: Moments) => instantOf(origin + number),
}
const COUNT = {
  toNumber: (value: unknown) => (typeof value === 'number' && value >= 0 && value < MOST && Number.isInteger(value) ? value : undefined),
  toValue: (number: number) => number,
}
const HTTP_DATE = {
  toNumber: (value: unknown, { takenAt }: Moments) => {
    if (typeof value !== 'string' || !isInstantMillis(takenAt)) return undefined
    const ms = Date.parse(value)
    return isInstantMillis(ms) && new Date(ms).toUTCString() === value ? ms / 1000 - Math.floor(takenAt / 1000) : undefined
  },
  toValue: (number: number, { takenAt }: Moments) => new Date((Math.floor(takenAt / 1000) + number) * 1000).toUTCString(),
}
/** Lifted in this order; `takenAt` is first because others are counted from it. */
const VOLATILE: readonly Volatile[] = [
  { path: ['takenAt'], ...INSTANT },
  { path: ['plannedFor'], ...INSTANT },
  { path: ['outcome', 'millis'], ...COUNT },
  { path: ['outcome', 'headers', 'date'], ...HTTP_DATE },
  { path: ['outcome', 'headers', 'expires'], ...HTTP_DATE },
]
const MOST = 2 ** 50
/** Years that `instantOf` writes with four digits. */
const EARLIEST_MS = Date.UTC(1000, 0, 1)
const LATEST_MS = Date.UTC(9999, 0, 1)
const isInstantMillis = (ms: number) => ms > EARLIEST_MS && ms < LATEST_MS

/** The record's canonical JSON with `{}` where a number was lifted, and the numbers. */
export function shorten(record: object, origin: number): { template: string; numbers: number[] } {
  const copy = copyOf(record)
  const numbers: number[] = []
  const base = { origin, takenAt: takenAtOf(copy) }
  for (const { path, toNumber } of VOLATILE) {
    const { holder, key } = locate(copy, path)
    const number = holder ? toNumber(holder[key], base) : undefined
    if (!holder || number === undefined) continue
    holder[key] = {}
    numbers.push(number)
  }
  return { template: canonicalJson(copy), numbers }
}

/** What is lifted is taken out of a copy: the record and the records that hold a lifted value are new, the rest is shared. */
function copyOf(record: object): Json {
  const copy: Json = { ...record }
  if (!isRecord(copy['outcome'])) return copy
  const outcome = { ...copy['outcome'] }
  copy['outcome'] = outcome
  if (isRecord(outcome['headers'])) outcome['headers'] = { ...outcome['headers'] }
  return copy
}

/** The record again, made in place of its parsed template; `next` hands out the lifted numbers in order. */
export function lengthen(record: Json, next: () => number, origin: number): Json {
  for (const { path, toValue } of VOLATILE) {
    const { holder, key } = locate(record, path)
    // Nothing but the mark is an object there: instants and headers are text, durations numbers.
    if (holder && isRecord(holder[key])) holder[key] = toValue(next(), { origin, takenAt: takenAtOf(record) })
  }
  return record
}

/** Small numbers small: seven bits a byte, the sign in the lowest bit. */
export function packNumbers(numbers: readonly number[]): Buffer {
  const bytes: number[] = []
  for (const number of numbers) {
    let rest = number < 0 ? -number * 2 - 1 : number * 2
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
    bytes.push(rest)
  }
  return Buffer.from(bytes)
}

/** Hands out the numbers that were packed, one a call. */
export function numberReader(bytes: Uint8Array): () => number {
  let at = 0
  return () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at]
      if (byte === undefined) throw new Error('a stored record ends before its numbers do')
      at += 1
      value += (byte % 128) * scale
      if (byte < 128) return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    }
  }
}

function takenAtOf(record: Json): number {
  return typeof record['takenAt'] === 'string' ? millisOf(record['takenAt']) : Number.NaN
}

function locate(record: Json, path: readonly string[]): { holder: Json | undefined; key: string } {
  let holder: Json | undefined = record
  for (const step of path.slice(0, -1)) {
    const next: unknown = holder?.[step]
    holder = isRecord(next) ? next : undefined
  }
  const key = path.at(-1) ?? ''
  return { holder: holder && Object.hasOwn(holder, key) ? holder : undefined, key }
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
