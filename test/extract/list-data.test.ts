import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readListData } from '../../src/extract/list-data.ts'
import { shippedColumns, shippedPatterns } from './shipped-patterns.ts'

const config = { patterns: shippedPatterns(), columns: shippedColumns() }
const BASE = 'http://fgw.x.gov.cn/fgw/c106090/list.shtml'
const read = (text: string) =>
  readListData({ bytes: new TextEncoder().encode(text), url: 'http://fgw.x.gov.cn/common/search/1', base: BASE, config }).map(
    ({ title, url, date, dateSource }) => [title, url, date, dateSource],
  )

const A = '甘肃省发展和改革委员会关于某项目的批复'
const B = '关于公开征求意见的公告'
const ROWS = [
  [A, 'http://fgw.x.gov.cn/fgw/c106090/202406/1.shtml', '2024-06-12', 'shown'],
  [B, 'http://fgw.x.gov.cn/fgw/c106090/202406/2.shtml', '2024-06-11', 'shown'],
]
const results = (date: (day: string, time: number) => unknown) => [
  { id: 1, title: A, url: '/fgw/c106090/202406/1.shtml', ...Object(date('2024-06-12', 1718150400000)) },
  { id: 2, title: `<em>${B}</em>`, url: '/fgw/c106090/202406/2.shtml', ...Object(date('2024-06-11', 1718064000000)) },
]
const item = (title: string, file: string, date: string) =>
  `<li><div class="title"><a href="/fgw/c106090/202406/${file}.shtml" target="_blank">${title}</a></div><div class="date">${date}</div></li>`

test.each<[string, string]>([
  [
    'a fragment of the provincial platform',
    `<ul id="body">${item(A, '1', '2024-06-12')}${item(B, '2', '2024-06-11')}</ul><div class="pagination"><a href="?page=2">下一页</a></div>`,
  ],
  [
    'JSON with a printed time',
    JSON.stringify({ code: 200, data: { total: 2, results: results((day) => ({ publishedTimeStr: `${day} 08:00:00` })) } }),
  ],
  ['JSON with milliseconds', JSON.stringify({ data: { results: results((_, publishedTime) => ({ publishedTime })) } })],
  [
    'JSON with other names',
    JSON.stringify({
      rows: results((pubDate) => ({ pubDate })).map(({ title, url, ...rest }) => ({ docTitle: title, docPubUrl: url, ...rest })),
    }),
  ],
  [
    'JSON as the platform answers it, each row with fields of its own',
    JSON.stringify({
      data: {
        page: 1,
        rows: 20,
        results: results((day) => ({
          content: '摘要，2019-01-01起',
          publishedTimeStr: `${day} 09:30:03`,
          domainMetaList: [{ resultList: [{ key: 'source', name: '来源', value: '某局', url: '' }] }],
        })),
      },
    }),
  ],
  [
    'JSON with names of yet another kind',
    JSON.stringify({
      data: results((pubtime) => ({ pubtime })).map(({ title, url, ...rest }) => ({ infoTitle: title, pcUrl: url, ...rest })),
    }),
  ],
  ['JSONP', `callback_1(${JSON.stringify(results((date) => ({ date })))});`],
  ['HTML in JSON', JSON.stringify({ html: `<ul>${item(A, '1', '2024-06-12')}${item(B, '2', '2024-06-11')}</ul>` })],
  [
    'a datastore',
    `<?xml version="1.0"?><datastore><totalrecord>2</totalrecord><recordset><record><![CDATA[${item(A, '1', '2024-06-12')}]]></record><record><![CDATA[${item(B, '2', '2024-06-11')}]]></record></recordset></datastore>`,
  ],
])('%s', (_, text) => {
  expect(read(text)).toEqual(ROWS)
})

test.each(['', '{}', '[]', '{"data":{"results":[]}}', '<ul id="body"></ul>', '{"title":', 'null', '{"code":500,"msg":"error"}'])(
  'nothing in %s',
  (text) => {
    expect(read(text)).toEqual([])
  },
)

test('any answer is read without a throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => `x(${json})`),
      ),
      (text) => {
        expect(Array.isArray(read(text))).toBe(true)
      },
    ),
  )
})

test('deep and long answers take bounded time', () => {
  const start = performance.now()
  read('['.repeat(100_000))
  read(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)
  read(JSON.stringify(Array.from({ length: 50_000 }, (_, index) => ({ title: `标题${index}`, url: `/${index}` }))))
  expect(performance.now() - start).toBeLessThan(5000)
})
