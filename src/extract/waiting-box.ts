import type { Element } from 'domhandler'
import type { ListRow } from '../model/page.ts'
import { holdersOf } from './below.ts'
import { cut } from './cut.ts'
import type { PageDocument } from './document.ts'
import { marksOf, upwards } from './row-text.ts'
import { isHidden, textOf } from './text.ts'

const MOST_BOXES = 3000
const MAX_LOADING = 20
const MAX_LOOKED_AT = 20_000
/** How a box for rows is called. */
const FOR_ROWS = /list|(?:^|\s)(?:rows?|body|data)(?:$|\s)/i
/** A page that says something in whole sentences waits for nothing, as far as a box's id alone tells. */
const SENTENCE = /[\u4e00-\u9fff，、；：“”（）\d]{30,300}。/
/** Boxes of a page's frame, which scripts fill everywhere. */
const FRAME =
  /nav|menu|foot|header|banner|crumb|share|search|sousuo|qr_?code|go_?top|toolbar|wza|weather|login|mask|dialog|popup|video|swiper/i
const PAGER =
  /kkpager|laypage|tcdpage|page_?(?:code|bar|con)|(?:^|[\s_-])pag(?:e|er|es|ination|ing|enum)(?:$|[\s_\d-]|div|box|bar)|fany?e|fenye/i
/** What stands in a box until its script has run. */
const LOADING = /^(?:数据|内容|列表|页面|信息)?(?:正在|努力|拼命)?(?:加载|载入|读取|获取)(?:中|数据)|^loading|^请稍[候后]|^正在加载/i
/** Such a box in the source: what lets the page's elements be looked at one by one only where there is one. */
const EMPTY_IN_SOURCE = /<(?:ul|ol|dl|tbody|table|div|section)\s[^<>]{0,300}(?:list|row|body|data)[^<>]{0,300}>\s{0,300}<\//i

/**
 * The empty box in which a script of the site's own may show a list, by its id or class; null when there is none. On a page without a row of its own a box that is
 * called a list's or says that it is being filled is enough, and on one without a sentence any that has an id. Where rows stand elsewhere, in a margin
 * perhaps, it has to be called a list's, and an empty pager has to stand there as well.
 */
export function waitingBox(doc: PageDocument, list: readonly ListRow[]): string | null {
  const bare = list.every(({ aside }) => aside)
  if (!bare && !EMPTY_IN_SOURCE.test(doc.text)) return null
  if ((doc.$('meta[name="ArticleTitle" i]').attr('content')?.trim() ?? '') !== '') return null
  const empty = emptyBoxes(doc)
  const boxes = empty.filter((box) => !PAGER.test(marksOf(box)))
  const called = boxes.find((box) => FOR_ROWS.test(marksOf(box)))
  const hasPager = boxes.length < empty.length
  if (bare) return nameOf(called ?? boxes.find(isLoading) ?? (saysSomething(doc) ? undefined : boxes.find(({ attribs }) => attribs['id'])))
  return nameOf(hasPager ? called : undefined)
}

const saysSomething = (doc: PageDocument): boolean => SENTENCE.test(doc.visible.slice(0, MAX_LOOKED_AT))

const nameOf = (box: Element | undefined): string | null =>
  box === undefined ? null : cut(box.attribs['id'] || (box.attribs['class'] ?? '').trim().split(/\s/)[0] || box.name, 60)

/** Boxes with a name and outside of the page's frame that show neither text nor picture, or only that they are being filled; in document order. */
function emptyBoxes(doc: PageDocument): Element[] {
  const showing = holdersOf(doc.all('a, img, iframe, input, video, object, embed, canvas'))
  const frames = new Map<Element, boolean>()
  return doc
    .all('ul, ol, dl, tbody, table, section, div')
    .slice(0, MOST_BOXES)
    .filter((box) => !showing.has(box) && marksOf(box).trim() !== '' && (shown(box) === '' || isLoading(box)))
    .filter((box) => !isHidden(box) && !isInFrame(box, frames))
}

/** True for a page that has been drawn and still shows a box that is being filled. */
export function stillLoading(doc: PageDocument): boolean {
  return emptyBoxes(doc).some(isLoading)
}

const shown = (box: Element): string => textOf(box, { max: 400, most: 100 })

const isLoading = (box: Element): boolean => {
  const text = shown(box)
  return text.length <= MAX_LOADING && LOADING.test(text)
}

/** What is known of the elements around is remembered: boxes stand together, and nesting may be deep. */
function isInFrame(box: Element, known: Map<Element, boolean>): boolean {
  const asked: Element[] = []
  let inFrame = false
  for (const element of upwards(box)) {
    const before = known.get(element)
    inFrame = before ?? isFrame(element)
    asked.push(element)
    if (before !== undefined || inFrame) break
  }
  for (const element of asked) known.set(element, inFrame)
  return inFrame
}

/** True for a box of the page's frame: header, navigation, footer, search and the like. */
export function isFrame(element: Element): boolean {
  const { name } = element
  if (name === 'nav' || name === 'footer' || name === 'header') return true
  return name !== 'body' && name !== 'html' && FRAME.test(marksOf(element))
}
