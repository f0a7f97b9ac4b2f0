import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBoard } from '../../src/extract/board.ts'
import { parseDocument } from '../../src/extract/document.ts'
import { answeredBy } from '../../src/extract/message-status.ts'
import { shippedPatterns } from './shipped-patterns.ts'

const patterns = shippedPatterns()
const AT = 'http://www.example.gov.cn'
const read = (html: string) => readBoard(parseDocument(html, `${AT}/hdjl/`), patterns)
const short = (html: string) =>
  read(html).messages.map(({ title, url, status, receivedOn, answeredOn, answered, type }) => [
    title,
    url?.replace(AT, '') ?? null,
    status,
    receivedOn,
    answeredOn,
    answered,
    type,
  ])

const HEAT = ['关于供热的咨询', '/m/1.html', '已办结', '2026-07-01', '2026-07-03', true, '咨询']
const ROAD = ['关于道路的咨询', '/m/2.html', '未回复', '2026-03-01', null, false, '咨询']

test.each([
  [
    'a table with a head',
    `<table><tr><th>来信主题</th><th>类型</th><th>状态</th><th>来信时间</th><th>答复时间</th><th>受理单位</th></tr>
    <tr><td><a href="/m/1.html">关于供热的咨询</a></td><td>咨询</td><td>已办结</td><td>2026-07-01</td><td>2026-07-03</td><td>市住建局</td></tr>
    <tr><td><a href="/m/2.html">关于道路的咨询</a></td><td>咨询</td><td>未回复</td><td>2026-03-01</td><td></td><td>市交通局</td></tr></table>`,
    [HEAT, ROAD],
  ],
  [
    'a head in a table of its own, a title cut off',
    `<table><tr><td>信件编号</td><td>信件标题</td><td>信件类别</td><td>写信日期</td><td>回复日期</td><td>办理状态</td></tr></table>
    <table><tr><td>1</td><td><a href="/m/1.html" title="关于供热的咨询">关于供热...</a></td><td>咨询</td><td>2026-07-01 10:20</td><td>2026-07-03</td><td>【已办结】</td></tr></table>`,
    [['关于供热的咨询', '/m/1.html', '【已办结】', '2026-07-01', '2026-07-03', true, '咨询']],
  ],
  [
    'a table without a head',
    '<table><tr><td><a href="/m/1.html">关于供热的咨询</a></td><td>2026-07-01</td><td>已办结</td></tr><tr><td><a href="/m/2.html">关于道路的咨询</a></td><td>2026-03-01</td><td>未回复</td></tr></table>',
    [
      ['关于供热的咨询', '/m/1.html', '已办结', '2026-07-01', null, true, null],
      ['关于道路的咨询', '/m/2.html', '未回复', '2026-03-01', null, false, null],
    ],
  ],
  [
    'list items',
    '<ul><li class=h><span>主题</span><span>状态</span></li><li><i>[咨询]</i><a href="/m/1.html">关于供热的咨询</a><em>[已办结]</em><span>2026-07-01</span><span>2026-07-03</span></li><li><i>[咨询]</i><a href="/m/2.html">关于道路的咨询</a><em>[未回复]</em><span>2026-03-01</span></li></ul>',
    [HEAT, ROAD],
  ],
  [
    'boxes with labels',
    `<div class="list"><div class="item"><h3><a href="/m/1.html">关于供热的咨询</a></h3><p><span>来信时间：2026-07-01</span><span>类型：咨询</span><span>回复时间：2026-07-03 09:00</span><span class="s">已办结</span></p></div>
    <div class="item"><h3><a href="/m/2.html">关于道路的咨询</a></h3><p><span>来信时间：2026-03-01</span><span>类型：咨询</span><span class="s">未回复</span></p></div></div>`,
    [HEAT, ROAD],
  ],
  [
    'a picture for the state',
    '<ul><li><a href="/m/1.html">关于供热的咨询</a><img src="y.png" alt="已回复"><span>2026-07-01</span></li><li><a href="/m/2.html">关于道路的咨询</a><img src="n.png" alt="处理中"><span>2026-03-01</span></li></ul>',
    [
      ['关于供热的咨询', '/m/1.html', '已回复', '2026-07-01', null, true, null],
      ['关于道路的咨询', '/m/2.html', '处理中', '2026-03-01', null, false, null],
    ],
  ],
  [
    'rows that a handler opens',
    `<ul><li onclick="window.open('/m/1.html')"><p>关于供热的咨询</p><b>已回复</b><span>2026-07-01</span></li><li onclick="location.href='/m/2.html'"><p>关于道路的咨询</p><b>已受理</b><span>2026-03-01</span></li></ul>`,
    [
      ['关于供热的咨询', '/m/1.html', '已回复', '2026-07-01', null, true, null],
      ['关于道路的咨询', '/m/2.html', '已受理', '2026-03-01', null, false, null],
    ],
  ],
  [
    'labels and no state',
    '<ul><li><a href="/m/1.html">关于供热的咨询</a><span>来信时间：2026-07-01</span><span>回复时间：2026-07-03</span></li><li><a href="/m/2.html">关于道路的咨询</a><span>来信时间：2026-03-01</span></li></ul>',
    [
      ['关于供热的咨询', '/m/1.html', null, '2026-07-01', '2026-07-03', true, null],
      ['关于道路的咨询', '/m/2.html', null, '2026-03-01', null, null, null],
    ],
  ],
  [
    'news with their date of publication',
    '<ul><li><a href="/a.html">全市召开重点工作推进会议</a><span>发布时间：2026-07-01</span></li></ul>',
    [],
  ],
  [
    'a state in brackets within the title',
    '<ul><li><a href="/m/1.html">[已回复]关于供热的咨询</a><span>2026-07-01</span></li><li><a href="/m/2.html">关于道路的咨询（办理中）</a><span>2026-03-01</span></li></ul>',
    [
      ['关于供热的咨询', '/m/1.html', '已回复', '2026-07-01', null, true, null],
      ['关于道路的咨询', '/m/2.html', '办理中', '2026-03-01', null, false, null],
    ],
  ],
  [
    'a board that shows no states',
    '<title>来信选登</title><h2>来信选登</h2><ul><li><a href="/m/1.html">关于供热问题的咨询</a><span>2026-07-01</span></li><li><a href="/m/2.html">关于道路维修的咨询</a><span>2026-06-01</span></li><li><a href="/m/3.html">关于公交线路的咨询</a><span>2026-05-01</span></li></ul>',
    [
      ['关于供热问题的咨询', '/m/1.html', null, '2026-07-01', null, null, null],
      ['关于道路维修的咨询', '/m/2.html', null, '2026-06-01', null, null, null],
      ['关于公交线路的咨询', '/m/3.html', null, '2026-05-01', null, null, null],
    ],
  ],
])('%s', (_, html, expected) => {
  expect(short(html)).toEqual(expected)
})

