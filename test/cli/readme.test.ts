import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProvince } from '../../src/demo/province.ts'
import { dayOf, instantOf } from '../../src/model/time.ts'
import { runCli, startCli } from './cli.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const README = readFileSync('README.md', 'utf8')
const CHINESE = readFileSync('README.zh-CN.md', 'utf8')

/** What a README names, where the test's own province has it. */
const commands = (text: string) => [...text.matchAll(/`?npx govsite ([^`\n]+)`?/g)].map((match) => (match[1] ?? '').trim())

/** Of the province, these: every command has something to do, and a night over all of them is a test of its own. */
const SITES = ['9905000001', '9907000001', '9900000016']
const ofSites = (csv: string) =>
  csv
    .split('\n')
    .filter((row, index) => index === 0 || SITES.some((code) => row.split(',').includes(code)))
    .join('\n')

let cwd: string
let province: Awaited<ReturnType<typeof startProvince>>

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'govsite-readme-'))
  province = await startProvince({ today: dayOf(instantOf(Date.now())), log: silent, dir: cwd, firstPort: 0 })
  const registry = join(province.configDir, 'sites.csv')
  writeFileSync(registry, ofSites(readFileSync(registry, 'utf8')))
  writeFileSync(join(cwd, 'export.csv'), ofSites(readFileSync(province.ledgerFile, 'utf8')))
  writeFileSync(
    join(cwd, 'page.html'),
    '<html><head><title>示例市人民政府</title></head><body><a href="/a.html">通知公告</a></body></html>',
  )
})

afterAll(async () => {
  await province.close()
  rmSync(cwd, { recursive: true, force: true })
})

test('both READMEs name the same commands', () => {
  const names = (text: string) => [...new Set(commands(text).map((line) => line.split(' ')[0]))].sort()
  expect(names(README)).toEqual(names(CHINESE))
})

test('every scripts entry that README names is there', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  for (const [, script = ''] of README.matchAll(/^npm (?:run )?(\w+)/gm)) expect(Object.keys(manifest.scripts)).toContain(script)
})

test('every folder and file that README names is there', () => {
  for (const [, path = ''] of README.matchAll(/`((?:src|checks|config)\/[\w./-]*)`/g)) {
    if (!/[<*]/.test(path)) expect(existsSync(resolve(path)), path).toBe(true)
  }
})

test('the commands of README do what it says', { timeout: 400_000 }, async () => {
  const exits: Record<string, number[]> = { crawl: [0], audit: [0, 1, 3], doctor: [0, 1] }
  const lines = [...new Set(commands(README))].filter((line) => !/^(schedule|demo)\b/.test(line))
  // What others read is made before them.
  const turn = (line: string) => (line.startsWith('crawl') ? 0 : line.startsWith('export') ? 1 : 2)
  lines.sort((a, b) => turn(a) - turn(b))
  const home = (await readFileSync(join(province.configDir, 'sites.csv'), 'utf8')).split('\n')[1]?.split(',')[4] ?? ''
  for (const line of lines) {
    const args = line
      .replace('ledger.csv', 'export.csv')
      .replace(/http:\/\/www\.lanzhou\.gov\.cn\//, line.startsWith('audit') ? home : '$&')
      .split(' ')
    if (args[0] === 'sites' && args[1] === 'import') args[2] = resolve('config/sites.gansu.csv')
    if (args[0] === 'export') args.push('--force')
    const data = join(cwd, args[0] === 'import' ? 'taken-in' : 'data')
    const common = ['checks'].includes(args[0] ?? '')
      ? []
      : ['--config', args[1] === 'import' && args[0] === 'sites' ? join(cwd, 'imported') : province.configDir, '--data', data]
    const ran = await runCli([...args, ...common], cwd)
    expect(exits[args[0] ?? ''] ?? [0], `${line}\n${ran.stderr}`).toContain(ran.code)
    expect(ran.stdout, line).not.toBe('')
  }
})

test('schedule refuses a data folder that another process holds, and ends within ten seconds of SIGTERM', async () => {
  const args = ['schedule', '--config', province.configDir, '--data', join(cwd, 'held')]
  const first = startCli(args, cwd)
  await new Promise<void>((ready) => first.child.stderr?.on('data', () => ready()))
  const second = await runCli(args, cwd)
  expect(second.code).toBe(2)
  expect(second.stderr).toContain('held')
  const told = Date.now()
  first.child.kill('SIGTERM')
  const ended = await first.ended
  expect(ended.code, ended.stderr).toBe(0)
  expect(Date.now() - told).toBeLessThan(10_000)
})
