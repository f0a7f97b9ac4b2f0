import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { newestOf, readList } from '../../src/extract/lists.ts'

const A = '全市经济工作会议昨日召开完毕'
const B = '我市开展春节慰问活动的报道'
const read = (html: string) => readList(parseDocument(`<html><body>${html}</body></html>`, 'http://www.x.gov.cn/zw/index.html'))
const dates = (html: string) => read(html).map(({ title, date }) => [title, date])
const two = (one: string | null, other: string | null) => [
  [A, one],
  [B, other],
]

test.each<[string, string, (string | null)[][]]>([
  [
    'an interpretation nested in a row has its own, newer date',
    `<ul><li><a href="1">${A}</a><span>2026/07/31</span><ul><li><a href="j">【相关解读】某某办法的政策解读</a><span>2026/08/02</span></li></ul></li><li><a href="2">${B}</a><span>2026/07/29</span></li></ul>`,
    two('2026-07-31', '2026-07-29'),
  ],
  [
    'an interpretation in a box beside the row',
    `<div class="it"><a href="1">${A}</a><i>2026-07-31</i><div class="xgjd"><ul><li><a href="j">政策解读：某某办法</a><i>2026-08-02</i></li></ul></div></div><div class="it"><a href="2">${B}</a><i>2026-07-29</i></div>`,
    two('2026-07-31', '2026-07-29'),
  ],
  [
    'columns of dates under headings',
    `<table><tr><th>索引号</th><th>名称</th><th>成文日期</th><th>发布日期</th></tr><tr><td>6200-1</td><td><a href="1">${A}</a></td><td>2026-01-05</td><td>2026-01-12</td></tr><tr><td>6200-2</td><td><a href="2">${B}</a></td><td>2026-02-05</td><td>2026-02-11</td></tr></table>`,
    two('2026-01-12', '2026-02-11'),
  ],
  [
    'labelled dates in one line',
    `<ul><li><a href="1">${A}</a><p>成文日期：2026-01-05 发布日期：2026-01-12</p></li><li><a href="2">${B}</a><p>发布日期：2026-02-11 有效期至：2031-02-05</p></li></ul>`,
    two('2026-01-12', '2026-02-11'),
  ],
  [
    'a summary that tells of other days',
    `<ul><li><div><p>31</p><p>2026.07</p></div><h3><a href="1">${A}</a></h3><p>据悉，自2020年1月1日起施行。<a href="1">[详细]</a></p></li><li><div><p>30</p><p>2026.07</p></div><h3><a href="2">${B}</a></h3><p>截至2019年12月31日，已有</p></li></ul>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'the whole row is a link',
    `<ul><li><a href="1"><div><span>07/31</span><em>2026</em></div><h4>${A}</h4><p>摘要：2025年12月1日，会议提出</p></a></li><li><a href="2"><div><span>07/29</span><em>2026</em></div><h4>${B}</h4><p>摘要</p></a></li></ul>`,
    two('2026-07-31', '2026-07-29'),
  ],
  [
    'day, month and year in boxes',
    `<ul><li><div><span>31</span><span>7月 / 2026</span></div><a href="1">${A}</a></li><li><div><span>09</span><span>6月 / 2026</span></div><a href="2">${B}</a></li></ul>`,
    two('2026-07-31', '2026-06-09'),
  ],
  [
    'dates that a small script writes',
    `<ul><li><a href="1">${A}</a><span><script>var s="2026-07-31 10:00:00";document.write(s.substring(5,10))</script></span></li><li><a href="2">${B}</a><span><script>document.write("2026-07-30 08:00".substr(0,10))</script></span></li></ul>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'a date within the link, before or behind the words',
    `<ul><li><a href="1" title="${A}"><span>2026-07-31</span>${A}</a></li><li><a href="2">${B}<span>2026-07-30 10:22:11</span></a></li></ul>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'titles of few words',
    '<ul><li><a href="1">通知</a><span>2026-07-31</span></li><li><a href="2">第3期</a><span>2026-07-30</span></li></ul>',
    [
      ['通知', '2026-07-31'],
      ['第3期', '2026-07-30'],
    ],
  ],
  [
    'today in the head of a page with one row',
    `<div>2026年11月24日 星期二 <a href="/">首页</a></div><ul><li><a href="1">${A}</a><span>2026-07-31</span></li></ul>`,
    [[A, '2026-07-31']],
  ],
  [
    'rows of a table in a table, dates without a year',
    `<table><tr><td><table><tr><td><a href="1">·${A}</a></td><td>(07月31日)</td></tr></table><table><tr><td><a href="2">·${B}</a></td><td>(07月30日)</td></tr></table></td></tr></table>`,
    two(null, null),
  ],
  [
    'a category before the headline',
    `<ul><li>[<a href="/yw/">要闻动态</a>] <a href="1">${A}</a> <em>2026-07-31</em></li><li>[<a href="/tz/">通知公告</a>] <a href="2">${B}</a> <em>2026-07-30</em></li></ul>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'the date in the next table row',
    `<table><tr><td><a href="1">${A}</a></td></tr><tr><td>2026-07-31</td></tr><tr><td><a href="2">${B}</a></td></tr><tr><td>2026-07-30</td></tr></table>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'addresses in scripts',
    `<ul><li><a href="javascript:void(0)" onclick="window.open('/a/1.html')">${A}</a><span>2026-07-31</span></li><li><a href="#" onclick="go('/a/2.html')">${B}</a><span>2026-07-30</span></li></ul>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'rows that are clicked, not linked',
    `<ul><li onclick="location.href='/a/1.html'"><p>${A}</p><span>2026-07-31</span></li><li onclick="window.open('/a/2.html')"><p>${B}</p><span>2026-07-30</span></li></ul>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'pictures with a headline that is no link',
    `<ul><li><a href="1"><img src="1.jpg" alt="${A}"></a><p>${A}</p><i>2026-07-31</i></li><li><a href="2" title="${B}"><img src="2.jpg"></a><p>${B}</p><i>2026-07-30</i></li></ul>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'a picture and a headline that lead to one place',
    `<ul><li><a href="1"><img src="1.jpg" alt="图片新闻一二三"></a><a href="1">${A}</a><i>2026-07-31</i></li><li><a href="2"><img src="2.jpg" alt="图片"></a><a href="2">${B}</a><i>2026-07-30</i></li></ul>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'links to the articles before and after',
    `<div><h1>标题</h1><p>发布日期：2026-08-02</p><p>正文</p><p>上一篇：<a href="1">${A}</a></p><p>下一篇：<a href="2">${B}</a></p></div>`,
    [],
  ],
  [
    'a list in a tab that is not shown yet',
    `<div style="display:none"><ul><li><a href="1">${A}</a><i>2026-07-31</i></li><li><a href="2">${B}</a><i>2026-07-30</i></li></ul></div>`,
    two('2026-07-31', '2026-07-30'),
  ],
  [
    'an article with one file and a signature',
    `<p>请于2026年8月15日前报送。</p><p>附件：<a href="1.doc">全市工作情况申报表格</a></p><p>某市办公室</p><p>2026年6月1日</p>`,
    [],
  ],
  ['a copyright with a registration', `<div class="foot"><a href="http://beian.miit.gov.cn/">陇ICP备12345678号</a> 2026-01-01</div>`, []],
])('%s', (_, html, expected) => {
  expect(dates(html)).toEqual(expected)
})

test('a homepage: every dated list, not the navigation, the special topics and the links to friends', () => {
  const list =
    read(`<div class="nav"><ul><li><a href="/zwgk/">政府信息公开</a></li><li><a href="/hd/">互动交流平台</a></li><li><a href="/fw/">政务服务大厅</a></li></ul></div>
    <div class="tab"><h3><a href="/yw/">要闻</a></h3><ul><li><a href="/y/202607/t20260720_1.html">${A}</a><span>07-20</span></li><li><a href="/y/202607/t20260719_1.html">${B}</a><span>07-19</span></li></ul></div>
    <div class="tab"><h3>通知公告</h3><ul><li><a href="/t/202607/t20260722_1.html">关于举办招聘会的公告内容</a><span>2026-07-22</span></li></ul></div>
    <div class="zt"><ul><li><a href="/zt/a">学习贯彻重要讲话精神专题</a></li><li><a href="/zt/b">优化营商环境专题专栏</a></li><li><a href="/zt/c">乡村振兴专题专栏建设</a></li></ul></div>
    <div class="yqlj"><a href="http://www.gov.cn/">中华人民共和国中央人民政府</a></div>`)
  expect(list.map(({ date }) => date)).toEqual(['2026-07-20', '2026-07-19', '2026-07-22'])
  expect(newestOf(list)).toBe('2026-07-22')
})

test.each([
  ['siblings', Array.from({ length: 20_000 }, (_, index) => `<a href="/${index}">标题标题标题${index}</a>2026-07-31<br>`).join('')],
  [
    'items',
    `<ul>${Array.from({ length: 20_000 }, (_, index) => `<li><a href="/${index}">标题标题标题${index}</a><b>2026-07-31</b>`).join('')}`,
  ],
  ['boxes in boxes', `${'<div>'.repeat(5000)}${'<a href=/x>标题标题标题'.repeat(5000)}`],
])('twenty thousand %s take bounded time', (_, html) => {
  const start = performance.now()
  read(html)
  expect(performance.now() - start).toBeLessThan(5000)
})
