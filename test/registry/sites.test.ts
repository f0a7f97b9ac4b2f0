import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { UserError } from '../../src/model/config.ts'
import { parseSites, type Registry, readSites } from '../../src/registry/sites.ts'
import { parseTables } from '../../src/registry/table-file.ts'
import { writeSitesCsv } from '../../src/registry/write-sites.ts'

const HEAD = 'code,name,kind,owner,home'
const ROW = '6200000001,甘肃省人民政府,department,省政府办公厅,http://www.gansu.gov.cn/'

async function read(text: string | Uint8Array): Promise<Registry> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return parseSites('sites.csv', await parseTables('sites.csv', bytes))
}

const SITE = {
  code: '6200000001',
  name: '甘肃省人民政府',
  owner: { name: '省政府办公厅', kind: 'department' },
  home: 'http://www.gansu.gov.cn/',
  pins: { columns: [] },
  authorised: false,
}

test.each<[string, string | Uint8Array]>([
  ['plain', `${HEAD}\n${ROW}\n`],
  ['with a BOM and CRLF', `\ufeff${HEAD}\r\n${ROW}\r\n\r\n`],
  ['in GB18030', iconv.encode(`${HEAD}\r\n${ROW}\r\n`, 'gb18030')],
  ['in UTF-16 with tabs', iconv.encode(`${HEAD}\n${ROW}`.replaceAll(',', '\t'), 'utf-16le', { addBOM: true })],
  [
    'with quotes, blanks and empty lines',
    `\n${HEAD}\n\n"6200000001", "甘肃省人民政府" ,department,省政府办公厅,http://www.gansu.gov.cn/\n,,,,\n`,
  ],
  [
    'in another order, with columns of its own',
    `首页网址,备注,网站名称,类别,主办单位,网站标识码\nhttp://www.gansu.gov.cn/,x,甘肃省人民政府,省直部门,省政府办公厅,6200000001\n`,
  ],
  ['below a title', `甘肃省政府网站登记册,,,,\n${HEAD}\n${ROW}\n`],
  ['with a capital host and no slash', `${HEAD}\n6200000001,甘肃省人民政府,部门,省政府办公厅,HTTP://WWW.Gansu.GOV.cn\n`],
])('a registry %s is read', async (_, text) => {
  expect(await read(text)).toEqual({ sites: [SITE], problems: [], skipped: [] })
})

test('pins, rate and authorisation', async () => {
  const pins = '通知公告|notice|http://a.gov.cn/tzgg/；要闻 | 动态要闻 | http://a.gov.cn/yw/?a=1'
  const { sites, problems } = await read(
    `${HEAD},columns,board,annual_form,rate,authorised\na,甲,市,甲市政府,http://a.gov.cn/,${pins},none,http://a.gov.cn/nb.pdf,0.5,是\nb,乙,县区,,https://b.gov.cn:8443/x,,http://b.gov.cn/board,,,\n`,
  )
  expect(problems).toEqual([])
  expect(sites[0]).toEqual({
    code: 'a',
    name: '甲',
    owner: { name: '甲市政府', kind: 'city' },
    home: 'http://a.gov.cn/',
    pins: {
      columns: [
        { name: '通知公告', kind: 'notice', url: 'http://a.gov.cn/tzgg/' },
        { name: '要闻', kind: 'news', url: 'http://a.gov.cn/yw/?a=1' },
      ],
      board: null,
      annualForm: 'http://a.gov.cn/nb.pdf',
    },
    rate: 0.5,
    authorised: true,
  })
  expect(sites[1]).toMatchObject({
    owner: { name: '乙', kind: 'county' },
    home: 'https://b.gov.cn:8443/x',
    pins: { columns: [], board: 'http://b.gov.cn/board' },
  })
})

test.each([
  ['no scheme', 'a,甲,city,甲,www.a.gov.cn', 'home', 'write http://www.a.gov.cn'],
  ['a full-width colon', 'a,甲,city,甲,http：//www.a.gov.cn/', 'home', 'write http://www.a.gov.cn/'],
  ['the scheme twice', 'a,甲,city,甲,http://http://www.a.gov.cn/', 'home', 'write http://www.a.gov.cn/'],
  ['another scheme', 'a,甲,city,甲,ftp://a.gov.cn/', 'home', undefined],
  ['no host', 'a,甲,city,甲,http://', 'home', 'check the host name and the port'],
  ['a password', 'a,甲,city,甲,http://u:p@a.gov.cn/', 'home', 'leave out what stands before the @'],
  ['no home', 'a,甲,city,甲,', 'home', undefined],
  ['no code', ',甲,city,甲,http://czt.gansu.gov.cn/', 'code', 'where the code is not known, write a slug such as czt-gansu'],
  ['nine digits', '620000001,甲,city,甲,http://a.gov.cn/', 'code', undefined],
  [
    'a rounded code',
    '6.2E+09,甲,city,甲,http://a.gov.cn/',
    'code',
    'a spreadsheet has rounded the code: format the column as text and type it again',
  ],
  ['a code in Chinese', '甲,甲,city,甲,http://a.gov.cn/', 'code', undefined],
  ['the reserved code', '@vantage,甲,city,甲,http://a.gov.cn/', 'code', undefined],
  ['an unknown kind', 'a,甲,citty,甲,http://a.gov.cn/', 'kind', 'did you mean city?'],
  ['no name', 'a,,city,甲,http://a.gov.cn/', 'name', undefined],
  ['an unquoted comma', 'a,甲,city,甲,http://a.gov.cn/,x,y', undefined, 'put a cell that holds a comma into quotes'],
  ['full-width commas', 'a，甲，city，甲，http://a.gov.cn/', undefined, 'write half-width commas (,) instead of full-width ones (，)'],
])('a row with %s is told with its line', async (_, row, at, fix) => {
  const { sites, problems } = await read(`${HEAD}\n${ROW}\n${row}\n`)
  expect(sites).toHaveLength(1)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ file: 'sites.csv', line: 3, ...(at ? { at } : {}) })
  expect(problems[0]?.fix).toBe(fix)
})

