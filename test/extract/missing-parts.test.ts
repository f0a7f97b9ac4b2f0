import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { readList } from '../../src/extract/lists.ts'
import { concernsFooter } from '../../src/extract/missing-footer.ts'
import { readUnfinished } from '../../src/extract/unfinished.ts'
import { waitingBox } from '../../src/extract/waiting-box.ts'

const BASE = 'http://xxj.linhe.gov.cn/xxj/c109/list.shtml'
const HEX = '72986a1db9604235af9171cb4a34c7ca'
const FOOT = '<div class="footer">主办单位：临河市信息局 网站标识码：6299000001</div>'
const PROSE = '<p>临河市信息局是负责全市信息化工作的市政府组成部门，设办公室、规划科、应用科和安全科四个内设机构。</p>'
const MARGIN =
  '<div class="right"><ul><li><a href="/a.html">临河市公布一批老街保护名录</a><span>2019-03-05</span></li><li><a href="/b.html">临河市公布一批工业遗产名录</a><span>2019-02-05</span></li></ul></div>'

function documentOf(body: string, head = '') {
  return parseDocument(
    `<html><head>${head}</head><body><div class="nav"><a href="/">首页</a><a href="/tz/">通知公告</a></div>${body}${body.includes('foot') ? '' : FOOT}</body></html>`,
    BASE,
  )
}
const PROGRAM = '<script src="/js/jquery.min.js"></script><script src="/xxj/xhtml/js/listPage.js"></script>'
function read(body: string, head = PROGRAM) {
  const doc = documentOf(body, head)
  return readUnfinished(doc, readList(doc), false)
}

test.each<[string, string, string | null]>([
  ['an empty list', '<div class="main"><ul id="list"></ul><div id="page_div"></div></div>', 'list'],
  ['an empty box with an id', '<div class="main"><div id="con"></div></div>', 'con'],
  ['a box called a list by its class', '<div class="main"><div class="news_list">\n  <ul>\n </ul></div></div>', 'news_list'],
  ['a box that says it is being filled', '<div class="con">数据加载中，请稍候…</div>', 'con'],
  ['a margin with rows beside an empty list and pager', `<ul id="list"></ul><div class="pagination"></div>${MARGIN}`, 'list'],
  ['rows and an empty box without a pager', `<ul id="hotlist"></ul>${MARGIN}`, null],
  ['rows of the list itself and an empty pager', `<div class="newslist">${MARGIN}</div><div id="pages"></div>`, null],
  ['a box of the frame', '<div class="search"><ul id="hot"></ul></div><div id="share"></div>', null],
  ['a box with an id on a page that has something to say', `<div id="gotoTop2"></div>${PROSE}`, null],
  ['an ornament', `<div class="body_bg" id="body_l_bg"></div><div class="page"></div>${MARGIN}`, null],
  ['a hidden box', '<ul id="list" style="display:none"></ul>', null],
  ['a box with words', '<div id="list">\n                              <p>暂无信息</p></div>', null],
  ['a box with a picture', '<div id="list"><img src="/map.jpg"></div>', null],
])('waiting for rows: %s', (_, body, name) => {
  const doc = documentOf(body)
  expect(waitingBox(doc, readList(doc))).toBe(name)
})

test('a script file of the site may fill what stands empty; a library, a counter of strangers and a header do not', () => {
  const box = '<ul id="list"></ul>'
  expect(read(box).render).toContain('list')
  for (const src of ['/js/jquery.min.js', '/js/header.js', 'http://counter.example.com/stat.js'])
    expect([src, read(box, `<script src="${src}"></script>`).render]).toEqual([src, null])
  expect(read(`<meta name="ArticleTitle" content="一则消息">${box}`).render).toBeNull()
  expect(read(PROSE).render).toBeNull()
})

test.each<[string, string, string | null]>([
  ['a variable of the page', `<ul id="list"></ul><script>var channelId = '${HEX}'</script>`, '/common/search/'],
  ['a field of the page', `<ul id="list"></ul><input type="hidden" id="channelId" value="${HEX}">`, '/common/search/'],
  ['no box that waits', `<p>概况</p><script>var channelId = '${HEX}'</script>`, null],
  [
    'another folder',
    `<ul id="list"></ul><script>var channelId='${HEX}';$.get("/searchList/"+channelId+"?_isJson=true")</script>`,
    '/searchList/',
  ],
  ['a folder shared by many', `<ul id="list"></ul><script>var channelId='${HEX}';$.get('/search/' + channelId)</script>`, '/search/'],
  ['an address in full', `<ul id="list"></ul><script>$.get("/search/${HEX}?_isAgg=true&_isJson=true")</script>`, '/search/'],
])('the channel of a list that a script file fetches: %s', (_, body, folder) => {
  const urls = read(body).data.map(({ url }) => url.replace(/\?.*$/, ''))
  expect(urls).toEqual(folder === null ? [] : [`http://xxj.linhe.gov.cn${folder}${HEX}`])
})

test.each<[string, string, string[]]>([
  [
    'named by the moment of its making',
    '<p>正文</p><script src="/script/0/2007291150515820.js"></script><p>正文</p>',
    ['/script/0/2007291150515820.js'],
  ],
  [
    'a page that a script loads',
    '<div id="footer"></div><script>$("#footer").load("/public/footer.html")</script>',
    ['/public/footer.html'],
  ],
  ['an event, not a page', '<script>$("img").load("shown")</script>', []],
])('a part: %s', (_, body, expected) => {
  expect(read(body).parts.map(({ url }) => url.replace('http://xxj.linhe.gov.cn', ''))).toEqual(expected)
})

test.each<[string, string, boolean]>([
  ['a box that stands empty', `${PROSE}<div id="footer"></div>`, true],
  ['a footer element that stands empty', `${PROSE}<footer class="foot-box"> </footer>`, true],
  ['a footer that is there beside it', `${PROSE}<div class="foot"></div><div class="copyright">网站标识码：6299000001</div>`, false],
  ['a script that brings it', `${PROSE}<div id="footer"></div><script src="/js/footer.js"></script>`, false],
  ['no box', '<p>正文，没有 footer</p>', false],
])('a footer: %s', (_, body, missing) => {
  const { render } = read(body)
  expect(render !== null && concernsFooter(render)).toBe(missing)
})
