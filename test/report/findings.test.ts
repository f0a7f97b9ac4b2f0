import { parse } from 'csv-parse/sync'
import excel from 'exceljs'
import { expect, test } from 'vitest'
import { findingsWorkbook } from '../../src/report/sheets/findings.ts'
import { findingsCsv } from '../../src/report/sheets/findings-csv.ts'
import type { SiteView } from '../../src/report/site-view.ts'
import { sampleRun, sampleSites } from './views.ts'
import { findingsOf, headings, oneByOne, partText, readBack, sheetOf, siteWith, under } from './workbooks.ts'

const { ValueType } = excel
const HEADINGS =
  '序号,网站名称,标识码,主办单位,指标,依据,问题页面,父页面,实测值,阈值,状态,耗时,地址族,检查时间,复核次数,结论,建议扣分,证据编号'.split(',')
const SHEET = 'xl/worksheets/sheet1.xml'

async function csvOf(...sites: readonly SiteView[]): Promise<string> {
  let csv = ''
  for await (const piece of findingsCsv(oneByOne(sites))) csv += piece
  return csv
}
const cellsOf = async (...sites: readonly SiteView[]): Promise<string[][]> => parse(await csvOf(...sites), { bom: true })

test('the list has the agreed headings first, one row a finding, a frozen head, a filter, and prints on A4', async () => {
  const sites = sampleSites()
  const book = await readBack(findingsOf(...sites))
  expect(book.worksheets.map(({ name }) => name)).toEqual(['问题清单'])
  const sheet = sheetOf(book, '问题清单')
  expect(headings(sheet).slice(0, HEADINGS.length)).toEqual(HEADINGS)
  const rows = sites.flatMap(({ problems }) => problems).length
  expect(sheet.rowCount).toBe(rows + 1)
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 1 })
  expect(sheet.autoFilter).toBe(`A1:Z${rows + 1}`)
  expect(sheet.pageSetup).toMatchObject({
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToHeight: 0,
    printTitlesRow: '1:1',
    printTitlesColumn: 'A:B',
  })
  expect(sheet.headerFooter.oddFooter).toContain('第 &P 页，共 &N 页')
  expect(sheet.getColumn(7).width).toBeGreaterThan(20)
  expect(book.created).toEqual(new Date('2026-11-25T03:12:44+08:00'))
})

test('numbers, shares, days and times are what they say, and show their unit', async () => {
  const site = siteWith({
    measured: { value: 0.9333, unit: 'ratio', threshold: 0.95 },
    status: 404,
    millis: 86,
    family: 6,
    checkedAt: '2026-11-25T01:07:31.900+08:00',
    rechecks: 2,
    deduction: 0.1 + 0.2,
  })
  const sheet = sheetOf(await readBack(findingsOf(site, siteWith({ measured: { value: 30, unit: 'day', threshold: 14 } }))), '问题清单')
  const cells = ['序号', '实测值', '阈值', '状态', '耗时', '复核次数', '建议扣分'].map((heading) => under(sheet, 2, heading))
  expect(cells.map(({ type }) => type)).toEqual(cells.map(() => ValueType.Number))
  expect(cells.map(({ value }) => value)).toEqual([1, 0.9333, 0.95, 404, 86, 2, 0.3])
  expect(cells.map(({ numFmt }) => numFmt)).toEqual(['0', '0.00%', '0.00%', '0', '0"毫秒"', '0', '0.00'])
  expect(under(sheet, 3, '实测值')).toMatchObject({ value: 30, numFmt: '0"天"' })
  // A spreadsheet knows no time zone: its reader gives the wall clock as if it were UTC.
  expect(under(sheet, 2, '检查时间')).toMatchObject({ type: ValueType.Date, value: new Date('2026-11-25T01:07:31Z') })
  expect(under(sheet, 2, '检查时间').numFmt).toBe('yyyy-mm-dd hh:mm:ss')
  expect(under(sheet, 2, '地址族').value).toBe('IPv6')
})

test('what a row does not have stays empty, and a failure stands as words under 状态', async () => {
  const bare = siteWith({
    measured: null,
    status: '连接被拒绝',
    millis: null,
    family: null,
    checkedAt: null,
    page: null,
    parent: null,
    evidence: [],
  })
  const sheet = sheetOf(await readBack(findingsOf(bare)), '问题清单')
  for (const heading of ['实测值', '阈值', '耗时', '地址族', '检查时间', '问题页面', '父页面'])
    expect(under(sheet, 2, heading).value).toBeNull()
  expect(under(sheet, 2, '状态').value).toBe('连接被拒绝')
  expect(under(sheet, 2, '证据编号').text).toBe('无（见报告）')
})

test.each([
  ['http://www.a.gov.cn/x.html', 'http://www.a.gov.cn/x.html'],
  ['https://www.a.gov.cn/a b?q=%zz|', 'https://www.a.gov.cn/a%20b?q=%25zz%7C'],
  ['javascript:alert(1)', undefined],
  ['file:///etc/passwd', undefined],
  ['http://user:secret@www.a.gov.cn/', undefined],
  [`http://www.a.gov.cn/${'a'.repeat(2100)}`, undefined],
])('%s as a link', async (page, link) => {
  const cell = under(sheetOf(await readBack(findingsOf(siteWith({ page }))), '问题清单'), 2, '问题页面')
  expect(cell.text).toBe(page)
  expect(cell.hyperlink).toBe(link)
})

