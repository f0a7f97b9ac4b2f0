import excel, { type Worksheet } from 'exceljs'
import { beforeAll, expect, test } from 'vitest'
import type { RunView } from '../../src/report/run-view.ts'
import { scoresWorkbook } from '../../src/report/sheets/scores.ts'
import type { SiteView } from '../../src/report/site-view.ts'
import { sampleRun, sampleSites } from './views.ts'
import { headings, oneByOne, readBack, sheetOf, under } from './workbooks.ts'

const { ValueType } = excel
const RUN = sampleRun()
const SITES = sampleSites()
let book: excel.Workbook

const scoresOf = (run: RunView, sites: readonly SiteView[]) => readBack(scoresWorkbook(run, () => oneByOne(sites)))

beforeAll(async () => {
  book = await scoresOf(RUN, SITES)
})

/** The first row of a sheet in which these headings hold these values. */
function rowWhere(sheet: Worksheet, wanted: Readonly<Record<string, unknown>>): number {
  for (let row = 2; row <= sheet.rowCount; row += 1) {
    if (Object.entries(wanted).every(([heading, value]) => under(sheet, row, heading).value === value)) return row
  }
  throw new Error(`no row with ${JSON.stringify(wanted)}`)
}

test('the sheets, each with a frozen head, a filter and A4 paper on its side', () => {
  expect(book.worksheets.map(({ name }) => name)).toEqual(['总表', '网站运行情况', '常态化监管情况', '说明'])
  for (const sheet of book.worksheets) {
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    })
    expect(sheet.headerFooter.oddHeader).toContain('政府网站考核评分表')
    expect(Boolean(sheet.autoFilter)).toBe(sheet.name !== '说明')
  }
})

test('the table of all sites: cities and departments in the order of their ranks, scores as numbers', () => {
  const sheet = sheetOf(book, '总表')
  expect(headings(sheet)).toEqual([
    ...['类别', '名次', '标识码', '网站名称', '主办单位', '满分', '总分低值', '总分高值'],
    ...['网站运行情况低值', '网站运行情况高值', '常态化监管情况低值', '常态化监管情况高值', '等级', '单项否决', '问题数', '存疑数'],
  ])
  expect(sheet.rowCount).toBe(1 + SITES.length)
  const rows = RUN.league.tables.flatMap((table) => table.rows.map((row) => ({ full: table.full, ...row })))
  rows.forEach((row, at) => {
    const cell = (heading: string) => under(sheet, at + 2, heading)
    expect(cell('标识码')).toMatchObject({ type: ValueType.String, value: row.code })
    expect(cell('名次').value).toBe(row.best === row.worst ? row.best : `${row.best}–${row.worst}`)
    expect(cell('满分').value).toBe(row.full)
    expect(cell('总分低值')).toMatchObject({ type: ValueType.Number, value: row.total.low, numFmt: '0.00' })
    expect(cell('总分高值').value).toBe(row.total.high)
    expect(cell('常态化监管情况低值').value).toBe(row.parts[1]?.low)
    expect([cell('问题数').value, cell('存疑数').value]).toEqual([row.failures, row.doubts])
  })
  expect(under(sheet, 2, '类别').value).toBe('市州')
  expect(under(sheet, 1 + SITES.length, '类别').value).toBe('省直部门')
})

test('a site that no points table covers stands last, without a score', async () => {
  const card = { code: 'x-1', name: '某县人民政府', owner: { name: '某县', kind: 'county' as const }, score: null }
  const sheet = sheetOf(await scoresOf({ ...RUN, sites: [card, ...RUN.sites] }, SITES), '总表')
  const last = SITES.length + 2
  expect(['类别', '名次', '标识码', '主办单位', '总分低值', '等级'].map((heading) => under(sheet, last, heading).value)).toEqual([
    ...['县区', '未评分', 'x-1', '某县', null, null],
  ])
})

test('an indicator says what it gave and took, and under it stands each finding that costs', () => {
  const sheet = sheetOf(book, '网站运行情况')
  const site = SITES.find(({ problems }) => problems.filter(({ deduction }) => deduction > 0).length > 5)
  const indicator = site?.indicators.find(({ part, problems, lost }) => part.id === 'running' && problems.length > 2 && lost.low > 0)
  if (!site || !indicator) throw new Error('the sample has a site with several deductions')
  const at = rowWhere(sheet, { 标识码: site.code, 指标: indicator.title, 行别: '指标' })
  const values = (row: number, names: readonly string[]) => names.map((heading) => under(sheet, row, heading).value)
  expect(values(at, ['分值', '得分低值', '得分高值', '扣分低值', '扣分高值'])).toEqual([
    ...[indicator.points, indicator.score.low, indicator.score.high, indicator.lost.low, indicator.lost.high],
  ])
  expect(values(at, ['通过', '问题', '存疑', '不适用'])).toEqual([
    ...[indicator.tally.pass, indicator.tally.fail, indicator.tally.inconclusive, indicator.tally['not-applicable']],
  ])
  expect(under(sheet, at, '依据').value).toBe(`${indicator.basis.document} ${indicator.basis.clause}`)
  indicator.problems.forEach((anchor, index) => {
    const problem = site.problems.find((one) => one.anchor === anchor)
    const row = at + 1 + index
    expect(under(sheet, row, '说明').text).toContain(problem?.says)
    expect(values(row, ['行别', '逐条扣分', '逐条可能扣分', '分值', '得分低值'])).toEqual([
      '问题',
      problem?.deduction,
      problem?.atRisk,
      null,
      null,
    ])
    expect(under(sheet, row, '证据').hyperlink).toBe('report.html')
    expect(sheet.getRow(row).outlineLevel).toBe(1)
  })
})

