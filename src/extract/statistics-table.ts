import type { PageDocument } from './document.ts'
import { type Grid, readGrid, tablesOf } from './grid.ts'
import { amountIn, type Field, fieldOfHead, type Numbers, OF_MESSAGES, OF_OTHER_THINGS, type Word } from './statistics-fields.ts'
import { narrow } from './wide.ts'

export interface TableStatistics {
  readonly numbers: Numbers
  /** The head promises numbers, and no row holds any. */
  readonly hollow: boolean
  /** Text of the head and of what stands above it in the table. */
  readonly head: string
}

const TOTAL = /^(?:合计|总计|共计|总和|全[省市州县区]合计)$/
const SUBTOTAL = /^(?:小计|平均)$/
const MOST_HEAD_ROWS = 4
const CELL = /^(\d[\d,]{0,11}(?:\.\d{1,4})?)(%|小时|件|条|封|个|次|天|日|个工作日|工作日)?$/

/** The first table per unit, month or kind whose head names what was received and what became of it; one with numbers before one without. */
export function readTableStatistics(doc: PageDocument, words: readonly Word[], about: string): TableStatistics | null {
  const read = tablesOf(doc).flatMap((table) => {
    const grid = readGrid(table)
    for (let row = 0; row < Math.min(grid.length, 6); row++) {
      const found = readFrom(grid, row, words, about)
      if (found !== null) return [found]
    }
    const lying = readLying(grid, words, about)
    return lying === null ? [] : [lying]
  })
  return read.find(({ hollow }) => !hollow) ?? read[0] ?? null
}

/** Reads the table as if its head began at this row. */
function readFrom(grid: Grid, start: number, words: readonly Word[], about: string): TableStatistics | null {
  const texts = grid.slice(start).map((row) => row.map((cell) => narrow(cell?.text ?? '').replace(/\s/g, '')))
  const firstData = texts.findIndex((row, index) => index > 0 && row.some((text) => CELL.test(text)))
  const headRows = Math.min(firstData < 0 ? 1 : firstData, MOST_HEAD_ROWS)
  if (firstData > MOST_HEAD_ROWS) return null
  const width = Math.max(...texts.map((row) => row.length), 0)
  const fields = Array.from({ length: width }, (_, column) => fieldAt(texts.slice(0, headRows), column, words))
  const head = texts.slice(0, headRows).flat().join(' ')
  const named = new Set(fields.filter((field) => field !== null)).size
  if (!isWhole(fields) || !isOfMessages(head, about, named)) return null
  const above = grid.slice(0, start).flatMap((row) => row.map((cell) => narrow(cell?.text ?? '')))
  return { ...sum(texts.slice(headRows), fields), head: `${above.join(' ')} ${head}`.slice(0, 500) }
}

/** A table whose rows are the fields and whose columns are kinds or months. */
function readLying(grid: Grid, words: readonly Word[], about: string): TableStatistics | null {
  const texts = grid.map((row) => row.map((cell) => narrow(cell?.text ?? '').replace(/\s/g, '')))
  const rows = texts.flatMap((row) => {
    const field = fieldOfHead(row[0] ?? '', words)
    return field === null || row.filter((text) => CELL.test(text)).length < 2 ? [] : [{ field, row }]
  })
  const fields = rows.map(({ field }) => field)
  const head = texts.flatMap((row) => row.filter((text) => text !== '' && !CELL.test(text))).join(' ')
  if (!isWhole(fields) || !isOfMessages(head, about, new Set(fields).size)) return null
  const total = texts.map((row) => row.findIndex((text) => TOTAL.test(text))).find((column) => column > 0)
  const turned = Array.from({ length: Math.max(...rows.map(({ row }) => row.length)) - 1 }, (_, index) =>
    rows.map(({ row }) => row[index + 1] ?? ''),
  )
  return { ...sum(total === undefined ? turned : turned.slice(total - 1, total), fields), head: head.slice(0, 500) }
}

/** What came in, and what became of it. */
function isWhole(fields: readonly (Field | null)[]): boolean {
  return (
    (fields.includes('received') || fields.includes('valid')) &&
    (['finished', 'rate', 'pending', 'overdue'] as const).some((one) => fields.includes(one))
  )
}

function isOfMessages(head: string, about: string, fields: number): boolean {
  return OF_MESSAGES.test(head) || OF_MESSAGES.test(about) || (!OF_OTHER_THINGS.test(head + about) && fields >= 3)
}

/** The field of a column by the lowest head that names one. */
function fieldAt(head: readonly (readonly string[])[], column: number, words: readonly Word[]): Field | null {
  for (const row of head.toReversed()) {
    const field = fieldOfHead(row[column] ?? '', words)
    if (field !== null) return field
  }
  return null
}

function sum(rows: readonly (readonly string[])[], fields: readonly (Field | null)[]): Omit<TableStatistics, 'head'> {
  const counted = rows.filter((row) => fields.some((field, column) => field !== null && CELL.test(row[column] ?? '')))
  const total = counted.find((row) => row.slice(0, 3).some((text) => TOTAL.test(text)))
  const used = total === undefined ? counted.filter((row) => !row.slice(0, 3).some((text) => SUBTOTAL.test(text))) : [total]
  const numbers: Numbers = {}
  for (const [column, field] of fields.entries()) {
    if (field === null || numbers[field] !== undefined) continue
    const values = used.flatMap((row) => valueIn(field, row[column] ?? '') ?? [])
    const isMean = field === 'rate' || field === 'averageDays'
    // The mean of means is no mean: a rate over several units is worked out from their sums below.
    if (values.length > 0 && (!isMean || used.length === 1))
      numbers[field] = isMean ? (values[0] ?? 0) : values.reduce((all, value) => all + value, 0)
  }
  const { received, valid, finished, rate } = numbers
  const whole = received ?? valid
  // More finished than received, as where letters of last year were answered too, is no share.
  if (fields.includes('rate') && rate === undefined && whole !== undefined && whole > 0 && finished !== undefined && finished <= whole) {
    numbers.rate = Math.round((finished / whole) * 10_000) / 10_000
  }
  return { numbers, hollow: used.length === 0 }
}

function valueIn(field: Field, text: string): number | null {
  const [, digits, unit = ''] = CELL.exec(text) ?? []
  return digits === undefined ? null : amountIn(field, digits, unit)
}
