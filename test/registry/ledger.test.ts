import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Problem, UserError } from '../../src/model/config.ts'
import type { Settings } from '../../src/model/settings.ts'
import type { Site } from '../../src/model/site.ts'
import { type LedgerRow, parseLedger, readLedger } from '../../src/registry/ledger.ts'
import { readLedgerDate } from '../../src/registry/ledger-date.ts'
import { readSettings } from '../../src/registry/settings.ts'
import { parseTables } from '../../src/registry/table-file.ts'
import { parseYaml } from '../../src/registry/yaml-file.ts'
import { sheet, workbook } from './workbooks.ts'

function shippedSettings(): Settings {
  const problems: Problem[] = []
  const yaml = parseYaml('settings.yaml', readFileSync('config/settings.yaml', 'utf8'), problems)
  const settings = yaml && readSettings(yaml, undefined, problems)
  if (!settings) throw new Error(JSON.stringify(problems))
  return settings
}

const SETTINGS = shippedSettings()

function site(code: string, name: string): Site {
  return {
    code,
    name,
    owner: { name: `${name}政府`, kind: 'city' },
    home: `http://${code}.gov.cn/`,
    pins: { columns: [] },
    authorised: false,
  }
}

const SITES = [
  site('6200000001', '甘肃省'),
  site('0100000002', '零市'),
  site('lanzhou', '兰州市'),
  site('6200000003', '同名'),
  site('6200000004', '同名'),
]
const HEAD = '留言编号,网站标识码,网站名称,提交时间,转办时间,办结时间,办理状态'

async function read(input: string | Uint8Array): Promise<{ rows: LedgerRow[]; problems: Problem[] }> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input
  return parseLedger('ledger', await parseTables('ledger', bytes), SETTINGS.ledger, SITES)
}

test.each([
  ['2026-07-31 10:20', '2026-07-31T10:20:00.000+08:00', true],
  ['2026-07-31 10:20:05', '2026-07-31T10:20:05.000+08:00', true],
  ['2026-07-31T10:20:05.123', '2026-07-31T10:20:05.000+08:00', true],
  ['2026-07-31T02:20:00Z', '2026-07-31T10:20:00.000+08:00', true],
  ['2026-07-31T10:20:00+08:00', '2026-07-31T10:20:00.000+08:00', true],
  ['2026/7/31', '2026-07-31T00:00:00.000+08:00', false],
  ['2026.7.31', '2026-07-31T00:00:00.000+08:00', false],
  ['2026年7月31日', '2026-07-31T00:00:00.000+08:00', false],
  ['2026年7月31日 10时20分', '2026-07-31T10:20:00.000+08:00', true],
  ['2026年7月31日10:20', '2026-07-31T10:20:00.000+08:00', true],
  ['２０２６－０７－３１　１０：２０', '2026-07-31T10:20:00.000+08:00', true],
  ['2026/7/31 下午 3:05', '2026-07-31T15:05:00.000+08:00', true],
  ['2026/7/31 12:30 AM', '2026-07-31T00:30:00.000+08:00', true],
  ['20260731', '2026-07-31T00:00:00.000+08:00', false],
  ['20260731102030', '2026-07-31T10:20:30.000+08:00', true],
  ['46234', '2026-07-31T00:00:00.000+08:00', false],
  ['46234.430555555555', '2026-07-31T10:20:00.000+08:00', true],
])('the date %s is read', (text, instant, timed) => {
  expect(readLedgerDate(text)).toEqual({ instant, timed })
})

test.each([
  '',
  '昨天',
  '2026-02-30',
  '2026-13-01',
  '2026-07-31 25:00',
  '31/7/2026',
  '1999-01-01',
  '12345678901234567890',
  '2026-07-31 x',
  '7月31日',
])('%j is no date', (text) => {
  expect(readLedgerDate(text)).toBeUndefined()
})

test('no text makes the date reader throw', () => {
  const part = fc.constantFrom('2026', '-', '/', '年', '月', '日', ' ', ':', '7', '31', '上午', 'T', 'Z', '+08:00', '.', '9999999')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part, { maxLength: 20 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const date = readLedgerDate(text)
        if (date) expect(Number.isNaN(Date.parse(date.instant))).toBe(false)
      },
    ),
    { numRuns: 300 },
  )
})

const TICKET: LedgerRow = {
  number: 'A1',
  site: '6200000001',
  submittedAt: '2026-07-31T10:20:00.000+08:00',
  dispatchedAt: '2026-08-01T09:00:00.000+08:00',
  answeredAt: '2026-08-03T00:00:00.000+08:00',
  status: '已办结',
  unfounded: false,
  extended: false,
}

test('a CSV export is read, with title and total around it', async () => {
  const text = `我为政府网站找错 留言导出,,,,,,\n${HEAD}\nA1,6200000001,甘肃省网站,2026-07-31 10:20,2026/8/1 9:00,2026年8月3日,已办结\n合计：1,,,,,,\n`
  expect(await read(text)).toEqual({ rows: [TICKET], problems: [] })
})

