import type { Table, TableRow } from './table.ts'

/** A table whose columns are known by what stands above them. */
export interface HeadedTable<Field extends string> {
  readonly sheet: string | null
  readonly heading: TableRow
  /** Index of the cell that holds a field. */
  readonly columns: ReadonlyMap<Field, number>
  /** Headings that belong to no field. */
  readonly others: readonly string[]
  /** Headings that repeat a field already found. */
  readonly repeated: readonly string[]
  readonly rows: readonly TableRow[]
}

/** The words that may head a field, best first. */
export type Headings<Field extends string> = Readonly<Record<Field, readonly string[]>>

/** Titles and notes stand above the heading in exported sheets. */
const DEEPEST_HEADING = 20

/** The first table with a line that heads at least `enough` fields; else the one that comes nearest. Undefined when all tables are empty. */
export function findHeading<Field extends string>(
  tables: readonly Table[],
  headings: Headings<Field>,
  enough: (columns: ReadonlyMap<Field, number>) => boolean,
): HeadedTable<Field> | undefined {
  let best: HeadedTable<Field> | undefined
  for (const table of tables) {
    for (const [index, row] of table.rows.slice(0, DEEPEST_HEADING).entries()) {
      const headed = { sheet: table.sheet, heading: row, ...match(row, headings), rows: table.rows.slice(index + 1) }
      if (enough(headed.columns)) return headed
      if (!best || headed.columns.size > best.columns.size) best = headed
    }
  }
  return best
}

function match<Field extends string>(
  row: TableRow,
  headings: Headings<Field>,
): Pick<HeadedTable<Field>, 'columns' | 'others' | 'repeated'> {
  const cells = row.cells.map(fold)
  const columns = new Map<Field, number>()
  const used = new Set<number>()
  const repeated: string[] = []
  for (const field of fieldsOf(headings)) {
    for (const name of headings[field]) {
      for (const [index, cell] of cells.entries()) {
        if (cell !== fold(name) || used.has(index)) continue
        used.add(index)
        if (columns.has(field)) repeated.push(row.cells[index] ?? name)
        else columns.set(field, index)
      }
    }
  }
  return { columns, repeated, others: row.cells.filter((cell, index) => cell !== '' && !used.has(index)) }
}

function fieldsOf<Field extends string>(headings: Headings<Field>): Field[] {
  const fields: Field[] = []
  for (const field in headings) fields.push(field)
  return fields
}

/** Headings are compared without case, width, blanks, marks and remarks in brackets. */
function fold(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]{0,40}\)/g, '')
    .replace(/[\s_\-*:\ufeff]/g, '')
}
