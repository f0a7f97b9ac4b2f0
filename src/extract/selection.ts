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
/** The ways of a selector: those that an element of some tag may fit, and those for any other. */
interface Ways {
  readonly byTag: ReadonlyMap<string, readonly Way[]>
  readonly anyTag: readonly Way[]
}

/** Selectors stand in our own sources, so there are few of them. */
const WAYS = new Map<string, Ways | null>()

/** A page's elements by selector. */
export interface Selection {
  readonly $: CheerioAPI
  /** The elements that a plain selector finds, in document order; looked for once. */
  readonly all: (selector: string) => readonly Element[]
}

/**
 * Cheerio over a tree, with the plain selectors (tags, attributes, both, and lists of these) answered from an index made on one walk: the extractors ask
 * some fifty of them of every page, and each would walk the whole tree.
 */
export function selectionOver(root: Document): Selection {
  const cheerio = load(root)
  const found = new Map<string, readonly Element[]>()
  let index: Index | undefined
  const all = (selector: string): readonly Element[] => {
    const known = found.get(selector)
    if (known !== undefined) return known
    const ways = waysOf(selector)
    if (ways === null) throw new Error(`${selector} is no plain selector`)
    index ??= new Index(root)
    const elements = index.find(ways)
    found.set(selector, elements)
    return elements
  }
  const $ = new Proxy(cheerio, {
    apply(target, self, args: Parameters<CheerioAPI>) {
      const [selector] = args
      const plain = typeof selector === 'string' && args.length === 1 && waysOf(selector) !== null
      return plain ? target([...all(selector)]) : Reflect.apply(target, self, args)
    },
  })
  return { $, all }
}

/** Null for a selector that is not plain. */
function waysOf(selector: string): Ways | null {
  const known = WAYS.get(selector)
  if (known !== undefined) return known
  const ways = selector.split(',').map((part) => wayOf(part.trim()))
  const plain = ways.some((way) => way === null) ? null : waysByTag(ways.filter((way) => way !== null))
  WAYS.set(selector, plain)
  return plain
}

function waysByTag(ways: readonly Way[]): Ways {
  const anyTag = ways.filter(({ tag }) => tag === null)
  const tags = new Set(ways.flatMap(({ tag }) => (tag === null ? [] : [tag])))
  return { anyTag, byTag: new Map([...tags].map((tag) => [tag, ways.filter((way) => way.tag === null || way.tag === tag)])) }
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

  find({ byTag, anyTag }: Ways): readonly Element[] {
    const [only] = byTag.keys()
    const among = anyTag.length > 0 || byTag.size !== 1 || only === undefined ? this.#all : (this.#byTag.get(only) ?? [])
    const found: Element[] = []
    for (const element of among) if (fitsAny(element, byTag.get(element.name) ?? anyTag)) found.push(element)
    return found
  }
}

/** Of an element of the ways' tag. */
function fitsAny({ attribs }: Element, ways: readonly Way[]): boolean {
  for (const { attribute, fits } of ways) {
    if (attribute === null || (Object.hasOwn(attribs, attribute) && fits(attribs[attribute] ?? ''))) return true
  }
  return false
}
