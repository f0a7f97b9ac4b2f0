import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  RelativeHorizontalPosition,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx'
import { SIZES, TYPE_AREA_TWIPS } from './layout.ts'
import { place, runs, type Span } from './spans.ts'

const RED = 'FF0000'
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
/** 0.35 mm at the top and the bottom, 0.25 mm between. */
const THICK = { style: BorderStyle.SINGLE, size: 8, color: '000000' }
const THIN = { style: BorderStyle.SINGLE, size: 6, color: '000000' }
const RED_LINE = { style: BorderStyle.SINGLE, size: 12, color: RED, space: 11 }

/** 版头: who issues it and its number are a person's; below them the red line. */
export function letterhead(): Paragraph[] {
  return [
    new Paragraph({ style: 'Title', children: runs([place('发文机关标志')], { color: RED }) }),
    new Paragraph({ alignment: AlignmentType.CENTER, border: { bottom: RED_LINE }, children: runs([place('发文字号')]) }),
  ]
}

/** 版记: copies, who prints it and when. It floats to the foot of the last page where a program can do that. */
export function imprint(): (Paragraph | Table)[] {
  // The place for the printer is the longer one.
  const left = Math.round(TYPE_AREA_TWIPS * 0.515)
  const row = (cells: readonly TableCell[]) => new TableRow({ cantSplit: true, children: cells })
  return [
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: TYPE_AREA_TWIPS, type: WidthType.DXA },
      columnWidths: [left, TYPE_AREA_TWIPS - left],
      float: {
        horizontalAnchor: TableAnchorType.MARGIN,
        relativeHorizontalPosition: RelativeHorizontalPosition.CENTER,
        verticalAnchor: TableAnchorType.MARGIN,
        relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      },
      borders: { top: THICK, bottom: THICK, left: NONE, right: NONE, insideHorizontal: THIN, insideVertical: NONE },
      rows: [
        row([cell(['抄送：', place('抄送机关')], 'left', TYPE_AREA_TWIPS, 2)]),
        row([cell([place('印发机关')], 'left', left), cell([place('印发日')], 'right', TYPE_AREA_TWIPS - left)]),
      ],
    }),
    // What floats needs a paragraph to hold on to.
    new Paragraph({ style: 'Note', children: [] }),
  ]
}

function cell(spans: readonly Span[], align: 'left' | 'right', size: number, columnSpan = 1): TableCell {
  const oneCharacter = SIZES.imprint * 10
  return new TableCell({
    width: { size, type: WidthType.DXA },
    columnSpan,
    margins: { top: 40, bottom: 40, left: align === 'left' ? oneCharacter : 0, right: align === 'right' ? oneCharacter : 0 },
    children: [
      new Paragraph({ style: 'Imprint', alignment: align === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT, children: runs(spans) }),
    ],
  })
}
