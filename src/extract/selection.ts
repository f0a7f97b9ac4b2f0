import { type CheerioAPI, load } from 'cheerio/slim'
import type { Document, Element } from 'domhandler'
import { walk } from './text.ts'

/** One way of a plain selector: `a`, `a[href]`, `[onclick]`, `meta[name="Url" i]`, `img[src*="x" i]`. */
interface Way {
  readonly tag: string | null
  readonly attribute: string | null
  readonly fits: (value: string) => boolean
}

const WAY = /^([a-z][a-z0-9]*)?(?:\[([a-z-]+)(?:([*^]?=)"?([^"\]]+)"?( i)?)?\])?$/
/** Selectors stand in our own sources, so there are few of them. */
const WAYS = new Map<string, readonly Way[] | null>()

/**
 * Cheerio over a tree, with the plain selectors (tags, attributes, both, and lists of these) answered from an index made on one walk: the extractors ask
 * some fifty of them of every page, and each would walk the whole tree.
 */
export function selectionOver(root: Document): CheerioAPI {
  const $ = load(root)
  let index: Index | undefined
  return new Proxy($, {
    apply(target, self, args: Parameters<CheerioAPI>) {
      const [selector] = args
      const ways = typeof selector === 'string' && args.length === 1 ? waysOf(selector) : null
      if (ways === null) return Reflect.apply(target, self, args)
      index ??= new Index(root)
      return target(index.find(ways))
    },
  })
}

/** Null for a selector that is not plain. */
function waysOf(selector: string): readonly Way[] | null {
  const known = WAYS.get(selector)
  if (known !== undefined) return known
  const ways = selector.split(',').map((part) => wayOf(part.trim()))
  const plain = ways.some((way) => way === null) ? null : ways.filter((way) => way !== null)
  WAYS.set(selector, plain)
  return plain
}

function wayOf(part: string): Way | null {
  const [whole, tag = null, attribute = null, sign, wanted = '', folded] = WAY.exec(part) ?? []
  if (whole === undefined || (tag === null && attribute === null)) return null
  const plain = (value: string) => (folded === undefined ? value : value.toLowerCase())
  const text = plain(wanted)
  if (sign === '=') return { tag, attribute, fits: (value) => plain(value) === text }
  if (sign === '*=') return { tag, attribute, fits: (value) => plain(value).includes(text) }
  if (sign === '^=') return { tag, attribute, fits: (value) => plain(value).startsWith(text) }
  return { tag, attribute, fits: () => true }
}

/** The elements of a tree by tag, in document order. */
class Index {
  readonly #byTag = new Map<string, Element[]>()
  readonly #all: Element[] = []

  constructor(root: Document) {
    walk(root, {
      enter: (element) => {
        const same = this.#byTag.get(element.name)
        if (same) same.push(element)
        else this.#byTag.set(element.name, [element])
        this.#all.push(element)
        return undefined
      },
    })
  }

  find(ways: readonly Way[]): Element[] {
    const [only] = ways
    if (only === undefined || ways.length > 1) return this.#all.filter((element) => ways.some((way) => fits(element, way)))
    const same = only.tag === null ? this.#all : (this.#byTag.get(only.tag) ?? [])
    return same.filter((element) => fits(element, only))
  }
}

function fits(element: Element, way: Way): boolean {
  if (way.tag !== null && element.name !== way.tag) return false
  return way.attribute === null || (Object.hasOwn(element.attribs, way.attribute) && way.fits(element.attribs[way.attribute] ?? ''))
}
