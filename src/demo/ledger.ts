import type { LocalDate } from '../model/time.ts'

/** One message of the 我为政府网站找错 export, as planted. */
export interface LedgerRow {
  readonly number: string
  readonly code: string
  readonly name: string
  readonly submitted: string
  readonly dispatched: string
  readonly answered: string
  readonly status: string
}

const HEADINGS = ['留言编号', '网站标识码', '网站名称', '提交时间', '转办时间', '办结时间', '办理状态']

/** The export as CSV, with the byte order mark that spreadsheet programs write. */
export function ledgerCsv(rows: readonly LedgerRow[]): string {
  const lines = rows.map((row) => [row.number, row.code, row.name, row.submitted, row.dispatched, row.answered, row.status].join(','))
  return `\ufeff${[HEADINGS.join(','), ...lines].join('\r\n')}\r\n`
}

/** National Day is the longest run of days off in the autumn: in these years (days off from 1 October on, by the yearly notices) its end is known. */
const NATIONAL_DAY: Readonly<Record<number, { readonly lastDayOff: LocalDate }>> = {
  2024: { lastDayOff: '2024-10-07' },
  2025: { lastDayOff: '2025-10-08' },
  2026: { lastDayOff: '2026-10-07' },
}

export { NATIONAL_DAY }