test.each([
  ['columns without parts', '栏目', 'columns'],
  ['columns with a bad kind', '公告|notices|http://a.gov.cn/', 'columns'],
  ['columns with a bad URL', '公告|notice|a.gov.cn/x', 'columns'],
])('pins: %s', async (_, cell, at) => {
  const { problems } = await read(`${HEAD},columns\na,甲,city,甲,http://a.gov.cn/,${cell}\n`)
  expect(problems).toEqual([expect.objectContaining({ line: 2, at })])
})

test('every mistake of every row is told at once', async () => {
  const { problems } = await read(
    `${HEAD},rate,authorised\n,,town,,x y,-1,maybe\n${ROW},,\n6200000001,乙,city,乙,https://www.GANSU.gov.cn,,\n`,
  )
  expect(problems.map(({ line, at }) => `${line} ${at}`)).toEqual([
    '2 name',
    '2 code',
    '2 kind',
    '2 home',
    '2 rate',
    '2 authorised',
    '4 code',
    '4 home',
  ])
  expect(problems.at(-1)?.got).toBe('"https://www.GANSU.gov.cn" again, first in line 3')
})

test('a unit whose address nobody knows is named and left out; without the mark it is a mistake', async () => {
  const text = (mark: string) => `${HEAD},confidence\n${ROW},high\n,省民委,department,省民委,,${mark}\n`
  expect(await read(text('unknown'))).toMatchObject({ sites: [SITE], problems: [], skipped: [{ line: 3, got: 'none for "省民委"' }] })
  expect((await read(text('low'))).problems.map((problem) => problem.at)).toEqual(['code', 'home'])
})

test.each([
  ['nothing', '', undefined, /an empty file/],
  ['only a heading', HEAD, undefined, /only the heading/],
  ['no heading', ROW, 'heading', /no code, name, kind, home/],
  ['a misspelt heading', 'cod,name,kind,owner,home\n', 'heading', /no code/],
  ['a heading with full-width commas', 'code，name，kind，owner，home\n', 'heading', /no code/],
  ['a heading given twice', `${HEAD},网站名称\n${ROW},x`, '网站名称', /a second column/],
  ['a misspelt optional heading', `${HEAD},colums\n${ROW},\n`, 'colums', /"colums"/],
])('a registry with %s is a problem', async (_, text, at, got) => {
  const { problems } = await read(text)
  expect(problems).toHaveLength(1)
  expect(problems[0]?.at).toBe(at)
  expect(problems[0]?.got).toMatch(got)
})

test('an open quote is told as a problem of the file', async () => {
  await expect(read(`${HEAD}\na,"甲,city\n`)).rejects.toThrow(UserError)
})

test.each(['config/sites.csv', 'config/sites.gansu.csv'])('the shipped %s is sound', async (file) => {
  const { sites, problems } = await readSites(file)
  expect(problems).toEqual([])
  expect(sites.length).toBeGreaterThan(60)
})

test('a file that is not there, and a folder, are problems', async () => {
  expect((await readSites('/nowhere/sites.csv')).problems).toEqual([
    expect.objectContaining({ file: '/nowhere/sites.csv', got: 'nothing there' }),
  ])
  expect((await readSites('config')).problems).toEqual([expect.objectContaining({ file: 'config', got: 'a folder' })])
})

test('what is written is read back the same', async () => {
  const url = fc.webUrl({ withQueryParameters: true }).map((text) => new URL(text).href)
  const name = fc.stringMatching(/^[一-龥A-Za-z",，]{1,12}$/)
  const site = fc.record({
    name,
    owner: fc.record({ name, kind: fc.constantFrom('city', 'department', 'county') }),
    home: url,
    authorised: fc.boolean(),
    rate: fc.option(fc.double({ min: 0.01, max: 1000, noNaN: true }), { nil: undefined }),
    board: fc.option(url),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(site, { minLength: 1, maxLength: 5 }), async (made) => {
      const sites = made.map(({ rate, board, home, ...rest }, index) => ({
        code: `s${index}`,
        home: `http://h${index}.gov.cn/`,
        ...rest,
        ...(rate === undefined ? {} : { rate }),
        pins: { columns: [{ name: '公告', kind: 'notice' as const, url: home.replaceAll(';', '%3B').replaceAll('|', '%7C') }], board },
      }))
      expect((await read(writeSitesCsv(sites))).sites).toEqual(sites)
    }),
    { numRuns: 50 },
  )
})

test('no bytes make the reader do anything but name a problem', async () => {
  const snippet = fc.constantFrom(HEAD, ROW, '\n', ',', '"', '，', ';', '\t', '\r', 'PK\u0003\u0004', '\u0000', '中', '=1+1')
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(snippet, { maxLength: 30 }).map((parts) => Buffer.from(parts.join(''))),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (input) => {
      try {
        const { sites, problems } = await read(input)
        expect(sites.length + problems.length).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(UserError)
      }
    }),
    { numRuns: 150 },
  )
})
