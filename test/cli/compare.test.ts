import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { CONFIG, SILENT } from '../store/content.ts'
import { runCli, startCli } from './cli.ts'
import { addNight, RUBRIC, siteOf } from './nights.ts'

const FIRST = '2026-03-01-crawl-1'
const SECOND = '2026-03-02-crawl-2'
const OTHER = '2026-03-03-crawl-3'

/** Three nights: what changes in the second is told below; the third is judged under other rules. */
async function threeNights(): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'govsite-compare-'))
  mkdirSync(join(cwd, 'data'))
  const store = await openStore({ file: join(cwd, 'data', 'govsite.sqlite'), log: SILENT })
  await addNight(store, '2026-03-01', [
    ['a', 'links-level-2', 'pass', 'http://a.example/', 9],
    ['a', 'links-level-2', 'fail', 'http://a.example/dead'],
    ['a', 'empty-columns', 'pass', 'http://a.example/'],
    ['b', 'links-level-2', 'pass', 'http://b.example/', 9],
    ['b', 'empty-columns', 'fail', 'http://b.example/col'],
    ['gone', 'empty-columns', 'pass', 'http://gone.example/'],
  ])
  await addNight(store, '2026-03-02', [
    ['a', 'links-level-2', 'pass', 'http://a.example/', 10],
    ['a', 'empty-columns', 'fail', 'http://a.example/col'],
    ['b', 'links-level-2', 'pass', 'http://b.example/', 9],
    ['b', 'empty-columns', 'inconclusive', 'http://b.example/'],
    ['new', 'empty-columns', 'pass', 'http://new.example/'],
  ])
  const settings = { ...CONFIG.settings, userAgent: 'other/1.0' }
  const rubrics = [{ ...RUBRIC, version: '2' }]
  await addNight(store, '2026-03-03', [['a', 'links-level-2', 'pass', 'http://a.example/', 10]], {
    config: { rubrics, settings, sites: [siteOf('a'), siteOf('b')] },
    finished: false,
  })
  await store.close()
  return cwd
}

let cwd: string
beforeAll(async () => {
  cwd = await threeNights()
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

test('what changed between two nights, as text; latest is the newest that has ended', async () => {
  const { code, stdout } = await runCli(['compare', FIRST, 'latest'], cwd)
  expect({ code, lines: stdout.split('\n') }).toEqual({
    code: 0,
    lines: [
      `对比：前一批次 ${FIRST}（2026-03-01 02:00 开始）；后一批次 ${SECOND}（2026-03-02 02:00 开始）。`,
      '',
      '仅前一批次有的网站（1 个，不参与对比）：gone市。',
      '仅后一批次有的网站（1 个，不参与对比）：new市。',
      '',
      '共同的网站 2 个，总分：上升 0 个，下降 1 个，持平 0 个，无法判断 1 个。',
      '问题：新增 1 项，加重 0 项，转为存疑 1 项，减轻 0 项，消除 1 项，依旧 0 项。',
      '总分为范围的，只有前后范围完全不重叠才判断升降。名次按共同的网站计，任一批次名次未定的不列。',
      '',
      'a市（a）',
      '  总分  99.00 → 70.00（下降）',
      '  得分  二级页面连通率：9.00 → 10.00（上升）',
      '  得分  空白栏目：90.00 → 60.00（下降）',
      '  新增  空白栏目  http://a.example/col',
      '        前：未列为问题',
      '        后：问题。http://a.example/col fail。',
      '  消除  二级页面连通率  http://a.example/dead',
      '        前：问题。http://a.example/dead fail。',
      '        后：未再发现',
      '',
      'b市（b）',
      '  总分  70.00 → 70.00–100.00（无法判断）',
      '  名次  2 → 1',
      '  得分  空白栏目：60.00 → 60.00–90.00（无法判断）',
      '  转为存疑  空白栏目  http://b.example/col',
      '        前：问题。http://b.example/col fail。',
      '        后：存疑。http://b.example/ inconclusive。',
      '',
    ],
  })
})

test('other rules are told before the numbers, and points are not judged by them', async () => {
  const { stdout } = await runCli(['compare', SECOND, OTHER], cwd)
  const [, , ...lines] = stdout.split('\n')
  expect(lines.slice(0, 7)).toEqual([
    '两个批次的检查条件不完全相同，下列情况会影响对比：',
    '  计分表不同：前 r@1；后 r@2。用不同计分表计分的网站只列得分，不判断升降。',
    '  配置不同：settings.userAgent。',
    '  仅前一批次有的检查项：empty-columns。',
    `  批次 ${OTHER} 尚未结束。`,
    '',
    '仅前一批次有的网站（1 个，不参与对比）：new市。',
  ])
  expect(stdout).toContain('未在两个批次中都评判的网站（1 个，不参与对比）：b市。')
  expect(stdout).toContain('上升 0 个，下降 0 个，持平 0 个，无法判断 1 个。')
})

test('as one JSON document, and with the later night first', async () => {
  const { stdout } = await runCli(['compare', 'latest', FIRST, '--json'], cwd)
  expect(JSON.parse(stdout)).toMatchObject({
    before: { id: SECOND },
    after: { id: FIRST },
    differences: { reversed: true, rubrics: null, settings: [] },
    onlyBefore: [{ site: 'new' }],
    onlyAfter: [{ site: 'gone' }],
    sites: [
      { site: 'a', total: { change: 'better' }, problems: { gone: [{ subject: 'http://a.example/col' }] } },
      { site: 'b', rank: { before: 1, after: 2 } },
    ],
  })
})

test('scores as JSON tell the places among the sites of a kind', async () => {
  const { stdout } = await runCli(['score', '--format', 'json', '--run', SECOND], cwd)
  expect(JSON.parse(stdout)).toMatchObject({
    run: { id: SECOND },
    sites: [
      { site: 'a', rank: { of: 3 } },
      { site: 'b', rank: { best: 1, of: 3 } },
      { site: 'new', rank: { of: 3 } },
    ],
  })
})

test('whoever reads only the beginning ends nothing', async () => {
  const { child, ended } = startCli(['score', '--format', 'json'], cwd)
  child.stdout?.destroy()
  expect(await ended).toMatchObject({ code: 0, stderr: '' })
})

test.each([
  ['an unknown run', ['compare', FIRST, 'nowhere'], /no run nowhere.*<after>.*2026-03-01-crawl-1/s],
  ['one run only', ['compare', FIRST], /missing required argument/],
])('%s is a mistake in usage', async (_, args, says) => {
  const ran = await runCli(args, cwd)
  expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' })
  expect(ran.stderr).toMatch(says)
})
