import { before, behind, type ContentCase, DOUBT, HEAD, READ, ROWS, times } from './content-case.ts'

const CUT = 'nobody is judged by a part of a page'

/** Much of one thing. */
export const FLOOD_CASES: readonly ContentCase[] = [
  {
    name: 'entities',
    does: 'writes 100,000 entities, known and unknown',
    ...READ,
    page: (n) => behind(`<p>${'&amp;&#x4e2d;&nbsp;&notanentity;&#0;&#x110000;'.repeat(n)}`),
    n: 9600,
  },
  {
    name: 'entities without end',
    does: 'leaves out the semicolon of the longest entities',
    ...READ,
    page: (n) => behind(`<p>${'&amp&lt&CounterClockwiseContourIntegral'.repeat(n)}`),
    n: 14400,
  },
  {
    name: 'attributes',
    does: 'puts 100,000 attributes on one tag',
    ...READ,
    page: (n) => behind(`<div ${times(n, (at) => `a${at}=1 ${at}=2 `)}>x</div>`),
    n: 12000,
  },
  {
    name: 'attributes of the language',
    does: 'calls attributes __proto__, constructor and toString',
    ...READ,
    page: (n) => behind('<div __proto__=x constructor=y hasOwnProperty=z><a href="/x" __proto__=q title=t>要闻</a></div>'.repeat(n)),
    n: 1500,
  },
  {
    name: 'long attribute',
    does: 'writes an attribute of 10 MB around the list',
    ...READ,
    page: (n) => before(`<div title="${'通知 '.repeat(n)}">`),
    n: 96000,
  },
  {
    name: 'long class',
    does: 'writes a class of 3 MB around 3,000 rows',
    ...READ,
    page: (n) => before(`<div class="${'x'.repeat(n)}">${manyRows(1500)}`),
    n: 120000,
  },
  {
    name: 'many classes',
    does: 'gives every element around a row a long class of its own',
    ...READ,
    page: (n) => before(times(400, () => `<div class="${'x'.repeat(n)}">`) + manyRows(500)),
    n: 600,
  },
  {
    name: 'long tag name',
    does: 'writes a tag whose name has 3 MB around 3,000 rows',
    ...READ,
    because: 'once took all memory',
    page: (n) => before(`<${'x'.repeat(n)}>${manyRows(1500)}`),
    n: 120000,
  },
  {
    name: 'long address',
    does: 'writes addresses of 1 MB, plain and in base',
    ...READ,
    page: (n) => behind(`<base href="/${'b'.repeat(n)}/"><a href="${'/x'.repeat(n)}">x</a>`),
    n: 48000,
  },
  { name: 'empty elements', does: 'writes 100,000 empty elements', ...READ, page: (n) => behind('<i></i>'.repeat(n)), n: 9600 },
  {
    name: 'emptiness in a link',
    does: 'fills one link with 100,000 empty elements',
    ...READ,
    page: (n) => behind(`<a href="/x">${'<i></i>'.repeat(n)}</a>`),
    n: 9600,
  },
  {
    name: 'emptiness in a row',
    does: 'fills a row with 100,000 empty elements and 1,000 links',
    ...READ,
    because: 'the list beside it has days',
    page: (n) => behind(`<ul><li>${'<i></i>'.repeat(n)}${times(n / 10, (row) => `<a href="/a/${row}.html">关于任职的通知</a>`)}</li></ul>`),
    n: 3000,
  },
  { name: 'breaks', does: 'writes 100,000 line breaks', ...READ, page: (n) => behind('<br>'.repeat(n)), n: 14400 },
  {
    name: 'cells',
    does: 'has a table of 100,000 cells',
    ...READ,
    page: (n) => behind(`<table>${`<tr>${'<td>1'.repeat(100)}`.repeat(n / 100)}</table>`),
    n: 4800,
  },
  {
    name: 'one row',
    does: 'has 100,000 cells in one row',
    ...READ,
    page: (n) => behind(`<table><tr>${'<td>1</td>'.repeat(n)}</table>`),
    n: 4800,
  },
  {
    name: 'spans',
    does: 'has cells that span 999,999,999 rows and columns',
    ...READ,
    page: (n) => behind(`<table>${'<tr><td colspan=999999999 rowspan=999999999>收到留言</td><td>12</td></tr>'.repeat(n)}</table>`),
    n: 900,
  },
  {
    name: 'small tables',
    does: 'has 10,000 tables',
    ...READ,
    page: (n) => behind('<table><tr><td>收到</td><td>5</td></tr></table>'.repeat(n)),
    n: 1200,
  },
  { name: 'blanks', does: 'writes a megabyte of blanks', ...READ, page: (n) => behind(`<p>${' \n\u3000\u00a0'.repeat(n)}`), n: 72000 },
  { name: 'digits', does: 'writes a megabyte of digits', ...READ, page: (n) => behind(`<p>${'1'.repeat(n)}`), n: 240000 },
  {
    name: 'characters',
    does: 'writes a megabyte of Chinese without a stop',
    ...READ,
    page: (n) => behind(`<p>${'中文信息公开'.repeat(n)}`),
    n: 36000,
  },
  {
    name: 'labels',
    does: 'writes 发布时间 a hundred thousand times without a date',
    ...READ,
    page: (n) => behind(`<p>${'发布时间：'.repeat(n)}`),
    n: 36000,
  },
  { name: 'lower than', does: 'writes a megabyte of <', ...READ, page: (n) => behind(`<p>${'< '.repeat(n)}`), n: 36000 },
  {
    name: 'headings',
    does: 'has 10,000 headings with a more link each',
    ...READ,
    page: (n) => behind('<h2>通知公告</h2><a href="/a">更多</a>'.repeat(n)),
    n: 1200,
  },
  {
    name: 'choices',
    does: 'has a select with 100,000 choices',
    ...READ,
    page: (n) => behind(`<select>${'<option value="/a">要闻</option>'.repeat(n)}</select>`),
    n: 3000,
  },
  {
    name: 'states',
    does: 'shows 已答复 100,000 times in one row',
    ...READ,
    page: (n) => behind(`<ul><li><a href="/m/1">关于社保的问题</a>${'<span>已答复</span>'.repeat(n)}`),
    n: 2400,
  },
  {
    name: 'deep states',
    does: 'shows 已答复 100,000 times 500 elements deep',
    ...READ,
    page: (n) => behind(`${'<div>'.repeat(500)}${'<div><span>已答复</span></div>'.repeat(n)}`),
    n: 1200,
  },
  {
    name: 'boxes for scripts',
    does: 'nests 400 lists that a script names around emptiness',
    ...READ,
    page: (n) =>
      behind(
        `${times(400, (at) => `<ul id="list${at}">`)}${'<i></i>'.repeat(n)}<script>${times(400, (at) => `$("#list${at}").append();`)}</script>`,
      ),
    n: 3000,
  },
  {
    name: 'templates of scripts',
    does: 'writes {{ 100,000 times and never closes it',
    ...READ,
    page: (n) => behind(`<div id=app>${'{{'.repeat(n)}</div><script>new Vue({})</script>`),
    n: 36000,
  },
  {
    name: 'stored rows',
    does: 'stores 10,000 rows in a script, as some platforms do',
    ...READ,
    page: (n) =>
      behind(
        `<script type="text/xml">${'<record><![CDATA[<li><a href="/art/2026/3/1/art_1.html">关于任职的通知</a>2026-03-01</li>]]></record>'.repeat(n)}</script>`,
      ),
    n: 900,
  },
  {
    name: 'too many elements',
    does: 'writes 1,000,000 empty elements in front of the list',
    ...DOUBT,
    because: CUT,
    page: () => before('<p>'.repeat(1_000_000)),
  },
  {
    name: 'too large',
    does: 'is cut off at the limit for a body, 50 MB before its end',
    ...DOUBT,
    because: CUT,
    page: () => ({ bytes: Buffer.from(`${HEAD}${ROWS}${'<p>通知'.repeat(50_000)}`), truncated: true }),
  },
]

function manyRows(count: number): string {
  return `<ul>${times(count, (row) => `<li><a href="/rsxx/${row}.html">关于第${row}批任职的通知</a>2026-03-01</li>`)}</ul>`
}
