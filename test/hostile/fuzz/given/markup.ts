import fc from 'fast-check'
import { address } from './addresses.ts'
import { date, label, number, odd, title } from './words.ts'

/** Rows of lists as the platforms write them. */
const ROWS: readonly ((url: string, title: string, date: string) => string)[] = [
  (u, t, d) => `<li><a href="${u}" title="${t}">${t}</a><span>${d}</span></li>`,
  (u, t, d) => `<TR><TD><A href=${u}\ntarget=_blank>${t}</A><TD>${d}`,
  (u, t, d) => `<record><![CDATA[<li><a title="${t}" href="${u}">${t.slice(0, 4)}...</a><b>${d}</b></li>]]></record>`,
  (u, t, d) => `<li><span>${d}</span><a href='${u}'>${t}`,
  (u, t, d) => `<li id="line_u7_0"><a href="${u}">${t}</a>[${d}]`,
  (u, t, d) => `<li><div class="title"><a href="${u}">${t}</a></div><div class="date">${d}</div></li>`,
  (u, t, d) => `<dd onclick="location.href='${u}'">${t} ${d}</dd>`,
  (u, t, d) => `<li><a href="${u}">${t}</a>${d}<ul><li><a href="/jd.html">相关解读一二三</a></ul></li>`,
  (u, t, d) => `<tr><td>1</td><td><a href="${u}">${t}</a></td><td>已办结</td><td>${d}</td><td>市教育局</td></tr>`,
  (u, t, d) => `{"title":"${t}","url":"${u}","publishedTimeStr":"${d}"},`,
]
const AROUND: readonly (readonly [string, string])[] = [
  ['<ul class="list">', '</ul>'],
  ['<table><tr><th>标题</th><th>发布日期</th></tr>', '</table>'],
  ['<div id="38486"><script type="text/xml"><datastore>', '</datastore></script></div>'],
  ['<table><tr><td>编号<td>来信主题<td>状态<td>时间<td>受理单位</tr>', '</table>'],
  ['<script>document.write("', '")</script>'],
  ['<div class="nav">', '</div>'],
  ['<h3>通知公告 <a href="/tzgg/">更多</a></h3><ul>', ''],
  ['{"data":{"results":[', ']}}'],
  ['', ''],
]

const list = fc
  .tuple(fc.constantFrom(...AROUND), fc.constantFrom(...ROWS), fc.array(fc.tuple(address, title, date), { maxLength: 5 }))
  .map(([[before, after], row, rows]) => `${before}${rows.map((cells) => row(...cells)).join('')}${after}`)

const span = fc.constantFrom('', '', ' colspan=2', ' rowspan="3"', ' colspan=99999', ' rowspan=-1', ' colspan=0', ' rowspan=1e9')
/** Tables of statistics and forms: labels and numbers in cells that span. */
const table = fc
  .array(fc.array(fc.tuple(span, fc.oneof(label, number, date)), { maxLength: 5 }), { maxLength: 5 })
  .map(
    (rows) =>
      `<table>${rows.map((row) => `<tr>${row.map(([attributes, text]) => `<td${attributes}>${text}`).join('</td>')}`).join('</tr>')}</table>`,
  )

const sentence = fc
  .array(
    fc.tuple(label, fc.constantFrom('', '<span>', '<b id="n">', '<i></i>'), number, fc.constantFrom('', '</span>', '件 ', '，', '<br>')),
    { maxLength: 6 },
  )
  .map((parts) => `<p>${parts.map((part) => part.join('')).join('')}</p>`)

const PIECES: readonly string[] = [
  ...[
    '<html>',
    '</html>',
    '<head>',
    '</head>',
    '<body class="x" style="display:none">',
    '</body>',
    '<title>',
    '</title>',
    '<div>',
    '</div>',
    '<p>',
    '</p>',
    '<ul>',
    '</ul>',
    '<li>',
    '</li>',
  ],
  ...[
    '<table>',
    '</table>',
    '<tr>',
    '<td>',
    '</td>',
    '<th>',
    '<a href=/x>',
    '<a>',
    '</a>',
    '<span class="date">',
    '</span>',
    '<h1>',
    '</h1>',
    '<h3 class=tit>',
    '<img alt="网站年报" src=/a.png>',
    '<form>',
    '</form>',
  ],
  ...[
    '<select><option value="/a/">',
    '</select>',
    '<svg><title>',
    '</svg>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?xml version="1.0" encoding="gbk"?>',
    '<!DOCTYPE',
    '<style>',
    '</style>',
    '<textarea>',
    '<template>',
    '<noscript>',
  ],
  ...[
    '<base href="http://b.gov.cn/c/">',
    '<base href="//[">',
    '<meta charset=gb2312>',
    '<meta name="SiteIDCode" content="6200000099">',
    '<meta name=PubDate content="2026-07-31 10:00">',
    '<meta name="ArticleTitle" content="标题">',
    '<meta name="ColumnType" content="通知公告,政府文件">',
  ],
  ...[
    '<meta name="__proto__" content="x">',
    '<meta name="constructor" content="">',
    '<meta property="og:url" content="http://x/">',
    '<meta http-equiv=refresh content="0;url=/index.html">',
    '<link rel=stylesheet href=/a.css>',
    '<iframe src="/list.html">',
    '</iframe>',
  ],
  ...[
    '<script>',
    '</script>',
    '<script src="/images/foot.js"></script>',
    '<script id="_jiucuo_" sitecode="6200000099" src="//zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>',
    "<script>$.ajax({url:'/a'});var x={};/*",
    '<div id="app"></div>',
    '{{title}}',
    'v-for=',
    '<div id="list"></div>',
  ],
  ...[
    'document.write(\'<a href=\\"/x\\">\\u4e00\\ud83d</a>\')',
    'unescape("%u4e00%3Ca%3E")',
    "innerHTML+='<b>'",
    '`${',
    '\\',
    'channelId="9cc8b5a0e2e84a7b9c1f2a3b4c5d6e7f"',
    '/common/search/',
    "$_ts=window['$_ts']",
    '<span id="_span_jiucuo"><img onclick="Link(\'6200000099\')">',
  ],
  ...[
    '<div class="foot">',
    '<div class=nav>',
    '<div id=zoom>',
    '<td',
    '</',
    '<a href="',
    "' onclick='",
    '<!-- saved from url=(0029)http://www.x.gov.cn/ -->',
    '<o:p>',
    '<br/>',
    '<hr',
    '\n',
    ' ',
  ],
]

/** A piece of a page: markup whole or broken, a list, a table, words, anything. */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 2, arbitrary: list },
  { weight: 1, arbitrary: table },
  { weight: 1, arbitrary: sentence },
  { weight: 1, arbitrary: title },
  { weight: 1, arbitrary: label },
  { weight: 1, arbitrary: date },
  { weight: 1, arbitrary: number },
  { weight: 1, arbitrary: address },
  { weight: 1, arbitrary: odd },
)

/** Pages of a few pieces, by no means well formed. */
export const markup: fc.Arbitrary<string> = fc.array(piece, { maxLength: 12, size: 'max' }).map((pieces) => pieces.join(''))
