import { type ChildNode, Comment, Document, Element, type ParentNode, Text } from 'domhandler'
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import {
  boundaryOfEndTag,
  ENDS_PARAGRAPH,
  FORMATTING,
  HEAD_CONTENT,
  HEADINGS,
  IMPLIED_ENDS,
  type ImpliedEnd,
  MAY_STAY_OPEN,
  PARAGRAPH,
  SPECIAL,
  VOID,
} from './nesting.ts'
import { attach, detach } from './tree-links.ts'

/** Browsers stop nesting at 512 as well; every recursive walk over the tree is safe because of it. */
const MAX_DEPTH = 512
/** Beyond it the rest of the page is not read; a real page has some ten thousand nodes. */
const MAX_NODES = 400_000
/** A name or a value is cut here: elements are told by their names again and again, and no real one comes near. */
const MAX_NAME = 100
const MAX_VALUE = 50_000

/** The tree of a page as a browser builds it in all that matters here: lower case, implied ends, misnested tags, depth. `unended` is infinite where it was not read whole. */
export function buildTree(text: string): { readonly root: Document; readonly unended: number } {
  const builder = new TreeBuilder(text)
  const tokenizer = new Tokenizer({}, builder)
  tokenizer.write(text)
  tokenizer.end()
  return { root: rooted(builder.root), unended: builder.unended }
}

/** One html element holds the whole page, as in a browser; what looks things up takes long where a root has many children. */
function rooted(root: Document): Document {
  if (root.children.length < 2) return root
  const html = new Element('html', {})
  for (const child of root.children) attach(html, child)
  root.children = []
  attach(root, html)
  return root
}

class TreeBuilder implements TokenizerCallbacks {
  readonly root = new Document([])
  readonly #source: string
  readonly #open: Element[] = []
  #nodes = 0
  #passedOver = 0
  #name = ''
  #attribs: Record<string, string> = {}
  #attribute = ''
  #value = ''
  #form: Element | null = null
  #body = false

  constructor(source: string) {
    this.#source = source
  }

  isInForeignContext(): boolean {
    return this.#open.some(({ name }) => name === 'svg' || name === 'math')
  }

  onopentagname(start: number, end: number): void {
    const name = this.#source.slice(start, Math.min(end, start + MAX_NAME)).toLowerCase()
    this.#name = name === 'image' ? 'img' : name
    this.#attribs = {}
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#source.slice(start, Math.min(end, start + MAX_NAME)).toLowerCase()
    this.#value = ''
  }

