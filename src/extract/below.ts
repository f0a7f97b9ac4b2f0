import { type Element, isTag } from 'domhandler'
import { walk } from './text.ts'

/**
 * Elements below the root that fit, in document order, at most `most`. Takes the place of cheerio's `find`, which compares every child of its root with every
 * other.
 */
export function elementsBelow(root: Element, fits: (element: Element) => boolean, most = Number.POSITIVE_INFINITY): Element[] {
  const found: Element[] = []
  walk(root, {
    enter(element) {
      if (element !== root && fits(element)) found.push(element)
      return found.length >= most ? 'stop' : undefined
    },
  })
  return found
}

/** Every element that holds one of these. Each is looked at once, however many of these it holds. */
export function holdersOf(elements: readonly Element[]): ReadonlySet<Element> {
  const holders = new Set<Element>()
  for (const element of elements) {
    for (let node = element.parent; node !== null && isTag(node) && !holders.has(node); node = node.parent) holders.add(node)
  }
  return holders
}
