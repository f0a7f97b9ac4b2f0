import type { CheerioAPI } from 'cheerio/slim'
import type { Element } from 'domhandler'
import { selectionOver } from './selection.ts'
import { textOf } from './text.ts'
import { buildTree } from './tree.ts'

/** A page read once and shared by all extractors. */
export interface PageDocument {
  readonly $: CheerioAPI
  /** The elements that a plain selector finds, in document order; throws for any other selector. */
  readonly all: (selector: string) => readonly Element[]
  readonly url: string
  /** What relative references resolve against: `<base href>` or else the URL. */
  readonly base: string
  /** Decoded source. */
  readonly text: string
  /** Visible text, whitespace folded. */
  readonly visible: string
  /** How many elements the source leaves open at its end, beyond those that may be; infinite where not all of it was read. */
  readonly unended: number
}

/** Beyond it a source is cut: no page of a government site comes near. */
export const MAX_SOURCE = 8 * 1024 * 1024

/** Every link of the page is made longer by it. */
const MAX_BASE = 1000

/** Parses decoded HTML; never throws, whatever the text. Nesting is bounded, so recursive walks (cheerio's `text()` among them) are safe. */
export function parseDocument(text: string, url: string): PageDocument {
  const source = text.length > MAX_SOURCE ? text.slice(0, MAX_SOURCE) : text
  const { root, unended } = buildTree(source)
  const { $, all } = selectionOver(root)
  return {
    $,
    all,
    url,
    base: baseOf($, url),
    text: source,
    visible: textOf(root),
    unended: source === text ? unended : Number.POSITIVE_INFINITY,
  }
}

function baseOf($: CheerioAPI, url: string): string {
  const href = $('base[href]').first().attr('href')?.trim()
  if (href === undefined || href === '' || href.length > MAX_BASE) return url
  const base = URL.canParse(href, url) ? new URL(href, url) : undefined
  return base !== undefined && /^https?:$/.test(base.protocol) ? base.href : url
}
