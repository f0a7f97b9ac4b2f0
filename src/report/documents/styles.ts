import { CHARACTER, FONTS, LINE_PITCH, SIZES } from './layout.ts'

interface Style {
  readonly id: string
  readonly name: string
  readonly basedOn?: string
  readonly font?: string
  readonly size?: number
  readonly bold?: boolean
  /** Paragraph properties in the order of the schema: keepNext, spacing, ind, jc, outlineLvl. */
  readonly paragraph?: string
  /** Text of another size than the body, at its own width. */
  readonly offGrid?: boolean
}

const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
/** Two characters in: the beginning of a paragraph. Given twice, since not every program counts in characters. */
const FIRST_LINE = `<w:ind w:firstLineChars="200" w:firstLine="${2 * CHARACTER}"/>`
const exactly = (points: number, before = 0, after = 0) =>
  `<w:spacing w:before="${before}" w:after="${after}" w:line="${points * 20}" w:lineRule="exact"/>`
const KEEP = '<w:keepNext/>'
const side = (name: 'both' | 'center' | 'left') => `<w:jc w:val="${name}"/>`
const level = (number: number) => `${KEEP}${FIRST_LINE}<w:outlineLvl w:val="${number}"/>`

/**
 * 28 characters of 16 pt are wider than the type area: each is set a hair narrower. The section has the grid of the standard as well, but the text does not lean on
 * it, since programs draw it differently: LibreOffice gives a character that is wider than its cell two cells, and a line then holds fourteen.
 */
const BODY_SCALE = 98

const PARAGRAPH_STYLES: readonly Style[] = [
  {
    id: 'Title',
    name: 'Title',
    font: FONTS.title,
    size: SIZES.title,
    offGrid: true,
    paragraph: `${exactly(33, LINE_PITCH, LINE_PITCH)}${side('center')}`,
  },
  { id: 'Heading1', name: 'heading 1', font: FONTS.heading, paragraph: level(0) },
  { id: 'Heading2', name: 'heading 2', font: FONTS.subheading, paragraph: level(1) },
  { id: 'Heading3', name: 'heading 3', font: FONTS.body, bold: true, paragraph: level(2) },
  { id: 'Body', name: '公文正文', paragraph: `${FIRST_LINE}${side('both')}` },
  { id: 'AnnexLabel', name: '附件序号', font: FONTS.heading, paragraph: `${KEEP}${exactly(29)}` },
  { id: 'TableTitle', name: '表题', font: FONTS.subheading, offGrid: true, paragraph: `${KEEP}${exactly(29, 120, 60)}${side('center')}` },
  { id: 'Cell', name: '表格文字', size: SIZES.table, offGrid: true, paragraph: `${exactly(14)}` },
  { id: 'CellHead', name: '表头', basedOn: 'Cell', font: FONTS.heading, paragraph: side('center') },
  { id: 'Note', name: '表注', font: FONTS.serif, size: SIZES.small, offGrid: true, paragraph: `${exactly(13, 80)}${side('both')}` },
  {
    id: 'FootnoteText',
    name: 'footnote text',
    font: FONTS.serif,
    size: SIZES.small,
    offGrid: true,
    paragraph: `${exactly(12)}${side('left')}`,
  },
  { id: 'Imprint', name: '版记', size: SIZES.imprint, offGrid: true, paragraph: exactly(24) },
  { id: 'Footer', name: 'footer', font: FONTS.serif, size: SIZES.pageNumber, offGrid: true, paragraph: exactly(18) },
]

/** `styles.xml`. Written out, since the library has no word for a paragraph that keeps out of the grid. */
export function stylesXml(): string {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${fonts(FONTS.body)}${sizes(SIZES.body)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`
  // The character grid is counted from the size of the style Normal: it has to be the body's.
  const normal = `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="${LINE_PITCH}" w:lineRule="exact"/></w:pPr><w:rPr>${fonts(FONTS.body)}<w:w w:val="${BODY_SCALE}"/>${sizes(SIZES.body)}</w:rPr></w:style>`
  const raised = `<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`
  const cells = `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`
  return `${head}<w:styles xmlns:w="${NAMESPACE}">${defaults}${normal}${cells}${raised}${PARAGRAPH_STYLES.map(paragraphStyle).join('')}</w:styles>`
}

function paragraphStyle({ id, name, basedOn = 'Normal', font, size, bold, paragraph, offGrid }: Style): string {
  const run = [
    font ? fonts(font) : '',
    bold ? '<w:b/>' : '',
    offGrid ? '<w:snapToGrid w:val="0"/><w:w w:val="100"/>' : '',
    size ? sizes(size) : '',
  ].join('')
  return `<w:style w:type="paragraph" w:customStyle="${/^[A-Za-z]/.test(name) ? 0 : 1}" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${basedOn}"/><w:qFormat/><w:pPr>${paragraph ?? ''}</w:pPr><w:rPr>${run}</w:rPr></w:style>`
}

function fonts(name: string): string {
  return `<w:rFonts w:ascii="${name}" w:hAnsi="${name}" w:eastAsia="${name}" w:cs="${name}"/>`
}

function sizes(halfPoints: number): string {
  return `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`
}
