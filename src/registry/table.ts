/** One line of a table with its number in the file (or sheet), 1 for the first. Cells are trimmed texts; lines without any text are left out. */
export interface TableRow {
  readonly line: number
  readonly cells: readonly string[]
}

export interface Table {
  /** Name of the sheet; null for CSV. */
  readonly sheet: string | null
  readonly rows: readonly TableRow[]
}
