import type { SiteCode } from '../model/site.ts'
import { addDays, addMonths, type LocalDate } from '../model/time.ts'
import { doubted, type Expected, failing, type SitePlan } from './plan.ts'

/** A run of days off, as the yearly notices of the State Council set it: a message that comes on the eve is due on the third working day after it. */
interface Holiday {
  readonly eve: LocalDate
  readonly due: LocalDate
  /** The working day after the due one. */
  readonly late: LocalDate
}

/** 调休 included: 11 October 2025 and 10 October 2026 are working Saturdays. */
const HOLIDAYS: readonly Holiday[] = [
  { eve: '2024-09-30', due: '2024-10-10', late: '2024-10-11' },
  { eve: '2025-09-30', due: '2025-10-11', late: '2025-10-13' },
  { eve: '2026-02-14', due: '2026-02-26', late: '2026-02-27' },
  { eve: '2026-04-30', due: '2026-05-08', late: '2026-05-09' },
  { eve: '2026-09-30', due: '2026-10-10', late: '2026-10-12' },
]

const MONTH_LATE_DAYS = 38
/** The checks look back a year; the eve has to lie well within it. */
const PERIOD_MONTHS = 11

type TicketKind = 'at-once' | 'on-time-by-holiday' | 'a-day-late' | 'a-month-late' | 'open' | 'extended' | 'unfounded'

const TICKETS: readonly (readonly [code: SiteCode, kinds: readonly TicketKind[]])[] = [
  ['9901000001', ['at-once', 'on-time-by-holiday', 'on-time-by-holiday']],
  ['9902000001', ['at-once', 'a-day-late', 'on-time-by-holiday']],
  ['9907000001', ['a-month-late', 'open', 'at-once']],
  ['9900000011', ['at-once', 'unfounded']],
  ['9900000013', ['open', 'open', 'a-day-late', 'on-time-by-holiday']],
  ['9900000017', ['extended', 'at-once']],
]

const HEADINGS = ['留言编号', '网站标识码', '网站名称', '提交时间', '转办时间', '办结时间', '办理状态']

/** The 我为政府网站找错 export as CSV, with the byte order mark and line ends that spreadsheet programs write. */
export function ledgerCsv(today: LocalDate, sites: readonly SitePlan[]): string {
  const { holiday } = holidayFor(today)
  const rows = TICKETS.flatMap(([code, kinds]) => {
    const name = sites.find((site) => site.code === code)?.name ?? ''
    return kinds.map((kind, index) => [numberOf(code, holiday, index), code, name, ...times(kind, holiday), STATUS[kind]])
  })
  return `\ufeff${[HEADINGS, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`
}

/** What the night must find in the site's messages. */
export function ledgerTruth(today: LocalDate, code: SiteCode): readonly Expected[] {
  const { holiday, known } = holidayFor(today)
  const kinds = TICKETS.find(([site]) => site === code)?.[1] ?? []
  return kinds.flatMap((kind, index) => {
    const number = numberOf(code, holiday, index)
    const planted = `a message: ${kind}`
    const deadline = known ? DEADLINE_TRUTH[kind](number, planted) : calendarDoubt(kind, number)
    const open = kind === 'open' ? [failing('error-report-open', number, planted)] : []
    const late = kind === 'a-month-late' ? [failing('error-report-late', number, planted)] : []
    return [...deadline, ...open, ...late]
  })
}

const STATUS: Readonly<Record<TicketKind, string>> = {
  'at-once': '已办结',
  'on-time-by-holiday': '已办结',
  'a-day-late': '已办结',
  'a-month-late': '已办结',
  'open': '办理中',
  'extended': '已办结（延期办理）',
  'unfounded': '不予受理',
}

const failsDeadline = (number: string, planted: string) => [failing('error-report-deadline', number, planted)]
const passesDeadline = () => []

const DEADLINE_TRUTH: Readonly<Record<TicketKind, (number: string, planted: string) => readonly Expected[]>> = {
  'at-once': passesDeadline,
  'on-time-by-holiday': passesDeadline,
  'a-day-late': failsDeadline,
  'a-month-late': failsDeadline,
  'open': failsDeadline,
  'extended': (number, planted) => [doubted('error-report-deadline', 'needs-a-person', number, planted)],
  'unfounded': passesDeadline,
}

function calendarDoubt(kind: TicketKind, number: string): readonly Expected[] {
  if (kind === 'unfounded') return []
  return [doubted('error-report-deadline', 'calendar-unknown', number, 'a message of a year whose days off are not published')]
}

/** The last holiday known that is long enough ago for a message to be a month late, and within the period judged; else days of an unknown calendar. */
function holidayFor(today: LocalDate): { readonly holiday: Holiday; readonly known: boolean } {
  const [earliest, latest] = [addMonths(today, -PERIOD_MONTHS), addDays(today, -MONTH_LATE_DAYS - 1)]
  const holiday = HOLIDAYS.findLast(({ eve }) => eve >= earliest && eve <= latest)
  if (holiday) return { holiday, known: true }
  const eve = addDays(today, -80)
  return { holiday: { eve, due: addDays(eve, 3), late: addDays(eve, 9) }, known: false }
}

function numberOf(code: SiteCode, { eve }: Holiday, index: number): string {
  return `ZC${eve.replaceAll('-', '')}${code.slice(1, 4)}${code.slice(-2)}${String(index + 1).padStart(2, '0')}`
}

function times(kind: TicketKind, { eve, due, late }: Holiday): [submitted: string, dispatched: string, answered: string] {
  const answered: Readonly<Record<TicketKind, LocalDate | null>> = {
    'at-once': eve,
    'on-time-by-holiday': due,
    'a-day-late': late,
    'a-month-late': addDays(eve, MONTH_LATE_DAYS),
    'open': null,
    'extended': late,
    'unfounded': null,
  }
  const day = answered[kind]
  return [`${eve} 09:05:00`, `${eve} 10:20:00`, day === null ? '' : `${day} 16:45:00`]
}
