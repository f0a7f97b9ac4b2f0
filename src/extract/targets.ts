import type { Element } from 'domhandler'
import type { PageDocument } from './document.ts'
import { normalise } from './links.ts'
import { fold, textOf } from './text.ts'

/** An element that leads somewhere when a visitor uses it. */
export interface Target {
  readonly element: Element
  /** Absolute, as written otherwise. */
  readonly url: string
  /** The visible text, folded; empty for an image or a background. */
  readonly text: string
  /** Text first, then title, alt and the like: what a visitor may read it as. Without empty and repeated ones. */
  readonly labels: readonly string[]
}

const MOST_TARGETS = 20_000
const QUOTED = /['"]([^'"\s<>]{2,2000})['"]/g

/** Links, areas, options and elements with an onclick that names an address, in document order; scripts and fragments of the page itself left out. */
export function readTargets(doc: PageDocument): Target[] {
  const found: Target[] = []
  for (const element of doc.$('a, area, option[value], [onclick], [data-href], [data-url]').toArray()) {
    const url = readTargetOf(element, doc.base)
    if (url === null) continue
    const text = element.name === 'area' ? '' : textOf(element, { hidden: true, max: 400 })
    found.push({ element, url, text, labels: labelsOf(doc, element, text) })
    if (found.length >= MOST_TARGETS) break
  }
  return found
}

/** The texts that name an element, in the order of trust. */
export function labelsOf(doc: PageDocument, element: Element, text: string): string[] {
  const own = [element.attribs['title'], element.attribs['alt'], element.attribs['aria-label'], element.attribs['textvalue']]
  const images = doc
    .$(element)
    .find('img')
    .toArray()
    .slice(0, 5)
    .flatMap((image) => [image.attribs['alt'], image.attribs['title']])
  return [...new Set([text, ...own, ...images].map((label) => fold(label ?? '').slice(0, 200)))].filter((label) => label !== '')
}

/** Where one element leads by its own attributes; null when nowhere. */
export function readTargetOf(element: Element, base: string): string | null {
  const { href, value, onclick } = element.attribs
  const straight =
    href ?? element.attribs['data-href'] ?? element.attribs['data-url'] ?? (element.name === 'option' ? optionAddress(value) : undefined)
  const url = straight === undefined ? undefined : normalise(straight, base)
  if (url !== undefined) return url
  const script = onclick ?? (straight !== undefined && /^\s*javascript:/i.test(straight) ? straight : undefined)
  return script === undefined ? null : addressInScript(script, base)
}

/** An option's value is an address only when it looks like one; most are numbers and words of a form. */
function optionAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^\s*(?:https?:)?\/[^\s]/i.test(value) ? value : undefined
}

/** The first quoted text of a handler that is an address. */
function addressInScript(script: string, base: string): string | null {
  for (const [, quoted = ''] of script.slice(0, 4000).matchAll(QUOTED)) {
    if (/^(?:https?:)?\/\/|^\.{0,2}\/|\.(?:s?html?|jspx?|aspx?|php|pdf|docx?|xlsx?)(?:[?#]|$)/i.test(quoted))
      return normalise(quoted, base) ?? null
  }
  return null
}
