import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { impurities } from './purity.ts'

const ROOT = resolve('.')
let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'govsite-layout-'))
  for (const part of ['src', 'checks', 'package.json', 'tsconfig.json']) cpSync(join(ROOT, part), join(copy, part), { recursive: true })
  mkdirSync(join(copy, 'test'))
  cpSync(join(ROOT, 'test', 'guards'), join(copy, 'test', 'guards'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** Files with a violation each, and the rule that it breaks. */
const PLANTED: readonly (readonly [what: string, file: string, text: string, rule: string])[] = [
  ['a check that imports the store', 'checks/planted-store.ts', "import '../src/store/open.ts'\n", 'checks-imports-only-its-own'],
  ['a check that imports a check', 'checks/planted-check.ts', "import './ipv6-address.ts'\n", 'a-check-stands-alone'],
  ['an extractor that reads files', 'src/extract/planted-reader.ts', "import 'node:fs'\n", 'pure-means-no-io'],
  ['an extractor that reaches the network', 'src/extract/planted-net.ts', "import 'undici'\n", 'pure-means-few-packages'],
  ['a crawler that stores', 'src/crawl/planted-store.ts', "import '../store/open.ts'\n", 'src-crawl-imports-only-its-own'],
  ['SQL outside the store', 'src/crawl/planted-sql.ts', "import 'kysely'\n", 'only-the-store-speaks-sql'],
  ['a room that the table does not list', 'src/misc/planted.ts', "import '../model/time.ts'\n", 'every-folder-is-listed'],
  ['an import of nothing', 'src/crawl/planted-nowhere.ts', "import './nowhere.ts'\n", 'nothing-unresolvable'],
]

describe('the import guard', () => {
  let status: number | null
  let reported: string[]

  /** One look at the copy with all of them in it: the guard reads the whole house each time. */
  beforeAll(() => {
    for (const [, file, text] of PLANTED) {
      mkdirSync(dirname(join(copy, file)), { recursive: true })
      writeFileSync(join(copy, file), text)
    }
    const args = ['--config', 'test/guards/dependency-cruiser.cjs', 'src', 'checks']
    const done = spawnSync(join('node_modules', '.bin', 'depcruise'), args, { cwd: copy, encoding: 'utf8' })
    status = done.status
    reported = done.stdout.split('\n')
  })

  test.each(PLANTED)('reports %s', (_, file, __, rule) => {
    expect(reported.filter((line) => line.includes(` ${rule}: ${file} `))).toHaveLength(1)
  })

  test('reports nothing that was not planted, and fails', () => {
    expect(reported.filter((line) => /^ {2}(?:error|warn) /.test(line) && !line.includes('planted'))).toEqual([])
    expect(status).toBeGreaterThanOrEqual(PLANTED.length)
  })
})

test('the import guard is content with the house as it is, and did look at it', () => {
  const said = execFileSync(
    join('node_modules', '.bin', 'depcruise'),
    ['--config', 'test/guards/dependency-cruiser.cjs', 'src', 'checks'],
    { encoding: 'utf8' },
  )
  const modules = Number(/\((\d+) modules/.exec(said)?.[1] ?? 0)
  expect(modules).toBeGreaterThan(60)
})

test.each([
  ['fetch("http://a/")', 'fetch'],
  ['const t = Date.now()', 'Date.now'],
  ['const t = new Date()', 'new Date()'],
  ['const r = Math.random()', 'Math.random'],
  ['process.exit(1)', 'process'],
  ['setTimeout(() => {}, 1)', 'setTimeout'],
  ['globalThis.setInterval(() => {}, 1)', 'setInterval'],
])('the purity guard reports %s', (text, what) => {
  expect(impurities('planted.ts', text).join()).toContain(what)
})

test('the purity guard lets pure code be', () => {
  expect(impurities('sound.ts', 'const day = new Date(5).toISOString(); const o = { process: 1, fetch: 2 }; o.process + o.fetch')).toEqual(
    [],
  )
})

test('no pure room reads a clock, rolls dice or touches the world', () => {
  const rooms = ['checks', 'src/model', 'src/extract', 'src/score', 'src/report']
  const files = rooms
    .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
    .filter((name) => name.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(40)
  expect(files.flatMap((file) => impurities(file, readFileSync(file, 'utf8')))).toEqual([])
})

test('files and functions stay small, and nothing lives in a room for the homeless', () => {
  const files = ['src', 'checks'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
  )
  const code = files.filter((name) => /\.(?:ts|mjs)$/.test(name))
  const long = code
    .map((name) => ({ name, lines: readFileSync(name, 'utf8').split('\n').length - 1 }))
    .filter(({ name, lines }) => lines > (name.startsWith('checks') ? 120 : 250))
  expect(long).toEqual([])
  expect(files.filter((name) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.|$)/.test(name))).toEqual([])
})
