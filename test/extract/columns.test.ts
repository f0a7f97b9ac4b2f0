import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readColumnLinks } from '../../src/extract/column-links.ts'
import { classifyColumn } from '../../src/extract/columns.ts'
import { parseDocument } from '../../src/extract/document.ts'
import { shippedColumns } from './shipped-patterns.ts'

const rules = shippedColumns()
const read = (html: string) => readColumnLinks(parseDocument(html, 'http://kjt.example.gov.cn/'), rules)
const AT = 'http://kjt.example.gov.cn'

test.each([
  ['news', '政务动态 要闻 今日要闻 甘肃要闻 科技动态 工作动态 市县动态 图片新闻 兰州新闻 政务要闻News'],
  ['notice', '通知公告 公示公告 公告公示 通知 公告 公示 【通知公告】 通知公告更多>> 通知公告(12)'],
  ['policy', '政策文件 规范性文件 行政规范性文件 政府文件 市政府文件 法规 政策法规 法律法规 局发文件 政府规章 甘政办发'],
  ['personnel', '人事信息 人事任免 招考录用 人事招考公告 公务员考录 任前公示'],
  ['planning', '规划计划 发展规划 规划信息 工作计划'],
  ['static', '机构职能 领导信息 领导之窗 定西概况 联系我们 办事指南 网站地图 走进兰州 政府信息公开制度'],
  [
    'other',
    '政策解读 政策文件解读 国务院要闻 国务院文件 新闻发布会 专题专栏 信息公开 招标公告 财政预决算 网站工作年度报表 媒体聚焦 新闻发布 国务要闻 国内新闻 服务评价公示',
  ],
  [null, '甘肃 一二三四 征求意见'],
  [null, '市规划和自然资源局 市规划自然资源委 退役军人事务部 省退役军人事务厅 新闻出版署 政策研究室 政策法规处 某某新闻网 规划展览馆'],
])('%s: %s', (kind, names) => {
  for (const name of names.split(' ')) expect([name, classifyColumn(name, [], rules)]).toEqual([name, kind])
})

test('the declared type tells the kind where the name does not', () => {
  expect(classifyColumn('一线传真', ['政务动态'], rules)).toBe('news')
  expect(classifyColumn('通知公告', ['政务动态'], rules)).toBe('notice')
  expect(classifyColumn('', ['概况信息', '机构职能'], rules)).toBe('static')
  expect(classifyColumn('一线传真', ['自定义'], rules)).toBeNull()
})

