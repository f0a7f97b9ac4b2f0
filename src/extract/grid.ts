import { type Element, isTag } from 'domhandler'
import { cut } from './cut.ts'
import type { PageDocument } from './document.ts'
import { textOf } from './text.ts'

/** A cell of a table; it stands in every place that it spans. */
export interface Cell {
  readonly text: string
  readonly element: Element
}

/** Rows of places; a place that no cell covers is undefined. */
export type Grid = readonly (readonly (Cell | undefined)[])[]

const MOST_TABLES = 300
const MOST_ROWS = 2000
const MOST_COLUMNS = 60
const MOST_SPAN = 500
const MAX_TEXT = 400
/** A heading stands no further above its cells than so many rows. */
const FARTHEST = 40

/** Tables of the page in document order, nested ones after the table that holds them. */
export function tablesOf(doc: PageDocument): Element[] {
  return doc.all('table').slice(0, MOST_TABLES)
}

/** The table as a visitor sees it: every cell in all the places that it spans. The text of tables within a cell is left to them. */
export function readGrid(table: Element): Grid {
  const rows = rowsOf(table)
  const grid: (Cell | undefined)[][] = rows.map(() => [])
  for (const [rowIndex, row] of rows.entries()) {
    let column = 0
    for (const element of row.children.filter(isTag).filter(isCell)) {
      while (grid[rowIndex]?.[column] !== undefined) column++
      if (column >= MOST_COLUMNS) break
      const cell = { text: cellText(element), element }
      const width = span(element.attribs['colspan'], MOST_COLUMNS - column)
      const height = span(element.attribs['rowspan'], Math.min(MOST_SPAN, rows.length - rowIndex))
      for (let down = 0; down < height; down++) {
        const places = grid[rowIndex + down]
        for (let right = 0; places !== undefined && right < width; right++) places[column + right] ??= cell
      }
      column += width
    }
  }
  return grid
}

/** Distinct neighbours of a place in one direction, the nearest first, at most `FARTHEST` rows away. */
export function cellsFrom(grid: Grid, row: number, column: number, direction: 'left' | 'up'): Cell[] {
  const found: Cell[] = []
  const own = grid[row]?.[column]
  let [atRow, atColumn] = [row, column]
  while (atRow >= 0 && atColumn >= 0 && row - atRow < FARTHEST) {
    if (direction === 'left') atColumn--
    else atRow--
    const cell = atRow < 0 || atColumn < 0 ? undefined : grid[atRow]?.[atColumn]
    // A cell that spans around another stands on both sides of it.
    if (cell !== undefined && cell !== own && !found.includes(cell)) found.push(cell)
  }
  return found
}

const isCell = ({ name }: Element): boolean => name === 'td' || name === 'th'

function rowsOf(table: Element): Element[] {
  const parts = table.children.filter(isTag)
  const rows = parts.flatMap((part) =>
    part.name === 'tr' ? [part] : ['tbody', 'thead', 'tfoot'].includes(part.name) ? part.children.filter(isTag) : [],
  )
  return rows.filter(({ name }) => name === 'tr').slice(0, MOST_ROWS)
}

function cellText(element: Element): string {
  return cut(textOf(element, { hidden: true, max: MAX_TEXT, skip: ({ name }) => name === 'table' }), MAX_TEXT)
}

/** `0`, nonsense and huge numbers are 1 to `most`. */
function span(written: string | undefined, most: number): number {
  const number = Number.parseInt(written ?? '1', 10)
  return Number.isNaN(number) || number < 1 ? 1 : Math.max(1, Math.min(number, most))
}
