import type { Element } from 'domhandler'
import { cut } from './cut.ts'
import type { PageDocument } from './document.ts'
import { normalise } from './links.ts'
import { fold, textOf, walk } from './text.ts'

/** An element that leads somewhere when a visitor uses it. */
export interface Target {
  readonly element: Element
  /** Absolute, without fragment; undefined when it leads nowhere but to the page itself. */
  readonly url: string | undefined
  /** The visible text, folded; empty for an image or a background. */
  readonly text: string
  /** Text first, then title, alt and the like: what a visitor may read it as. Without empty and repeated ones. */
  readonly labels: readonly string[]
}

const MOST_TARGETS = 20_000
const MOST_NODES = 20
const QUOTED = /['"]([^'"\s<>]{2,2000})['"]/g

const KNOWN = new WeakMap<PageDocument, readonly Target[]>()

/** Links, areas, options and elements with an onclick that names an address, in document order, read once a page. */
export function readTargets(doc: PageDocument): readonly Target[] {
  const known = KNOWN.get(doc)
  if (known !== undefined) return known
  const found = doc.all('a, area, option[value], [onclick], [data-href], [data-url]').slice(0, MOST_TARGETS)
  const targets = found.map((element) => new Lead(element, doc.base))
  KNOWN.set(doc, targets)
  return targets
}

/** Most targets are asked for their labels alone: the address is worked out when it is wanted. */
class Lead implements Target {
  readonly element: Element
  readonly text: string
  readonly labels: readonly string[]
  readonly #base: string
  #url: string | undefined
  #known = false

  constructor(element: Element, base: string) {
    this.element = element
    this.#base = base
    this.text = element.name === 'area' ? '' : textOf(element, { hidden: true, max: 400 })
    this.labels = labelsOf(element, this.text)
  }

  get url(): string | undefined {
    if (!this.#known) this.#url = readTargetOf(this.element, this.#base)
    this.#known = true
    return this.#url
  }
}

/** The texts that name an element, in the order of trust. */
function labelsOf(element: Element, text: string): string[] {
  const { attribs } = element
  const labels = [text, attribs['title'], attribs['alt'], attribs['aria-label'], attribs['textvalue'], ...imageTexts(element)]
  const folded = labels.flatMap((label) => (label ? cut(fold(label), 200) : []))
  return [...new Set(folded)].filter((label) => label !== '')
}

/** What the pictures in an element say, as far as they stand near its beginning. */
export function imageTexts(element: Element): string[] {
  const texts: string[] = []
  let nodes = 0
  walk(element, {
    enter({ name, attribs }) {
      if (name === 'img') texts.push(attribs['alt'] ?? '', attribs['title'] ?? '')
      return ++nodes > MOST_NODES ? 'stop' : undefined
    },
  })
  return texts
}

/** Where one element leads by its own attributes; undefined when nowhere. */
export function readTargetOf(element: Element, base: string): string | undefined {
  const { href, value, onclick } = element.attribs
  const straight =
    href ?? element.attribs['data-href'] ?? element.attribs['data-url'] ?? (element.name === 'option' ? optionAddress(value) : undefined)
  const url = straight === undefined ? undefined : normalise(straight, base)
  if (url !== undefined) return url
  const script = onclick ?? (straight !== undefined && /^\s*javascript:/i.test(straight) ? straight : undefined)
  return script === undefined ? undefined : addressInScript(script, base)
}

/** An option's value is an address only when it looks like one; most are numbers and words of a form. */
function optionAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^\s*(?:https?:)?\/[^\s]/i.test(value) ? value : undefined
}

/** The first quoted text of a handler that is an address. */
function addressInScript(script: string, base: string): string | undefined {
  for (const [, quoted = ''] of script.slice(0, 4000).matchAll(QUOTED)) {
    if (/^(?:https?:)?\/\/|^\.{0,2}\/|\.(?:s?html?|jspx?|aspx?|php|pdf|docx?|xlsx?)(?:[?#]|$)/i.test(quoted)) return normalise(quoted, base)
  }
  return undefined
}
