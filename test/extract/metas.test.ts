import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { codeOf, readContentSource, readMetas, readTitle, said } from '../../src/extract/metas.ts'

const doc = (html: string) => parseDocument(html, 'http://www.x.gov.cn/')
const metas = (html: string) => readMetas(doc(html))
const title = (html: string) => readTitle(doc(html), metas(html))
const source = (html: string) => readContentSource(doc(html), metas(html))

test('standard names in their standard spelling, others as they stand', () => {
  expect(
    metas(
      '<META NAME=siteidcode CONTENT="6200000001"><meta name="PUBDATE" content=" 2026-07-31  10:00 "><meta name="WebId" content="3"><meta name="pubdate" content="2020-01-01"><meta property="og:title" content="x">',
    ),
  ).toEqual({
    SiteIDCode: '6200000001',
    PubDate: '2026-07-31 10:00',
    WebId: '3',
  })
})

test.each([
  ['', null],
  ['null', null],
  ['undefined', null],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what stands in such pages
  ['${columnName}', null],
  ['通知公告', '通知公告'],
])('ColumnName "%s" says %s', (content, expected) => {
  expect(said(metas(`<meta name="ColumnName" content="${content}">`), 'ColumnName')).toBe(expected)
})

test.each([
  ['6200000001', '6200000001'],
  ['6200000001,6200000001', '6200000001'],
  ['62000000016200000001', '6200000001'],
  ['6200000001,6201000001', null],
  ['BM12345678', 'bm12345678'],
  ['n123456789', 'N123456789'],
  ['null', null],
  ['', null],
  [undefined, null],
])('SiteIDCode %s is %s', (content, code) => {
  expect(codeOf(content)).toBe(code)
})

test.each([
  ['<title>甲_乙</title><meta name="ArticleTitle" content="丙">', '丙'],
  ['<title>甲</title><meta name="ArticleTitle" content="null">', '甲'],
  ['<title> 通知公告\n - 某市人民政府</title><meta name="SiteName" content="某市人民政府">', '通知公告'],
  ['<title>通知公告_某市人民政府</title>', '通知公告_某市人民政府'],
  ['<title>某市人民政府</title><meta name="SiteName" content="某市人民政府">', '某市人民政府'],
  ['<title></title><h1>标题</h1>', '标题'],
  ['<p>x</p>', null],
])('the title of %s is %s', (html, expected) => {
  expect(title(html)).toBe(expected)
})

test.each([
  ['<meta name="ContentSource" content="市政府办公室"><p>来源：别处</p>', '市政府办公室'],
  ['<p>来源：甘肃日报 浏览次数：12</p>', '甘肃日报'],
  ['<p><span>信息来源：</span><span>市应急局</span><span>发布时间：2026-07-31</span></p>', '市应急局'],
  ['<p>来　源：本站2026-07-31</p>', '本站'],
  ['<p>来源：<a href="x">新华社</a>作者：张三</p>', '新华社'],
  ['<p>来源：发布时间：2026-07-31</p>', null],
  ['<p>能源来源广泛</p>', null],
])('the source in %s is %s', (html, expected) => {
  expect(source(html)).toBe(expected)
})

test('any markup is read without a throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, content) => {
      const html = `<meta name="${name}" content="${content}"><title>${content}</title><p>来源：${name}`
      title(html)
      source(html)
    }),
  )
})
