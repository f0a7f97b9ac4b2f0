import { type Element, isTag } from 'domhandler'
import { findDatesAt } from './dates.ts'
import { textOf } from './text.ts'

/** Headings of the column that says when a row was published, best first. */
const HEADINGS = [/发布|公布|公开(?:日期|时间)|上网/, /^(?:日\s{0,2}期|时\s{0,2}间|更新)/]

/** Texts of a table's heading row, which every row of it asks for. */
const headings = new WeakMap<Element, { readonly row: Element; readonly names: readonly string[] } | null>()

/** The date in the cell under the heading 发布日期 or its like, when the table has such a heading; null otherwise. */
export function headedDate(row: Element): string | null {
  const table = tableOf(row)
  const head = table && headOf(table)
  if (!head || head.row === row) return null
  const cells = cellsOf(row)
  if (head.names.length < 2 || head.names.length !== cells.length) return null
  for (const heading of HEADINGS) {
    const cell = cells[head.names.findIndex((name) => heading.test(name))]
    const date = cell && findDatesAt(textOf(cell, { max: 60, written: true }))[0]
    if (date) return date.date
  }
  return null
}

function tableOf(row: Element): Element | null {
  for (let node = row.parent; node !== null && isTag(node); node = node.parent) if (node.name === 'table') return node
  return null
}

/** The first row of more than one cell. */
function headOf(table: Element): { readonly row: Element; readonly names: readonly string[] } | null {
  const known = headings.get(table)
  if (known !== undefined) return known
  const bodies = [table, ...table.children.filter(isTag).filter(({ name }) => ['tbody', 'thead'].includes(name))]
  const rows = bodies.flatMap(({ children }) => children.filter(isTag).filter(({ name }) => name === 'tr'))
  const row = rows.find((one) => cellsOf(one).length > 1)
  const head = row ? { row, names: cellsOf(row).map((cell) => textOf(cell, { max: 40 })) } : null
  headings.set(table, head)
  return head
}

const cellsOf = (row: Element): Element[] => row.children.filter(isTag).filter(({ name }) => name === 'td' || name === 'th')
