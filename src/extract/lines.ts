import { type Element, isTag, type ParentNode } from 'domhandler'
import { cut } from './cut.ts'
import type { PageDocument } from './document.ts'
import { inlineCode } from './inline-code.ts'
import { fold, isHidden, textOf, walk } from './text.ts'
import { narrow } from './wide.ts'

/** One line of a page as a visitor sees it: the text of a block without the blocks within it, signs narrowed. */
export interface Line {
  readonly text: string
  /** The line stands in a cell of a table. */
  readonly cell: boolean
  /** Numbers that have an element of their own. */
  readonly boxed: boolean
}

/** Stands in a line where an element is empty, or holds no more than a zero, that a script fills; a character that no page can hold. */
export const GAP = '\ufdd0'

const MOST_LINES = 20_000
const MAX_LINE = 4000
/** A longer link is the title of an article, not a part of this page's own words. */
const MAX_LINK = 15
const INLINE =
  /^(?:a|b|strong|i|em|u|s|font|span|sub|sup|small|big|mark|ins|label|nobr|bdo|o:p|ucapcontent|code|var|cite|abbr|time|data|output)$/
const BOX = /^(?:b|strong|i|em|u|font|span|mark|label|var|output|data|ins|p|div|td|dd|h\d|input)$/
const UNREAD = /^(?:script|style|noscript|template|head|title|textarea|svg|math|object|iframe|select|button|xmp)$/

/** The lines of a page in document order; hidden blocks, forms' choices and titles of linked articles left out. */
export function linesOf(doc: PageDocument): Line[] {
  const [root] = doc.$.root().toArray()
  if (root === undefined) return []
  const filled = filledByScript(doc)
  const lines: Line[] = []
  let pieces: string[] = []
  let [boxed, cells] = [false, 0]
  const flush = (): void => {
    const text = narrow(fold(cut(pieces.join(''), MAX_LINE)))
    if (text !== '') lines.push({ text, cell: cells > 0, boxed })
    pieces = []
    boxed = false
  }
  walk(root as ParentNode, {
    enter(element) {
      if (lines.length >= MOST_LINES) return 'stop'
      if (UNREAD.test(element.name) || isHidden(element) || isArticleLink(element)) return 'skip'
      if (!INLINE.test(element.name)) flush()
      if (isCell(element)) cells++
      const box = boxOf(element, filled)
      if (box === null) return undefined
      pieces.push(box)
      boxed ||= box !== GAP
      return 'skip'
    },
    leave(element) {
      if (!INLINE.test(element.name)) flush()
      if (isCell(element)) cells--
    },
    text(data) {
      pieces.push(data.replace(/\{\{[^{}]{0,80}\}\}|\$\{[^{}]{0,80}\}/g, GAP))
    },
  })
  flush()
  return lines
}

const isCell = ({ name }: Element): boolean => name === 'td' || name === 'th'

const isArticleLink = (element: Element): boolean => element.name === 'a' && textOf(element, { max: 60 }).length > MAX_LINK

/** The number that an element holds alone, or a gap; null when it holds anything else. */
function boxOf(element: Element, filled: ReadonlySet<string>): string | null {
  if (!BOX.test(element.name) || element.children.length > 3 || element.children.some((child) => isTag(child) && !INLINE.test(child.name)))
    return null
  const text = element.name === 'input' ? (element.attribs['value'] ?? '') : textOf(element, { max: 60, most: 30 })
  const marks = [element.attribs['id'] ?? '', ...(element.attribs['class'] ?? '').split(/\s+/).slice(0, 5)].filter((mark) => mark !== '')
  const dynamic =
    marks.some((mark) => filled.has(mark)) || Object.keys(element.attribs).some((name) => /^(?:v-|:|ng-|data-bind|th:)/.test(name))
  if (text === '') return dynamic || (INLINE.test(element.name) && !element.children.some(isTag) && element.name !== 'i') ? GAP : null
  if (dynamic && /^(?:0|-{1,3}|loading|加载中|\.{2,3})$/i.test(text)) return GAP
  return INLINE.test(element.name) && /^[\d,.]{1,14}[%万]?$/.test(narrow(text)) ? ` ${narrow(text)} ` : null
}

/** Names of elements, ids and classes, that the page's own scripts mention. */
function filledByScript(doc: PageDocument): ReadonlySet<string> {
  const names = inlineCode(doc).matchAll(/[#.'"]([A-Za-z_][\w-]{0,60})/g)
  return new Set([...names].map(([, name = '']) => name))
}
