import type { Place } from '../model/picture.ts'

/** A rectangle in pixels of the whole page. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What was found in a drawn page: its size, and for each place the boxes to be marked. */
export interface FoundMarks {
  readonly width: number
  readonly height: number
  readonly boxes: readonly (readonly Box[])[]
}

/** The part of the browser's own objects that is used here. */
interface Node {
  readonly tagName: string
  readonly id: string
  readonly parentElement: Node | null
  readonly baseURI: string
  readonly childElementCount: number
  readonly textContent: string | null
  readonly contentDocument?: Document | null
  readonly clientLeft: number
  readonly clientTop: number
  readonly scrollWidth: number
  readonly scrollHeight: number
  getAttribute(name: string): string | null
  getBoundingClientRect(): Box
  checkVisibility(options: object): boolean
  closest(css: string): Node | null
}
interface Document {
  readonly body: Node | null
  readonly documentElement: Node
  querySelectorAll(css: string): Iterable<Node>
  createRange(): { selectNodeContents(node: Node): void; getBoundingClientRect(): Box }
  createTreeWalker(root: Node, what: number): { nextNode(): { readonly data: string; readonly parentElement: Node | null } | null }
}
/** The page's document or a frame's. */
interface Layer {
  readonly doc: Document
  /** Where its top left corner lies in the page. */
  readonly x: number
  readonly y: number
  /** The part of the page that it shows through. */
  readonly within: Box
  /** Its elements by the addresses that they lead to. */
  readonly leading: ReadonlyMap<string, Node[]>
}
declare const document: Document
declare const scrollX: number
declare const scrollY: number
declare function getComputedStyle(node: Node): { readonly display: string; readonly overflowX: string; readonly overflowY: string }

/**
 * The expression that finds places in a page. It is put together out of the functions below, which therefore use nothing but each other and the browser's own
 * objects, and is to be evaluated in a world of our own, where the page's scripts cannot have changed those.
 */
export function findingExpression(places: readonly (Place | null)[], most: { readonly width: number; readonly height: number }): string {
  const parts = [findAll, layersOf, addressesOf, addressesIn, boxesOf, elementsOf, rowsOf, showing, flat, visibleBox, ownBox, clip]
  return `(() => { ${parts.join('\n')}\nreturn findAll(${JSON.stringify(places)}, ${JSON.stringify(most)}) })()`
}

function findAll(places: readonly (Place | null)[], most: { readonly width: number; readonly height: number }): FoundMarks {
  const { body, documentElement: root } = document
  const width = Math.min(most.width, Math.max(root.scrollWidth, body?.scrollWidth ?? 0))
  const height = Math.min(most.height, Math.max(root.scrollHeight, body?.scrollHeight ?? 0))
  const layers = layersOf({ x: 0, y: 0, width, height })
  return { width, height, boxes: places.map((place) => (place === null ? [] : boxesOf(place, layers))) }
}

/** The page and its frames, as far as these can be seen; frames of other origins show no document. */
function layersOf(page: Box): Layer[] {
  const layers: Layer[] = [{ doc: document, x: scrollX, y: scrollY, within: page, leading: addressesOf(document) }]
  for (const layer of layers) {
    for (const frame of layer.doc.querySelectorAll('iframe, frame')) {
      const doc = frame.contentDocument
      const seen = doc && layers.length < 20 ? visibleBox(frame, layer) : null
      if (!doc || seen?.steps !== 0) continue
      const at = frame.getBoundingClientRect()
      const [x, y] = [layer.x + at.x + frame.clientLeft, layer.y + at.y + frame.clientTop]
      layers.push({ doc, x, y, within: seen.box, leading: addressesOf(doc) })
    }
  }
  return layers
}

function addressesOf(doc: Document): Map<string, Node[]> {
  const leading = new Map<string, Node[]>()
  let left = 20_000
  for (const element of doc.querySelectorAll('[href], [src], [data-href], [data-url], option[value], [onclick]')) {
    if (/^(?:LINK|SCRIPT|BASE)$/.test(element.tagName)) continue
    if (--left < 0) break
    const map = element.tagName === 'AREA' ? element.closest('map') : null
    const name = `#${map?.getAttribute('name')}`
    // An area of a picture has no box of its own.
    const shown = map ? [...doc.querySelectorAll('[usemap]')].filter((picture) => picture.getAttribute('usemap') === name) : [element]
    for (const address of addressesIn(element)) {
      const known = leading.get(address) ?? []
      if (known.length < 50) leading.set(address, [...known, ...shown])
    }
  }
  return leading
}

/** Absolute and without fragment, as links are compared everywhere. */
function addressesIn(element: Node): Set<string> {
  const written = ['href', 'src', 'data-href', 'data-url', 'value'].flatMap((name) => element.getAttribute(name)?.trim() || [])
  const handlers = [element.getAttribute('onclick') ?? '', ...written.filter((one) => /^javascript:/i.test(one))].join(' ').slice(0, 4000)
  const quoted = [...handlers.matchAll(/['"]([^'"\s<>]{2,2000})['"]/g)].map((match) => match[1] ?? '')
  const found = new Set<string>()
  for (const one of [...written, ...quoted]) {
    if (!URL.canParse(one, element.baseURI)) continue
    const url = new URL(one, element.baseURI)
    url.hash = ''
    found.add(url.href)
  }
  return found
}

