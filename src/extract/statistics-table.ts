import type { PageDocument } from './document.ts'
import { type Grid, readGrid, tablesOf } from './grid.ts'
import type { Field, Numbers } from './statistics-fields.ts'

const TOTAL = /^(?:合\s{0,3}计|总\s{0,3}计|小\s{0,3}计|共\s{0,3}计)$/

/** A table per unit or period whose head names received and finished messages: its total row, else the sum of its rows. */
export function readTableStatistics(doc: PageDocument, fieldOf: (head: string) => Field | null): Numbers | null {
  for (const table of tablesOf(doc)) {
    const grid = readGrid(table)
    const at = grid.slice(0, 5).findIndex((row) =>
      isHead(
        row.map((cell) => cell?.text ?? ''),
        fieldOf,
      ),
    )
    if (at >= 0) return sum(grid, at, fieldOf)
  }
  return null
}

function isHead(row: readonly string[], fieldOf: (head: string) => Field | null): boolean {
  const fields = new Set(row.filter((text) => text.length <= 16 && !/\d/.test(text)).map(fieldOf))
  return (
    (fields.has('received') || fields.has('valid')) &&
    ['finished', 'rate', 'pending'].some((field) => [...fields].some((one) => one === field))
  )
}

function sum(grid: Grid, head: number, fieldOf: (head: string) => Field | null): Numbers | null {
  const rows = grid.slice(head + 1).map((row) => row.map((cell) => cell?.text ?? ''))
  const total = rows.find((row) => TOTAL.test(row[0] ?? '') || TOTAL.test(row[1] ?? ''))
  const counted = total ? [total] : rows
  const numbers: Numbers = {}
  for (const [column, cell] of (grid[head] ?? []).entries()) {
    const field = fieldOf(cell?.text ?? '')
    if (field === null || numbers[field] !== undefined) continue
    const values = counted.flatMap((row) => numberIn(row[column] ?? ''))
    if (values.length === 0) continue
    const isMean = field === 'rate' || field === 'averageDays'
    const value = values.reduce((all, one) => all + one, 0)
    numbers[field] = isMean ? Math.round((value / values.length) * 10_000) / 10_000 : value
  }
  return Object.keys(numbers).length > 0 ? numbers : null
}

function numberIn(text: string): number[] {
  const match = /^\s{0,3}(\d[\d,]{0,11}(?:\.\d{1,4})?)\s{0,2}(%|％)?/.exec(text)
  if (!match?.[1]) return []
  const value = Number(match[1].replaceAll(',', ''))
  return [match[2] ? value / 100 : value]
}