test.each([
  ['a nav element', '<nav><a href="/tzgg/">通知公告</a><a href="/hd/">走进</a></nav>', ['通知公告 nav notice', '走进 nav static']],
  [
    'a class of navigation',
    '<div class="mainNav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a><ul><li><a href="/zwgk/zcwj/">政策文件</a></li></ul></li></ul></div>',
    ['政务公开 nav other', '政策文件 nav policy'],
  ],
  [
    'a list in the head',
    '<div id="header"><ul><li><a href="/a/">科普天地</a></li><li><a href="/b/">登录</a></li></ul></div>',
    ['科普天地 nav null'],
  ],
  ['a text cut off', '<nav><a href="/a/" title="行政规范性文件">行政规范性…</a></nav>', ['行政规范性文件 nav policy']],
  ['a picture in the navigation', '<nav><a href="/a/"><img src="a.png" alt="通知公告"></a></nav>', ['通知公告 nav notice']],
  [
    'a heading before its more link',
    '<div class="box"><h3>工作动态</h3><a class="more" href="/gzdt/">更多&gt;&gt;</a><ul><li><a href="/1.html">甲</a></li></ul></div>',
    ['工作动态 heading news'],
  ],
  ['a heading around its more link', '<h2>科技要览<span><a href="/x/">MORE+</a></span></h2>', ['科技要览 heading null']],
  [
    'a more link before its heading',
    '<div class="t"><a class="more" href="/gzdt/">更多</a><span>工作动态</span></div>',
    ['工作动态 heading news'],
  ],
  [
    'a heading further out',
    '<div class="box"><div class="hd"><h2>工作动态</h2></div><div class="bd"><ul><li><a href="/1.html">关于某事的一则很长的新闻标题</a></li></ul><div class="m"><a href="/gzdt/">更多</a></div></div></div>',
    ['工作动态 heading news'],
  ],
  ['a more link without text', '<div><span class="tit">工作动态</span><a class="more" href="/gzdt/"></a></div>', ['工作动态 heading news']],
  [
    'a picture for a heading',
    '<table><tr><td><img src="a.gif" alt="工作动态"></td><td><a href="/gzdt/"><img src="more.gif" alt="更多"></a></td></tr></table>',
    ['工作动态 heading news'],
  ],
  [
    'a menu that shows articles',
    '<div class="nav"><ul><li><a href="/a/">政务公开</a><ul><li><a href="/1.html">我县召开大会</a><span>10-20</span></li></ul></li></ul></div>',
    ['政务公开 nav other'],
  ],
  [
    'classes of layout',
    '<div class="position-relative border-bottom"><div class="nav"><a href="/a/">政务公开</a></div></div>',
    ['政务公开 nav other'],
  ],
  ['a list of headlines', '<div class="headlines"><ul><li><a href="/1.html">我县召开大会</a></li></ul></div>', []],
  ['a more link with the name in its title', '<a href="/gzdt/" title="工作动态">更多</a>', ['工作动态 heading news']],
  [
    'tabs with a more link each',
    '<div><div class="hd"><ul><li>工作动态</li><li>通知公告</li></ul></div><div class="bd"><div><a href="/1.html">某一则新闻的标题很长很长很长</a><a href="/gzdt/">更多</a></div><div><a href="/2.html">某一则公告的标题很长很长很长</a><a href="/tzgg/">更多</a></div></div></div>',
    ['工作动态 heading news', '通知公告 heading notice'],
  ],
  [
    'tabs with one more link',
    '<div><div class="hd"><span>工作动态</span><span>通知公告</span></div><div class="bd"><p>很长很长很长很长很长很长很长很长的文字</p><a href="/x/">更多</a></div></div>',
    [],
  ],
  ['a link called like a column', '<div class="x"><a href="/rsxx/">人事信息</a></div>', ['人事信息 link personnel']],
  ['a heading that is the link', '<h3><a href="/tzgg/">通知公告</a></h3>', ['通知公告 link notice']],
  ['an English twin', '<h3><a href="/tzgg/">通知公告<em>NOTICE</em></a></h3>', ['通知公告NOTICE link notice']],
  ['an article in a dated list', '<ul><li><a href="/1.html">公告</a><span>2026-01-02</span></li></ul>', []],
  ['an article by its address', '<a href="/202601/t20260102_1.html">公示</a>', []],
  ['a crumb and a foot', '<div class="position"><a href="/a/">通知公告</a></div><div class="footer"><a href="/b/">政策文件</a></div>', []],
  ['no page', '<nav><a href="javascript:;">通知公告</a><a href="#">要闻</a><a href="/a.pdf">政策文件</a></nav>', []],
])('%s', (_, html, expected) => {
  expect(read(html).map(({ name, from, kind }) => `${name} ${from} ${kind}`)).toEqual(expected)
})

test('titles of documents in a menu are no columns', () => {
  const html = '<div class="list-nav"><a href="/1.html">关于印发《某某办法》的通知</a><a href="/2.html">关于我们</a></div>'
  expect(read(html).map(({ name }) => name)).toEqual(['关于我们'])
})

test('one entry for an address: the one that tells its kind', () => {
  expect(read('<nav><a href="/x/">科技园地</a></nav><h3><a href="/x/">工作动态</a></h3>')).toEqual([
    { name: '工作动态', url: `${AT}/x/`, from: 'link', kind: 'news' },
  ])
})

test('any markup gives an answer', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<nav>',
      '<a href="/a">',
      '<a class=more href=b>',
      '</a>',
      '<li>',
      '更多',
      '通知公告',
      '<h3>',
      '</h3>',
      '<div class="hd">',
      '</div>',
      '(',
      '...',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const { url, name } of read(pieces.join(''))) {
        expect(URL.canParse(url)).toBe(true)
        expect(name).not.toBe('')
      }
    }),
  )
})

test('long hostile markup is read in bounded time', () => {
  const started = performance.now()
  for (const piece of [
    '<nav><a href=/a>通知',
    '<div><a href=/b class=more>',
    '<span>公告</span><a href=/c>更多</a>',
    '(',
    '<li><a href=x>公告',
    '>',
  ])
    read(piece.repeat(3000))
  expect(performance.now() - started).toBeLessThan(6000)
})
