import type { PageDocument } from './document.ts'
import { normalise, registeredDomain } from './links.ts'
import { rawText, textOf } from './text.ts'
import { isFrame } from './waiting-box.ts'

const MAX_LOOKED_AT = 20_000
const MAX_SOURCE = 2_000_000
/** More words than these outside of links and of the page's frame are content; fewer are a breadcrumb and what a footer says. */
const MANY_WORDS = 400
const SENTENCE = /[\u4e00-\u9fff，、；：“”（）\d]{30,300}。/g
/** What every page of a site says below. */
const FOOTNOTE = /版权|转载|镜像|浏览器|分辨率|备案|主办|承办/
/** What a page says of a list without rows. */
const SAYS_NONE =
  /(?:暂无|暂时没有|没有|尚无|未找到|未查询到)(?:任何|相关|符合条件的|查询到的?|找到)?的?(?:内容|信息|数据|记录|文章|新闻|公告|资料|结果)/
/** In one run of text: a number in a box of its own may be a script's. */
const COUNTS_NONE = /共\s{0,3}0\s{0,3}[条个篇]/
/** Words that a page shows only while its script finds nothing. */
const TEMPLATE = /\sv-(?:if|show|for|else)|\sng-(?:if|show|repeat)|\{\{[^{}]{1,200}\}\}/i
/** Libraries, by the file's name: of themselves they draw no list. */
const LIBRARY =
  /^(?:jquery|zepto|bootstrap|vue|react|angular|layui|layer|laydate|swiper|slick|slide|super_?slide|echarts|easyui|html5|respond|modernizr|polyfill|es5|es6|json2|base64|md5|qr_?code|iscroll|wow|animate|lodash|moment|axios|css-vars|pngfix|dd_belated|wza|jiucuo|conac|share|bdshare|artdialog|fancybox|scroll)/i
/** Whatever else its name begins with, such a file is there for a list. */
const FOR_LIST = /list|news|article|column|channel/i
/** What counts visitors, or opens a form of another site. */
const COUNTER =
  /baidu|cnzz|umeng|51\.la|google|tongji|analytic|webterren|gridsum|count|(?:^|[/._-])(?:hits?|pv|stat)[._-]|jiucuo|conac|wza/i
/** Scripts that write a header or a footer, by name. */
const PART = /(?:^|[/_-])(?:head|header|top|foot|footer|bottom|nav|menu|banner|daohang|copyright)[\w-]{0,20}\.js$/i
/** A line of code that is there for visitors to be counted, or for the pager of a list that is there. */
const IDLE_CODE = /_hmt|hm\.baidu|cnzz|google-analytics|gtag\(|51\.la|jiucuo|bdshare|conac|createPageHTML/i
const IS_CODE = /^\s{0,9}$|javascript|ecmascript|module/i
/** So short a script does one thing. */
const SHORT_CODE = 400
const CALL = /[\w$\])]\s{0,3}\(/
/** Markup that a library fills without a line of code. */
const DECLARED =
  /class=["'][^"'<>]{0,200}easyui-(?:datagrid|datalist|treegrid)|\slay-data=|data-toggle=["']table|\sng-controller=|\shx-get=/i

/**
 * Whether a page on which no rows were read may get its list from a script: it says next to nothing, not even that there is nothing, and a script stands
 * there that is neither a known library nor a counter.
 */
export function mayBeDrawn(doc: PageDocument): boolean {
  if ((doc.$('meta[name="ArticleTitle" i]').attr('content')?.trim() ?? '') !== '') return false
  if (!hasProgram(doc) || saysNone(doc)) return false
  const [root] = doc.$.root().toArray()
  if (root === undefined) return false
  const words = textOf(root, { max: MAX_LOOKED_AT, skip: (element) => element.name === 'a' || isFrame(element) })
  if (words.length > MANY_WORDS) return false
  return ![...words.matchAll(SENTENCE)].some(([sentence]) => !FOOTNOTE.test(sentence))
}

function saysNone(doc: PageDocument): boolean {
  const source = doc.text.slice(0, MAX_SOURCE)
  return (SAYS_NONE.test(doc.visible.slice(0, MAX_LOOKED_AT)) || COUNTS_NONE.test(source)) && !TEMPLATE.test(source)
}

function hasProgram(doc: PageDocument): boolean {
  const domain = registeredDomain(doc.url)
  const isProgram = (url: string) => {
    const name = /[^/]*$/.exec(url.replace(/[?#].*$/, ''))?.[0] ?? ''
    const near = registeredDomain(url) === domain || /^https?:\/\/[^/]{1,200}\.gov\.cn(?:[:/]|$)/i.test(url)
    return near && (FOR_LIST.test(name) || !LIBRARY.test(name)) && !COUNTER.test(url) && !PART.test(`/${name}`)
  }
  for (const script of doc.all('script')) {
    if (!IS_CODE.test(script.attribs['type'] ?? '')) continue
    const src = script.attribs['src']
    const url = src === undefined ? undefined : normalise(src, doc.base)
    if (url === undefined ? isRunning(rawText(script).slice(0, MAX_SOURCE)) : isProgram(url)) return true
  }
  return doc.$('body[onload]').length > 0 || DECLARED.test(doc.text.slice(0, MAX_SOURCE))
}

const isRunning = (code: string): boolean =>
  CALL.test(code) && !IDLE_CODE.test(code) && (code.length > SHORT_CODE || !COUNTER.test(code) || FOR_LIST.test(code))