/** Boxes of what can be seen itself, a few at most; or else of the nearest thing around it that can be seen. */
function boxesOf(place: Place, layers: readonly Layer[]): Box[] {
  const found: { box: Box; steps: number }[] = []
  for (const layer of layers) {
    for (const element of elementsOf(place, layer)) {
      const seen = visibleBox(element, layer)
      if (seen && !found.some(({ box }) => Math.abs(box.x - seen.box.x) + Math.abs(box.y - seen.box.y) < 4)) found.push(seen)
    }
  }
  found.sort((a, b) => a.steps - b.steps)
  const plain = found.filter(({ steps }) => steps === 0)
  const most = place.kind === 'link' || place.kind === 'text' ? 5 : 1
  return (plain.length > 0 ? plain.slice(0, most) : found.slice(0, 1)).map(({ box }) => box)
}

function elementsOf(place: Place, { doc, leading }: Layer): Node[] {
  if (place.kind === 'selector') return place.css.flatMap((css) => [...doc.querySelectorAll(css)])
  if (place.kind === 'text') return place.words.flatMap((word) => rowsOf(showing(doc, word).slice(0, 1), word))
  if (place.kind === 'link') return leading.get(place.href) ?? []
  const links = place.href === null ? [] : (leading.get(place.href) ?? [])
  return rowsOf(links.length > 0 ? links : showing(doc, place.title), place.title)
}

/** The rows in which these stand, those with the title first. Where one row of a table holds the whole list, it is no row. */
function rowsOf(elements: readonly Node[], title: string): Node[] {
  const titled = (node: Node) => (flat(node.textContent ?? '').includes(flat(title).slice(0, 20)) ? 0 : 1)
  const height = (node: Node) => node.getBoundingClientRect().height
  const rows = elements.map((element) => {
    const row = element.closest('tr, li, dd')
    return row && height(row) <= 3 * height(element) + 40 ? row : element
  })
  return rows.sort((a, b) => titled(a) - titled(b))
}

/** The elements whose own text has the words. */
function showing(doc: Document, words: string): Node[] {
  const wanted = flat(words)
  if (!doc.body || wanted === '') return []
  const found: Node[] = []
  const walker = doc.createTreeWalker(doc.body, 4)
  for (let text = walker.nextNode(); text !== null && found.length < 20; text = walker.nextNode()) {
    if (text.parentElement && flat(text.data).includes(wanted)) found.push(text.parentElement)
  }
  return found
}

function flat(text: string): string {
  return text.replace(/\s+/g, '')
}

/** The element's box as far as it can be seen, or the box of the nearest around it that can; none that takes in half the window and more. */
function visibleBox(element: Node, layer: Pick<Layer, 'doc' | 'x' | 'y' | 'within'>): { box: Box; steps: number } | null {
  let steps = 0
  for (let node: Node | null = element; node !== null && steps <= 6; node = node.parentElement, steps += 1) {
    if (node === layer.doc.body || node === layer.doc.documentElement) return null
    if (!node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    const box = clip(ownBox(node, layer.doc), node, layer)
    if (steps > 0 && box.width * box.height > 640_000) return null
    if (box.width >= 4 && box.height >= 4) return { box, steps }
  }
  return null
}

/** The box of an inline element does not take in what it holds. */
function ownBox(node: Node, doc: Document): Box {
  const own = node.getBoundingClientRect()
  if (node.childElementCount === 0 || getComputedStyle(node).display !== 'inline') return own
  const range = doc.createRange()
  range.selectNodeContents(node)
  const inside = range.getBoundingClientRect()
  return inside.width * inside.height > own.width * own.height ? inside : own
}

/** The part of a box that is not cut off by what stands around it, nor by the edges of the page; in pixels of the page. */
function clip(box: Box, element: Node, { doc, x, y, within }: Pick<Layer, 'doc' | 'x' | 'y' | 'within'>): Box {
  let [left, top, right, bottom] = [box.x, box.y, box.x + box.width, box.y + box.height]
  for (let node = element.parentElement; node && node !== doc.body && node !== doc.documentElement; node = node.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(node)
    const around = node.getBoundingClientRect()
    if (overflowX !== 'visible') [left, right] = [Math.max(left, around.x), Math.min(right, around.x + around.width)]
    if (overflowY !== 'visible') [top, bottom] = [Math.max(top, around.y), Math.min(bottom, around.y + around.height)]
  }
  ;[left, right] = [Math.max(left + x, within.x), Math.min(right + x, within.x + within.width)]
  ;[top, bottom] = [Math.max(top + y, within.y), Math.min(bottom + y, within.y + within.height)]
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) }
}
