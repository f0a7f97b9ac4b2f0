import type { Element } from 'domhandler'
import type { PageDocument } from './document.ts'
import { walk } from './text.ts'

const MAX_HASHES = 2000
const SHINGLE = 8

/** Hashes of a page's skeleton (tag, class, parent) and of its words without digits, each once. Two copies of a page share nearly all. */
export function readStructure(doc: PageDocument): string[] {
  const hashes = new Set<string>()
  const root = doc.$.root().get(0)
  if (root) {
    walk(root, {
      enter(element) {
        if (hashes.size < MAX_HASHES / 2) hashes.add(nameOf(hash(signature(element))))
      },
    })
  }
  const words = doc.visible.replace(/[\d\s]+/g, '').slice(0, 20_000)
  for (let index = 0; index + SHINGLE <= words.length && hashes.size < MAX_HASHES; index++) {
    const shingle = hash(words, index, index + SHINGLE)
    // Every fourth by its value, not by its place: words put in before it move none of them.
    if (shingle % 4 === 0) hashes.add(nameOf(shingle))
  }
  return [...hashes]
}

/** Share of what two pages have in common, 0–1 (Jaccard); 1 for two empty ones. */
export function similarity(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 && b.length === 0) return 1
  const other = new Set(b)
  const common = a.filter((one) => other.has(one)).length
  return common / (new Set(a).size + other.size - common)
}

function signature(element: Element): string {
  const parent = element.parent !== null && 'name' in element.parent ? element.parent.name : ''
  return `${parent}>${element.name}.${(element.attribs['class'] ?? '').replace(/\d+/g, '')}`
}

/** FNV-1a, 32 bits: good enough for a share. */
function hash(text: string, from = 0, to = text.length): number {
  let value = 0x811c9dc5
  for (let index = from; index < to; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

function nameOf(value: number): string {
  return value.toString(36)
}
