import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import excel, { type Workbook } from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeParts } from '../../src/bundle/write-parts.ts'
import { findingsWorkbook } from '../../src/report/sheets/findings.ts'
import { scoresWorkbook } from '../../src/report/sheets/scores.ts'
import { convert, pagesOf } from './office.ts'
import { sampleRun, sampleSites } from './views.ts'
import { oneByOne, sheetOf, siteWith, under } from './workbooks.ts'

const { ValueType } = excel
const SHARE = siteWith({
  measured: { value: 0.9333, unit: 'ratio', threshold: 0.95 },
  says: "=cmd|' /C calc'!A0",
  subject: '_x003D_1\u0007',
  anchor: 'f-1-1',
  checkedAt: '2026-11-25T01:07:31.000+08:00',
  status: 404,
  deduction: 1.5,
})
let folder: string
/** The files as LibreOffice understood them. */
let findings: Workbook
let scores: Workbook

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-office-sheets-'))
  await writeParts(join(folder, 'findings.xlsx'), findingsWorkbook(sampleRun(), oneByOne([SHARE, ...sampleSites()])))
  await writeParts(
    join(folder, 'scores.xlsx'),
    scoresWorkbook(sampleRun(), () => oneByOne(sampleSites())),
  )
  findings = await opened('findings.xlsx')
  scores = await opened('scores.xlsx')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function opened(name: string): Promise<Workbook> {
  const book = new excel.Workbook()
  return book.xlsx.readFile(await convert(join(folder, name), 'xlsx', join(folder, 'opened')))
}

test('LibreOffice finds numbers, shares, times, words and links where they belong', () => {
  const cell = (heading: string) => under(sheetOf(findings, '问题清单'), 2, heading)
  expect(cell('序号')).toMatchObject({ type: ValueType.Number, value: 1 })
  expect(cell('实测值')).toMatchObject({ type: ValueType.Number, value: 0.9333, numFmt: '0.00%' })
  expect(cell('状态').value).toBe(404)
  expect(cell('建议扣分')).toMatchObject({ value: 1.5, numFmt: '0.00' })
  expect(cell('检查时间')).toMatchObject({ type: ValueType.Date, value: new Date('2026-11-25T01:07:31Z') })
  expect(cell('说明')).toMatchObject({ type: ValueType.String, value: "=cmd|' /C calc'!A0" })
  expect(cell('证据编号').hyperlink).toMatch(/report\.html$/)
  expect(sheetOf(findings, '问题清单').autoFilter).toMatch(/^A1:Z\d+$/)
})

test('LibreOffice shows what looks like an escape as it was written', () => {
  // The reader knows no escapes: what was one stands before it as LibreOffice wrote it again.
  expect(under(sheetOf(findings, '问题清单'), 2, '问题对象').text.replaceAll('_x005F_', '_')).toBe('_x003D_1\ufffd')
})

test('LibreOffice opens the scores with all sheets and their numbers', () => {
  expect(scores.worksheets.map(({ name }) => name)).toEqual(['总表', '网站运行情况', '常态化监管情况', '说明'])
  const first = sampleRun().league.tables[0]?.rows[0]
  expect(under(sheetOf(scores, '总表'), 2, '总分高值')).toMatchObject({ type: ValueType.Number, value: first?.total.high, numFmt: '0.00' })
  expect(under(sheetOf(scores, '说明'), 3, '内容').type).toBe(ValueType.Date)
})

test.each(['findings.xlsx', 'scores.xlsx'])('%s is drawn as pages that are not blank', async (name) => {
  const pages = await pagesOf(join(folder, name), folder, 60)
  expect(pages.length).toBeGreaterThan(3)
  // A4 on its side at 60 dpi; a blank one is about 2 kB.
  for (const page of pages) expect(statSync(page).size).toBeGreaterThan(8000)
})
