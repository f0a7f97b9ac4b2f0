import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { newestOf, readList } from '../../src/extract/lists.ts'

const URL_ = 'http://www.linhe.gov.cn/zwdt/index.html'
const rows = (html: string) => readList(parseDocument(html, URL_)).map(({ title, date, dateSource }) => [title, date, dateSource])

const A = '关于印发全市防汛抗旱工作方案的通知'
const B = '全市召开优化营商环境推进会议'
const C = '市政府召开第十二次常务会议研究部署'

/** Every shape in which real sites print a list, and the rows that a reader sees in it. */
test.each([
  [
    'TRS',
    `<ul class="list"><li><a href="./202607/t20260731_1.html" title="${A}">关于印发全市防汛...</a><span>2026/07/31</span></li><li><a href="./202607/t20260730_2.html">${B}</a><span>2026/07/30</span></li></ul>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'upper-case table, unquoted',
    `<TABLE><TBODY><TR><TD\n width=80%><A href=./a.htm\n target=_blank>${A}</A></TD><TD>2026.07.31</TD></TR><TR><TD><A href=b.htm>${B}</A></TD><TD>2026.07.30</TD></TR></TABLE>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'hanweb datastore',
    `<div id="38486"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1"></a>]]></nextgroup><recordset><record><![CDATA[<li><a title="${A}" href="/art/2022/1/20/art_1_2.html">关于印发...</a><b>2022-01-20</b></li>]]></record><record><![CDATA[<li><a title="${B}" href="/art/2022/1/19/art_1_3.html">${B}</a><b>2022-01-19</b></li>]]></record></recordset></datastore></script></div>`,
    [
      [A, '2022-01-20', 'shown'],
      [B, '2022-01-19', 'shown'],
    ],
  ],
  [
    'date before the link',
    `<ul><li><span>2018-01-29</span><a href="/a.html">${A}</a></li><li><span>2018-01-28</span><a href="/b.html">${B}</a></li></ul>`,
    [
      [A, '2018-01-29', 'shown'],
      [B, '2018-01-28', 'shown'],
    ],
  ],
  [
    'date in brackets inside the link',
    `<ul><li><a href="/a.html">${A}[2018-01-29]</a></li><li><a href="/b.html">${B} 2018-01-28</a></li></ul>`,
    [
      [A, '2018-01-29', 'shown'],
      [B, '2018-01-28', 'shown'],
    ],
  ],
  [
    'boxes',
    `<div class="item"><div class="title"><a href="/a.html">${A}</a></div><div class="date">2026年7月31日</div></div><div class="item"><div class="title"><a href="/b.html">${B}</a></div><div class="date">2026年7月30日</div></div>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'day and month apart',
    `<ul><li><div><b>31</b><i>2026-07</i></div><a href="/a.html">${A}</a></li><li><div><b>30</b><i>2026-07</i></div><a href="/b.html">${B}</a></li></ul>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'related links nested in a row',
    `<ul><li><a href="/a.html">${A}</a><span>2026-07-31</span><ul class="xgjd"><li><a href="/r.html">相关解读：方案解读材料</a></li></ul></li><li><a href="/b.html">${B}</a><span>2026-07-30</span></li></ul>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'text between links',
    `<td>·<a href="/a.html">${A}</a> (2026-07-31)<br>·<a href="/b.html">${B}</a> (2026-07-30)<br></td>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'definition list',
    `<dl><dt><a href="/a.html">${A}</a></dt><dd>2026-07-31</dd><dt><a href="/b.html">${B}</a></dt><dd>2026-07-30</dd></dl>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'index number and hidden metadata',
    `<table><tr><td>620000-2026-1</td><td><a href="/a.html">${A}</a><div style="display:none"><table><tr><td>生成日期</td><td>2020-01-01</td></tr></table></div></td><td>2026-07-31</td></tr><tr><td>620000-2026-2</td><td><a href="/b.html">${B}</a></td><td>2026-07-30</td></tr></table>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'no year, but a near URL',
    `<ul><li><a href="/2026/3/12/a.html">${A}</a><span>[03-11]</span></li><li><a href="/2026/1/2/b.html">${B}</a><span>12-30</span></li></ul>`,
    [
      [A, '2026-03-11', 'shown'],
      [B, '2025-12-30', 'shown'],
    ],
  ],
  [
    'no year and nothing else',
    `<ul><li><a href="/a.html">${A}</a><span>[03-11]</span></li><li><a href="/b.html">${B}</a><span>[03-10]</span></li><li><a href="/c.html">${C}</a><span>[03-09]</span></li></ul>`,
    [
      [A, null, null],
      [B, null, null],
      [C, null, null],
    ],
  ],
  [
    'date only in the URL',
    `<ul><li><a href="./202607/t20260731_1.html">${A}</a></li><li><a href="./202607/t20260730_1.html">${B}</a></li><li><a href="./202607/t20260729_1.html">${C}</a></li></ul>`,
    [
      [A, '2026-07-31', 'url'],
      [B, '2026-07-30', 'url'],
      [C, '2026-07-29', 'url'],
    ],
  ],
  [
    'shown date against URL date',
    `<ul><li><a href="/2026/7/1/a.html">${A}</a><span>2026-07-31</span></li><li><a href="/2026/7/2/b.html">${B}</a><span>2026-07-30</span></li></ul>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'a category beside each headline',
    `<ul><li><span>2026-07-01</span><a href="/bm/">市教育局机关党委</a><a href="/a.html">${A}</a></li><li><span>2026-07-30</span><a href="/bm/">市教育局机关党委</a><a href="/b.html">${B}</a></li></ul>`,
    [
      [A, '2026-07-01', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'years of two digits',
    `<ul><li><a href="/a.html">${A}</a><span>[26-07-31]</span></li><li><a href="/b.html">${B}</a><span>26/07/30</span></li></ul>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'three numbers of something else',
    `<ul><li><a href="/a.html">${A}</a><span>热线 12-34-56</span></li><li><a href="/b.html">${B}</a></li><li><a href="/c.html">${C}</a></li></ul>`,
    [
      [A, null, null],
      [B, null, null],
      [C, null, null],
    ],
  ],
  [
    'full-width digits and an impossible day',
    `<ul><li><a href="/a.html">${A}</a><span>２０２６－０７－３１</span></li><li><a href="/b.html">${B}</a><span>2026-13-45</span></li></ul>`,
    [
      [A, '2026-07-31', 'shown'],
      [B, null, null],
    ],
  ],
  [
    'a date of its own in the headline',
    `<ul><li><a href="/a.html">2026年7月1日停水公告（城关区）</a><span>2026-07-31</span></li><li><a href="/b.html">${B}</a><span>2026-07-30</span></li></ul>`,
    [
      ['2026年7月1日停水公告（城关区）', '2026-07-31', 'shown'],
      [B, '2026-07-30', 'shown'],
    ],
  ],
  [
    'navigation is no list',
    `<div class="nav"><ul><li><a href="/a">政府信息公开指南</a></li><li><a href="/b">政务服务事项大厅</a></li><li><a href="/c">互动交流领导信箱</a></li></ul></div>`,
    [],
  ],
])('%s', (_, html, expected) => {
  expect(rows(html)).toEqual(expected)
})

test('the newest is the maximum, not the first row', () => {
  const list = readList(
    parseDocument(
      `<ul><li><a href="/a">${A}</a><span>2019-01-01</span></li><li><a href="/b">${B}</a><span>2026-07-30</span></li></ul>`,
      URL_,
    ),
  )
  expect(newestOf(list)).toBe('2026-07-30')
})

test('any markup is read without a throw', () => {
  const piece = fc.constantFrom(
    '<ul>',
    '<li>',
    '</li>',
    '<a href="/a">标题标题标题',
    '</a>',
    '<span>2026-07-31',
    '</div>',
    '<table><tr><td>',
    ']]>',
    '<record><![CDATA[',
    '<script type="text/xml">',
    '2026',
    '<',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
      expect(Array.isArray(rows(pieces.join('')))).toBe(true)
    }),
    { numRuns: 400 },
  )
})
