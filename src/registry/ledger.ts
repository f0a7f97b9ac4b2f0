import { type Problem, UserError } from '../model/config.ts'
import type { Ticket } from '../model/evidence.ts'
import type { LedgerField, Settings } from '../model/settings.ts'
import type { Site } from '../model/site.ts'
import type { Instant } from '../model/time.ts'
import { findHeading, type HeadedTable } from './heading.ts'
import { type LedgerDate, readLedgerDate } from './ledger-date.ts'
import { type FoundSite, siteFinder } from './ledger-sites.ts'
import { quote } from './quote.ts'
import type { Fault } from './schema.ts'
import type { Table, TableRow } from './table.ts'
import { readTables } from './table-file.ts'

export type LedgerRow = Omit<Ticket, 'id'>

/**
 * Reads an export of 我为政府网站找错 (CSV or XLSX): the sound rows, and each unsound one with its line and everything wrong in it. Throws a UserError
 * when the file as a whole cannot be read or lacks a heading. A date without a time stands at 00:00 Beijing time; an answer dated so on the day of
 * the submission is taken to have come at once.
 */
export async function readLedger(
  file: string,
  settings: Settings,
  sites: readonly Site[],
): Promise<{ rows: LedgerRow[]; problems: Problem[] }> {
  return parseLedger(file, await readTables(file), settings.ledger, sites)
}

export function parseLedger(
  file: string,
  tables: readonly Table[],
  settings: Settings['ledger'],
  sites: readonly Site[],
): { rows: LedgerRow[]; problems: Problem[] } {
  const table = findHeading(tables, settings.columns, complete)
  if (!table || !complete(table.columns)) throw noHeading(file, table, settings)
  const name = tables.length > 1 ? `${file} (${table.sheet})` : file
  const problems = otherSheets(file, tables, table, settings)
  const rows: LedgerRow[] = []
  const find = siteFinder(sites)
  const seen = new Map<string, number>()
  for (const row of table.rows) {
    if (isFooter(row, table)) continue
    const read = readRow(row, table, settings, find, seen)
    if ('ticket' in read) rows.push(read.ticket)
    else
      problems.push(
        ...read.faults.map(({ at, ...fault }) => ({
          file: name,
          line: row.line,
          at: table.heading.cells[table.columns.get(at) ?? -1] ?? at,
          ...fault,
        })),
      )
  }
  if (rows.length === 0 && problems.length === 0) problems.push({ file: name, expected: 'at least one message', got: 'only the heading' })
  return { rows, problems }
}

type Columns = ReadonlyMap<LedgerField, number>

/** Without the time of the answer every message would look unanswered: it is as necessary as the number. */
function complete(columns: Columns): boolean {
  return (
    columns.has('number') && columns.has('submittedAt') && columns.has('answeredAt') && (columns.has('siteCode') || columns.has('siteName'))
  )
}

function noHeading(file: string, table: HeadedTable<LedgerField> | undefined, { columns }: Settings['ledger']): UserError {
  if (!table) return new UserError(`${file} holds no ledger`, [{ file, expected: 'a ledger of 我为政府网站找错', got: 'an empty file' }])
  const site: LedgerField = table.columns.has('siteName') ? 'siteName' : 'siteCode'
  const needed: readonly LedgerField[] = ['number', site, 'submittedAt', 'answeredAt']
  const got = `the headings ${table.heading.cells
    .filter((cell) => cell !== '')
    .map(quote)
    .join(', ')}`
  const missing = needed.filter((field) => !table.columns.has(field))
  const problems = missing.map((field) => ({
    file,
    line: table.heading.line,
    at: field,
    expected: `one of the headings ${columns[field].join(', ')}`,
    got,
    fix: `name the column of this export in settings.yaml under ledger.columns.${field}`,
  }))
  return new UserError(`${file} lacks a column that a ledger needs`, problems)
}

/** Only one sheet is read; a second of the same form must not be lost in silence. */
function otherSheets(file: string, tables: readonly Table[], chosen: HeadedTable<LedgerField>, { columns }: Settings['ledger']): Problem[] {
  return tables
    .filter((table) => table.sheet !== chosen.sheet)
    .flatMap((table) => {
      const other = findHeading([table], columns, complete)
      if (!other || !complete(other.columns) || other.rows.length === 0) return []
      return [
        {
          file: `${file} (${table.sheet})`,
          line: other.heading.line,
          expected: 'one sheet with messages',
          got: `a second one besides ${chosen.sheet}`,
          fix: 'import each sheet from a file of its own',
        },
      ]
    })
}