  onattribdata(start: number, end: number): void {
    if (this.#value.length < MAX_VALUE) this.#value += this.#source.slice(start, Math.min(end, start + MAX_VALUE))
  }

  onattribentity(codepoint: number): void {
    if (this.#value.length < MAX_VALUE) this.#value += String.fromCodePoint(codepoint)
  }

  onattribend(): void {
    if (!Object.hasOwn(this.#attribs, this.#attribute)) this.#attribs[this.#attribute] = this.#value
  }

  onopentagend(): void {
    this.#begin(false)
  }

  onselfclosingtag(): void {
    this.#begin(this.isInForeignContext())
  }

  onclosetag(start: number, end: number): void {
    const name = this.#source.slice(start, Math.min(end, start + MAX_NAME)).toLowerCase()
    if (name === 'br') this.#append(new Element('br', {}))
    if (VOID.has(name) || name === 'html' || name === 'body') return
    if (this.#passedOver > 0 && this.#open.length >= MAX_DEPTH) this.#passedOver--
    else if (name === 'a') this.#endLink()
    else if (name === 'form') this.#endForm()
    else this.#end(name)
  }

  ontext(start: number, end: number): void {
    this.#text(this.#source.slice(start, end))
  }

  ontextentity(codepoint: number): void {
    this.#text(String.fromCodePoint(codepoint))
  }

  oncomment(start: number, end: number, offset: number): void {
    this.#append(new Comment(this.#source.slice(start, Math.max(start, end - offset))))
  }

  oncdata(start: number, end: number, offset: number): void {
    this.oncomment(start, end, offset)
  }

  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  /** Elements still open, but for those whose end may be left out. */
  get unended(): number {
    if (this.#nodes > MAX_NODES) return Number.POSITIVE_INFINITY
    return this.#open.filter(({ name }) => !MAY_STAY_OPEN.has(name)).length
  }

  get #parent(): ParentNode {
    return this.#open.at(-1) ?? this.root
  }

  #begin(selfClosing: boolean): void {
    const name = this.#name
    if (this.#passOver(name)) return
    this.#impliedEnds(name)
    const element = new Element(name, this.#attribs)
    if (!this.#append(element) || selfClosing || VOID.has(name)) return
    if (name === 'form') this.#form = element
    if (this.#open.length >= MAX_DEPTH) this.#passedOver++
    else this.#open.push(element)
  }

  /** A second body, an html below another element, a form in a form: their tags say nothing. */
  #passOver(name: string): boolean {
    if (name === 'form') return this.#form !== null
    if (name === 'html') return this.#open.length > 0
    if (name !== 'body') return false
    const again = this.#body
    this.#body = true
    return again
  }

  #impliedEnds(name: string): void {
    if (this.#open.at(-1)?.name === 'head' && !HEAD_CONTENT.has(name)) this.#open.pop()
    if (name === 'body') this.#open.splice(this.#open[0]?.name === 'html' ? 1 : 0)
    if (name === 'a') this.#endLink()
    if (ENDS_PARAGRAPH.has(name)) this.#apply(PARAGRAPH)
    if (HEADINGS.has(name) && HEADINGS.has(this.#open.at(-1)?.name ?? '')) this.#open.pop()
    IMPLIED_ENDS.get(name)?.some((implied) => this.#apply(implied))
  }

  #apply({ of, until, itself }: ImpliedEnd): boolean {
    for (let index = this.#open.length - 1; index >= 0; index--) {
      const name = this.#open[index]?.name ?? ''
      if (of.has(name)) {
        this.#cut(itself ? index : index + 1)
        return true
      }
      if (until.has(name)) return false
    }
    return false
  }

  #end(name: string): void {
    const boundary = boundaryOfEndTag(name)
    for (let index = this.#open.length - 1; index >= 0; index--) {
      const open = this.#open[index]?.name ?? ''
      if (open === name || (HEADINGS.has(name) && HEADINGS.has(open))) {
        this.#cut(index)
        return
      }
      if (boundary.has(open) || (FORMATTING.has(name) && SPECIAL.has(open))) return
    }
  }

  #cut(length: number): void {
    if (this.#form !== null && this.#open.indexOf(this.#form) >= length) this.#form = null
    this.#open.length = length
  }

  /** The form's end leaves open what was begun within it. */
  #endForm(): void {
    const index = this.#form === null ? -1 : this.#open.indexOf(this.#form)
    this.#form = null
    if (index >= 0) this.#open.splice(index, 1)
  }

  /** Ends the open link, if any. Blocks begun within it stay open and move out of it, each keeping a copy of the link around what it holds so far. */
  #endLink(): void {
    for (let turn = 0; turn < 8; turn++) {
      const index = this.#openLink()
      const link = this.#open[index]
      if (link === undefined) return
      const block = this.#open.slice(index + 1).find(({ name }) => SPECIAL.has(name))
      if (block === undefined) {
        this.#cut(index)
        return
      }
      const copy = new Element('a', { ...link.attribs })
      for (const child of [...block.children]) attach(copy, child)
      block.children = []
      attach(block, copy)
      const parent = link.parent ?? this.root
      detach(block)
      attach(parent, block)
      const depth = this.#open.indexOf(block)
      this.#open.splice(depth + 1, 0, copy)
      this.#open.splice(index, depth - index)
    }
  }

  #openLink(): number {
    for (let index = this.#open.length - 1; index >= 0; index--) {
      const name = this.#open[index]?.name ?? ''
      if (name === 'a') return index
      if (boundaryOfEndTag('a').has(name)) return -1
    }
    return -1
  }

  #text(data: string): void {
    if (this.#open.at(-1)?.name === 'head' && data.trim() !== '') this.#open.pop()
    const last = this.#parent.children.at(-1)
    if (last instanceof Text) last.data += data
    else this.#append(new Text(data))
  }

  #append(node: ChildNode): boolean {
    if (++this.#nodes > MAX_NODES) return false
    attach(this.#parent, node)
    return true
  }
}
