import { UNSEEN } from '../plain.ts'

/** Text that is already HTML, made by `html` or of constants: a text of a site is a plain string and can never pass for it. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Value = string | number | Markup | readonly Markup[] | null

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Characters that HTML forbids even as references. */
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g

/** HTML out of a template: whatever is put in is escaped for content and for quoted attributes, unless `html` made it itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.reduce((all, part, index) => `${all}${written(values[index - 1] ?? null)}${part}`))
}

/** The same text for a reader of HTML: no character of it is markup. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replace(UNSEEN, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

function written(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  if (value instanceof Markup) return value.text
  return value.map(({ text }) => text).join('')
}

/** A link that opens beside the page, for http and https alone; any other address stays text. */
export function outward(url: string): Markup {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '')
    ? html`<a class="url" href="${url}" target="_blank" rel="noopener noreferrer">${url}</a>`
    : html`<span class="url">${url}</span>`
}

/** Name of a site's section. With `.` in it, it can be no row's anchor, which has letters, digits and `-` only. */
export function siteAnchor(code: string): string {
  return `site.${code.replace(/[^A-Za-z0-9]/g, (character) => `_${character.codePointAt(0)?.toString(16)}_`)}`
}
