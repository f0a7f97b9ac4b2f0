import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPromise } from 'yauzl'
import { openStore } from '../../src/store/open.ts'
import { partsOf, textOf } from '../report/documents/docx.ts'
import { SILENT } from '../store/content.ts'
import { runCli } from './cli.ts'
import { addNight, type Said, siteOf } from './nights.ts'

const CODE = '../a'
let cwd: string

const said = (fails: number): Said[] => [
  ...Array.from({ length: fails }, (_, index): Said => [CODE, 'empty-columns', 'fail', `http://a.example/${index}`]),
  ['b', 'empty-columns', 'pass', 'http://b.example/'],
  ['c', 'links-level-2', 'inconclusive', 'http://c.example/'],
]

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'govsite-document-'))
  mkdirSync(join(cwd, 'data'))
  const store = await openStore({ file: join(cwd, 'data', 'govsite.sqlite'), log: SILENT })
  await addNight(store, '2025-02-10', said(4))
  await addNight(store, '2025-03-10', said(3))
  await addNight(store, '2026-02-28', said(2))
  await addNight(store, '2026-02-28', said(9), { finished: false })
  await addNight(store, '2026-03-01', said(1), { config: { sites: [siteOf(CODE, '甲市'), siteOf('b'), siteOf('c')] } })
  await store.close()
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const LATEST = '2026-03-01-crawl-5'
const textAt = async (file: string) => textOf(await partsOf(readFileSync(join(cwd, file))))

test('a notice on the latest run lies in the current folder, and compares with the run before and with last year', async () => {
  const ran = await runCli(['document', 'notice', '--json'], cwd)
  expect(ran.stderr).toBe('')
  const file = join(cwd, `通报（${LATEST}）.docx`)
  expect(JSON.parse(ran.stdout)).toEqual({ run: LATEST, comparedWith: ['2026-02-28-crawl-3', '2025-03-10-crawl-2'], file })
  const text = await textAt(`通报（${LATEST}）.docx`)
  expect(text).toContain('与上次检查（2026年2月28日）相比')
  expect(text).toContain('发现的问题由2项变为1项（减少1项）')
  expect(text).toContain('与上年同期检查（2025年3月10日）相比')
  expect(text).toContain('甲市1项')
})

test('the run to compare with can be named; the oldest run has none', async () => {
  const named = await runCli(['document', 'notice', '--previous', '2025-02-10-crawl-1', '--out', 'named.docx', '--json'], cwd)
  expect(JSON.parse(named.stdout)).toMatchObject({ comparedWith: ['2025-02-10-crawl-1', '2025-03-10-crawl-2'] })
  const oldest = await runCli(['document', 'notice', '--run', '2025-02-10-crawl-1', '--out', 'oldest.docx'], cwd)
  expect(oldest.stdout).toBe(`通报草稿已写入 ${join(cwd, 'oldest.docx')}，没有可以比较的批次。黄色标注处须由人填写。\n`)
  expect(await textAt('oldest.docx')).not.toMatch(/环比|同比/)
})

test('the same input makes the same bytes, and no moment of writing is in them', async () => {
  await runCli(['document', 'notice', '--out', 'one.docx'], cwd)
  await runCli(['document', 'notice', '--out', 'two.docx'], cwd)
  expect(readFileSync(join(cwd, 'one.docx')).equals(readFileSync(join(cwd, 'two.docx')))).toBe(true)
  const days = new Set<number>()
  for await (const entry of (await openPromise(join(cwd, 'one.docx'))).eachEntry()) days.add(entry.getLastModDate().getFullYear())
  expect([...days]).toEqual([1980])
})

test('a rectification notice: no code of a site leads out of the folder; days count from the day of issue', async () => {
  const ran = await runCli(['document', 'rectification', '--site', CODE, '--issued', '2026-09-30', '--days', '3', '--json'], cwd)
  const file = join(cwd, `整改通知单（.._a，${LATEST}）.docx`)
  // The holidays of October 2026 end on the 7th, and the 10th is worked.
  expect(JSON.parse(ran.stdout)).toEqual({ run: LATEST, site: CODE, file, deadline: '2026-10-10' })
  expect(existsSync(file)).toBe(true)
  expect(await textAt(`整改通知单（.._a，${LATEST}）.docx`)).toContain('请于2026年10月10日')
})

