import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { clip, plainLine } from '../../src/report/plain.ts'
import { leagueTable } from '../../src/report/terminal.ts'
import { doubtful, failing, indicatorOf, judged, viewOf } from './league-of.ts'

const view = viewOf(
  judged('a', '甘南藏族自治州人民政府', 90.5, 95.25, {
    findings: [failing('links-level-2', '二级页面链接失效。', 3), doubtful('protection')],
    indicators: [indicatorOf('links-level-2', { points: 5, score: { low: 1, high: 2 } })],
  }),
  judged('b', '某市', 8, 8, { vetoed: 'yes' }),
)

test('the table as an official sees it', () => {
  expect(leagueTable(view)).toBe(`市州政府网站（满分 100 分）
名次  网站                           总分  网站运行情况  常态化监管情况  等级  否决  问题  存疑
 1–2  甘南藏族自治州人民政府  90.50–95.25   45.25–47.63     45.25–47.63  待定  否       1     1
   2  某市                           8.00          4.00            4.00  待定  是       0     0

最严重的问题
 1. 甘南藏族自治州人民政府　标题 links-level-2（扣 3.00 分，3 处）
    二级页面链接失效。 [0123456789ab]

存疑事项与处理办法
  1 项  1 个网站  被网站防护设备拦截  请网站主办单位放行检查点地址和用户代理标识

总分为范围的，低值按存疑事项全部不利计，高值按全部有利计；范围重叠的网站不排先后，名次以区间表示。
检查批次 run-1，2026-03-02 02:00 开始，尚未结束。
证据：data/govsite.sqlite
`)
})

test('where nothing overlaps, nothing is said of ranges', () => {
  expect(leagueTable(viewOf(judged('a', '甲市', 90, 90)))).not.toContain('范围重叠')
})

test('without colour there is no escape, with colour only our own', () => {
  const escapes = (text: string) => text.split('').filter((character) => character === '\u001b').length
  expect(escapes(leagueTable(view))).toBe(0)
  expect(escapes(leagueTable(view, { colour: true }))).toBeGreaterThan(0)
})

test('what a site wrote cannot command the terminal, break a line or turn the text around', () => {
  const hostile = '甲\u001b[2J\u009b31m市\r\n\u202e人\u200b民\u2066\u0007政府'
  expect(plainLine(hostile)).toBe('甲 [2J 31m市 人民 政府')
  const shown = leagueTable(viewOf(judged('a', hostile, 1, 1, { findings: [failing('x', hostile)] })))
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2066\u200b]/)
})

test('any text at all stays one harmless line of bounded width', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 2, max: 60 }), (text, cells) => {
      const line = clip(plainLine(text), cells)
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
      expect(stringWidth(line)).toBeLessThanOrEqual(cells)
    }),
  )
})

test('a megabyte of combining marks is cut at once', () => {
  expect(clip(`a${'\u0301'.repeat(1_000_000)}`, 40).length).toBeLessThan(200)
})

test('a night without faults says so, and an empty one says nothing', () => {
  expect(leagueTable(viewOf(judged('a', '甲市', 1, 1)))).toContain('没有可以认定的问题。')
  expect(leagueTable(viewOf())).toContain('证据：data/govsite.sqlite')
})
