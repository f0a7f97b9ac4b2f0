import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'csv-parse/sync'
import excel from 'exceljs'
import { chromium } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { VANTAGE_SITE } from '../../../src/model/visit.ts'
import { openStore } from '../../../src/store/open.ts'
import { type Ran, runCli } from '../../cli/cli.ts'
import type { Listening } from '../../crawl/net/world.ts'
import { convert } from '../../report/office.ts'
import { SILENT } from '../../store/content.ts'
import { CODE, openHostileSite, writeHostileConfig, writeHostileLedger } from './hostile-site.ts'
import { SINGLE } from './single-cases.ts'
import { DRIVES, TEXT_CASES } from './text-cases.ts'

let cwd: string
let site: Listening
/** The unpacked bundle, and where its evidence and documents lie. */
let bundle: string

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'govsite-hostile-'))
  site = await openHostileSite()
  writeHostileConfig(join(cwd, 'config'), site.port)
  writeHostileLedger(join(cwd, 'ledger.csv'))
  const crawl = await run('crawl', '--verbose')
  expect(crawl.code, crawl.stderr).toBe(0)
  expect((await run('export', '--out', 'bundle.zip')).code).toBe(0)
  execFileSync('unzip', ['-q', 'bundle.zip', '-d', 'opened'], { cwd })
  bundle = join(cwd, 'opened', readdirSync(join(cwd, 'opened'))[0] ?? '', 'data')
})
afterAll(async () => {
  await site.close()
  rmSync(cwd, { recursive: true, force: true })
})

/** Runs a command; whatever it prints drives no terminal and hides nothing, and its log has a whole JSON object a line. */
async function run(...args: string[]): Promise<Ran> {
  const ran = await runCli([...args, '--config', 'config'], cwd)
  expect(ran.stdout.replace(/^\ufeff/, ''), args.join(' ')).not.toMatch(DRIVES)
  expect(ran.stderr, args.join(' ')).not.toMatch(DRIVES)
  for (const line of ran.stderr.split('\n').filter((one) => one.startsWith('{'))) expect(JSON.parse(line)).toHaveProperty('level')
  expect(ran.stderr).not.toMatch(/^\[19\/19\]|"msg":"(?:forged|all sites pass)"/m)
  return ran
}

const home = (path = '/') => `http://127.0.0.1:${site.port}${path}`

/** Every command that prints what sites wrote, and the exit code that is right. */
test.each<[string, number, () => string[]]>([
  ['score', 0, () => ['score']],
  ['score as CSV', 0, () => ['score', '--format', 'csv']],
  ['score as JSON', 0, () => ['score', '--json']],
  ['compare', 0, () => ['compare', 'latest', 'latest']],
  ['judge', 0, () => ['judge', '--as-of', '2026-03-01']],
  ['inspect', 0, () => ['inspect', home()]],
  ['inspect as JSON', 0, () => ['inspect', home(), '--json']],
  ['sites list', 0, () => ['sites', 'list']],
  ['a ledger full of it', 2, () => ['ledger', 'import', 'ledger.csv', '--skip-bad']],
  ['verify of the bundle', 0, () => ['verify', 'bundle.zip']],
  ['audit', 1, () => ['audit', home('/small/')]],
])('%s prints it harmlessly', async (_, code, args) => {
  const ran = await run(...args())
  expect(ran.code, ran.stderr).toBe(code)
  expect(ran.stdout.length + ran.stderr.length).toBeGreaterThan(50)
  if (args().includes('--json')) JSON.parse(ran.stdout)
})

test('the night remembers that its browser had no sandbox, where it had none', async () => {
  const store = await openStore({ file: join(cwd, 'data', 'govsite.sqlite'), log: SILENT })
  const [run] = await store.runs.list()
  const visits = await store.visits.ofRun(run?.id ?? '')
  const vantage = visits.find((visit) => visit.site === VANTAGE_SITE)
  const notes = (await store.visits.captures(vantage?.id ?? '')).filter((capture) => capture.kind === 'note')
  await store.close()
  const expected = process.getuid?.() === 0 ? [expect.stringContaining('以 root 身份运行时')] : notes.map(({ detail }) => detail)
  expect(notes.map(({ detail }) => detail)).toEqual(expected)
})

