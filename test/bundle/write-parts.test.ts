import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { writeParts } from '../../src/bundle/write-parts.ts'
import { findingsWorkbook } from '../../src/report/sheets/findings.ts'
import { scoresWorkbook } from '../../src/report/sheets/scores.ts'
import type { Part } from '../../src/report/sheets/workbook.ts'
import { sampleRun, sampleSites } from '../report/views.ts'
import { oneByOne } from '../report/workbooks.ts'

const MANY = new URL('./many-findings.ts', import.meta.url).pathname
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-parts-'))
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

const scores = () => scoresWorkbook(sampleRun(), () => oneByOne(sampleSites()))
const findings = () => findingsWorkbook(sampleRun(), oneByOne(sampleSites()))

test.each([
  ['scores', scores],
  ['findings', findings],
])('%s: the same run makes the same bytes, years later', async (_, parts) => {
  await writeParts(join(folder, 'first.xlsx'), parts())
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-07-08T12:13:14Z') })
  await writeParts(join(folder, 'again.xlsx'), parts())
  expect(readFileSync(join(folder, 'again.xlsx')).equals(readFileSync(join(folder, 'first.xlsx')))).toBe(true)
})

test('the same run makes the same bytes wherever the clock stands', () => {
  const [here, there] = ['Asia/Shanghai', 'America/St_Johns'].map((zone) => {
    const file = join(folder, `${zone.replace('/', '-')}.xlsx`)
    execFileSync(process.execPath, [MANY, file, '300'], { env: { ...process.env, TZ: zone } })
    return readFileSync(file)
  })
  expect(here?.length).toBeGreaterThan(1000)
  expect(there && here?.equals(there)).toBe(true)
})

test('any unzip finds it sound, and its parts are dated 1980', async () => {
  const file = join(folder, 'book.xlsx')
  await writeParts(file, scores())
  expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected')
  const listed = execFileSync('unzip', ['-lv', file], { encoding: 'utf8' })
  expect(listed.match(/1980-01-01 00:00|01-01-1980 00:00/g)?.length).toBeGreaterThan(8)
})

async function* partsOf(...texts: readonly (string | Error)[]): AsyncGenerator<Part> {
  for (const [at, text] of texts.entries()) yield { path: `${at}.xml`, text: pieces(text) }
}

async function* pieces(text: string | Error): AsyncGenerator<string> {
  yield 'begun'
  if (text instanceof Error) throw text
  yield text
}

test('a part that fails leaves nothing behind, and is what the caller hears of', async () => {
  await expect(writeParts(join(folder, 'book.xlsx'), partsOf('sound', new Error('the store broke')))).rejects.toThrow('the store broke')
  expect(readdirSync(folder)).toEqual([])
})

test('a folder that is not there is an error, not a silence, and the source is let go', async () => {
  let letGo = false
  async function* parts(): AsyncGenerator<Part> {
    try {
      yield { path: 'endless.xml', text: endless() }
    } finally {
      letGo = true
    }
  }
  await expect(writeParts(join(folder, 'nowhere', 'book.xlsx'), parts())).rejects.toThrow('ENOENT')
  expect(letGo).toBe(true)
})

async function* endless(): AsyncGenerator<string> {
  for (;;) yield 'x'.repeat(65_536)
}

test('memory does not grow with the run', () => {
  const peak = (rows: number) =>
    Number(
      execFileSync(process.execPath, ['--max-semi-space-size=2', MANY, join(folder, 'many.xlsx'), String(rows)], {
        encoding: 'utf8',
      }),
    )
  expect(peak(20_000) / peak(2000)).toBeLessThan(1.35)
})
