import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { readPage } from '../../src/extract/page.ts'
import { sameAnswer } from '../../src/extract/quality.ts'
import { savedFrom } from '../../src/extract/saved-from.ts'
import { similarity } from '../../src/extract/structure.ts'
import { shippedColumns, shippedPatterns } from './shipped-patterns.ts'

const config = { patterns: shippedPatterns(), columns: shippedColumns() }
const file = (name: string) => readFileSync(`test/extract/pages/${name}`)
const read = (bytes: Uint8Array, url: string) => readPage({ bytes, url, config })

/** Whole pages in the manner of each platform, and the facts that a person reads in them. */
const GOLDEN: readonly (readonly [string, string, Record<string, unknown>])[] = [
  [
    'hanweb-article.html',
    'http://www.linhe.gov.cn/art/2026/8/6/art_15_1.html',
    {
      title: '关于印发全市防汛抗旱工作方案的通知',
      publishedAt: '2026-08-05',
      publishedAtSource: 'printed',
      otherDates: [
        { source: 'meta', date: '2026-09-30' },
        { source: 'url', date: '2026-08-06' },
      ],
      siteCode: '6299000001',
      columnName: '政府文件',
      columnTypes: ['政策文件', '信息公开'],
      contentSource: '市政府办公室',
      errorReport: { form: 'script', siteCode: '6299000001' },
      list: [],
    },
  ],
  [
    'trs-column.html',
    'http://fgw.linhe.gov.cn/tzgg/index.html',
    {
      title: '通知公告',
      publishedAt: null,
      siteCode: null,
      newest: '2026-07-30',
      unfinished: { parts: [{ url: 'http://fgw.linhe.gov.cn/images/foot.js', as: 'script' }] },
    },
  ],
  [
    'gansu-column.html',
    'http://mt.gansu.gov.cn/mt/c106090/list.shtml',
    {
      quality: 'ok',
      siteCode: '6200000099',
      list: [],
      unfinished: {
        data: [
          {
            url: 'http://mt.gansu.gov.cn/common/search/9cc8b5a0e2e84a7b9c1f2a3b4c5d6e7f?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index&page=1',
            platform: 'gansu-search',
          },
        ],
      },
    },
  ],
  [
    'saved-home.html',
    'http://www.linhe.gov.cn/',
    {
      url: 'http://www.linhe.gov.cn/',
      title: '临河市人民政府',
      siteCode: '6299000001',
      newest: '2026-11-20',
      annualForm: [{ text: '2025年政府网站工作年度报表', url: 'http://www.linhe.gov.cn/nb/t1.html', year: 2025 }],
      errorReport: { form: 'script', siteCode: '6299000001' },
    },
  ],
  [
    'vsb-article.html',
    'http://www.lintaoze.gov.cn/info/1002/3344.htm',
    {
      title: '我县召开安全生产工作会议',
      publishedAt: '2026-08-02',
      contentSource: '县应急管理局',
      siteCode: '6299230001',
      list: [],
      newest: null,
    },
  ],
]

test.each(GOLDEN)('%s', (name, url, facts) => {
  expect(read(file(name), url)).toMatchObject({ quality: 'ok', protection: null, ...facts })
})

test('rows of a TRS column: whole titles, pinned ones and those of other sites, no related links', () => {
  const { list } = read(file('trs-column.html'), 'http://fgw.linhe.gov.cn/tzgg/index.html')
  expect(list.map(({ title, date }) => [title, date])).toEqual([
    ['【置顶】临河市发展改革委服务承诺书（长期有效）', '2019-01-02'],
    ['关于公布2026年度重点项目清单的公告', '2026-07-30'],
    ['关于召开价格听证会的公告', '2026-07-28'],
    ['国家发展改革委关于某某的通知', '2026-06-01'],
  ])
})

test('a saved page knows where it came from, and its copies are no links', () => {
  const bytes = file('saved-home.html')
  expect(savedFrom(bytes)).toBe('http://www.linhe.gov.cn/')
  expect(read(bytes, 'http://www.linhe.gov.cn/').links.filter(({ url }) => url.includes('_files'))).toEqual([])
})

test.each(GOLDEN)('%s says the same in GB18030 and UTF-16', (name, url) => {
  const text = file(name)
    .toString('utf8')
    .replace(/charset=(["']?)utf-8/i, 'charset=$1gb2312')
  const { charset: _, ...facts } = read(file(name), url)
  expect(read(new Uint8Array(iconv.encode(text, 'gb18030')), url)).toMatchObject({ ...facts, charset: 'gb18030' })
  expect(read(new Uint8Array(iconv.encode(text, 'utf16le', { addBOM: true })), url)).toMatchObject(facts)
})

test('two answers of one page differ in numbers only; two pages differ', () => {
  const [, url = ''] = GOLDEN[0] ?? []
  const page = file('hanweb-article.html').toString('utf8')
  const a = read(Buffer.from(page), url)
  const b = read(Buffer.from(page.replace('2026年11月24日', '2026年11月25日').replace('id="hits">', 'id="hits">3321')), url)
  const other = read(file('trs-column.html'), 'http://fgw.linhe.gov.cn/tzgg/index.html')
  expect(similarity(a.structure, b.structure)).toBeGreaterThan(0.9)
  expect(similarity(a.structure, other.structure)).toBeLessThan(0.5)
  expect(sameAnswer(a, b)).toBe(true)
  expect(sameAnswer(a, other)).toBe(false)
})

test('a page damaged anywhere is read without a throw', () => {
  const pages = GOLDEN.map(([name]) => file(name).toString('utf8'))
  fc.assert(
    fc.property(fc.constantFrom(...pages), fc.nat(), fc.nat(200), fc.string(), (page, at, length, put) => {
      const start = at % page.length
      const bytes = Buffer.from(page.slice(0, start) + put + page.slice(start + length))
      expect(typeof read(bytes, 'http://www.x.gov.cn/a/').quality).toBe('string')
    }),
    { numRuns: 150 },
  )
})

test('any bytes are read without a throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(typeof read(bytes, 'http://www.x.gov.cn/').quality).toBe('string')
    }),
  )
})
