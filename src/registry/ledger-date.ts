import { type Instant, instantOf } from '../model/time.ts'

/** A moment of a ledger; where only the day is written, it stands at 00:00 Beijing time and `timed` is false. */
export interface LedgerDate {
  readonly instant: Instant
  readonly timed: boolean
}

const DAY = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/
const TIME =
  /^[\sT,-]{0,3}(上午|下午|am|pm)?\s{0,2}(\d{1,2})\s?[:时点]\s?(\d{1,2})?\s?(?:[:分]\s?(\d{1,2})?(?:\.\d{1,9})?秒?)?\s?(am|pm)?\s?(z|[+-]\d{2}:?\d{2})?$/i
const SERIAL = /^\d{5}(?:\.\d{1,17})?$/
/** Excel counts days from here, the day before 1900 began and a leap day that never was. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000
const BEIJING_MS = 8 * 3_600_000

/** Reads a date as spreadsheets and exports write it; undefined when it is none. Without a zone it is Beijing time. */
export function readLedgerDate(text: string): LedgerDate | undefined {
  const plain = text.normalize('NFKC').trim()
  if (plain.length > 60) return undefined
  if (SERIAL.test(plain)) return fromSerial(Number(plain))
  const compact = COMPACT.exec(plain)
  if (compact) return fromParts(compact.slice(1, 4), compact[4] === undefined ? undefined : compact.slice(4, 7), 0)
  const day = DAY.exec(plain)
  if (!day) return undefined
  const rest = plain.slice(day[0].length).trim()
  if (rest === '') return fromParts(day.slice(1, 4), undefined, 0)
  const time = TIME.exec(rest)
  if (!time) return undefined
  const [, before, hour = '', minute, second, after, zone] = time
  const half = (before ?? after ?? '').toLowerCase()
  return fromParts(day.slice(1, 4), [twentyFour(hour, half), minute, second], zone === undefined ? 0 : zoneShift(zone))
}

function twentyFour(hour: string, half: string): string {
  const afternoon = half === '下午' || half === 'pm'
  if (afternoon && Number(hour) < 12) return String(Number(hour) + 12)
  return half === 'am' && Number(hour) === 12 ? '0' : hour
}

/** What turns a wall clock of the zone into one of Beijing. */
function zoneShift(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  const minutes = match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0
  return BEIJING_MS - minutes * 60_000
}

function fromParts(
  day: readonly (string | undefined)[],
  time: readonly (string | undefined)[] | undefined,
  shift: number,
): LedgerDate | undefined {
  const [year = 0, month = 0, date = 0] = day.map((part) => Number(part ?? 0))
  const [hour = 0, minute = 0, second = 0] = (time ?? []).map((part) => Number(part ?? 0))
  if (year < 2000 || year > 2100 || hour > 23 || minute > 59 || second > 59) return undefined
  const wall = Date.UTC(year, month - 1, date, hour, minute, second)
  const back = new Date(wall)
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== date) return undefined
  return { instant: instantOf(wall + shift - BEIJING_MS), timed: time !== undefined }
}

function fromSerial(serial: number): LedgerDate | undefined {
  const wall = Math.round((SERIAL_ZERO + serial * DAY_MS) / 1000) * 1000
  const year = new Date(wall).getUTCFullYear()
  if (year < 2000 || year > 2100) return undefined
  return { instant: instantOf(wall - BEIJING_MS), timed: !Number.isInteger(serial) }
}
