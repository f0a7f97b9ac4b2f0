import fc from 'fast-check'
import iconv from 'iconv-lite'
import type { Site } from '../../../../src/model/site.ts'
import { findHeading } from '../../../../src/registry/heading.ts'
import { parseLedger } from '../../../../src/registry/ledger.ts'
import { siteFinder } from '../../../../src/registry/ledger-sites.ts'
import { readSite } from '../../../../src/registry/site-row.ts'
import { SITE_HEADINGS } from '../../../../src/registry/site-words.ts'
import { parseSites } from '../../../../src/registry/sites.ts'
import { parseTables } from '../../../../src/registry/table-file.ts'
import { decodeText } from '../../../../src/registry/text-file.ts'
import { readWorkbook } from '../../../../src/registry/workbook.ts'
import { writeSitesCsv } from '../../../../src/registry/write-sites.ts'
import { weighZip } from '../../../../src/registry/zip-weight.ts'
import { address } from '../given/addresses.ts'
import { damaged } from '../given/damage.ts'
import { number, odd, plainDate, title } from '../given/words.ts'
import { workbooks } from '../given/workbooks.ts'
import { equal, isData, must } from '../holds.ts'
import { orRefused } from '../refused.ts'
import { type Group, plainGroup } from '../target.ts'
import { SETTINGS } from './config.ts'

const SITES: readonly Site[] = [
  {
    code: '6200000001',
    name: '甘肃省网站',
    owner: { name: '省政府', kind: 'department' },
    home: 'http://a.gov.cn/',
    pins: { columns: [] },
    authorised: false,
  },
  { code: 'b', name: '乙', owner: { name: '省政府', kind: 'city' }, home: 'http://b.gov.cn/', pins: { columns: [] }, authorised: true },
]

/** Reads a file as both lists that people write; refusing is right, silence is not. */
async function readAsLists(bytes: Uint8Array): Promise<void> {
  const tables = await orRefused(() => parseTables('f', bytes))
  if (tables === null) return
  isData(tables)
  const { sites, problems, skipped } = parseSites('f', tables)
  must(sites.length + problems.length + skipped.length > 0, () => 'neither a site nor a problem')
  isData([sites, problems, skipped])
  if (sites.length > 0 && problems.length === 0) {
    const again = parseSites('f', await parseTables('f', Buffer.from(writeSitesCsv(sites))))
    equal(again.sites, sites, 'written and read again')
  }
  const ledger = await orRefused(() => parseLedger('f', tables, SETTINGS.ledger, SITES))
  if (ledger === null) return
  isData(ledger)
  must(ledger.rows.length + ledger.problems.length > 0, () => 'neither a row nor a problem')
  for (const { submittedAt, answeredAt } of ledger.rows)
    must(answeredAt === null || answeredAt >= submittedAt, () => `${answeredAt} before ${submittedAt}`)
}

const HEADINGS = [
  'code,name,kind,owner,home',
  '网站标识码,网站名称,类别,主办单位,首页网址,栏目,留言板,是否授权',
  'code\tname\tkind\thome\trate',
  '留言编号,网站标识码,网站名称,提交时间,转办时间,办结时间,状态',
  '编号，名称',
]
const cell = fc.oneof(
  fc.constantFrom(
    '6200000001',
    '1',
    'city',
    '市州',
    'http://a.gov.cn/',
    'http://b.gov.cn/#x',
    '要闻|news|http://a.gov.cn/;公告|notice|http://b/',
    'none',
    '是',
    '0.5',
    '6.2E+09',
    'unknown',
    '已办结',
    '=1+1',
    '"',
    '""',
    '"a""b"',
    '__proto__',
  ),
  plainDate,
  number,
  address,
  title.map((text) => text.slice(0, 20)),
  odd,
)
const csv = fc
  .tuple(
    fc.constantFrom(...HEADINGS),
    fc.array(fc.array(cell, { maxLength: 8, size: 'max' }), { maxLength: 4 }),
    fc.constantFrom('utf8', 'utf8', 'gb18030', 'utf16le'),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([head, rows, charset, end]) => {
    const text = [head, ...rows.map((row) => row.join(head.includes('\t') ? '\t' : ','))].join(end)
    return charset === 'utf8' ? Buffer.from(text) : iconv.encode(text, charset, { addBOM: charset === 'utf16le' })
  })

const LISTS = plainGroup({
  name: 'registries and ledgers',
  given: 'CSV with headings of either, hostile cells, broken quotes, in any charset',
  cases: () =>
    fc.oneof(
      { weight: 3, arbitrary: csv },
      { weight: 1, arbitrary: damaged(csv) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)) },
    ),
  targets: [
    {
      name: 'lists that people write',
      of: [
        'registry/table-file.ts parseTables',
        'registry/sites.ts parseSites',
        'registry/ledger.ts parseLedger',
        'registry/write-sites.ts writeSitesCsv',
        'registry/heading.ts findHeading',
        'registry/site-row.ts readSite',
        'registry/ledger-sites.ts siteFinder',
        'registry/text-file.ts decodeText',
      ],
      holds: 'sites, or problems that name what is wrong; never silence; what is written is read again',
      check: async (bytes) => {
        await readAsLists(bytes)
        const text = decodeText(bytes)
        must(text === undefined || text.isWellFormed(), () => 'not well formed')
        const rows = [{ line: 1, cells: (text ?? '').split(',') }]
        const headed = findHeading([{ sheet: null, rows }], SITE_HEADINGS, () => false)
        must((headed?.columns.size ?? 0) <= rows.flatMap(({ cells }) => cells).length, () => 'more columns than cells')
        const found = siteFinder(SITES)(rows[0]?.cells[0] ?? '', rows[0]?.cells[1] ?? '')
        must('fault' in found || SITES.some(({ code }) => code === found.site), () => 'a site that is not registered')
        let told = 0
        const site = readSite(
          (field) => rows[0]?.cells[field.length % 5] ?? '',
          () => void told++,
        )
        must((site === undefined) === told > 0, () => 'neither a site nor a complaint')
      },
    },
  ],
})

const WORKBOOKS = plainGroup({
  name: 'workbooks',
  given: 'XLSX of lying or damaged parts, packed soundly, or damaged as a zip',
  cases: workbooks,
  targets: [
    {
      name: 'a workbook',
      of: ['registry/workbook.ts readWorkbook', 'registry/zip-weight.ts weighZip', 'registry/table-file.ts parseTables'],
      holds: 'read or refused with a reason; no library error reaches the user',
      check: async (bytes) => {
        await orRefused(() => weighZip('f', bytes))
        await orRefused(() => readWorkbook('f', bytes))
      },
    },
  ],
})

export const REGISTRY_GROUPS: readonly Group[] = [LISTS, WORKBOOKS]
