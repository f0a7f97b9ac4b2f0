import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { readMessage } from '../../src/extract/message.ts'
import { shippedPatterns } from './shipped-patterns.ts'

const patterns = shippedPatterns()
const URL_OF_PAGE = 'http://www.example.gov.cn/m/1.html'
const read = (html: string) => readMessage(parseDocument(html, URL_OF_PAGE), patterns)
const ANSWER = '您好，您反映的问题已经转交有关单位核实办理。'

test.each([
  [
    'lines with labels',
    `<title>留言详情</title><div>来信主题：关于供热的咨询</div><div>来信时间：2026-07-01 10:20</div><div>受理单位：市住建局</div><div>答复时间：2026-07-03</div><div>答复内容：${ANSWER}</div>`,
  ],
  [
    'a table',
    `<h1>关于供热的咨询</h1><table><tr><th>编号</th><td>202607010001</td><th>信件类型</th><td>咨询</td></tr><tr><th>来信时间</th><td>2026-07-01</td><th>受理单位</th><td>市住建局</td></tr><tr><th>办理状态</th><td colspan=3>已答复</td></tr><tr><th>来信内容</th><td colspan=3>您好，想了解供热时间。</td></tr><tr><th>答复单位</th><td>市住建局</td><th>答复时间</th><td>2026年7月3日</td></tr><tr><th>答复内容</th><td colspan=3>${ANSWER}</td></tr></table>`,
  ],
  [
    'one line',
    `<h2>关于供热的咨询</h2><p>留言时间：2026-07-01 办理单位：市住建局 回复时间：2026/07/03 状态：已回复</p><p>回复内容</p><div>${ANSWER}</div>`,
  ],
  [
    'boxes side by side without a blank between them',
    `<h1>关于供热的咨询</h1><p><span>写信人：李**</span><span>写信时间：2026-07-01</span><span>编号：0012</span></p><div>供热不足。</div><p><span>答复单位：市住建局</span><span>答复时间：2026-07-03</span></p><div>${ANSWER}</div>`,
  ],
  [
    'an answer that begins with who gave it and when',
    `<h1>关于供热的咨询</h1><table><tr><td>来信时间</td><td>2026-07-01 09:00</td></tr><tr><td>来信内容</td><td>您好，想了解供热时间。</td></tr><tr><td>办理结果</td><td>住建局（2026-07-03 11:31:10）： ${ANSWER}</td></tr></table>`,
  ],
  [
    'a definition list',
    `<dl><dt>标题</dt><dd>关于供热的咨询</dd><dt>提交日期</dt><dd>2026.07.01</dd><dt>回复部门</dt><dd>市住建局</dd><dt>回复日期</dt><dd>2026.07.03</dd><dt>回复意见</dt><dd>${ANSWER}</dd></dl>`,
  ],
  [
    'labels in brackets and bold',
    `<h1>关于供热的咨询</h1><p><b>【写信时间】</b>2026-07-01</p><p><b>【受理部门】</b>市住建局</p><p><b>【办结时间】</b>2026-07-03</p><p><b>【处理结果】</b>${ANSWER}</p>`,
  ],
])('%s', (_, html) => {
  expect(read(html)).toMatchObject({
    title: '关于供热的咨询',
    url: URL_OF_PAGE,
    receivedOn: '2026-07-01',
    answeredOn: '2026-07-03',
    answered: true,
  })
})

test.each([
  ['a state that is open', '<p>来信标题：甲问题</p><p>来信时间：2026-07-01</p><p>办理状态：办理中</p><p>来信内容：请问。</p>', false],
  [
    'an answer that says there is none',
    '<p>来信时间：2026-07-01</p><p>办理状态：待办理</p><p>来信内容：请问。</p><p>答复内容：暂无</p>',
    false,
  ],
  [
    'empty cells',
    '<table><tr><td>来信时间</td><td>2026-07-01</td></tr><tr><td>答复时间</td><td></td></tr><tr><td>答复内容</td><td></td></tr></table>',
    null,
  ],
  ['an answer without a date', `<p>来信时间：2026-07-01</p><p>来信内容：请问。</p><p>答复内容：${ANSWER}</p>`, true],
  [
    'an empty answer above the foot',
    '<p>来信时间：2026-07-01</p><p>来信内容：请问。</p><p>答复内容：</p><div>版权所有：某某市人民政府</div>',
    null,
  ],
  [
    'an answer that begins with 未',
    '<p>来信时间：2026-07-01</p><p>来信内容：请问。</p><p>答复内容：未发现您反映的情况，我们将继续核实。</p>',
    true,
  ],
  ['a question and its answer', `<p>来信时间：2026-07-01</p><p>问：请问何时供热？</p><p>答：${ANSWER}</p>`, true],
  [
    'a time that says there is none',
    '<table><tr><td>来信时间:</td><td>2026-07-01 10:20:30</td><td>办事状态:</td><td>处理中</td></tr><tr><td>办理时间:</td><td>暂无</td></tr><tr><td>处理情况:</td><td></td></tr></table>',
    false,
  ],
  ['a state that says so', '<p>来信时间：2026-07-01</p><p>受理单位：甲局</p><p>状态：已办结</p>', true],
])('%s', (_, html, answered) => {
  expect(read(html)).toMatchObject({ receivedOn: '2026-07-01', answeredOn: null, answered })
})

test.each([
  ['an article', '<h1>全市召开会议</h1><p>发布时间：2026-07-01 来源：市政府办</p><p>会议研究了有关工作。</p>'],
  ['a board', '<table><tr><th>来信主题</th><th>状态</th></tr></table>'],
  ['nothing', ''],
])('%s is no message', (_, html) => {
  expect(read(html)).toBeNull()
})

test('any markup gives an answer', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('来信时间：', '答复时间', '：', '2026-07-01', '答复内容', '状态：', '<td>', '<p>', '\n', '【', '】', '官方'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const found = read(pieces.join(''))
      expect(found?.url ?? URL_OF_PAGE).toBe(URL_OF_PAGE)
    }),
  )
})

test('long hostile markup is read in bounded time', () => {
  const started = performance.now()
  for (const piece of ['来信', '来信时间：', '答复内容 ', '【', '官方', '群众'.repeat(9), '<p>状态']) read(piece.repeat(5000))
  expect(performance.now() - started).toBeLessThan(6000)
})