test('points of indicators and of findings can each be summed', () => {
  for (const { id, title } of [
    { id: 'running', title: '网站运行情况' },
    { id: 'supervision', title: '常态化监管情况' },
  ]) {
    const sheet = sheetOf(book, title)
    const sum = (heading: string) =>
      Array.from({ length: sheet.rowCount - 1 }, (_, at) => Number(under(sheet, at + 2, heading).value ?? 0)).reduce((a, b) => a + b, 0)
    const own = SITES.flatMap(({ indicators }) => indicators).filter(({ part }) => part.id === id)
    expect(sum('扣分低值')).toBeCloseTo(
      own.reduce((all, { lost }) => all + lost.low, 0),
      6,
    )
    expect(sum('逐条扣分')).toBeCloseTo(sum('扣分低值'), 6)
  }
})

test('a veto has no points but its verdict, and what may become one is listed', () => {
  const sheet = sheetOf(book, '网站运行情况')
  const vetoed = rowWhere(sheet, { 行别: '指标', 单项否决: '是' })
  expect(['分值', '得分低值', '扣分高值'].map((heading) => under(sheet, vetoed, heading).value)).toEqual([null, null, null])
  expect(under(sheet, vetoed + 1, '单项否决').value).toBe('是')
  const doubted = rowWhere(sheet, { 行别: '指标', 单项否决: '待定' })
  expect(under(sheet, doubted + 1, '行别').value).toBe('存疑')
})

test('what costs nothing more is counted, not listed', () => {
  const sheet = sheetOf(book, '网站运行情况')
  expect(under(sheet, rowWhere(sheet, { 行别: '其余' }), '说明').text).toMatch(/^另有 \d+ 条不计分或者不再扣分，见问题清单。$/)
})

const notes = (from: excel.Workbook) => {
  const sheet = sheetOf(from, '说明')
  return Array.from(
    { length: sheet.rowCount - 1 },
    (_, at) => [sheet.getRow(at + 2).getCell(1).text, sheet.getRow(at + 2).getCell(2)] as const,
  )
}

test('the notes say which run it is, whose points these are, and by what it is sealed', () => {
  const said = new Map(notes(book))
  expect(said.get('检查批次')?.value).toBe(RUN.run.id)
  expect(said.get('开始时间')).toMatchObject({ type: ValueType.Date, value: new Date('2026-11-25T01:00:00Z') })
  expect(said.get('特别说明')?.text).toContain('建议，未经主管单位确认')
  expect(said.get('封存根值')?.value).toBe(RUN.seal?.root)
  expect(said.get('时间戳')).toMatchObject({ type: ValueType.Date, value: new Date('2026-11-25T03:12:46Z') })
})

test('a run unfinished, unsealed, or sealed without a time stamp says so; official points are not called a proposal', async () => {
  const rubrics = RUN.rubrics.map((rubric) => ({ ...rubric, title: '计分表', source: '省政府办公厅印发' }))
  const open = new Map(notes(await scoresOf({ ...RUN, seal: null, rubrics, run: { ...RUN.run, finishedAt: null } }, [])))
  expect(open.get('结束时间')?.text).toContain('尚未结束')
  expect(open.get('封存')?.text).toBe('未封存')
  expect(open.has('特别说明')).toBe(false)
  const unstamped = new Map(notes(await scoresOf({ ...RUN, seal: { root: 'a', key: 'b', stampedAt: null } }, [])))
  expect(unstamped.get('时间戳')?.text).toBe('未加盖时间戳')
})

test('titles that no sheet may have are made fit, and none is taken twice', async () => {
  const titles = ['网站/运行[情况]', '说明', '很长的分项名称'.repeat(6)]
  const renamed = RUN.sites.map((card) => ({
    ...card,
    score: card.score && {
      ...card.score,
      parts: titles.map((title, at) => ({ id: String(at), title, points: 1, score: { low: 0, high: 1 } })),
    },
  }))
  const made = await scoresOf({ ...RUN, sites: renamed }, SITES)
  expect(made.worksheets.map(({ name }) => name)).toEqual([
    '总表',
    '网站_运行_情况_',
    '说明 2',
    `${'很长的分项名称'.repeat(3)}很长的`,
    '说明',
  ])
})
