import { type Element, isTag } from 'domhandler'
import { marksOf } from './row-text.ts'
import { fold, walk } from './text.ts'

/** A heading stands at most so many elements out from its "more" link. */
const MOST_LEVELS = 5
/** Elements looked at beside one. */
const MOST_SIBLINGS = 12
const MAX_HEADING = 16
/** Where nothing marks an element as a heading, a longer text may be the title of an article. */
const MAX_UNMARKED = 8
const MAX_TAB = 10
/** A block with more in it than this is no heading, and is not read to its end. */
const MOST_CHILDREN = 100
const MOST_NODES = 80
const MOST_PANEL_NODES = 400
const MAX_READ = 60
/** Stands for a text that is too long to be a heading. */
const TOO_LONG = '。'.repeat(MAX_READ)
const MORE_TEXT =
  /^[[【(（]?(?:查看|点击|浏览)?(?:更多|more|MORE|全部)(?:内容|信息|新闻)?[\])）】]?[\s>＞》»›→+….·]{0,8}$|^(?:>{1,4}|＞{1,4}|》{1,2}|»|›|→|\+|＋|…|\.{3,6})$/i
const HEADING_MARK = /tit|bt$|(?:^|[\s_-])(?:hd|head|name|lm)(?:$|[\s_-])/i

/** An element around the link and its siblings, itself among them. */
interface Place {
  readonly node: Element
  readonly siblings: readonly Element[]
}

/** True for a link that leads from a short list to the whole of it. */
export function isMore(element: Element, text: string, labels: readonly string[]): boolean {
  if (MORE_TEXT.test(text)) return true
  if (text !== '') return false
  return labels.some((label) => MORE_TEXT.test(label)) || /(?:^|[\s_-])more(?:$|[\s_\d-])/i.test(marksOf(element))
}

/** The heading that a "more" link belongs to; null when it cannot be told, as with several tabs above one link. */
export function headingOf(more: Element): string | null {
  const places: Place[] = []
  let node = more
  for (let level = 0; level < MOST_LEVELS; level++) {
    const { parent } = node
    if (parent === null || !isTag(parent) || parent.name === 'body' || parent.children.length > MOST_CHILDREN) return null
    const siblings = parent.children.filter(isTag).filter(isShown)
    const index = siblings.indexOf(node)
    places.push({ node, siblings })
    const own = headingIn(parent, more)
    if (own !== null) return own
    const beside = [
      ...siblings.slice(Math.max(0, index - MOST_SIBLINGS), index).reverse(),
      ...siblings.slice(index + 1, index + 1 + (level < 2 ? 2 : 0)),
    ]
    for (const sibling of beside) {
      const found = headingAt(sibling, places)
      if (found !== undefined) return found
    }
    node = parent
  }
  return null
}

/** Text that stands in the element itself, around its links: `<h3>通知公告 <a>更多</a></h3>`. */
function headingIn(parent: Element, more: Element): string | null {
  const others = parent.children.filter((child) => isTag(child) && child !== more && shortText(child) !== '')
  if (others.length > 1) return null
  const text = shortText(parent, (element) => element === more || isMoreLink(element))
  return fits(text, isMarked(parent) ? MAX_HEADING : MAX_UNMARKED) ? text : null
}

function isMarked(element: Element): boolean {
  return /^(?:h[1-6]|dt|caption|legend)$/.test(element.name) || HEADING_MARK.test(marksOf(element))
}

/** A heading, null for tabs of which none can be chosen, undefined when the element is neither. */
function headingAt(element: Element, places: readonly Place[]): string | null | undefined {
  const heading = isMarked(element)
  const tabs = tabsIn(element)
  if (tabs.length > 1) {
    const chosen = tabOf(tabs, places)
    if (chosen !== undefined) return chosen
    return heading ? null : undefined
  }
  const text = tabs[0] ?? shortText(element, isMoreLink)
  const listed = !heading && /^(?:ul|ol|table|dl)$/.test(element.name)
  if (!listed && fits(text, heading ? MAX_HEADING : MAX_UNMARKED)) return text
  if (text.length > MAX_HEADING && !heading) return headingInside(element)
  return undefined
}

/** The tab of the panel that the link stands in: as many panels with such a link as there are tabs, in the same order. */
function tabOf(tabs: readonly string[], places: readonly Place[]): string | undefined {
  for (const { node, siblings } of places) {
    const panels = siblings.filter(hasMore)
    if (panels.length === tabs.length) return tabs[panels.indexOf(node)]
  }
  return undefined
}

function hasMore(element: Element): boolean {
  let [nodes, found] = [0, isMoreLink(element)]
  walk(element, {
    enter(inner) {
      found ||= isMoreLink(inner)
      return found || ++nodes > MOST_PANEL_NODES ? 'stop' : undefined
    },
  })
  return found
}

/** A heading at the beginning of a neighbour that holds more than it. */
function headingInside(element: Element): string | undefined {
  const [first] = element.children.filter(isTag).filter(isShown)
  if (first === undefined || !isMarked(first)) return undefined
  const text = shortText(first, isMoreLink)
  return fits(text) ? text : undefined
}

/** Texts of the parts of a row of tabs; empty when the element is none. */
function tabsIn(element: Element): string[] {
  if (element.children.length > MOST_CHILDREN) return []
  let parts = element.children.filter(isTag).filter(isShown)
  for (let depth = 0; depth < 3 && parts.length === 1; depth++)
    parts = parts.flatMap(({ children }) => children.filter(isTag).filter(isShown))
  if (parts.length > 12) return []
  const texts = parts.filter((part) => !isMoreLink(part)).map((part) => shortText(part, isMoreLink))
  const shown = texts.filter((text) => text !== '')
  return shown.every((text) => fits(text, MAX_TAB)) ? shown : []
}

function isMoreLink(element: Element): boolean {
  return element.name === 'a' && isMore(element, shortText(element), [element.attribs['title'] ?? ''])
}

const isShown = ({ name }: Element): boolean => !['script', 'style', 'br', 'hr', 'noscript', 'template'].includes(name)

/** Folded text below an element; `TOO_LONG` when it has more than a heading has. */
function shortText(root: Element, skip: (element: Element) => boolean = () => false): string {
  const pieces: string[] = []
  let [nodes, length] = [0, 0]
  walk(root, {
    enter(element) {
      if (++nodes > MOST_NODES) return 'stop'
      if (!isShown(element) || (element !== root && skip(element))) return 'skip'
      if (element.name === 'img') pieces.push(` ${element.attribs['alt'] ?? ''} `)
      if (!/^(?:a|b|strong|i|em|font|span)$/.test(element.name)) pieces.push(' ')
      return undefined
    },
    text(data) {
      pieces.push(data)
      length += data.trim().length
      return length > MAX_READ ? 'stop' : undefined
    },
  })
  return nodes > MOST_NODES || length > MAX_READ ? TOO_LONG : fold(pieces.join(''))
}

function fits(text: string, most = MAX_HEADING): boolean {
  const plain = fold(text).replace(/\s/g, '')
  return /[\u4e00-\u9fff]{2}/.test(plain) && plain.length <= most && !/\d{4}|[。，,；]/.test(plain)
}
