import type { CellValue, Row, Worksheet } from 'exceljs'
import type { Table, TableRow } from './table.ts'
import { unreadable } from './text-file.ts'
import { weighZip } from './zip-weight.ts'

const MAX_COLUMNS = 200

/** The sheets of an XLSX file, those that can be seen first. Dates become `yyyy-MM-dd` or `yyyy-MM-dd HH:mm:ss` as the sheet shows them. */
export async function readWorkbook(file: string, bytes: Uint8Array): Promise<readonly Table[]> {
  weighZip(file, bytes)
  // Loaded on demand: most commands never see a workbook, and the library is large.
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  try {
    await book.xlsx.load(bytes.slice().buffer)
    const visible = (sheet: Worksheet): number => (sheet.state === 'visible' ? 0 : 1)
    const sheets = [...book.worksheets].sort((a, b) => visible(a) - visible(b))
    return sheets.map((sheet) => ({ sheet: sheet.name, rows: rowsOf(sheet) }))
  } catch (error) {
    const got = `a damaged workbook (${error instanceof Error ? error.message : String(error)})`
    throw unreadable({ file, expected: 'an XLSX workbook', got, fix: 'open it in Excel or WPS and save it again as .xlsx or .csv' })
  }
}

function rowsOf(sheet: Worksheet): TableRow[] {
  const rows: TableRow[] = []
  sheet.eachRow((row, line) => {
    const cells = cellsOf(row)
    if (cells.some((cell) => cell !== '')) rows.push({ line, cells })
  })
  return rows
}

function cellsOf(row: Row): string[] {
  const width = Math.min(row.cellCount, MAX_COLUMNS)
  return Array.from({ length: width }, (_, index) => {
    const cell = row.getCell(index + 1)
    return textOf(cell.value, cell.numFmt).trim()
  })
}

function textOf(value: CellValue, format: string | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value, format)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return dateText(value)
  if ('richText' in value) return value.richText.map((run) => run.text).join('')
  // The text of a hyperlink may itself be rich text, whatever the library's types say.
  if ('hyperlink' in value) return textOf(value.text, format)
  if ('error' in value) return value.error
  return textOf(value.result, format)
}

/** A code kept as a number shows its leading zeros by a format of zeros only. */
function numberText(value: number, format: string | undefined): string {
  const digits = format !== undefined && /^0{2,20}$/.test(format) ? format.length : 0
  return String(value).padStart(digits, '0')
}

/** The library hands the wall clock of the sheet over as if it were UTC. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'a date that does not exist'
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return text.endsWith(' 00:00:00') ? text.slice(0, 10) : text
}
