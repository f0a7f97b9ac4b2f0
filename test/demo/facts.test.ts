import { expect, test } from 'vitest'
import { SHIPPED_CONFIG } from '../../src/cli/folders.ts'
import { SITES } from '../../src/demo/sites.ts'
import { readPage } from '../../src/extract/page.ts'
import { addDays } from '../../src/model/time.ts'
import { loadConfig } from '../../src/registry/config.ts'
import { worldOn } from './world.ts'

const today = '2026-11-24'
const world = worldOn(today)
const config = await loadConfig(SHIPPED_CONFIG, SHIPPED_CONFIG)

function read(host: string, path: string) {
  const plan = SITES.find((site) => site.host === host)
  if (!plan) throw new Error(`no site ${host}`)
  const { status, type, body, headers } = plan.build(world).answer({ target: path, family: 4 })
  const url = `${world.origin(host)}${path}`
  return readPage({ bytes: body, url, status, headers: { 'content-type': type, ...headers }, config })
}

const ago = (days: number) => addDays(today, -days)

test.each([
  ['www.mingchuan.example', 'utf-8', '9901000001', 'script', 35, 0],
  ['www.wanghe.example', 'utf-8', '9902000001', 'script', 29, 1],
  ['www.liuquan.example', 'utf-8', '9903000001', 'link', 25, 2],
  ['www.qingyu.example', 'gb18030', '9904000001', 'script-old-host', 25, 3],
  ['www.shazhou.example', 'utf-8', '9907000001', 'script', 25, null],
  ['www.baitang.example', 'utf-8', '9908000001', 'link', 19, 1],
  ['fgw.anlan.example', 'utf-8', '9900000011', 'link', 25, 1],
] as const)('the homepage of %s is read as it was written', (host, charset, siteCode, form, rows, newest) => {
  const facts = read(host, '/')
  expect(facts).toMatchObject({ quality: 'ok', charset, siteCode, errorReport: { form, siteCode } })
  expect(facts.list.length).toBeGreaterThanOrEqual(rows - 1)
  if (newest !== null) expect(facts.newest).toBe(ago(newest))
  for (const mark of [facts.badge, facts.icp, facts.police]) expect(mark).not.toBeNull()
})

test.each([
  ['www.mingchuan.example', '/zwgk/tzgg/', 4, 8],
  ['www.mingchuan.example', '/zwdt/bmdt/', 3, 6],
  ['www.liuquan.example', '/xxgk/tzgg.htm', 8, 6],
  ['www.qingyu.example', '/NewsClass.asp?BigClassID=2', 11, 8],
  ['www.baitang.example', '/zcwj/index.html', 45, 5],
  ['wlt.anlan.example', '/zcwj/', 48, 5],
] as const)('the list of %s%s begins %i days ago', (host, path, newest, rows) => {
  const { list } = read(host, path)
  const shown = list.filter(({ dateSource }) => dateSource === 'shown').map(({ date }) => date)
  expect(shown.toSorted().at(-1)).toBe(ago(newest))
  expect(shown.length).toBeGreaterThanOrEqual(rows)
})

test('a protection page is one, a shell needs a browser, and an apology with status 200 is no page', () => {
  expect(read('www.yunlu.example', '/').quality).toBe('protection')
  expect(read('czt.anlan.example', '/').quality).toBe('protection')
  expect(read('slt.anlan.example', '/').quality).toBe('needs-rendering')
  expect(read('www.qingyu.example', '/Special.asp?ID=12').quality).toBe('soft-404')
})

test('a printed date wins over the meta date of the generation', () => {
  const facts = read('www.shidu.example', '/zcwj/1434000.html')
  expect(facts).toMatchObject({ publishedAt: ago(300), publishedAtSource: 'printed' })
  expect(facts.otherDates).toContainEqual({ source: 'meta', date: today })
})
