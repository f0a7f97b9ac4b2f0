/** Control characters, line separators, and marks that cannot be seen or that turn the text around; what only chooses between forms of a character may stay. */
const UNSEEN = /(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** One line of crawled or written text without what could drive a terminal or deceive a reader: each such character is shown as `�`. */
export function plainText(text: string): string {
  return text.replace(UNSEEN, '�')
}

/** The same for text of several lines: line ends, tabs and the mark in front by which a spreadsheet knows UTF-8 stay. */
export function plainLines(text: string): string {
  return text.replace(UNSEEN, (mark, at: number) =>
    mark === '\n' || mark === '\t' || (mark === '\r' && text[at + 1] === '\n') || isMark(mark, at) ? mark : '�',
  )
}

/** JSON in which the same characters are escaped: equal when it is read, harmless when it is looked at. The whitespace between values stays. */
export function plainJson(json: string): string {
  return json.replace(UNSEEN, (mark) =>
    mark === '\n' ? mark : [...Array(mark.length).keys()].map((at) => escaped(mark.charCodeAt(at))).join(''),
  )
}

const isMark = (mark: string, at: number): boolean => at === 0 && mark === '\ufeff'

const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`