function isFooter(row: TableRow, { columns }: HeadedTable<LedgerField>): boolean {
  const empty = (field: LedgerField): boolean => (row.cells[columns.get(field) ?? -1] ?? '') === ''
  const first = row.cells.find((cell) => cell !== '') ?? ''
  return /^(?:合计|总计|小计|共计|导出时间|制表)/.test(first) && (empty('submittedAt') || empty('number'))
}

type RowFault = Fault & { readonly at: LedgerField; readonly got: string }
type ReadRow = { readonly ticket: LedgerRow } | { readonly faults: readonly RowFault[] }

function readRow(
  row: TableRow,
  table: HeadedTable<LedgerField>,
  settings: Settings['ledger'],
  find: (code: string, name: string) => FoundSite,
  seen: Map<string, number>,
): ReadRow {
  const faults: RowFault[] = []
  const cell = (field: LedgerField): string => row.cells[table.columns.get(field) ?? -1] ?? ''
  const number = cell('number')
  const first = seen.get(number)
  if (number === '') faults.push({ at: 'number', expected: 'the number of the message', got: 'nothing' })
  else if (/^\d(?:\.\d{1,20})?e\+\d{1,3}$/i.test(number))
    faults.push({
      at: 'number',
      expected: 'the number of the message',
      got: quote(number),
      fix: 'a spreadsheet has rounded it: export it as text',
    })
  else if (first !== undefined)
    faults.push({ at: 'number', expected: 'a number that no other row has', got: `${quote(number)} again, first in line ${first}` })
  else seen.set(number, row.line)
  const found = find(cell('siteCode'), cell('siteName'))
  if ('fault' in found) faults.push({ at: table.columns.has('siteCode') ? 'siteCode' : 'siteName', ...found.fault })
  const times = readTimes(cell, faults)
  const status = cell('status')
  const says = (words: readonly string[] | undefined): boolean => words?.some((word) => status.includes(word)) ?? false
  if (cell('answeredAt') === '' && says(settings.closed)) {
    faults.push({
      at: 'answeredAt',
      expected: `a time, since the status says ${quote(status)}`,
      got: 'nothing',
      fix: 'export the time of the answer too',
    })
  }
  if (faults.length > 0 || !('site' in found) || !times) return { faults }
  return { ticket: { number, site: found.site, ...times, status, unfounded: says(settings.unfounded), extended: says(settings.extended) } }
}

type Times = Pick<Ticket, 'submittedAt' | 'dispatchedAt' | 'answeredAt'>

function readTimes(cell: (field: LedgerField) => string, faults: RowFault[]): Times | undefined {
  const read = (at: LedgerField): LedgerDate | null | undefined => {
    const text = cell(at)
    if (text === '' || /^(?:[-—–/]{1,4}|无|null|未.{0,10})$/i.test(text)) return null
    const date = readLedgerDate(text)
    if (!date) faults.push({ at, expected: 'a date such as 2026-07-31 10:20', got: quote(text) })
    return date
  }
  const submitted = read('submittedAt')
  const dispatched = read('dispatchedAt')
  const answered = read('answeredAt')
  if (submitted === null) faults.push({ at: 'submittedAt', expected: 'the time of the submission', got: quote(cell('submittedAt')) })
  if (!submitted || dispatched === undefined || answered === undefined) return undefined
  for (const [at, later] of [
    ['dispatchedAt', dispatched],
    ['answeredAt', answered],
  ] as const) {
    if (later && isBefore(later, submitted))
      faults.push({ at, expected: `a time after the submission (${cell('submittedAt')})`, got: quote(cell(at)) })
  }
  const dispatchedAt = dispatched && notBefore(dispatched, submitted.instant)
  const answeredAt = answered && notBefore(answered, latest(submitted.instant, dispatchedAt))
  return { submittedAt: submitted.instant, dispatchedAt, answeredAt }
}

/** Where one of the two lacks a time, only the days tell. */
function isBefore(later: LedgerDate, earlier: LedgerDate): boolean {
  if (later.timed && earlier.timed) return later.instant < earlier.instant
  return later.instant.slice(0, 10) < earlier.instant.slice(0, 10)
}

/** A day without a time begins no earlier than what it follows on that day. */
function notBefore(date: LedgerDate, earlier: Instant): Instant {
  return !date.timed && date.instant.slice(0, 10) === earlier.slice(0, 10) ? latest(date.instant, earlier) : date.instant
}

function latest(a: Instant, b: Instant | null): Instant {
  return b !== null && b > a ? b : a
}
