import type { PageFacts, Quality } from '../model/page.ts'
import type { ProtectionPattern } from '../model/settings.ts'
import { decode } from './charset.ts'
import { MAX_SOURCE, type PageDocument, parseDocument } from './document.ts'
import { hasPlainContent } from './glance.ts'
import type { ExtractConfig, PageInput } from './input.ts'
import { similarity } from './structure.ts'

/** Two answers are one page from this share of structure and words on. */
const SAME_ANSWER = 0.85
/** A page with less visible text than this and with a script shell in it is nothing that a plain fetch can read. */
const SHELL_TEXT = 60
const SHELL =
  /<div[^>]{0,200}\sid\s{0,3}=\s{0,3}["']?(?:app|root|__nuxt|__next|main-app)["'\s>]|\{\{[^{}]{1,200}\}\}|v-(?:for|if|html)=|ng-(?:app|repeat|controller)/i
const REDIRECT_SHELL = /(?:window\.|top\.|self\.|parent\.)?location(?:\.href|\.replace)?\s{0,3}[=(]/i

/** A page with more than this to read or to follow has content of its own: no device answered in its place. */
const CONTENT_TEXT = 1200
const CONTENT_LINKS = 15
/** So few ends are missing from a whole page by carelessness; a page cut off lacks more. */
const CARELESS_ENDS = 3

export interface ReadQuality {
  readonly quality: Quality
  readonly protection: string | null
}

/** What kind of answer this is, without reading anything out of it: for tested links. */
export function readQuality(input: PageInput): ReadQuality {
  const { text } = decode(input.bytes, input.headers?.['content-type'])
  return glanceAt(input, text) ?? qualityOf(input, parseDocument(text, input.url))
}

/** What most tested links are: a page of content, told by its beginning and its end for a tenth of the work of reading it. Null for anything else. */
function glanceAt(input: PageInput, text: string): ReadQuality | null {
  const { protection, soft404 } = input.config.patterns
  const status = input.status ?? 200
  if (status >= 400 || text.length > MAX_SOURCE || protection.some((pattern) => pattern.status?.includes(status))) return null
  const whole = endsWell(text)
  if (!whole && !input.truncated) return null
  const words = soft404.titles.map((title) => title.toLowerCase())
  const plain = hasPlainContent(text, { links: CONTENT_LINKS, text: soft404.maxTextLength, words })
  return plain ? { quality: whole ? 'ok' : 'truncated', protection: null } : null
}

/** The same for a page that is parsed already. */
export function qualityOf(input: PageInput, doc: PageDocument): ReadQuality {
  const protection = protectionOf(input, doc)
  if (protection !== null) return { quality: 'protection', protection }
  const is = (quality: Quality): ReadQuality => ({ quality, protection: null })
  if ((input.status ?? 200) >= 400) return is('error-page')
  const hasLinks = doc.all('a[href], area[href], img[src], iframe[src], frame[src]').length > 0
  if (isSoft404(doc, input.config)) return is('soft-404')
  if (isTruncated(input, doc)) return is('truncated')
  if (!input.rendered && isShell(doc)) return is('needs-rendering')
  if (doc.visible === '' && !hasLinks) return is(/<script/i.test(doc.text) && !input.rendered ? 'needs-rendering' : 'empty')
  return is('ok')
}

/** The name of the first protection pattern that matches in all its parts; null when none does. */
function protectionOf(input: PageInput, doc: PageDocument): string | null {
  const status = input.status ?? 200
  // Some devices put their script into every page that they let through; an article may quote a device's words.
  const hasContent = doc.visible.length > CONTENT_TEXT || doc.all('a[href]').length > CONTENT_LINKS
  const patterns = input.config.patterns.protection.filter((pattern) => pattern.status !== undefined || !hasContent)
  return patterns.find((pattern) => matches(pattern, input, status, doc.text))?.name ?? null
}

function matches(pattern: ProtectionPattern, input: PageInput, status: number, text: string): boolean {
  if (pattern.status && !pattern.status.includes(status)) return false
  if (pattern.maxBytes !== undefined && input.bytes.length > pattern.maxBytes) return false
  if (pattern.header) {
    const value = input.headers?.[pattern.header.name.toLowerCase()]
    if (value === undefined || !value.toLowerCase().includes(pattern.header.contains.toLowerCase())) return false
  }
  const lower = pattern.bodyContains ? text.slice(0, 200_000).toLowerCase() : ''
  return (pattern.bodyContains ?? []).every((part) => lower.includes(part.toLowerCase()))
}

/** Says "not found" as its title, or in the few words that it has. A page that only mentions the words, or is an article by its markup, is about them. */
function isSoft404(doc: PageDocument, { patterns }: ExtractConfig): boolean {
  const { titles, phrases, maxTextLength } = patterns.soft404
  const texts = ['title', 'h1'].map((name) => doc.$(name).first().text().trim().slice(0, 200).toLowerCase())
  if (texts.some((text) => titles.some((words) => isSaid(text, words.toLowerCase())))) return true
  if (doc.visible.length > maxTextLength || doc.$('meta[name="ArticleTitle" i]').attr('content')?.trim()) return false
  const visible = doc.visible.toLowerCase()
  return phrases.some((words) => visible.includes(words.toLowerCase()))
}

/** True when one part of a title (`404 - 某市政府`) begins with the words; a number is not to be that of a document (404号). */
function isSaid(title: string, words: string): boolean {
  return title
    .split(/[-_|–—,，:：!！。·>]/)
    .map((part) => part.replace(/^[\s(（【[“"'对不起抱歉很遗憾错误]+/, ''))
    .some((part) => part.startsWith(words) && !/^(?:\d|\s{0,2}[号件条期名个元人家项年])/.test(part.slice(words.length)))
}

function isTruncated(input: PageInput, doc: PageDocument): boolean {
  if (doc.unended === Number.POSITIVE_INFINITY) return true
  if (endsWell(doc.text)) return false
  // A browser or a proxy may have unpacked the body: the header tells only of what was sent as it is.
  const announced = Number(input.headers?.['content-encoding'] ? Number.NaN : input.headers?.['content-length'])
  if (input.truncated || (Number.isFinite(announced) && announced > input.bytes.length)) return true
  if (!/<(?:html|body)[\s>]/i.test(doc.text.slice(0, 50_000))) return false
  return /<[a-z/][^<>]{0,2000}$/i.test(doc.text.slice(-2500)) || doc.text.endsWith('\ufffd') || doc.unended > CARELESS_ENDS
}

function endsWell(text: string): boolean {
  return /<\/html/i.test(text.slice(-200)) || /<\/html/i.test(text.slice(-20_000)) || /<\/body\s{0,5}>/i.test(text.slice(-4000))
}

function isShell(doc: PageDocument): boolean {
  const words = doc.visible.replace(/\{\{[^{}]{0,200}\}\}/g, '').replace(/\s/g, '')
  if (words.length >= SHELL_TEXT || !/<script/i.test(doc.text)) return false
  if (REDIRECT_SHELL.test(doc.text) && doc.text.length < 5000) return false
  return SHELL.test(doc.text.slice(0, 500_000)) && doc.all('a[href]').length < 5
}

type Compared = Pick<PageFacts, 'quality' | 'list' | 'textLength' | 'structure'>

/** True when `page` is what the site answers for a name that does not exist: the same text, or nearly the same page of no more content. */
export function sameAnswer(page: Compared, missing: Compared): boolean {
  if (page.quality === 'soft-404') return true
  if (missing.list.length > 0 && page.list.length !== missing.list.length) return false
  if (Math.abs(page.textLength - missing.textLength) > 0.1 * Math.max(page.textLength, missing.textLength) + 20) return false
  return similarity(page.structure, missing.structure) >= SAME_ANSWER
}
