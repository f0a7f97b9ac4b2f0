import { expect, test } from 'vitest'
import { mayBeDrawn } from '../../src/extract/bare-page.ts'
import { parseDocument } from '../../src/extract/document.ts'
import { readList } from '../../src/extract/lists.ts'
import { readUnfinished } from '../../src/extract/unfinished.ts'

const BASE = 'http://www.linhe.gov.cn/zwgk/ghjh/index.html'
const FILE = '<script src="/js/index.js"></script>'
const FOOT = '<div class="bottom">版权所有：临河市人民政府，未经授权，禁止转载、摘编、复制或者建立镜像，如有违反，将追究法律责任。</div>'
const documentOf = (body: string) =>
  parseDocument(
    `<html><body><div class="nav"><a href="/">首页</a></div><div>当前位置：首页 &gt; 规划计划</div>${body}${FOOT}</body></html>`,
    BASE,
  )

/** A page that shows no rows, and whether a script may show them. */
test.each<[string, string, boolean]>([
  ['a box without any name, and a script file', `<div class="w1200"><div></div></div>${FILE}`, true],
  ['no script at all', '<div class="w1200"><div></div></div>', false],
  [
    'libraries, a counter and a header',
    '<script src="/js/jquery-3.min.js"></script><script src="/js/swiper.min.js"></script><script src="/js/head.js"></script><script src="https://hm.baidu.com/hm.js?1"></script>',
    false,
  ],
  ['a bundle', '<script src="/static/js/app.min.js"></script>', true],
  ['a file of the government platform on another host', '<script src="http://static.gansu.gov.cn/js/common.js"></script>', true],
  ['a stranger', '<script src="http://ads.example.com/show.js"></script>', false],
  ['a list named after its library', '<script src="/js/vueList.js"></script>', true],
  ['a call in the page', '<script>$(function () { init(1) })</script>', true],
  ['a counter in the page', '<script>var _hmt = _hmt || []; (function () { document.createElement("script") })()</script>', false],
  ['a call that counts', '<script>$.get("/hits/count")</script>', false],
  ['the pager of a list without rows', '<script>createPageHTML(1, 0, "index", "html");</script>', false],
  ['data, not code', '<script type="application/ld+json">{"name": "call()"}</script>', false],
  ['a body that is set going', '</div><table class="easyui-datagrid" data-options="url:\'/rows\'"></table>', true],
  ['a page that says so', `<div>暂无相关信息</div>${FILE}`, false],
  ['a page that counts none', `<div>共 0 条记录</div>${FILE}`, false],
  ['a number that the script will fill', `<div>共<span id="total">0</span>条记录</div>${FILE}`, true],
  ['words that a template may show', `<div v-if="none">暂无数据</div>${FILE}`, true],
  [
    'a page of prose',
    `<p>临河市信息局是负责全市信息化工作的市政府组成部门，设办公室、规划科、应用科和安全科四个内设机构。</p>${FILE}`,
    false,
  ],
  ['an article', `<meta name="ArticleTitle" content="一则消息">${FILE}`, false],
])('%s', (_, body, expected) => {
  expect(mayBeDrawn(documentOf(body))).toBe(expected)
})

test('such a page is to be drawn, and once drawn nothing more is wanted of it unless it is still being filled', () => {
  const of = (body: string, rendered: boolean) => {
    const doc = documentOf(body)
    return readUnfinished(doc, readList(doc), rendered).render
  }
  expect(of(`<div><div></div></div>${FILE}`, false)).toContain('a script may draw')
  expect(of(`<div><div></div></div>${FILE}`, true)).toBeNull()
  expect(of(`<div class="w">数据加载中…</div>${FILE}`, true)).toContain('being filled')
  expect(of(`<div class="w" style="display:none">数据加载中…</div>${FILE}`, true)).toBeNull()
  const row = '<ul><li><a href="/1.html">关于某一事项的通知</a><b>2026-07-31</b></li></ul>'
  expect(of(`${row}<div class="w">数据加载中…</div>${FILE}`, true)).toBeNull()
  expect(of(`${row}${FILE}`, false)).toBeNull()
})
