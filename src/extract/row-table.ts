import { type Element, isTag } from 'domhandler'
import { elementsBelow } from './below.ts'
import { findDatesAt } from './dates.ts'
import { textOf } from './text.ts'

/** Headings of the column that says when a row was published, best first. */
const HEADINGS = [/发布|公布|公开(?:日期|时间)|上网/, /^(?:日\s{0,2}期|时\s{0,2}间|更新)/]

/** A day in the life of the document, not of its publication. */
const OTHER = /成文|生成|印发|发文|生效|施行|实施|有效|废止|失效|截止/

const MAX_HEADING = 8

/** Texts of a table's heading row, which every row of it asks for. */
const headings = new WeakMap<Element, Head | null>()

/** The date in the cell under the heading 发布日期 or its like; null in it where the only dates stand under 成文日期 and its like, and null where headings tell nothing. */
export function headedDate(row: Element): { readonly date: string | null } | null {
  const table = tableOf(row)
  const head = table && headOf(table)
  if (!head || head.row === row) return null
  const cells = cellsOf(row)
  if (head.names.length < 2 || head.names.length !== cells.length) return null
  for (const heading of HEADINGS) {
    const cell = cells[head.names.findIndex((name) => heading.test(name))]
    const date = cell && dateOf(cell)
    if (date) return { date }
  }
  const dated = head.names.filter((_, at) => cells[at] && dateOf(cells[at]) !== undefined)
  return dated.length > 0 && dated.every((name) => OTHER.test(name)) ? { date: null } : null
}

const dateOf = (cell: Element): string | undefined => findDatesAt(textOf(cell, { max: 60, written: true }))[0]?.date

function tableOf(row: Element): Element | null {
  for (let node = row.parent; node !== null && isTag(node); node = node.parent) if (node.name === 'table') return node
  return null
}

interface Head {
  readonly row: Element
  readonly names: readonly string[]
}

/** The first row of more than one cell; that of the table before, where only that one has headings: some scripts draw head and body as tables of their own. */
function headOf(table: Element): Head | null {
  const known = headings.get(table)
  if (known !== undefined) return known
  const own = firstRow(table)
  const head = own && isHeading(own) ? own : (headBefore(table, own) ?? own)
  headings.set(table, head)
  return head
}

function firstRow(table: Element): Head | null {
  const bodies = [table, ...table.children.filter(isTag).filter(({ name }) => ['tbody', 'thead'].includes(name))]
  const rows = bodies.flatMap(({ children }) => children.filter(isTag).filter(({ name }) => name === 'tr'))
  const row = rows.find((one) => cellsOf(one).length > 1)
  return row ? { row, names: cellsOf(row).map((cell) => textOf(cell, { max: 40 })) } : null
}

const isHeading = ({ names }: Head): boolean =>
  names.some(
    (name) => name.length <= MAX_HEADING && !/\d/.test(name) && (HEADINGS.some((heading) => heading.test(name)) || OTHER.test(name)),
  )

function headBefore(table: Element, own: Head | null): Head | null {
  let element = table
  for (let level = 0; level < 3; level++) {
    let before = element.prev
    while (before !== null && !isTag(before)) before = before.prev
    const [other] = before ? (before.name === 'table' ? [before] : elementsBelow(before, ({ name }) => name === 'table', 1)) : []
    const head = other ? firstRow(other) : null
    if (head !== null) return isHeading(head) && head.names.length === own?.names.length ? head : null
    if (element.parent === null || !isTag(element.parent)) return null
    element = element.parent
  }
  return null
}

const cellsOf = (row: Element): Element[] => row.children.filter(isTag).filter(({ name }) => name === 'td' || name === 'th')
