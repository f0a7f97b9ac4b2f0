import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { VOID } from './nesting.ts'
import { hides, UNSEEN } from './text.ts'

/** How much of a source is looked at before it is asked whether that was enough. */
const STEP = 4096
/** Attributes that say whether something is seen, leads somewhere, or is an article's title. */
const TELLING = new Set(['style', 'hidden', 'type', 'href', 'name', 'content'])
/** What may stand in a heading without making its end doubtful. */
const IN_A_HEADING = new Set(['a', 'b', 'br', 'em', 'font', 'i', 'img', 'small', 'span', 'strong'])

export interface GlanceOptions {
  /** More links than this, */
  readonly links: number
  /** and more visible characters than this, unless the page is an article by its markup, make a page of content. */
  readonly text: number
  /** Lower-case words that must not stand in the title or the first heading. */
  readonly words: readonly string[]
}

/**
 * True for a page that beyond doubt has content of its own and a name that is none of the words: found out of its first part, without building its tree.
 * False says nothing at all. Whatever is odd (nesting that does not match where something is hidden, foreign markup) is left to the whole reading.
 */
export function hasPlainContent(text: string, options: GlanceOptions): boolean {
  const glance = new Glance(text)
  const tokenizer = new Tokenizer({}, glance)
  for (let from = 0; from < text.length && !glance.odd; from += STEP) {
    tokenizer.write(text.slice(from, from + STEP))
    const enough = !glance.odd && glance.links > options.links && (glance.article === true || glance.seen > options.text)
    if (enough && glance.settled(from + STEP)) return ![glance.title, glance.heading].some((name) => includesAny(name, options.words))
  }
  return false
}

function includesAny(name: string | null, words: readonly string[]): boolean {
  const lower = name?.toLowerCase() ?? ''
  return words.some((word) => lower.includes(word))
}

class Glance implements TokenizerCallbacks {
  links = 0
  /** Characters that a visitor surely reads; there may be more. */
  seen = 0
  title: string | null = null
  heading: string | null = null
  /** Of the first `ArticleTitle`; null when there was none. */
  article: boolean | null = null
  odd = false
  readonly #source: string
  readonly #titles: Ahead
  readonly #headings: Ahead
  /** Names of the open elements from the hidden one on; empty where everything is seen. */
  #hidden: string[] = []
  #inBody = false
  #within: 'title' | 'heading' | null = null
  #name = ''
  #attribute = ''
  #attribs: Record<string, string> = {}

  constructor(source: string) {
    this.#source = source
    this.#titles = new Ahead(source, /<title/gi)
    this.#headings = new Ahead(source, /<h1/gi)
  }

  /** Nothing that is still to come can change the title or the first heading. */
  settled(from: number): boolean {
    if (this.#within !== null) return false
    return (this.title !== null || !this.#titles.isAhead(from)) && (this.heading !== null || !this.#headings.isAhead(from))
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#source.slice(start, end).toLowerCase()
    this.#attribs = {}
  }

  onattribname(start: number, end: number): void {
    const name = this.#source.slice(start, end).toLowerCase()
    this.#attribute = TELLING.has(name) && !Object.hasOwn(this.#attribs, name) ? name : ''
    if (this.#attribute !== '') this.#attribs[name] = ''
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute !== '' && this.#attribute !== 'href') this.#attribs[this.#attribute] += this.#source.slice(start, end)
  }

  onattribentity(codepoint: number): void {
    if (this.#attribute !== '') this.#attribs[this.#attribute] += String.fromCodePoint(codepoint)
  }

  onattribend(): void {}

  onopentagend(): void {
    const name = this.#name
    if (name === 'svg' || name === 'math' || (this.#within === 'heading' && !IN_A_HEADING.has(name))) this.odd = true
    if (name === 'body' && !this.#inBody) {
      this.#inBody = true
      this.#hidden = []
    }
    if (name === 'a' && Object.hasOwn(this.#attribs, 'href')) this.links += 1
    if (name === 'meta') this.#meta()
    if (name === 'title' && this.title === null) this.#begin('title')
    if (name === 'h1' && this.heading === null) this.#begin('heading')
    const out = this.#hidden.length > 0 || UNSEEN.has(name) || hides(name, this.#attribs)
    if (out && !VOID.has(name)) this.#hidden.push(name)
  }

  onselfclosingtag(): void {
    this.onopentagend()
  }

  onclosetag(start: number, end: number): void {
    const name = this.#source.slice(start, end).toLowerCase()
    if (name === 'title' && this.#within === 'title') this.#within = null
    if (name === 'h1' && this.#within === 'heading') this.#within = null
    if (VOID.has(name) || this.#hidden.length === 0) return
    if (this.#hidden.at(-1) === name) this.#hidden.pop()
    else this.odd = true
  }

  ontext(start: number, end: number): void {
    if (this.#within !== null) this.#named(this.#source.slice(start, end))
    if (!this.#inBody || this.#hidden.length > 0) return
    for (let index = start; index < end; index++) {
      const code = this.#source.charCodeAt(index)
      if ((code > 0x20 && code < 0x7f) || (code >= 0x4e00 && code <= 0x9fff)) this.seen += 1
    }
  }

  ontextentity(codepoint: number): void {
    if (this.#within !== null) this.#named(String.fromCodePoint(codepoint))
  }

  oncomment(): void {}
  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  isInForeignContext(): boolean {
    return false
  }

  #begin(what: 'title' | 'heading'): void {
    this.#within = what
    this[what] = ''
  }

  #named(text: string): void {
    if (this.#within !== null) this[this.#within] = `${this[this.#within] ?? ''}${text}`.slice(0, 2000)
  }

  #meta(): void {
    if (this.article === null && this.#attribs['name']?.toLowerCase() === 'articletitle')
      this.article = (this.#attribs['content'] ?? '').trim() !== ''
  }
}

/** Where a mark stands next in a source; each stretch is searched once, however often it is asked. */
class Ahead {
  readonly #source: string
  readonly #mark: RegExp
  #next = -1
  #searched = false

  constructor(source: string, mark: RegExp) {
    this.#source = source
    this.#mark = mark
  }

  /** True when the mark begins at the place or later; a mark that the place cuts counts as later. */
  isAhead(place: number): boolean {
    const from = Math.max(0, place - 10)
    if (this.#searched && (this.#next < 0 || this.#next >= from)) return this.#next >= 0
    this.#mark.lastIndex = from
    this.#next = this.#mark.exec(this.#source)?.index ?? -1
    this.#searched = true
    return this.#next >= 0
  }
}
