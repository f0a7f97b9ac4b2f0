import { parse } from 'csv-parse/sync'
import { UserError } from '../model/config.ts'
import type { Table, TableRow } from './table.ts'
import { decodeText, readBytes, unreadable } from './text-file.ts'
import { readWorkbook } from './workbook.ts'

const MAX_BYTES = 50 * 1_048_576
const MAX_ROWS = 200_000

/** The tables of a CSV or XLSX file, told apart by their bytes; a UserError when the file is neither, damaged, or too large. */
export async function readTables(file: string): Promise<readonly Table[]> {
  return await parseTables(file, await readBytes(file, MAX_BYTES))
}

export async function parseTables(file: string, bytes: Uint8Array): Promise<readonly Table[]> {
  if (begins(bytes, [0x50, 0x4b])) return await readWorkbook(file, bytes)
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw unreadable({
      file,
      expected: 'CSV or XLSX',
      got: 'an old .xls or a workbook with a password',
      fix: 'open it in Excel or WPS and save it as .xlsx without a password',
    })
  }
  return [parseCsv(file, bytes)]
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}

const CSV_OPTIONS = {
  // One line break alone: the parser counts lines wrongly when it has to choose among several.
  record_delimiter: '\n',
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  to: MAX_ROWS + 1,
  trim: true,
} as const

function parseCsv(file: string, bytes: Uint8Array): Table {
  const text = decodeText(bytes)
  if (text === undefined || text.includes('\u0000')) {
    throw unreadable({
      file,
      expected: 'CSV (UTF-8 or GB18030) or XLSX',
      got: 'bytes that are no text',
      fix: 'open it in Excel or WPS and save it as .xlsx',
    })
  }
  if (/^\s*<(?:!doctype|html|table|\?xml|meta|head)/i.test(text.slice(0, 200))) {
    throw unreadable({ file, expected: 'CSV or XLSX', got: 'a web page', fix: 'open it in Excel or WPS and save it as .xlsx' })
  }
  try {
    const rows: TableRow[] = []
    parse(text.replace(/\r\n?/g, '\n'), {
      ...CSV_OPTIONS,
      delimiter: delimiterOf(text),
      on_record: (record: readonly string[], { lines }) => {
        rows.push({ line: firstLine(record, lines), cells: record.map((cell) => cell.trim()) })
        return null
      },
    })
    if (rows.length > MAX_ROWS) throw unreadable({ file, expected: `at most ${MAX_ROWS} rows`, got: 'more', fix: 'split the file' })
    return { sheet: null, rows: rows.filter((row) => row.cells.some((cell) => cell !== '')) }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw csvFault(file, error)
  }
}

/** The parser tells the last line of a record; quoted line breaks push it down. */
function firstLine(record: readonly string[], last: number): number {
  return last - record.reduce((breaks, cell) => breaks + (cell.split('\n').length - 1), 0)
}

/** Excel also writes tabs ("Unicode text") and, in some countries, semicolons: whichever the first line has when it has no comma. */
function delimiterOf(text: string): string {
  const head =
    text
      .slice(0, 20_000)
      .split(/[\r\n]/)
      .find((line) => line.trim() !== '') ?? ''
  return [',', '\t', ';'].find((candidate) => head.includes(candidate)) ?? ','
}

function csvFault(file: string, error: unknown): UserError {
  const line = error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : undefined
  const got = error instanceof Error ? error.message : String(error)
  const place = line === undefined ? { file } : { file, line }
  return unreadable({ ...place, expected: 'CSV', got, fix: 'a text with a quote in it is written "like ""this"" one"' })
}
