import type { Cell } from './cell.ts'

/** Points that one line of text takes. */
const LINE = 14
/** A text that is longer is there to be searched, not to push all others off the page. */
const MOST_LINES = 12
/** Lines break at words and slashes: they are never quite full. */
const FILL = 0.86

/** Points that a row needs for its texts to be read, in columns of these widths: not every program works it out for itself when it opens a file. */
export function rowHeight(cells: readonly Cell[], widths: readonly number[]): number {
  const lines = cells.map((cell, at) => (cell.kind === 'text' ? lineCount(cell.text, widths[at] ?? 8) : 1))
  return Math.min(MOST_LINES, Math.max(...lines, 1)) * LINE + 2
}

function lineCount(text: string, width: number): number {
  if (text.length * 2 <= width * FILL && !text.includes('\n')) return 1
  const room = Math.max(1, Math.floor(width * FILL))
  return text.split('\n').reduce((all, line) => all + Math.max(1, Math.ceil(halfWidths(line) / room)), 0)
}

/** Chinese characters and punctuation are as wide as two Latin letters. */
function halfWidths(line: string): number {
  let width = 0
  for (let at = 0; at < line.length; at += 1) width += line.charCodeAt(at) < 0x1100 ? 1 : 2
  return width
}