test.each([
  ['a list of news', '<ul><li><a href="/a">全市召开会议研究部署答复工作</a><span>2026-07-01</span></li></ul>'],
  [
    'a list of documents',
    '<table><tr><th>标题</th><th>发布机构</th><th>发布时间</th></tr><tr><td><a href="/a">某某通知</a></td><td>市政府</td><td>2026-07-01</td></tr></table>',
  ],
  ['filters', '<ul><li><a href="?s=1">已回复</a></li><li><a href="?s=2">未回复</a></li><li><a href="?s=3">全部</a></li></ul>'],
  ['a form', '<form><label>标题</label><input><label>状态</label><select><option>已回复</option></select></form>'],
  ['nothing', ''],
])('%s holds no messages', (_, html) => {
  expect(read(html).messages).toEqual([])
})

test.each([
  ['<a href="/szxx/">市长信箱</a>', 'board'],
  ['<a href="/a/" title="网上咨询"><img src="a.png"></a>', 'board'],
  ['<a href="/a/"><img src="a.png" alt="厅长信箱"></a>', 'board'],
  ['<map><area href="/a/" alt="我要咨询"></map>', 'board'],
  ['<div onclick="window.open(\'/a/\')">互动交流</div>', 'board'],
  ['<a href="/a/">甘肃省12345政务服务热线</a>', 'board'],
  ['<a href="/a/">来信统计</a>', 'statistics'],
  ['<a href="/a/">2026年3月留言办理情况统计</a>', 'statistics'],
  ['<h1>互动交流</h1><a href="/a/">数据统计</a>', 'statistics'],
  ['<a href="/a/">征集调查</a>', null],
  ['<a href="/a/">在线访谈</a>', null],
  ['<a href="/a/">新闻发布会</a>', null],
  ['<a href="/a/">统计数据</a>', null],
  ['<a href="/a/">数据统计</a>', null],
  ['<a href="/a/">全市12345热线工作推进会议在我局顺利召开</a>', null],
  ['<ul><li><a href="/a/">我局答复网民留言</a><span>2026-01-02</span></li></ul>', null],
  ['<a href="javascript:;">市长信箱</a>', null],
  // What a saved copy makes of `#`.
  [`<a href="${AT}/hdjl/#">政民互动</a>`, null],
])('%s leads to: %s', (html, leads) => {
  expect(read(html).links.map((link) => link.leads)).toEqual(leads === null ? [] : [leads])
})

test.each([
  ['已办结', true],
  ['[ 已回复 ]', true],
  ['未回复', false],
  ['待回复', false],
  ['处理中', false],
  ['已受理', false],
  ['已转办', false],
  ['超期办结', true],
  ['普通', null],
  [null, null],
])('the status %s says answered: %s', (status, expected) => {
  expect(answeredBy(status, patterns.board)).toBe(expected)
})

test('any markup gives an answer', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<table><tr>',
      '<th>来信主题',
      '<th>状态',
      '<td>',
      '<tr>',
      '<li>',
      '<a href="/m">',
      '</a>',
      '<span>已回复</span>',
      '<img alt=已办结>',
      '2026-07-01',
      '来信时间：',
      '<td colspan=999 rowspan=999>',
      '</table>',
      '<div>',
      '</div>',
      '<h1>来信选登</h1>',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const { title } of read(pieces.join('')).messages) expect(title).not.toBe('')
    }),
  )
})

test('long hostile markup is read in bounded time', () => {
  const started = performance.now()
  for (const piece of [
    '<li><a href=/m>很长的标题</a><b>已回复</b>',
    '<div><b>已回复</b>',
    '<tr><th>标题<th>状态',
    '<span>',
    '<td>',
    '<a href=/x>12345',
    '<img alt=已办结>',
  ])
    read(`<table>${piece.repeat(3000)}`)
  expect(performance.now() - started).toBeLessThan(8000)
})
