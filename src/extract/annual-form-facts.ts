import type { Element } from 'domhandler'
import { isTag } from 'domhandler'
import { isOfficialCode } from '../model/site.ts'
import { amountOf, fieldOf, fieldsInText, plainLabel, put } from './annual-form-fields.ts'
import type { PageDocument } from './document.ts'
import { type Cell, cellsFrom, type Grid, readGrid, tablesOf } from './grid.ts'
import { textOf } from './text.ts'
import { narrow } from './wide.ts'

/** Tables within tables, at most so deep. */
const MOST_NESTING = 6

export interface FormFields {
  readonly siteName: string | null
  readonly home: string | null
  readonly siteCode: string | null
  /** Field name of `annual-form-fields.ts` → value; without those shown twice with different values. */
  readonly numbers: Readonly<Record<string, number>>
  /** How many texts of the form's head and how many of its numbers were found. */
  readonly weight: { readonly head: number; readonly numbers: number }
}

/** Everything that the tables of a form say; from its running text where it has none. */
export function readFormFields(doc: PageDocument): FormFields {
  const grids = tablesOf(doc).map((table) => ({ grid: readGrid(table), around: labelsAround(table) }))
  const found = new Map<string, number | null>()
  for (const { grid, around } of grids) numbersOf(grid, around, found)
  if (found.size < 3) for (const [name, value] of fieldsInText(doc.visible)) if (!found.has(name)) put(found, name, value)
  const head = (label: RegExp) =>
    grids.map(({ grid }) => valueBeside(grid, label)).find((text) => text !== null) ?? valueInText(doc.visible, label)
  const siteName = head(/^网站名称$/)
  const home = head(/^(?:网站)?首页网址$|^网站(?:首页)?(?:网址|地址)$/)
  const code = head(/^(?:政府)?网站(?:标识编?码|识别码)$|^标识编?码$/)
  const numbers = Object.fromEntries([...found].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])))
  const unit = head(/^填报单位$/)
  return {
    siteName,
    home,
    siteCode: officialCode(code),
    numbers,
    weight: { head: [siteName, home, code, unit].filter((text) => text !== null).length, numbers: found.size },
  }
}

/** Each number is named by the label beside it, or else by the one above it. */
function numbersOf(grid: Grid, around: readonly string[], found: Map<string, number | null>): void {
  const seen = new Set<Cell>()
  for (const [row, places] of grid.entries()) {
    for (const [column, cell] of places.entries()) {
      if (cell === undefined || seen.has(cell)) continue
      seen.add(cell)
      const inside = /^([^\d:：]{2,30})[:：]\s?([\d,，.]{1,20}\s?\S{0,3})$/.exec(cell.text)
      const left = cellsFrom(grid, row, column, 'left')
      const labels = [...left.map(({ text }) => text), ...around]
      if (inside !== null) put(found, fieldOf(inside[1] ?? '', labels) ?? '', amountOf(inside[2] ?? ''))
      const amount = amountOf(cell.text)
      if (amount !== null) put(found, nameOf(left, cellsFrom(grid, row, column, 'up'), around) ?? '', amount)
    }
  }
  found.delete('')
}

function nameOf(left: readonly Cell[], up: readonly Cell[], around: readonly string[]): string | null {
  const texts = (cells: readonly Cell[]) => cells.map(({ text }) => text)
  const [beside, ...further] = texts(left)
  const byLeft = beside === undefined ? null : fieldOf(beside, [...further, ...around, ...texts(up)])
  if (byLeft !== null) return byLeft
  const [above, ...higher] = texts(up)
  return above === undefined ? null : fieldOf(above, [...higher, ...texts(left), ...around])
}

/** Labels of the outer tables in whose cells this one stands, nearest first. */
function labelsAround(table: Element): string[] {
  const labels: string[] = []
  let node = table.parent
  for (let nesting = 0; node !== null && nesting < MOST_NESTING; node = node.parent) {
    if (!isTag(node) || (node.name !== 'td' && node.name !== 'th')) continue
    nesting++
    const before = (node.parent?.children ?? []).filter(isTag)
    for (const cell of before.slice(0, before.indexOf(node)).reverse())
      labels.push(textOf(cell, { max: 60, skip: ({ name }) => name === 'table' }))
  }
  return labels.filter((text) => text !== '')
}

/** Text of the first cell right of a label; null when there is no such label or nothing beside it. */
function valueBeside(grid: Grid, label: RegExp): string | null {
  for (const places of grid) {
    for (const [column, cell] of places.entries()) {
      if (cell === undefined) continue
      const [name = '', ...inside] = narrow(cell.text).split(':')
      if (!label.test(plainLabel(name))) continue
      const beside = places.slice(column + 1).find((other) => other !== undefined && other !== cell)
      const value = inside.join(':').trim() || (beside?.text ?? '')
      if (value !== '' && value.length <= 120) return value
    }
  }
  return null
}

/** What follows a label and a colon in running text, up to the next blank. */
function valueInText(visible: string, label: RegExp): string | null {
  const text = narrow(visible).slice(0, 60_000)
  for (const [, name = '', value = ''] of text.matchAll(/(?<=^|\s)([\u4e00-\u9fff]{2,10})\s?:\s?([^\s:]{2,40}(?::\/\/[^\s]{2,80})?)/g)) {
    if (label.test(name)) return value
  }
  return null
}

function officialCode(text: string | null): string | null {
  const code = narrow(text ?? '')
    .replace(/\s/g, '')
    .replace(/^n/i, 'N')
    .replace(/^bm/i, 'bm')
  return isOfficialCode(code) ? code : null
}
