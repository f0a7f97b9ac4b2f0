import stringWidth from 'string-width'

/** Marks that hide or reorder text (bidirectional, zero-width, fillers, tags): with them a site would speak for the program. */
export const UNSEEN = /(?!\p{Variation_Selector})[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
const SEGMENTER = new Intl.Segmenter('zh')
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** One line of harmless text: what a site wrote, without anything that a terminal would obey. */
export function plainLine(text: string): string {
  return text.toWellFormed().replace(CONTROL, ' ').replace(UNSEEN, '').trim()
}

/** Cut to so many terminal cells; a cut is shown by `…`. */
export function clip(text: string, cells: number): string {
  // Beyond four characters a cell nothing can be left to show: hostile text is cut before it is measured.
  const bounded = text.length > cells * 4 ? text.slice(0, cells * 4) : text
  if (bounded === text && stringWidth(text) <= cells) return text
  let kept = ''
  let width = 0
  for (const { segment } of SEGMENTER.segment(bounded)) {
    const next = stringWidth(segment)
    if (width + next > cells - 1) break
    kept += segment
    width += next
  }
  return `${kept}…`
}

function pad(text: string, cells: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, cells - stringWidth(text)))
  return side === 'left' ? space + text : text + space
}

/** Rows in columns as wide as their widest cell; numbers stand on the right. */
export function columns(rows: readonly (readonly string[])[], sides: readonly ('left' | 'right')[]): string[] {
  const widths = sides.map((_, index) => Math.max(0, ...rows.map((row) => stringWidth(row[index] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, index) => pad(cell, widths[index] ?? 0, sides[index] === 'right' ? 'left' : 'right'))
      .join('  ')
      .trimEnd(),
  )
}