test(SINGLE.report.name, async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', chromiumSandbox: process.getuid?.() !== 0 })
  const page = await browser.newPage()
  const happened: string[] = []
  page.on('request', (request) => happened.push(request.url()))
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => happened.push(`dialog ${dialog.message()}`)))
  page.on('popup', () => happened.push('popup'))
  const address = pathToFileURL(join(bundle, 'report.html')).href
  await page.goto(address)
  const found = await page.evaluate(`({
    scripts: document.querySelectorAll('script, iframe, object, embed, base, meta[http-equiv=refresh], form').length,
    handlers: [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes]).filter(({ name }) => /^on/i.test(name)).length,
    targets: [...document.querySelectorAll('[href], [src], [action]')].map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action')),
    text: document.body.textContent,
  })`)
  const { scripts, handlers, targets, text } = found as { scripts: number; handlers: number; targets: string[]; text: string }
  expect({ scripts, handlers }).toEqual({ scripts: 0, handlers: 0 })
  expect(targets.filter((target) => !/^(?:https?:\/\/|#|pictures\/[0-9a-f]{64}\.|data:image\/)/.test(target))).toEqual([])
  expect(text).toContain('<script>fetch("http://127.0.0.9/")</script>')
  expect(text).toContain('"><img src=x onerror=fetch(')
  expect(text).not.toMatch(DRIVES)
  // Should an escape be forgotten one day, the policy of the page still lets no script run.
  await page.evaluate(
    `document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="happened = 1">'); document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.happened = 1' }))`,
  )
  expect(await page.evaluate('window.happened')).toBeUndefined()
  expect(happened.filter((url) => !url.startsWith(address.slice(0, address.lastIndexOf('/'))) && !url.startsWith('data:'))).toEqual([])
  await browser.close()
})

test.each(['findings.xlsx', 'scores.xlsx'])('%s holds it as text: no formula, no link but to the web', async (name) => {
  const book = new excel.Workbook()
  await book.xlsx.load(Uint8Array.from(readFileSync(join(bundle, name))).buffer)
  let hostile = 0
  book.eachSheet((sheet) =>
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        expect(cell.type).not.toBe(excel.ValueType.Formula)
        if (cell.hyperlink) expect(cell.hyperlink).toMatch(/^(?:https?:\/\/|report\.html)/)
        expect(cell.text).not.toMatch(/\p{Cf}/u)
        if (/^[=+\-@＝]/.test(cell.text)) hostile += 1
      }),
    ),
  )
  expect(hostile).toBeGreaterThan(0)
  const parts = execFileSync('unzip', ['-p', join(bundle, name), 'xl/worksheets/*'], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  expect(parts).not.toMatch(/<f[ >]/)
})

test('LibreOffice opens the sheet, and sees no formula in it either', async () => {
  const csv = readFileSync(await convert(join(bundle, 'findings.xlsx'), 'csv', cwd), 'utf8')
  const rows: string[][] = parse(csv, { bom: true, relax_column_count: true })
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.flat().filter((cell) => /^(?:Err:|#NAME\?|#VALUE!|点此$)/.test(cell))).toEqual([])
})

test('the CSV holds it as text', () => {
  const rows: string[][] = parse(readFileSync(join(bundle, 'findings.csv')), { bom: true })
  expect(new Set(rows.map(({ length }) => length)).size).toBe(1)
  expect(rows.flat().filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([])
  expect(rows.flat().filter((cell) => /^'[=+\-@＝＋－＠]/.test(cell)).length).toBeGreaterThan(0)
})

test('the other files of the bundle read as they were written', () => {
  for (const line of readFileSync(join(bundle, 'evidence.jsonl'), 'utf8').trimEnd().split('\n')) JSON.parse(line)
  expect(parseYaml(readFileSync(join(bundle, 'settings.yaml'), 'utf8'), { maxAliasCount: 0 }).sites).toMatchObject([{ code: CODE }])
  expect(
    readFileSync(join(bundle, '..', 'README.txt'), 'utf8')
      .replaceAll('\r\n', '\n')
      .replace(/^\ufeff/, ''),
  ).not.toMatch(DRIVES)
  const names = execFileSync('unzip', ['-Z1', 'bundle.zip'], { cwd, encoding: 'utf8' }).trimEnd().split('\n')
  expect(names.filter((name) => !/^[\w.-]+(?:\/[\w.-]+){1,3}$/.test(name))).toEqual([])
})

test('the drafts hold it as text, under a name in the folder, and LibreOffice opens them', async () => {
  const before = new Set(readdirSync(cwd))
  expect((await run('document', 'notice')).code).toBe(0)
  expect((await run('document', 'rectification', '--site', CODE)).code).toBe(0)
  const made = readdirSync(cwd).filter((name) => !before.has(name))
  expect(made.length).toBe(2)
  const draft = made.find((name) => name.startsWith('整改')) ?? ''
  const text = readFileSync(await convert(join(cwd, draft), 'txt', cwd), 'utf8')
  expect(text).toContain('<script>fetch("http://127.0.0.9/")</script>')
  expect(text).not.toMatch(/\p{Cf}(?<!\ufeff)/u)
})

test('every hostile text was met on the site', () => {
  const evidence = readFileSync(join(bundle, 'evidence.jsonl'), 'utf8')
  // What is not seen is left out by the extractors already, and stays in the bytes as received.
  const plain = TEXT_CASES.filter(({ text }) => text.isWellFormed() && text.length < 200 && !/[\u0000\r\n\t]|\p{Cf}/u.test(text.trim()))
  const missing = plain.filter(({ text }) => !evidence.includes(JSON.stringify(text.replaceAll(/\s+/g, ' ').trim()).slice(1, -1)))
  expect(missing.map(({ name }) => name)).toEqual([])
})
