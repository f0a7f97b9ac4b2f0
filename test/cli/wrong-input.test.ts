import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './cli.ts'

let cwd: string

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'govsite-wrong-'))
  mkdirSync(join(cwd, 'config'))
  writeFileSync(join(cwd, 'config', 'sites.csv'), 'code,name,kind,owner,home\n6200000001,示例,city,示例市,http://www.example.gov.cn/\n')
  mkdirSync(join(cwd, 'broken'))
  writeFileSync(
    join(cwd, 'broken', 'sites.csv'),
    'code,name,kind,owner,home\n1,甲,town,甲,www.a.gov.cn\n1,乙,city,乙,http://www.b.gov.cn/\n',
  )
  writeFileSync(join(cwd, 'broken', 'settings.yaml'), 'politness:\n  requestsPerSecond: many\n')
  writeFileSync(join(cwd, 'empty.csv'), '')
  writeFileSync(
    join(cwd, 'ledger.csv'),
    '编号,网站标识码,提交时间,办结时间,办理状态\n1,9999999999,2026-01-05,2026-01-06,已办结\n2,6200000001,someday,2026-01-06,已办结\n',
  )
})

afterAll(() => rmSync(cwd, { recursive: true, force: true }))

/** Each wrong call: exit 2, nothing on stdout, and words on stderr that name what was wrong. */
test.each([
  ['no such command', ['crawll'], /unknown command.*crawl/s],
  ['an unknown option', ['crawl', '--olny', 'x'], /unknown option/],
  ['crawl of an unknown code', ['crawl', '--only', '123'], /123/],
  ['crawl of no code at all', ['crawl', '--only', ' , '], /nothing/],
  ['a configuration folder that is not there', ['crawl', '--config', 'nowhere'], /nowhere/],
  [
    'a broken configuration, all at once',
    ['sites', 'validate', '--config', 'broken'],
    /sites\.csv:2.*sites\.csv:3.*politness|politness.*sites\.csv:2.*sites\.csv:3/s,
  ],
  ['audit of nonsense', ['audit', 'nonsense'], /nonsense/],
  ['audit of another scheme', ['audit', 'ftp://a.gov.cn/'], /http/],
  ['audit without a site', ['audit'], /missing required argument/],
  ['audit of an unknown kind', ['audit', 'http://www.a.gov.cn/', '--kind', 'village'], /city, department, county/],
  ['judge without a run', ['judge'], /no run/],
  ['judge of a run that is not', ['judge', '--run', 'x'], /no run/],
  ['judge as of nonsense', ['judge', '--as-of', 'tomorrow'], /no run|--as-of/],
  ['score without a run', ['score'], /no run/],
  ['score in an unknown format', ['score', '--format', 'pdf'], /table, json, csv|format/],
  ['inspect of nothing', ['inspect', 'missing.html'], /missing\.html/],
  ['inspect of a folder', ['inspect', 'config'], /folder/],
  ['inspect with a base that is no URL', ['inspect', 'empty.csv', '--url', 'www.a.gov.cn'], /--url/],
  ['sites import of an empty file', ['sites', 'import', 'empty.csv'], /empty\.csv/],
  ['sites import of a missing file', ['sites', 'import', 'missing.xlsx'], /missing\.xlsx/],
  ['backup of nothing', ['backup', '--data', 'nowhere'], /no run yet/],
  ['restore of a missing file', ['restore', 'missing.sqlite'], /missing\.sqlite/],
  ['ledger import of a missing file', ['ledger', 'import', 'missing.csv'], /missing\.csv/],
  ['ledger import with wrong rows, all named', ['ledger', 'import', 'ledger.csv'], /ledger\.csv:2.*ledger\.csv:3/s],
])('%s', async (_, args, says) => {
  const ran = await runCli(args, cwd)
  expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' })
  expect(ran.stderr).toMatch(says)
  expect(ran.stderr).not.toMatch(/\n\s+at .*\.ts:\d+/)
})

test('help names every command, on stdout, and exits 0', async () => {
  const ran = await runCli(['--help'], cwd)
  expect(ran.code).toBe(0)
  for (const command of [
    'crawl',
    'audit',
    'judge',
    'score',
    'inspect',
    'sites',
    'ledger',
    'checks',
    'doctor',
    'schedule',
    'demo',
    'compare',
    'document',
    'export',
    'verify',
    'import',
    'backup',
    'restore',
  ])
    expect(ran.stdout).toContain(command)
})
