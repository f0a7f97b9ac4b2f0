import { type AnyNode, isText, type ParentNode } from 'domhandler'
import type { PageDocument } from './document.ts'
import { walk } from './text.ts'

/** As dates are written, full-width digits included. */
const DIGIT = /[\d０-９]/

const KNOWN = new WeakMap<PageDocument, (node: AnyNode) => boolean>()

/** Tells of the page's nodes which hold a digit, seen or not: no other can show a date. Found on one walk. */
export function numberedIn(doc: PageDocument): (node: AnyNode) => boolean {
  const known = KNOWN.get(doc)
  if (known !== undefined) return known
  const holders = holdersOfDigits(doc)
  const numbered = (node: AnyNode): boolean => (isText(node) ? DIGIT.test(node.data) : holders.has(node))
  KNOWN.set(doc, numbered)
  return numbered
}

function holdersOfDigits(doc: PageDocument): ReadonlySet<AnyNode> {
  const holders = new Set<AnyNode>()
  const root = doc.$.root().get(0)
  if (root === undefined) return holders
  walk(root, {
    text(data, { parent }) {
      if (parent === null || holders.has(parent) || !DIGIT.test(data)) return undefined
      for (let node: ParentNode | null = parent; node !== null && !holders.has(node); node = node.parent) holders.add(node)
      return undefined
    },
  })
  return holders
}