test('a deadline in a year without a calendar is said to be unknown, in the document too', async () => {
  const ran = await runCli(['document', 'rectification', '--site', CODE, '--issued', '2026-12-28', '--out', 'late.docx'], cwd)
  expect(ran.stdout).toContain('无法推算')
  expect(await textAt('late.docx')).toContain(
    '【此处由承办人填写：整改截止日期（自2026年12月28日起10个工作日；期限跨入放假安排尚未公布的年度，无法推算）】',
  )
})

test('without a day of issue the notice is of today', async () => {
  const ran = await runCli(['document', 'rectification', '--site', CODE, '--out', 'today.docx'], cwd)
  expect(ran.code).toBe(0)
  const today = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' }).format(new Date())
  expect(await textAt('today.docx')).toContain(`\n${today}\n`)
})

test.each([
  ['a site without a fault', 'b', 'b市在检查批次 2026-03-01-crawl-5 中没有可以确定的问题，不需要整改通知单，未生成文件。\n'],
  [
    'a site in doubt',
    'c',
    'c市在检查批次 2026-03-01-crawl-5 中没有可以确定的问题，不需要整改通知单，未生成文件。另有 1 项待核实事项，不要求整改。\n',
  ],
])('%s needs no notice: that is said, nothing is written, exit 0', async (_, code, says) => {
  const before = readdirSync(cwd)
  const ran = await runCli(['document', 'rectification', '--site', code], cwd)
  expect(ran).toEqual({ code: 0, stdout: says, stderr: '' })
  expect(readdirSync(cwd)).toEqual(before)
})

test('a file that is there is overwritten only on demand', async () => {
  writeFileSync(join(cwd, 'mine.docx'), 'mine')
  const refused = await runCli(['document', 'notice', '--out', 'mine.docx'], cwd)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toMatch(/mine\.docx.*--force/)
  expect(readFileSync(join(cwd, 'mine.docx'), 'utf8')).toBe('mine')
  const forced = await runCli(['document', 'notice', '--out', 'mine.docx', '--force'], cwd)
  expect(forced.code).toBe(0)
  expect(await textAt('mine.docx')).toContain('政府网站检查情况的通报')
  expect(readdirSync(cwd).filter((name) => name.endsWith('.part'))).toEqual([])
})

test.each([
  ['no run of this id', ['notice', '--run', 'x'], /no run x/],
  ['no run to compare with', ['notice', '--previous', 'x'], /--previous/],
  ['a run compared with itself', ['notice', '--previous', LATEST], /--previous.*before/s],
  ['a run compared with one that did not end', ['notice', '--previous', '2026-02-28-crawl-4'], /--previous.*finished/s],
  ['a folder that is not there', ['notice', '--out', 'nowhere/x.docx'], /nowhere/],
  ['a folder instead of a file', ['notice', '--out', 'data'], /folder/],
  ['no site named', ['rectification'], /--site/],
  ['an unknown site', ['rectification', '--site', 'z'], /no site z.*--site.*b/s],
  ['no days', ['rectification', '--site', CODE, '--days', '0'], /--days/],
  ['days that are no number', ['rectification', '--site', CODE, '--days', '1e1'], /--days/],
  ['a day that is none', ['rectification', '--site', CODE, '--issued', '2026-02-30'], /--issued/],
  ['a day in another form', ['rectification', '--site', CODE, '--issued', '2026/3/1'], /yyyy-MM-dd/],
])('%s: exit 2, and words on stderr', async (_, args, says) => {
  const before = readdirSync(cwd)
  const ran = await runCli(['document', ...args], cwd)
  expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' })
  expect(ran.stderr).toMatch(says)
  expect(ran.stderr).not.toMatch(/\n\s+at .*\.ts:\d+/)
  expect(readdirSync(cwd)).toEqual(before)
})
