import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { readList } from '../../src/extract/lists.ts'
import { readUnfinished } from '../../src/extract/unfinished.ts'

const HEX = '9cc8b5a0e2e84a7b9c1f2a3b4c5d6e7f'
const BASE = 'http://fgw.x.gov.cn/fgw/c106090/list.shtml'
function read(html: string, rendered = false) {
  const doc = parseDocument(`<html><head></head><body>${html}</body></html>`, BASE)
  return readUnfinished(doc, readList(doc), rendered)
}
const query = (html: string) => read(html).data.map(({ url, platform }) => [platform, url.replace('http://fgw.x.gov.cn', '')])
const DEFAULT = `/common/search/${HEX}?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index&page=1`

test.each<[string, string]>([
  ['an address in full', `<ul id="body"></ul><script>$.get("${DEFAULT}", fill)</script>`],
  [
    'an address joined with a page',
    `<script>$.ajax({url:'/common/search/${HEX}?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index&page=' + page})</script>`,
  ],
  [
    'a channel of its own',
    `<script>var channelId = "${HEX}"; $.get("/common/search/" + channelId + "?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index&page=" + p, fill)</script>`,
  ],
  [
    'a channel in an attribute',
    `<ul id="body" data-channelid="${HEX}"></ul><script>load("/common/search/" + $("#body").data("channelid"))</script>`,
  ],
  [
    'a channel in a field',
    `<input type="hidden" id="channelId" value="${HEX}"><script>load("/common/search/" + $("#channelId").val())</script>`,
  ],
])('the provincial platform: %s', (_, html) => {
  const [request, ...more] = query(html)
  expect(more).toEqual([])
  expect(request?.[0]).toBe('gansu-search')
  expect(Object.fromEntries(new URL(`http://h${request?.[1]}`).searchParams)).toEqual(
    Object.fromEntries(new URL(`http://h${DEFAULT}`).searchParams),
  )
  expect(request?.[1]).toMatch(`/common/search/${HEX}?`)
})

test('the parameters that the page itself uses are kept', () => {
  expect(
    query(`<script>var channelId='${HEX}';$.get("/common/search/"+channelId+"?_pageSize=15&_template=zcwj&page="+p)</script>`)[0]?.[1],
  ).toMatch(/_pageSize=15&_template=zcwj/)
})

test('jpage without rows asks for its data, with rows it need not', () => {
  const proxy = `<div id="38486"></div><script>jpage({proxyUrl:'/module/web/jpage/dataproxy.jsp', perPage:'15', pageParams: {columnid:'38486', unitid:'81', webid:'3', path:'/'}})</script>`
  const url = new URL(read(proxy).data[0]?.url ?? 'http://none/')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    columnid: '38486',
    unitid: '81',
    webid: '3',
    startrecord: '1',
    perpage: '15',
  })
  const rows =
    '<script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href="/art/1.html">关于某事项的通知</a><b>2022-01-20</b></li>]]></record></recordset></datastore></script>'
  expect(read(proxy + rows).data).toEqual([])
})

test.each<[string, string, string[]]>([
  [
    'head and foot by name',
    '<script src="/js/head.js"></script><script src="../images/footer.js"></script>',
    ['script /js/head.js', 'script /fgw/images/footer.js'],
  ],
  ['a script where markup is expected', '<div class="x"><script src="/material/x.js"></script></div>', ['script /material/x.js']],
  [
    'libraries and other sites',
    '<div><script src="/js/jquery.min.js"></script></div><script src="http://other.com/head.js"></script><div><script id="_jiucuo_" src="http://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script></div>',
    [],
  ],
  [
    'a frame of the site',
    '<iframe src="/fgw/inner.html"></iframe><iframe src="http://weather.com/w"></iframe><iframe src="/h.html" style="display:none"></iframe>',
    ['iframe /fgw/inner.html'],
  ],
])('parts: %s', (_, html, expected) => {
  expect(read(html).parts.map(({ as, url }) => `${as} ${url.replace('http://fgw.x.gov.cn', '')}`)).toEqual(expected)
})

test.each<[string, string, boolean]>([
  ['an empty list that a script fills', '<ul id="newslist"></ul><script>$.getJSON("/api/x", d => $("#newslist").append(d))</script>', true],
  [
    'a template',
    '<div id="list"><li v-for="one in rows"><a :href="one.url">{{one.title}}</a></li></div><script>new Vue({el:"#list"})</script>',
    true,
  ],
  [
    'a list that is there',
    '<ul id="newslist"><li><a href="/1">关于某事项的通知</a><b>2026-07-31</b></li></ul><script>$.getJSON("/api/x", d => $("#newslist").append(d))</script>',
    false,
  ],
  ['an empty box that no script names', '<ul class="list"></ul><script>$.get("/count")</script>', false],
  ['an article', '<h1>标题</h1><p>正文</p>', false],
])('rendering: %s', (_, html, wanted) => {
  expect(read(html).render !== null).toBe(wanted)
})

test('nothing is missing in what a browser has drawn', () => {
  expect(read(`<script>$.get("${DEFAULT}")</script><iframe src="/a"></iframe>`, true)).toEqual({ data: [], parts: [], render: null })
})

test('any page is read in bounded time', () => {
  const piece = fc.constantFrom(
    '<script>',
    '</script>',
    'common/search/',
    HEX,
    'channelId="',
    'dataproxy.jsp',
    '"',
    '{{',
    '}}',
    '<ul id="x">',
    '$.get(',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
      read(pieces.join(''))
    }),
  )
  const start = performance.now()
  for (const hostile of ['channelId="', '{{', '<ul id="abc">', '"dataproxy.jsp', `<script>channel`, '<div v-for='])
    read(hostile.repeat(100_000))
  expect(performance.now() - start).toBeLessThan(15_000)
})
