import { type Element, isTag } from 'domhandler'
import type { DataRequest, ListRow, PageFacts } from '../model/page.ts'
import { mayBeDrawn } from './bare-page.ts'
import { holdersOf } from './below.ts'
import { cut } from './cut.ts'
import { pageRequests, searchRequests } from './data-requests.ts'
import type { PageDocument } from './document.ts'
import { normalise, registeredDomain } from './links.ts'
import { missingFooter } from './missing-footer.ts'
import { isHidden, rawText, textOf } from './text.ts'
import { stillLoading, waitingBox } from './waiting-box.ts'

type Unfinished = PageFacts['unfinished']

const MAX_REQUESTS = 20
const MAX_SCRIPT = 2_000_000
/** Some platforms name the scripts that write header and footer by the moment at which they were made: `/script/0/2007291150515820.js`. */
const PART_NAME =
  /(?:^|[/_-])(?:head|header|top|foot|footer|bottom|nav|menu|banner|daohang|copyright|left|right|common_?(?:top|foot|head))[\w-]{0,20}\.js(?:\?|$)|\/(?:19|20)?\d{10,17}\.js(?:\?|$)/i
/** A part that may bring the footer. */
const FOOT_PART = /foot|bottom|copyright|common|\/\d{10,17}\.js|\.(?:s?html?|jspx?|aspx?|php)(?:\?|$)/i
const LIBRARY = /jquery|bootstrap|vue|layui|swiper|echarts|analytics|jiucuo|wza|conac|share|plugin|\.min\.js|slide|superslide/i
const LIST_BOX = 'ul, ol, tbody, div[class*=list], div[id*=list], div[class*=List], div[id*=List]'
/** `$("#footer").load("/public/footer.html")` */
const LOADED = /\.load\s{0,3}\(\s{0,3}["']([^"'\s]{1,300}\.(?:s?html?|jspx?|aspx?|php)(?:\?[^"'\s]{0,200})?)["']/gi
const FOR_LIST = /list/i
/** Ids of lists that stand beside a page's own. */
const BESIDE = /hot|rank|recom|tuijian|link|menu|nav|tab|page|side|left|right|weather|relat|friend|file|attach|search|banner|slide/i
const LIST_ID_IN_SOURCE = /\sid=["'][^"'<>]{0,40}list[^"'<>]{0,40}["'][^<>]{0,200}>\s{0,100}<\//i
const TEMPLATE = /\{\{[^{}]{1,200}\}\}|<[a-z]{1,10}[^<>]{0,300}\sv-for=/i
const FILLED_BY_SCRIPT =
  /\$\.(?:ajax|get|post|getJSON)\s{0,3}\(|axios|XMLHttpRequest|fetch\s{0,3}\(|\.html\s{0,3}\(|appendChild|innerHTML|\.append\s{0,3}\(|doT\.template|new\s{1,3}Vue|template\s{0,3}\(|layui\.|createApp/

/** What a browser would still fetch or draw: list data, parts, or (with the reason) something only it can. */
export function readUnfinished(doc: PageDocument, list: readonly ListRow[], rendered: boolean): Unfinished {
  if (rendered) return { data: [], parts: [], render: stillEmpty(doc, list) }
  const code = scripts(doc)
  const waiting = waitingFor(doc, code, list)
  const data = [...searchRequests(doc, code, waiting !== null), ...pageRequests(doc, code, list)].slice(0, MAX_REQUESTS)
  const written = parts(doc, code)
  const footer = hasProgram(doc, code) && !written.some(({ url }) => FOOT_PART.test(url)) ? missingFooter(doc) : null
  return { data, parts: written, render: reasonToRender(doc, code, data, list, waiting) ?? footer }
}

/** Why a drawing may not show the list: it was drawn too soon, or rows stand nowhere but beside an empty box for them. */
function stillEmpty(doc: PageDocument, list: readonly ListRow[]): string | null {
  if (list.length === 0) return stillLoading(doc) ? 'the drawn page says that it is being filled' : null
  const box = waitingBox(doc, list)
  return box === null ? null : `the box ${box} is empty in the drawing`
}

function scripts(doc: PageDocument): string {
  const pieces: string[] = []
  let length = 0
  for (const script of doc.all('script')) {
    const text = rawText(script)
    length += text.length
    if (length > MAX_SCRIPT) break
    pieces.push(text)
  }
  return pieces.join('\n')
}

/** The empty box of a list that one of the site's scripts may fill: a script file, or one in the page that names the box. */
function waitingFor(doc: PageDocument, code: string, list: readonly ListRow[]): string | null {
  if (!hasProgram(doc, code)) return null
  const hasFile = hasOwnProgram(doc)
  const box = waitingBox(doc, list)
  return box !== null && (hasFile || code.includes(box)) ? box : null
}

const hasProgram = (doc: PageDocument, code: string): boolean => hasOwnProgram(doc) || FILLED_BY_SCRIPT.test(code)

/** A script file of the site's own that is neither a library nor known to write a header or a footer: nobody can tell from the page what it does. */
function hasOwnProgram(doc: PageDocument): boolean {
  const domain = registeredDomain(doc.url)
  return doc.all('script[src]').some(({ attribs }) => {
    const url = normalise(attribs['src'] ?? '', doc.base)
    return url !== undefined && registeredDomain(url) === domain && !LIBRARY.test(url) && !PART_NAME.test(url)
  })
}

/** Scripts that by their name or place write markup, pages that a script puts into a box, and frames of the site's own. */
function parts(doc: PageDocument, code: string): Unfinished['parts'] {
  const found: { url: string; as: 'script' | 'iframe' }[] = []
  const isOwn = (url: string) => registeredDomain(url) === registeredDomain(doc.url)
  for (const frame of doc.all('iframe[src], frame[src]')) {
    const url = normalise(frame.attribs['src'] ?? '', doc.base)
    if (url !== undefined && isOwn(url) && !isHidden(frame)) found.push({ url, as: 'iframe' })
  }
  const showing = holdersOf(doc.all('a, img'))
  for (const script of doc.all('script[src]')) {
    const url = normalise(script.attribs['src'] ?? '', doc.base)
    if (url === undefined || !isOwn(url) || LIBRARY.test(url)) continue
    const inBody = script.parent !== null && 'name' in script.parent && script.parent.name !== 'head' && script.parent.name !== 'html'
    if (PART_NAME.test(url) || (inBody && standsForMarkup(showing, script))) found.push({ url, as: 'script' })
  }
  for (const [, address = ''] of code.matchAll(LOADED)) {
    const url = normalise(address, doc.base)
    if (url !== undefined && isOwn(url)) found.push({ url, as: 'script' })
  }
  return [...new Map(found.map((part) => [part.url, part])).values()].slice(0, MAX_REQUESTS)
}

/** A script alone in its box stands where its markup is to stand. */
function standsForMarkup(showing: ReadonlySet<Element>, { parent }: Element): boolean {
  if (parent === null || !isTag(parent) || parent.name === 'body') return false
  return textOf(parent, { max: 50 }) === '' && !showing.has(parent)
}

/** An English reason when part of the page, a list above all, comes only from a script whose request is not known; null otherwise. */
function reasonToRender(
  doc: PageDocument,
  code: string,
  data: readonly DataRequest[],
  list: readonly ListRow[],
  waiting: string | null,
): string | null {
  const bare = list.length === 0 && data.length === 0
  if (bare && FILLED_BY_SCRIPT.test(code) && TEMPLATE.test(doc.text.slice(0, MAX_SCRIPT))) {
    return 'the page is a template that a script fills'
  }
  if (data.length > 0) return null
  if (waiting !== null) return `the box ${waiting} is empty, and a script of the site may fill it`
  const own = list.filter(({ aside }) => !aside)
  const box = emptyBox(
    doc,
    code,
    own.some((row) => row.date !== null),
  )
  if (box !== null) return `the box ${box} is filled by a script`
  return own.length === 0 && mayBeDrawn(doc) ? 'the page shows no list, and a script may draw one' : null
}

/** A box for rows that is empty and that a script of the page names and fills; where rows with dates stand elsewhere, its id has to call it a list's. */
function emptyBox(doc: PageDocument, code: string, elsewhere: boolean): string | null {
  if (!FILLED_BY_SCRIPT.test(code) || (elsewhere && !LIST_ID_IN_SOURCE.test(doc.text))) return null
  const leading = holdersOf(doc.all('a'))
  for (const box of doc.all(LIST_BOX).slice(0, 400)) {
    const name = elsewhere ? listId(box) : box.attribs['id'] || box.attribs['class']?.split(/\s/)[0]
    if (!name || name.length < 3 || !(elsewhere ? isNamed(name, code) : code.includes(name))) continue
    if (textOf(box, { max: 20 }) === '' && !leading.has(box)) return cut(name, 60)
  }
  return null
}

const listId = ({ attribs: { id = '' } }: Element): string => (FOR_LIST.test(id) && !BESIDE.test(id) ? id : '')

const isNamed = (id: string, code: string): boolean => [`#${id}"`, `#${id}'`, `"${id}"`, `'${id}'`].some((name) => code.includes(name))
