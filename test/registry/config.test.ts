import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Problem, UserError } from '../../src/model/config.ts'
import { loadConfig } from '../../src/registry/config.ts'
import { readRubric } from '../../src/registry/rubrics.ts'

let root: string
let shipped: string
let own: string

const rubric = (id: string, kind: string) =>
  `id: ${id}\nversion: '1'\ntitle: t\nappliesTo: [${kind}]\nfull: 10\ngood: 9\nsufficient: 6\nbasis: {document: d, clause: c, says: s, confidence: seen}\nsource: s\nparts:\n  - {id: run, title: t, points: 10, indicators: []}\n`

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'govsite-config-'))
  shipped = join(root, 'shipped')
  own = join(root, 'own')
  write('shipped/sites.csv', 'code,name,kind,owner,home\nshipped,甲,city,甲,http://a.gov.cn/\n')
  write('shipped/columns.yaml', 'kinds: []\nignore: [首页]\n')
  write('shipped/calendar.yaml', 'years: {"2026": {off: [2026-01-01], work: [2026-01-04], source: s}}\n')
  write('shipped/rubrics/city.yaml', rubric('city', 'city'))
  write('shipped/rubrics/department.yaml', rubric('department', 'department'))
  write(
    'shipped/patterns/all.yaml',
    'protection: []\nsoft404: {titles: [], phrases: [], maxTextLength: 5}\nunderConstruction: []\nannualForm: {names: [], slugs: [], files: [], not: []}\nstatistics: {pages: [], fields: {}}\nboard: {links: [], not: [], answered: [], open: [], notConsultation: []}\nerrorReport: {hosts: [], oldHosts: [], centralPages: []}\n',
  )
  cpSync('config/settings.yaml', join(shipped, 'settings.yaml'))
  mkdirSync(own)
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

async function problems(dir = own): Promise<readonly Problem[]> {
  const error: unknown = await loadConfig(dir, shipped).catch((thrown: unknown) => thrown)
  if (error instanceof UserError) return error.problems
  throw new Error(`no UserError: ${String(error)}`)
}

const places = (found: readonly Problem[]) =>
  found.map(({ file, line, at }) => `${file.slice(root.length + 1)}:${line ?? ''} ${at ?? ''}`.trim())

test('the shipped folder alone, and an empty folder of ones own, give the same', async () => {
  const config = await loadConfig(shipped, shipped)
  expect(config.sites.map((site) => site.code)).toEqual(['shipped'])
  expect(config.rubrics.map(({ id }) => id)).toEqual(['city', 'department'])
  expect(await loadConfig(own, shipped)).toEqual(config)
})

test('each file of ones own replaces or completes the shipped one', async () => {
  write('own/sites.csv', 'code,name,kind,owner,home,confidence\nmine,乙,city,乙,http://b.gov.cn/,\n,丙,city,丙,,unknown\n')
  write('own/settings.yaml', 'limits: {linksPerSite: 7}\n')
  write('own/calendar.yaml', 'years: {"2027": {off: [2027-01-01], work: [], source: s}}\n')
  write('own/patterns/mine.yaml', 'underConstruction: [建设中]\n')
  write('own/rubrics/ours.yaml', rubric('ours', 'city'))
  write('own/sites.csv.bak', 'old')
  const skipped: Problem[] = []
  const config = await loadConfig(own, shipped, (row) => skipped.push(row))
  expect(config.sites.map((site) => site.code)).toEqual(['mine'])
  expect(skipped.map((row) => row.line)).toEqual([3])
  expect(config.settings.limits.linksPerSite).toBe(7)
  expect(Object.keys(config.calendar.years)).toEqual(['2026', '2027'])
  expect(config.patterns.underConstruction).toEqual(['建设中'])
  expect(config.columns.ignore).toEqual(['首页'])
  expect(config.rubrics.map(({ id }) => id)).toEqual(['ours', 'department'])
})

test('all mistakes of all files are told at once', async () => {
  write('own/sites.csv', 'code,name,kind,owner,home\na,甲,town,甲,a.gov.cn\n')
  write('own/settings.yaml', 'limits: {linksPerSite: many}\nrendr: {}\n')
  write('own/columns.yaml', 'kinds: [\n')
  write('own/calendar.yaml', 'years: {"2027": {off: [2027-02-30], work: [], source: s}}\n')
  write('own/rubrics/city.yaml', rubric('city', 'town'))
  write('own/patterns/mine.yaml', 'soft404: {}\nsoft405: {}\n')
  expect(places(await problems())).toEqual([
    'own/sites.csv:2 kind',
    'own/sites.csv:2 home',
    'own/settings.yaml:1 limits.linksPerSite',
    'own/settings.yaml:2 rendr',
    expect.stringMatching(/^own\/columns\.yaml:\d/),
    'own/calendar.yaml:1 years.2027.off[0]',
    'own/rubrics/city.yaml:4 appliesTo[0]',
    'own/patterns/mine.yaml:1 soft404.titles',
    'own/patterns/mine.yaml:1 soft404.phrases',
    'own/patterns/mine.yaml:1 soft404.maxTextLength',
    'own/patterns/mine.yaml:2 soft405',
  ])
})

test('a folder that is not there, and a file in its place', async () => {
  expect(await problems(join(root, 'nowhere'))).toEqual([expect.objectContaining({ got: 'nothing there' })])
  write('file', 'x')
  expect(await problems(join(root, 'file'))).toEqual([expect.objectContaining({ got: 'a file' })])
})

test('a folder where a file should be, and bytes that are no text', async () => {
  mkdirSync(join(own, 'settings.yaml'))
  mkdirSync(join(own, 'sites.csv'))
  writeFileSync(join(own, 'columns.yaml'), Buffer.from([0x6b, 0xff, 0xfe, 0x00]))
  expect((await problems()).map((problem) => problem.got)).toEqual(['a folder', 'a folder', 'bytes that are no UTF-8'])
})

test('a misspelt file name is told, for the shipped file would be used in silence', async () => {
  write('own/setings.yaml', 'limits: {}\n')
  write('own/sites.gansu.csv', 'anything')
  expect(await problems()).toEqual([expect.objectContaining({ file: join(own, 'setings.yaml'), fix: 'did you mean settings.yaml?' })])
})

test('two registries in one folder are one too many', async () => {
  write('own/sites.csv', 'code,name,kind,owner,home\na,甲,city,甲,http://a.gov.cn/\n')
  write('own/sites.xlsx', 'PK')
  expect(places(await problems())).toEqual(['own/sites.xlsx:'])
})

test('one rubric out of a file', async () => {
  expect((await readRubric(join(shipped, 'rubrics/city.yaml'))).id).toBe('city')
  write('own/bad.yaml', rubric('City', 'city'))
  await expect(readRubric(join(own, 'bad.yaml'))).rejects.toThrow(UserError)
  await expect(readRubric(join(own, 'none.yaml'))).rejects.toThrow(UserError)
})
