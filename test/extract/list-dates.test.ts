import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { readList } from '../../src/extract/lists.ts'
import { undatedRows } from '../../src/extract/undated-rows.ts'

const A = '关于做好防汛抗旱工作的通知'
const B = '全市召开优化营商环境推进会议'
const C = '市政府召开第十二次常务会议'
const read = (html: string, title = '') =>
  readList(parseDocument(`<html><head><title>${title}</title></head><body>${html}</body></html>`, 'http://www.x.gov.cn/zw/index.html'))
const dates = (html: string) => read(html).map(({ date }) => date)

/** Dates that stand apart from their rows, and dates that are not those of publication. */
test.each<[string, string, (string | null)[]]>([
  [
    'a list of facts behind the link',
    `<div><a href="1">${A}</a><ul><li>2026-07-31</li><li>浏览：12</li></ul><a href="2">${B}</a><ul><li>2026-07-30</li></ul></div>`,
    ['2026-07-31', '2026-07-30'],
  ],
  [
    'a list of facts in the row',
    `<div><h3><a href="1">${A}</a></h3><ul><li>来源：办公室</li><li>2026-07-31</li></ul></div><div><h3><a href="2">${B}</a></h3><ul><li>2026-07-30</li></ul></div>`,
    ['2026-07-31', '2026-07-30'],
  ],
  [
    'months and days under headings of years',
    `<h3>2026年</h3><ul><li><a href="1">${A}</a><i>03-11</i></li><li><a href="2">${B}</a><i>02-10</i></li></ul><h3>2025年</h3><ul><li><a href="3">${C}</a><i>12-11</i></li></ul>`,
    ['2026-03-11', '2026-02-10', '2025-12-11'],
  ],
  [
    'headings in a table of their own',
    `<div><div><table><tr><th>标题</th><th>成文日期</th><th>发布日期</th></tr></table></div><div><table><tr><td><a href="1">${A}</a></td><td>2019-01-01</td><td>2026-03-11</td></tr><tr><td><a href="2">关于公布印发文件的决定</a></td><td>2019-01-02</td><td>2026-03-10</td></tr></table></div></div>`,
    ['2026-03-11', '2026-03-10'],
  ],
  [
    'nothing but when it was written, under a heading',
    `<table><tr><th>标题</th><th>成文日期</th></tr><tr><td><a href="1">${A}</a></td><td>2019-03-01</td></tr><tr><td><a href="2">${B}</a></td><td>2019-02-01</td></tr></table>`,
    [null, null],
  ],
  [
    'nothing but when it was written, by its label',
    `<ul><li><a href="1">${A}</a><p>成文日期：2019-03-01</p></li><li><a href="2">${B}</a><p>成文日期：2019-02-01</p></li></ul>`,
    [null, null],
  ],
  [
    'when it was repealed',
    `<ul><li><a href="1">${A}</a><b>有效</b><i>2019-03-11</i></li><li><a href="2">${B}</a><b>废止（2026-03-20）</b><i>2019-03-10</i></li></ul>`,
    ['2019-03-11', '2019-03-10'],
  ],
])('%s', (_, html, expected) => {
  expect(dates(html)).toEqual(expected)
})

const list = (...shown: (string | null)[]) =>
  read(`<ul>${shown.map((date, at) => `<li><a href="${at}">${A}${'一二三四五六'[at]}</a><i>${date ?? '今天'}</i></li>`).join('')}</ul>`)

/** Which rows may be newer than all that show a date, by their places. */
test.each<[string, (string | null)[], string[]]>([
  ['above a falling list', [null, '2019-03-02', '2019-03-01'], ['0']],
  ['within or below a falling list', ['2019-03-03', null, '2019-03-01', null], []],
  ['below a rising list', [null, '2019-03-01', '2019-03-02', null], ['3']],
  ['anywhere in a list without order', ['2018-01-01', '2019-03-02', '2019-03-01', null], ['3']],
  ['beside a single date', ['2019-03-02', null], ['1']],
  ['none with a date', [null, null, null], []],
])('undated rows: %s', (_, shown, places) => {
  expect(undatedRows(list(...shown)).map(({ url }) => url.slice(-1))).toEqual(places)
})

const HOT = `<ul><li><a href="8">本站阅读最多的一篇文章标题</a><i>2019-02-01</i></li><li><a href="9">本站阅读第二的一篇文章标题</a><i>2019-01-01</i></li></ul>`
const OWN = `<div class="main"><ul><li><a href="1">${A}</a><i>2026-07-31</i></li><li><a href="2">${B}</a><i>2026-07-30</i></li></ul></div>`
const asides = (html: string, title?: string) => read(html, title).map(({ aside }) => aside === true)

test.each<[string, boolean[], boolean[]]>([
  ['a heading', asides(`${OWN}<div><div><h3>点击排行</h3></div><div>${HOT}</div></div>`), [false, false, true, true]],
  [
    'a heading with a link to more',
    asides(`${OWN}<div><h3>热点推荐 <a href="/rd/">更多&gt;&gt;</a></h3>${HOT}</div>`),
    [false, false, true, true],
  ],
  ['a mark', asides(`${OWN}<div class="hot-list">${HOT}</div>`), [false, false, true, true]],
  ['another heading', asides(`${OWN}<div><h3>通知公告</h3>${HOT}</div>`), [false, false, false, false]],
  ['a place on the right', asides(`${OWN}<div class="right">${HOT}</div>`), [false, false, false, false]],
  ['a column of that name', asides(`<h3>热点关注</h3>${HOT}`, '热点关注-某市人民政府'), [false, false]],
  [
    'the same article in both',
    asides(
      `<div class="main"><ul><li><a href="8">本站阅读最多的一篇文章标题</a><i>2019-02-01</i></li><li><a href="2">${B}</a><i>2019-01-30</i></li></ul></div><div><h3>热门文章</h3>${HOT}</div>`,
    ),
    [false, false, true],
  ],
])('a list beside the own one, by %s', (_, found, expected) => {
  expect(found).toEqual(expected)
})

test('a list without dates stands beside the dated rows of others', () => {
  const undated = `<div class="w"><ul>${[1, 2, 3, 4].map((at) => `<li><a href="u${at}">${A}第${at}号</a></li>`).join('')}</ul></div>`
  expect(read(`${undated}<div><h3>热点新闻</h3>${HOT}</div>`)).toHaveLength(6)
  expect(read(`${undated}<div class="x">${HOT}</div>`)).toHaveLength(6)
  expect(read(`${undated}${OWN}<div class="x">${HOT}</div>`)).toHaveLength(4)
})