test('a row leads to its place in the report beside the file', async () => {
  const site = siteWith({ anchor: 'f-1-2', page: null, parent: null })
  expect(under(sheetOf(await readBack(findingsOf(site)), '问题清单'), 2, '证据编号').hyperlink).toBe('report.html')
  expect(await partText(findingsOf(site), SHEET)).toContain('<hyperlinks><hyperlink ref="R2" r:id="rId1" location="f-1-2"/></hyperlinks>')
})

test('beyond the links that Excel takes, cells are plain text', async () => {
  const site = siteWith({ page: null, parent: null })
  const [row] = site.problems
  if (!row) throw new Error('the site has a problem')
  let links = 0
  let rows = 0
  for await (const { path, text } of findingsOf({ ...site, problems: Array.from({ length: 65_540 }, () => row) })) {
    for await (const piece of text) {
      if (path !== SHEET) continue
      links += piece.split('<hyperlink ').length - 1
      rows += piece.split('<row ').length - 1
    }
  }
  expect({ links, rows }).toEqual({ links: 65_530, rows: 65_541 })
})

test('a sheet that is full goes on in another, under the same heading', async () => {
  const sites = sampleSites()
  const total = sites.flatMap(({ problems }) => problems).length
  const book = await readBack(findingsWorkbook(sampleRun(), oneByOne(sites), 51))
  expect(book.worksheets.map(({ name }) => name)).toEqual(['问题清单', '问题清单（续1）', '问题清单（续2）'])
  const [first, second, third] = book.worksheets
  expect([first?.rowCount, second?.rowCount, third?.rowCount]).toEqual([51, 51, total - 100 + 1])
  expect(second && under(second, 2, '序号').value).toBe(51)
  expect(second && under(second, 2, '证据编号').hyperlink).toBe('report.html')
})

test('a run without findings still makes a list', async () => {
  expect(sheetOf(await readBack(findingsOf()), '问题清单').rowCount).toBe(1)
  expect(await csvOf()).toMatch(/^\ufeff序号,.*\r\n$/)
})

const HOSTILE = [
  ["=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"],
  ['@SUM(1)', '@SUM(1)'],
  ['\t=1+1', '\t=1+1'],
  ['＝1+1', '＝1+1'],
  ['a\u0000b\u001bc', 'a\ufffdb\ufffdc'],
  ['half \ud83d a pair', 'half \ufffd a pair'],
  ['\uffff<b>&amp;"\'', '\ufffd<b>&amp;"\''],
  ['a\r\nb\rc', 'a\nb\nc'],
  // The cut falls into a pair, which goes whole.
  [`${'长'.repeat(32_756)}😀${'a'.repeat(7000)}`, `${'长'.repeat(32_756)}……（过长，已截断）`],
  ['x'.repeat(40_000), `${'x'.repeat(32_757)}……（过长，已截断）`],
] as const

/** What a failure can print. */
const folded = (text: unknown): string => String(text).replace(/(.)\1{99,}/gu, (run, one) => `${one}×${run.length}`)

test.each(HOSTILE)('hostile text %# stays text in the workbook', async (says, shown) => {
  const cell = under(sheetOf(await readBack(findingsOf(siteWith({ says }))), '问题清单'), 2, '说明')
  expect(cell.type).toBe(ValueType.String)
  expect(cell.formula).toBeUndefined()
  expect(folded(cell.value)).toBe(folded(shown))
  expect(shown.length).toBeLessThanOrEqual(32_767)
})

test.each(HOSTILE)('hostile text %# stays text in the CSV, in as many cells', async (says, shown) => {
  const [head = [], row = []] = await cellsOf(siteWith({ says }))
  expect(row).toHaveLength(head.length)
  const value = row[head.indexOf('说明')]
  expect(folded(value)).toBe(folded(/^\s*[=+\-@\t＝]/.test(shown) ? `'${shown}` : shown))
})

test('a text that would be read as an escape is shown as it was written', async () => {
  expect(await partText(findingsOf(siteWith({ says: '_x003D_1' })), SHEET)).toContain('>_x005F_x003D_1<')
})

test('a formula stays text when somebody edits its cell', async () => {
  const parts = () => findingsOf(siteWith({ says: '=1+1', subject: '1+1' }))
  const style = /<c r="X2" s="(\d+)"/.exec(await partText(parts(), SHEET))?.[1]
  const styles = (await partText(parts(), 'xl/styles.xml')).match(/<xf [^>]*xfId="0"[^>]*>/g)
  expect(styles?.[Number(style)]).toContain('quotePrefix="1"')
})

test('the CSV of a few sites', async () => {
  const codes = ['9902000001', '9903000001', '9906000001', '9908000001']
  const sites = sampleSites().filter(({ code }) => codes.includes(code))
  const short = sites.map((site) => ({
    ...site,
    problems: site.problems.filter(({ says, page }) => says.length < 400 && (page ?? '').length < 400),
  }))
  const csv = await csvOf(...short)
  expect(csv.startsWith('\ufeff序号,')).toBe(true)
  expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  // Run vitest with -u on this file to take a new one over.
  await expect(csv.replaceAll('\r\n', '\n')).toMatchFileSnapshot('golden/findings.csv')
})

test('both files say the same', async () => {
  const site = siteWith({})
  const [head = [], row = []] = await cellsOf(site)
  const sheet = sheetOf(await readBack(findingsOf(site)), '问题清单')
  expect(head).toEqual(headings(sheet))
  const shown = row
    .map((_, at) => sheet.getRow(2).getCell(at + 1))
    .map(({ value, text }) => (value instanceof Date ? value.toISOString().slice(0, 19).replace('T', ' ') : text))
  expect(row).toEqual(shown)
})
