/** Control characters, line ends, and marks that hide or reorder text: with them a stranger's text would speak for the program. */
const UNPRINTED = /(?:(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])+/gu

/** One line of harmless plain text of at most `most` characters; a cut is shown by `…`. */
export function oneLine(text: string, most = 200): string {
  const clean = text
    .slice(0, most * 4)
    .toWellFormed()
    .replace(UNPRINTED, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const shown = [...clean]
  return shown.length <= most ? clean : `${shown.slice(0, most - 1).join('')}…`
}
