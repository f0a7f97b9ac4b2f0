import { millisOf } from '../../model/time.ts'
import { type Cell, text, wallClock } from './cell.ts'
import { LinkBook } from './links.ts'
import { rowHeight } from './row-height.ts'
import { styleNumber } from './styles.ts'
import { cellXml, xmlText } from './xml.ts'

/** One sheet: a heading in the first row, and rows that come as they are asked for. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: AsyncIterable<Row>
  /** Columns on the left that stay in sight, and stand on every printed page. */
  readonly frozen: number
  readonly filtered: boolean
  readonly print: PrintLook
}

export interface Column {
  readonly head: string
  /** In half-width characters. */
  readonly width: number
}

export interface Row {
  readonly cells: readonly Cell[]
  /** Stands under the row above and can be folded away. */
  readonly under?: boolean
}

export interface PrintLook {
  readonly title: string
  readonly left: string
  readonly footer: string
  /** How many sheets of paper stand side by side. */
  readonly pagesWide: number
}

/** What became of the rows: needed by the parts that come after the sheet. */
export interface Written {
  rows: number
  readonly links: LinkBook
}

const DAY_MS = 86_400_000
/** 1970-01-01 in the days of a spreadsheet. */
const EPOCH = 25_569
const NAMESPACES =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
/** Excel takes no longer header or footer. */
const LONGEST_HEADER = 255
const HEADING_HEIGHT = 30

export const freshSheet = (): Written => ({ rows: 0, links: new LinkBook() })

/** `xl/worksheets/sheetN.xml`, piece by piece; says in `written` what was written. */
export async function* sheetXml(sheet: Sheet, rows: AsyncIterable<Row>, written: Written, first: boolean): AsyncGenerator<string> {
  yield opening(sheet, first)
  const heading = sheet.columns.map(({ head }) => text(head, { format: 'centre', tone: 'head' }))
  yield rowXml({ cells: heading }, HEADING_HEIGHT, written)
  const widths = sheet.columns.map(({ width }) => width)
  for await (const row of rows) yield rowXml(row, rowHeight(row.cells, widths), written)
  yield '</sheetData>'
  if (sheet.filtered) yield `<autoFilter ref="${filterRange(sheet, written).replaceAll('$', '')}"/>`
  yield* written.links.cellsXml()
  yield closing(sheet.print)
}

/** The heading and all rows below it, as `$A$1:$R$20`. */
export function filterRange({ columns }: Sheet, { rows }: Written): string {
  return `$A$1:$${columnName(columns.length - 1)}$${rows}`
}

/** `A` for 0, `AA` for 26. */
export function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)
}

function opening({ columns, frozen }: Sheet, first: boolean): string {
  const corner = `${columnName(frozen)}2`
  const pane =
    frozen > 0 ? `<pane xSplit="${frozen}" ySplit="1" topLeftCell="${corner}" activePane="bottomRight" state="frozen"/>` : PANE_BELOW
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    `<worksheet ${NAMESPACES}>`,
    '<sheetPr><outlinePr summaryBelow="0"/><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView${first ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="14" outlineLevelRow="1"/>',
    `<cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
    '<sheetData>',
  ].join('')
}

const PANE_BELOW = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'

function closing({ title, left, footer, pagesWide }: PrintLook): string {
  const header = `&L&9${literal(left)}&C&B&12${literal(title)}`
  const below = `&L&9${literal(footer)}&R&9第 &P 页，共 &N 页`
  return [
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.4" right="0.4" top="0.7" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" fitToWidth="${pagesWide}" fitToHeight="0" pageOrder="overThenDown" orientation="landscape"/>`,
    `<headerFooter><oddHeader>${xmlText(header)}</oddHeader><oddFooter>${xmlText(below)}</oddFooter></headerFooter>`,
    '</worksheet>',
  ].join('')
}

/** In headers `&` commands, and a digit behind a size would be taken into it. */
function literal(value: string): string {
  return ` ${value.slice(0, LONGEST_HEADER / 3).replaceAll('&', '&&')}`
}

/** The height is not said to be a person's choice, so that a program may still fit it to its own fonts. */
function rowXml({ cells, under }: Row, height: number, written: Written): string {
  written.rows += 1
  const row = written.rows
  const own = cells.map((cell, at) => xmlOf(cell, `${columnName(at)}${row}`, written))
  return `<row r="${row}" ht="${height}"${under ? ' outlineLevel="1"' : ''}>${own.join('')}</row>`
}

function xmlOf(cell: Cell, name: string, { links }: Written): string {
  switch (cell.kind) {
    case 'number':
      return `<c r="${name}" s="${styleNumber(cell.format, cell.tone, false)}"><v>${cell.value}</v></c>`
    case 'moment':
      return `<c r="${name}" s="${styleNumber(cell.format, cell.tone, false)}"><v>${dayNumber(cell.at)}</v></c>`
    case 'text': {
      if (cell.text === '') return `<c r="${name}" s="${styleNumber(cell.format, cell.tone, false)}"/>`
      const linked = cell.link !== null && links.add(name, cell.link)
      const style = styleNumber(cell.format, linked ? 'link' : cell.tone, /^\s*[=+\-@'＝＋－＠]/.test(cell.text))
      return `<c r="${name}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellXml(cell.text)}</t></is></c>`
    }
  }
}

/** The wall clock of Beijing as a spreadsheet counts: days and their fractions, to the second. */
function dayNumber(at: string): number {
  return millisOf(`${wallClock(at).replace(' ', 'T')}Z`) / DAY_MS + EPOCH
}
