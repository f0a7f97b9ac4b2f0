import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBoard } from '../../src/extract/board.ts'
import { parseDocument } from '../../src/extract/document.ts'
import { readMessage } from '../../src/extract/message.ts'
import { readStatistics } from '../../src/extract/statistics.ts'
import { shippedPatterns } from './shipped-patterns.ts'

const patterns = shippedPatterns()
const doc = (html: string) => parseDocument(html, 'http://www.linhe.gov.cn/hdjl/')

test('a table of messages: title, status, dates, kind', () => {
  const html = `<table><tr><th>来信主题</th><th>类型</th><th>状态</th><th>来信时间</th><th>答复时间</th><th>受理单位</th></tr>
    <tr><td><a href="/m/1.html">关于供热的咨询</a></td><td>咨询</td><td>已办结</td><td>2026-07-01</td><td>2026-07-03</td><td>市住建局</td></tr>
    <tr><td><a href="/m/2.html">关于道路的咨询</a></td><td>咨询</td><td>未回复</td><td>2026-03-01</td><td></td><td>市交通局</td></tr></table>`
  expect(readBoard(doc(html), patterns).messages).toEqual([
    {
      title: '关于供热的咨询',
      url: 'http://www.linhe.gov.cn/m/1.html',
      status: '已办结',
      receivedOn: '2026-07-01',
      answeredOn: '2026-07-03',
      answered: true,
      type: '咨询',
    },
    {
      title: '关于道路的咨询',
      url: 'http://www.linhe.gov.cn/m/2.html',
      status: '未回复',
      receivedOn: '2026-03-01',
      answeredOn: null,
      answered: false,
      type: '咨询',
    },
  ])
})

test('a list of messages whose status has a box of its own', () => {
  const html = '<ul><li><a href="/m/1.html">关于供热的咨询</a><em>[已回复]</em><span>2026-07-01</span></li></ul>'
  expect(readBoard(doc(html), patterns).messages).toMatchObject([{ title: '关于供热的咨询', receivedOn: '2026-07-01', answered: true }])
})

test('links to a board and to its statistics; interviews, surveys and economic statistics are neither', () => {
  const html = `<a href="/szxx/">市长信箱</a><a href="/tj/">来信统计</a><a href="/zj/">征集调查</a><a href="/ft/">在线访谈</a><a href="/sj/">统计数据</a>`
  expect(readBoard(doc(html), patterns).links.map(({ text, leads }) => [text, leads])).toEqual([
    ['市长信箱', 'board'],
    ['来信统计', 'statistics'],
  ])
})

test('a news list is no board', () => {
  expect(
    readBoard(doc('<ul><li><a href="/a">全市召开会议研究部署答复工作</a><span>2026-07-01</span></li></ul>'), patterns).messages,
  ).toEqual([])
})

test('a message on its own page', () => {
  const html =
    '<title>留言详情</title><div>来信主题：关于供热的咨询</div><div>来信时间：2026-07-01 10:20</div><div>受理单位：市住建局</div><div>答复时间：2026-07-03</div><div>答复内容：您好，您反映的问题已经转交有关单位核实办理。</div>'
  expect(readMessage(doc(html), patterns)).toMatchObject({
    title: '关于供热的咨询',
    receivedOn: '2026-07-01',
    answeredOn: '2026-07-03',
    answered: true,
  })
  expect(readMessage(doc('<p>市政府召开常务会议</p>'), patterns)).toBeNull()
})

test('any markup is read without a throw', () => {
  const piece = fc.constantFrom(
    '<table><tr><th>来信主题<th>状态<th>答复时间<tr><td>',
    '<li><a href=/m>',
    '已回复',
    '来信总数',
    '12',
    '件',
    '办结率',
    '99%',
    '答复时间：',
    '2026-07-01',
    '<td colspan=99999 rowspan=99999>',
    '</table>',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 50 }), (pieces) => {
      const page = doc(pieces.join(''))
      readBoard(page, patterns)
      readMessage(page, patterns)
      const statistics = readStatistics(page, patterns)
      if (statistics?.rate !== null && statistics) expect(statistics.rate).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 300 },
  )
})