test('an XLSX export is read: date cells, serial numbers, rich text, formulas, codes as numbers, the sheet that has the headings', async () => {
  const bytes = await workbook((book) => {
    book.addWorksheet('说明').addRow(['本表由平台导出'])
    const made = book.addWorksheet('留言')
    made.addRow(['留言导出'])
    made.mergeCells('A1:G1')
    made.addRow(HEAD.split(','))
    made.addRow([
      'A1',
      6200000001,
      '',
      new Date(Date.UTC(2026, 6, 31, 10, 20)),
      46235.375,
      new Date(Date.UTC(2026, 7, 3)),
      { richText: [{ text: '已' }, { text: '办结' }] },
    ])
    made.addRow([{ formula: '"A"&2', result: 'A2' }, 100000002, '', '2026-07-31', null, null, '办理中'])
  })
  const { rows, problems } = await read(bytes)
  expect(problems).toEqual([])
  expect(rows).toEqual([
    TICKET,
    {
      ...TICKET,
      number: 'A2',
      site: '0100000002',
      submittedAt: '2026-07-31T00:00:00.000+08:00',
      dispatchedAt: null,
      answeredAt: null,
      status: '办理中',
    },
  ])
})

test('a site whose code the registry does not know is found by its name', async () => {
  const { rows } = await read(`${HEAD}\nA1,6201000009,兰州市政府门户网站,2026-07-31,,,\n`)
  expect(rows[0]?.site).toBe('lanzhou')
})

test('status words mark what is unfounded or extended', async () => {
  const { rows } = await read(`${HEAD}\nA1,6200000001,,2026-07-31,,,经核实不属实\nA2,6200000001,,2026-07-31,,2026-08-20,已延期办结\n`)
  expect(rows.map(({ unfounded, extended }) => [unfounded, extended])).toEqual([
    [true, false],
    [false, true],
  ])
})

test('an answer dated on the day of the submission, without a time, came no earlier than that', async () => {
  const { rows, problems } = await read(`${HEAD}\nA1,6200000001,,2026-07-31 10:20,2026-07-31,2026-07-31,\n`)
  expect(problems).toEqual([])
  expect(rows[0]).toMatchObject({ dispatchedAt: '2026-07-31T10:20:00.000+08:00', answeredAt: '2026-07-31T10:20:00.000+08:00' })
})

test.each([
  ['an unknown site', 'A2,6200000099,无名市,2026-07-31,,,', '网站标识码'],
  ['a name that two sites share', 'A2,,同名,2026-07-31,,,', '网站标识码'],
  ['the code of one site and the name of another', 'A2,6200000099,甘肃省,2026-07-31,,,', '网站标识码'],
  ['no site', 'A2,,,2026-07-31,,,', '网站标识码'],
  ['an unreadable date', 'A2,6200000001,,昨天,,,', '提交时间'],
  ['no submission', 'A2,6200000001,,,,,', '提交时间'],
  ['an answer before the submission', 'A2,6200000001,,2026-07-31 10:20,,2026-07-31 10:19,', '办结时间'],
  ['an answer on the day before', 'A2,6200000001,,2026-07-31 10:20,,2026-07-30,', '办结时间'],
  ['a dispatch before the submission', 'A2,6200000001,,2026-07-31,2026-07-30,,', '转办时间'],
  ['no number', ',6200000001,,2026-07-31,,,', '留言编号'],
  ['a number given twice', 'A1,6200000001,,2026-07-31,,,', '留言编号'],
  ['a rounded number', '2.0260731E+15,6200000001,,2026-07-31,,,', '留言编号'],
  ['an answer without its time', 'A2,6200000001,,2026-07-31,,,已办结', '办结时间'],
])('a row with %s is told with its line, and the sound rows are kept', async (_, row, at) => {
  const { rows, problems } = await read(`${HEAD}\nA1,6200000001,,2026-07-31,,,\n${row}\n`)
  expect(rows).toHaveLength(1)
  expect(problems).toEqual([expect.objectContaining({ file: 'ledger', line: 3, at })])
})

test('everything wrong in a row is told', async () => {
  const { problems } = await read(`${HEAD}\n,,,x,y,z,\n`)
  expect(problems.map((problem) => problem.at)).toEqual(['留言编号', '网站标识码', '提交时间', '转办时间', '办结时间'])
})

test('a second sheet with messages is not lost in silence', async () => {
  const bytes = await workbook((book) => {
    for (const name of ['一月', '二月']) {
      const made = book.addWorksheet(name)
      made.addRow(HEAD.split(','))
      made.addRow([name, '6200000001', '', '2026-07-31', '', '', ''])
    }
  })
  const { rows, problems } = await read(bytes)
  expect(rows.map((row) => row.number)).toEqual(['一月'])
  expect(problems).toEqual([expect.objectContaining({ file: 'ledger (二月)', got: 'a second one besides 一月' })])
})

test('without the headings nothing is read, and the missing ones are named', async () => {
  const error: unknown = await read('留言编号,网站名称,提交时间\nA1,甘肃省,2026-07-31\n').catch((thrown: unknown) => thrown)
  if (!(error instanceof UserError)) throw error
  expect(error.problems).toEqual([
    expect.objectContaining({
      line: 1,
      at: 'answeredAt',
      fix: 'name the column of this export in settings.yaml under ledger.columns.answeredAt',
    }),
  ])
  await expect(read('')).rejects.toThrow(UserError)
  expect((await read(`${HEAD}\n`)).problems).toHaveLength(1)
})

test('from a file', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'govsite-ledger-'))
  try {
    const file = join(dir, 'ledger.xlsx')
    writeFileSync(
      file,
      await sheet([HEAD.split(','), ['A1', '6200000001', '', '2026-07-31 10:20', '2026-08-01 09:00', '2026-08-03', '已办结']]),
    )
    expect(await readLedger(file, SETTINGS, SITES)).toEqual({ rows: [TICKET], problems: [] })
    await expect(readLedger(join(dir, 'missing.csv'), SETTINGS, SITES)).rejects.toThrow(UserError)
  } finally {
    rmSync(dir, { recursive: true })
  }
})
