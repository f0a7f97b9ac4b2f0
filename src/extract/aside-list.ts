import { type Element, isTag } from 'domhandler'
import type { PageDocument } from './document.ts'
import { itemOf } from './row-link.ts'
import { around, marksOf } from './row-text.ts'
import { textOf } from './text.ts'

/** A heading stands at most so far out from its list, and with so little between. */
const MOST_LEVELS = 4
const MOST_BESIDE = 4
const MAX_HEADING = 12
const MAX_TITLE = 300
/** Headings of lists that stand beside a page's own: of what is read most, of what is recommended. */
const HEADING =
  /^(?:今日|本周|本月|近期|本站|信息|新闻|文章|政策|图文|栏目)?(?:热点|热门|热文|推荐|相关|点击|阅读|浏览|访问)(?:新闻|信息|文章|阅读|推荐|关注|排行|榜|资讯|内容|图文|政策|文件|量)*[\s:：]?$/
const MARK =
  /(?:^|[\s_-])(?:hot|rank|ranking|recommend|tuijian|rdtj|djph|phb|paihang|related|xgyd|xgwz|xgxw)(?:list|box|news)?(?:$|[\s_-])/i
const MORE = /\s?(?:更多|more)\s?[>»›+]{0,4}$/i
/** A page that is itself about such things has them as its own. */
const OWN = /热点|热门|热文|推荐|相关|排行/

/** Tells of the page's links which stand in the rows of a list beside the page's own: 热点, 推荐, 点击排行. */
export function asideIn(doc: PageDocument): (link: Element) => boolean {
  if (OWN.test(doc.$('title').first().text().slice(0, MAX_TITLE))) return () => false
  const known = new Map<Element, boolean>()
  return (link) => {
    const item = itemOf(link) ?? link
    const list = around(item) ?? item
    const before = known.get(list)
    if (before !== undefined) return before
    const aside = isAside(list)
    known.set(list, aside)
    return aside
  }
}

function isAside(list: Element): boolean {
  let levels = 0
  for (let element: Element | null = list; element !== null && element.name !== 'body' && levels < MOST_LEVELS; element = around(element)) {
    if (MARK.test(marksOf(element))) return true
    const heading = headingBefore(element)
    if (heading !== null) return HEADING.test(heading)
    levels += 1
  }
  return false
}

/** The few words before an element. */
function headingBefore(element: Element): string | null {
  let looked = 0
  for (let node = element.prev; node !== null && looked < MOST_BESIDE; node = node.prev, looked++) {
    const text = isTag(node) ? textOf(node, { max: 60, most: 30 }) : ''
    if (text === '') continue
    const heading = text.replace(MORE, '')
    return heading.length <= MAX_HEADING ? heading : null
  }
  return null
}
