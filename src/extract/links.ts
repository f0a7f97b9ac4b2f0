import { type Element, isTag } from 'domhandler'
import { getDomain, getHostname } from 'tldts'
import type { PageLink } from '../model/page.ts'
import { elementsBelow } from './below.ts'
import { cut } from './cut.ts'
import type { PageDocument } from './document.ts'
import { remembering } from './memo.ts'
import { isSaved } from './saved-from.ts'
import { fold, textOf } from './text.ts'

const MAX_LINKS = 100_000
const MAX_URL = 4000
const SKIPPED = /^(?:javascript|mailto|tel|sms|data|about|blob|file|ftp|vbscript|weixin|tencent|callto|qq|thunder)\s{0,3}:/i
/** A place in a template that a script has yet to fill: no browser asks for it. */
const UNFILLED = /\ufffc|\{\{|\$\{|<%|%>|\{\$|#\{/

/** The URL in the one spelling by which it is compared: absolute, no fragment, WHATWG escapes; undefined when it is none of http(s). */
export function normalise(url: string, base?: string): string | undefined {
  const folder = base === undefined ? '' : folderOf(base)
  if (folder === null || !/^[^\s?\p{Cc}]/u.test(url)) return normalised(url, base)
  return within(folder)(url) ?? undefined
}

/** What all relative addresses on a page depend on, but for those that begin with its query; null where that is not plain. */
const folderOf = remembering(
  (base) => (/^https?:\/\/[^\s?#\\/]{1,200}\/[^\s?#\\]{0,300}$/.test(base) ? base.slice(0, base.lastIndexOf('/') + 1) : null),
  { most: 100, longest: 300 },
)

/** Addresses of a site stand on page after page: what they lead to from a folder is remembered. */
const within = remembering(
  (folder) => remembering((url) => normalised(url, folder === '' ? undefined : folder) ?? null, { most: 2000, longest: 200 }),
  { most: 20, longest: 300 },
)

function normalised(url: string, base: string | undefined): string | undefined {
  const text = url.replace(/[\t\n\r]/g, '').trim()
  if (text === '' || text.startsWith('#') || text.length > MAX_URL || SKIPPED.test(text) || UNFILLED.test(text)) return undefined
  const parsed = URL.parse(text, base)
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return undefined
  if (parsed.href.includes('#')) parsed.hash = ''
  // Escapes make it longer, and so does a long base: what is too long as written is too long as read.
  return parsed.href.length > MAX_URL ? undefined : parsed.href
}

/** Two URLs of one site: the same host, or one is the other's `www.` twin. A sub-site on a host of its own is another site. */
export function sameSite(a: string, b: string): boolean {
  const [one, other] = [hostOf(a), hostOf(b)]
  return one !== null && one === other
}

/** A page's own registered domain, such as `lanzhou.gov.cn`; the host itself when it has none. */
export function registeredDomain(url: string): string | null {
  return getDomain(url) ?? getHostname(url)
}

const hostOf = (url: string): string | null => getHostname(url)?.replace(/^www\./, '') ?? null

/** The folder that a browser saves a page's resources into. */
const SAVED_COPY = /^(?:\.\/)?[^/?#:]{1,300}_files\//

interface Source {
  readonly selector: string
  readonly attribute: string
  readonly from: PageLink['from']
}

const SOURCES: readonly Source[] = [
  { selector: 'a[href]', attribute: 'href', from: 'a' },
  { selector: 'area[href]', attribute: 'href', from: 'area' },
  { selector: 'img[src], input[src], embed[src], video[src], audio[src], source[src]', attribute: 'src', from: 'img' },
  { selector: 'iframe[src], frame[src]', attribute: 'src', from: 'iframe' },
  { selector: 'script[src]', attribute: 'src', from: 'script' },
  { selector: 'link[href]', attribute: 'href', from: 'css' },
  { selector: 'option[value]', attribute: 'value', from: 'option' },
]

/** Every URL that the page refers to, once each, in document order within its kind; the longest text wins. */
export function readLinks(doc: PageDocument): PageLink[] {
  const found = new Map<string, PageLink>()
  const saved = isSaved(doc.text) || doc.url.startsWith('file:') || hasSavedCopies(doc)
  for (const { selector, attribute, from } of SOURCES) {
    for (const element of doc.all(selector)) {
      if (found.size >= MAX_LINKS) break
      if (!isTag(element)) continue
      const raw = element.attribs[attribute] ?? ''
      if (saved && from !== 'a' && SAVED_COPY.test(raw)) continue
      if (from === 'option' && !/^(?:https?:)?\/\/|^\/[^/]/i.test(raw.trim())) continue
      if (from === 'css' && !/stylesheet/i.test(element.attribs['rel'] ?? '')) continue
      const url = normalise(raw, doc.base)
      if (url !== undefined) add(found, { url, text: textOfLink(element, from), from })
    }
  }
  const refresh = refreshTarget(doc)
  if (refresh) add(found, { url: refresh, text: '', from: 'redirect' })
  return [...found.values()]
}

/** A browser saves scripts and styles into the same folder as images; a site's own folder of that name would hold only documents' pictures. */
function hasSavedCopies(doc: PageDocument): boolean {
  return doc.all('link[href], script[src]').some(({ attribs }) => SAVED_COPY.test(attribs['href'] ?? attribs['src'] ?? ''))
}

function add(found: Map<string, PageLink>, link: PageLink): void {
  const before = found.get(link.url)
  if (before === undefined || before.text.length < link.text.length) found.set(link.url, before ? { ...before, text: link.text } : link)
}

function textOfLink(element: Element, from: PageLink['from']): string {
  if (from === 'script' || from === 'css') return ''
  const { title, alt } = element.attribs
  const shown = from === 'img' ? '' : textOf(element, { max: 500 })
  if (shown !== '') return cut(shown, 300)
  const [inside] = from === 'a' ? elementsBelow(element, ({ name, attribs }) => name === 'img' && attribs['alt'] !== undefined, 1) : []
  return cut(fold(title || alt || inside?.attribs['alt'] || ''), 300)
}

/** Where `<meta http-equiv=refresh>` leads. */
export function refreshTarget(doc: PageDocument): string | undefined {
  const content = doc.all('meta[http-equiv]').find((meta) => meta.attribs['http-equiv']?.toLowerCase() === 'refresh')?.attribs['content']
  const target = /^\s{0,9}\d{0,9}(?:\.\d{1,3})?\s{0,9}[;,]\s{0,9}(?:url\s{0,9}=)?\s{0,9}["']?([^"']{1,2000})/i.exec(content ?? '')?.[1]
  return target === undefined ? undefined : normalise(target, doc.base)
}
