import { type AnyNode, type Element, isTag } from 'domhandler'
import { elementsBelow } from './below.ts'
import { dateWrittenBy, fold, isHidden, textOf, walk } from './text.ts'

const MAX_TEXT = 3000
const MOST_NOTES = 20
const MAX_NOTE = 60
const UNSEEN = new Set(['style', 'noscript', 'textarea', 'template', 'select', 'svg'])
/** Lists and tables, which may hold what is not the row's. */
export const NESTED: ReadonlySet<string> = new Set(['ul', 'ol', 'table'])

/** What a row says, piece by piece: every run of text on a line of its own, so that what stands in boxes side by side never reads as one word. */
export interface RowText {
  readonly text: string
  /** Where the link's own text begins and ends in it; both 0 when the link is not within. */
  readonly link: readonly [number, number]
}

/** The visible text of a part of a row. Lists and tables that do not hold the link themselves (相关解读, hidden fields) are not the row's. */
export function readRowText(nodes: readonly AnyNode[], link: Element): RowText {
  const lines: string[] = []
  const range: [number, number] = [0, 0]
  let length = 0
  let known: ReadonlySet<Element> | undefined
  const holds = (element: Element) => {
    known ??= new Set(upwards(link))
    return known.has(element)
  }
  const add = (data: string) => {
    const line = fold(data)
    if (line === '' || length > MAX_TEXT) return
    lines.push(line)
    length += line.length + 1
  }
  for (const node of nodes) {
    walk(node, {
      enter(element) {
        if (element.name === 'script') add(dateWrittenBy(element))
        if (element.name === 'script' || UNSEEN.has(element.name) || isHidden(element)) return 'skip'
        if (element !== node && NESTED.has(element.name) && !isShortNote(element) && !holds(element)) return 'skip'
        if (element === link) range[0] = length
        return undefined
      },
      leave(element) {
        if (element === link) range[1] = length
      },
      text(data) {
        add(data)
        return length > MAX_TEXT ? 'stop' : undefined
      },
    })
  }
  // Cut off within the link: what was read to the end is the link's.
  if (range[1] < range[0]) range[1] = length
  return { text: lines.join('\n'), link: range }
}

/** A list without links and of few words, as source and date of a row stand in one. */
export function isShortNote(list: Element): boolean {
  if (list.name !== 'ul' || list.children.length > MOST_NOTES) return false
  return elementsBelow(list, ({ name }) => name === 'a', 1).length === 0 && textOf(list, { max: MAX_NOTE, most: 30 }).length <= MAX_NOTE
}

/** What class and id say of an element, as far as a person would write it. */
export function marksOf({ attribs }: Element): string {
  return `${(attribs['class'] ?? '').slice(0, 300)} ${(attribs['id'] ?? '').slice(0, 100)}`
}

/** The element that holds this one; null around the outermost. */
export function around({ parent }: Element): Element | null {
  return parent !== null && isTag(parent) ? parent : null
}

/** The element and everything around it, from the inside out. */
export function* upwards(from: Element): Generator<Element> {
  for (let node: Element['parent'] = from; node !== null && isTag(node); node = node.parent) yield node
}
