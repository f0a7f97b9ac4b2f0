import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  HeightRule,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { runs, type Span } from './spans.ts'

export interface Column {
  readonly title: string
  readonly mm: number
  readonly align?: keyof typeof SIDES
  /** For addresses, which have no blanks: a line may end anywhere. */
  readonly breakable?: boolean
}

/** One cell: a line, or several below each other. */
export type Cell = Span | readonly Span[]

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const BORDERS = { top: LINE, bottom: LINE, left: LINE, right: LINE, insideHorizontal: LINE, insideVertical: LINE }
const PADDING = { top: 40, bottom: 40, left: 50, right: 50 }
const SIDES = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const
/** Room to write by hand. */
const TALL = { value: convertMillimetersToTwip(14), rule: HeightRule.ATLEAST }

/** A ruled table whose head is repeated on each page; no row is torn apart between two pages. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], { tall = false } = {}): Table {
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((column) => cellOf(column.title, column, 'CellHead')),
  })
  const body = rows.map(
    (cells) =>
      new TableRow({
        cantSplit: true,
        ...(tall ? { height: TALL } : {}),
        children: columns.map((column, index) => cellOf(cells[index] ?? '', column, 'Cell')),
      }),
  )
  return ruled(
    columns.map(({ mm }) => mm),
    [head, ...body],
  )
}

/** A form without a head: labels and blanks in turn. */
export function form(widths: readonly number[], rows: readonly (readonly string[])[]): Table {
  const lines = rows.map(
    (cells) =>
      new TableRow({
        cantSplit: true,
        height: TALL,
        children: widths.map((mm, index) =>
          cellOf(cells[index] ?? '', { title: '', mm, align: 'center' }, index % 2 === 0 ? 'CellHead' : 'Cell'),
        ),
      }),
  )
  return ruled(widths, lines)
}

function ruled(widths: readonly number[], rows: readonly TableRow[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: convertMillimetersToTwip(widths.reduce((all, mm) => all + mm, 0)), type: WidthType.DXA },
    columnWidths: widths.map(convertMillimetersToTwip),
    borders: BORDERS,
    margins: PADDING,
    rows,
  })
}

function cellOf(content: Cell, { mm, align = 'left', breakable }: Column, style: 'Cell' | 'CellHead'): TableCell {
  const lines: readonly Span[] = Array.isArray(content) ? content : [content]
  return new TableCell({
    width: { size: convertMillimetersToTwip(mm), type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    children: lines.map(
      (line) =>
        new Paragraph({
          style,
          ...(style === 'Cell' ? { alignment: SIDES[align] } : {}),
          ...(breakable ? { wordWrap: false } : {}),
          children: runs([line]),
        }),
    ),
  })
}
