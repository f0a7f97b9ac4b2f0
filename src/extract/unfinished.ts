import { type Element, isTag } from 'domhandler'
import type { DataRequest, ListRow, PageFacts } from '../model/page.ts'
import { holdersOf } from './below.ts'
import { cut } from './cut.ts'
import { pageRequests, searchRequests } from './data-requests.ts'
import type { PageDocument } from './document.ts'
import { normalise, registeredDomain } from './links.ts'
import { isHidden, rawText, textOf } from './text.ts'

type Unfinished = PageFacts['unfinished']

const MAX_REQUESTS = 20
const MAX_SCRIPT = 2_000_000
const PART_NAME =
  /(?:^|[/_-])(?:head|header|top|foot|footer|bottom|nav|menu|banner|daohang|copyright|left|right|common_?(?:top|foot|head))[\w-]{0,20}\.js(?:\?|$)/i
const LIBRARY = /jquery|bootstrap|vue|layui|swiper|echarts|analytics|jiucuo|wza|conac|share|plugin|\.min\.js|slide|superslide/i
const LIST_BOX = 'ul, ol, tbody, div[class*=list], div[id*=list], div[class*=List], div[id*=List]'
const FILLED_BY_SCRIPT =
  /\$\.(?:ajax|get|post|getJSON)\s{0,3}\(|axios|XMLHttpRequest|fetch\s{0,3}\(|\.html\s{0,3}\(|appendChild|innerHTML|\.append\s{0,3}\(|doT\.template|new\s{1,3}Vue|template\s{0,3}\(|layui\.|createApp/

/** What a browser would still fetch or draw: list data, parts, or (with the reason) something only it can. */
export function readUnfinished(doc: PageDocument, list: readonly ListRow[], rendered: boolean): Unfinished {
  if (rendered) return { data: [], parts: [], render: null }
  const code = scripts(doc)
  const data = [...searchRequests(doc, code), ...pageRequests(doc, code, list)].slice(0, MAX_REQUESTS)
  return { data, parts: parts(doc), render: reasonToRender(doc, code, data, list) }
}

function scripts(doc: PageDocument): string {
  const pieces: string[] = []
  let length = 0
  for (const script of doc.$('script').toArray()) {
    const text = rawText(script)
    length += text.length
    if (length > MAX_SCRIPT) break
    pieces.push(text)
  }
  return pieces.join('\n')
}

/** Scripts that by their name or place write markup, and frames of the site's own. */
function parts(doc: PageDocument): Unfinished['parts'] {
  const found: { url: string; as: 'script' | 'iframe' }[] = []
  const isOwn = (url: string) => registeredDomain(url) === registeredDomain(doc.url)
  for (const frame of doc.$('iframe[src], frame[src]').toArray()) {
    const url = normalise(frame.attribs['src'] ?? '', doc.base)
    if (url !== undefined && isOwn(url) && !isHidden(frame)) found.push({ url, as: 'iframe' })
  }
  const showing = holdersOf(doc.$('a, img').toArray())
  for (const script of doc.$('script[src]').toArray()) {
    const url = normalise(script.attribs['src'] ?? '', doc.base)
    if (url === undefined || !isOwn(url) || LIBRARY.test(url)) continue
    const inBody = script.parent !== null && 'name' in script.parent && script.parent.name !== 'head' && script.parent.name !== 'html'
    if (PART_NAME.test(url) || (inBody && standsForMarkup(showing, script))) found.push({ url, as: 'script' })
  }
  return [...new Map(found.map((part) => [part.url, part])).values()].slice(0, MAX_REQUESTS)
}

/** A script alone in its box stands where its markup is to stand. */
function standsForMarkup(showing: ReadonlySet<Element>, { parent }: Element): boolean {
  if (parent === null || !isTag(parent) || parent.name === 'body') return false
  return textOf(parent, { max: 50 }) === '' && !showing.has(parent)
}

/** An English reason when part of the page, a list above all, comes only from a script whose request is not known; null otherwise. */
function reasonToRender(doc: PageDocument, code: string, data: readonly DataRequest[], list: readonly ListRow[]): string | null {
  if (/\{\{[^{}]{1,200}\}\}|<[a-z]{1,10}[^<>]{0,300}\sv-for=/i.test(doc.text.slice(0, MAX_SCRIPT)) && FILLED_BY_SCRIPT.test(code)) {
    if (list.length === 0 && data.length === 0) return 'the page is a template that a script fills'
  }
  if (list.some((row) => row.date !== null) || data.length > 0) return null
  const box = emptyBox(doc, code)
  return box === null ? null : `the box ${box} is filled by a script`
}

/** A box for rows that is empty and that a script of the page names and fills. */
function emptyBox(doc: PageDocument, code: string): string | null {
  if (!FILLED_BY_SCRIPT.test(code)) return null
  const leading = holdersOf(doc.$('a').toArray())
  for (const box of doc.$(LIST_BOX).toArray().slice(0, 400)) {
    const name = box.attribs['id'] || box.attribs['class']?.split(/\s/)[0]
    if (!name || name.length < 3 || !code.includes(name)) continue
    if (textOf(box, { max: 20 }) === '' && !leading.has(box)) return cut(name, 60)
  }
  return null
}
