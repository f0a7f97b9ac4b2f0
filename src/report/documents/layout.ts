import {
  AlignmentType,
  convertMillimetersToTwip,
  DocumentGridType,
  Footer,
  type ISectionOptions,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx'

/**
 * The layout of official documents by GB/T 9704-2012: A4, 37 mm above and 28 mm left of a type area of 156 mm × 225 mm, 22 lines of 28 characters of 3号
 * (16 pt). Lengths are twips (1/20 pt) unless they say otherwise; sizes of type are half points, as Word counts them.
 */
const A4_MM = { width: 210, height: 297 }
const TYPE_AREA_MM = { width: 156, height: 225 }
const MARGIN_MM = { top: 37, left: 28, right: A4_MM.width - 28 - TYPE_AREA_MM.width, bottom: A4_MM.height - 37 - TYPE_AREA_MM.height }
/** The dash beside the page number lies 7 mm below the type area: the line of 14 pt then ends 25 mm above the edge of the paper. */
const FOOTER_MM = 25
/** Below the wide side there are only 26 mm. */
const FOOTER_LYING_MM = 16
const HEADER_MM = 15

export const SIZES = { title: 44, body: 32, pageNumber: 28, imprint: 28, table: 21, small: 18 } as const
const LINES = 22
const CHARACTERS = 28
const TWIPS_A_MM = 1440 / 25.4

/** Width of an upright page's type area. */
export const TYPE_AREA_TWIPS = Math.floor(TYPE_AREA_MM.width * TWIPS_A_MM)
/** Rounded down: a grid that is a hair too tall holds one line less. */
export const LINE_PITCH = Math.floor((TYPE_AREA_MM.height * TWIPS_A_MM) / LINES)
/** Width of a character's cell, rounded down as well. */
export const CHARACTER = Math.floor(TYPE_AREA_TWIPS / CHARACTERS)
/** How far a character's cell differs from its size, in 1/4096 pt. Rounded down, so that the last of 28 still fits. */
export const CHAR_SPACE = Math.floor(((TYPE_AREA_MM.width * TWIPS_A_MM) / 20 / CHARACTERS - SIZES.body / 2) * 4096)

/** The type faces that the standard names; digits and Latin letters of running text keep to the same face. */
export const FONTS = {
  body: '仿宋_GB2312',
  title: '方正小标宋简体',
  heading: '黑体',
  subheading: '楷体_GB2312',
  serif: '宋体',
} as const

/** Names under which the same designs are installed elsewhere: for `w:altName`, where a program looks before it guesses. */
export const ALTERNATIVES: Readonly<Record<string, string>> = {
  '仿宋_GB2312': '仿宋',
  '楷体_GB2312': '楷体',
  '方正小标宋简体': '方正小标宋_GBK',
  '黑体': 'SimHei',
  '宋体': 'SimSun',
}

/** One section of the document, beginning on a page of its own, upright or on its side for a wide table. Pages are numbered through. */
export function section(children: ISectionOptions['children'], lying = false): ISectionOptions {
  const mm = convertMillimetersToTwip
  const { top, right, bottom, left } = MARGIN_MM
  // A page on its side is the upright page turned to the left, so its margins turn too. Word swaps width and height itself.
  const sides = lying ? { top: left, right: top, bottom: right, left: bottom } : { top, right, bottom, left }
  const orientation = lying ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      page: {
        size: { width: mm(A4_MM.width), height: mm(A4_MM.height), orientation },
        margin: {
          top: mm(sides.top),
          right: mm(sides.right),
          bottom: mm(sides.bottom),
          left: mm(sides.left),
          header: mm(HEADER_MM),
          footer: mm(lying ? FOOTER_LYING_MM : FOOTER_MM),
          gutter: 0,
        },
      },
      grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: LINE_PITCH, charSpace: CHAR_SPACE },
    },
    footers: { default: pageNumber('right'), even: pageNumber('left') },
    children,
  }
}

/** `— 1 —` in 4号宋体 on the outer side, one character away from the edge of the type area. */
function pageNumber(side: 'left' | 'right'): Footer {
  const oneCharacter = (SIZES.pageNumber / 2) * 20
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'right' ? { right: oneCharacter } : { left: oneCharacter },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
}
