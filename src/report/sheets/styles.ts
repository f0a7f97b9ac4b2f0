/** What a cell holds decides how it is shown; units stand in the format, so that the number stays a number. */
const FORMATS = {
  text: { code: null, align: 'left' },
  centre: { code: null, align: 'center' },
  number: { code: null, align: 'right' },
  whole: { code: '0', align: 'right' },
  points: { code: '0.00', align: 'right' },
  percent: { code: '0.00%', align: 'right' },
  day: { code: '0"天"', align: 'right' },
  workingDay: { code: '0"个工作日"', align: 'right' },
  piece: { code: '0"个"', align: 'right' },
  millisecond: { code: '0"毫秒"', align: 'right' },
  moment: { code: 'yyyy\\-mm\\-dd hh:mm:ss', align: 'center' },
  leftMoment: { code: 'yyyy\\-mm\\-dd hh:mm:ss', align: 'left' },
} as const
export type Format = keyof typeof FORMATS

/** The one colour besides black, white and grey. */
const ACCENT = 'FF1F4E79'
const TINT = 'FFEAF1F8'
const RULE = 'FFBFBFBF'

/** By the places of fonts and fills in the part. */
const TONES = {
  plain: { font: 0, fill: 0 },
  tinted: { font: 0, fill: 3 },
  strong: { font: 1, fill: 3 },
  head: { font: 2, fill: 2 },
  link: { font: 3, fill: 0 },
} as const
export type Tone = keyof typeof TONES

const FORMAT_NAMES = Object.keys(FORMATS) as readonly Format[]
const TONE_NAMES = Object.keys(TONES) as readonly Tone[]
/** Numbers below belong to formats that every spreadsheet knows. */
const FIRST_OWN_FORMAT = 164

/** The number by which a cell names its style. A quoted one keeps its text a text even after somebody has edited the cell. */
export function styleNumber(format: Format, tone: Tone, quoted: boolean): number {
  return 1 + (FORMAT_NAMES.indexOf(format) * TONE_NAMES.length + TONE_NAMES.indexOf(tone)) * 2 + Number(quoted)
}

/** `xl/styles.xml`: every format in every tone, quoted and not. */
export function stylesXml(): string {
  const codes = FORMAT_NAMES.flatMap((name) => FORMATS[name].code ?? [])
  const styles = FORMAT_NAMES.flatMap((format) =>
    TONE_NAMES.flatMap((tone) => [styleXml(format, tone, false), styleXml(format, tone, true)]),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<numFmts count="${codes.length}">${codes.map((code, at) => `<numFmt numFmtId="${FIRST_OWN_FORMAT + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts>`,
    `<fonts count="4">${[fontXml(''), fontXml('<b/>'), fontXml('<b/>', 'FFFFFFFF'), fontXml('<u/>', ACCENT)].join('')}</fonts>`,
    `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fillXml(ACCENT)}${fillXml(TINT)}</fills>`,
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(sideXml).join('')}<diagonal/></border></borders>`,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${styles.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${styles.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('')
}

function styleXml(format: Format, tone: Tone, quoted: boolean): string {
  const { code, align } = FORMATS[format]
  const own = FORMAT_NAMES.filter((name) => FORMATS[name].code !== null)
  const { font, fill } = TONES[tone]
  const numbers = `numFmtId="${code === null ? 0 : FIRST_OWN_FORMAT + own.indexOf(format)}" fontId="${font}" fillId="${fill}" borderId="1" xfId="0"`
  const marks = `${quoted ? ' quotePrefix="1"' : ''} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"`
  const place =
    tone === 'head'
      ? 'horizontal="center" vertical="center"'
      : `horizontal="${align}" vertical="top"${align === 'right' ? ' indent="1"' : ''}`
  return `<xf ${numbers}${marks}><alignment ${place} wrapText="1"/></xf>`
}

function fontXml(marks: string, colour = 'FF000000'): string {
  const [bold, underline] = marks === '<u/>' ? ['', marks] : [marks, '']
  return `<font>${bold}${underline}<sz val="10"/><color rgb="${colour}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>`
}

const fillXml = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`
const sideXml = (side: string): string => `<${side} style="thin"><color rgb="${RULE}"/></${side}>`
