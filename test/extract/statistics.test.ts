import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { readStatistics } from '../../src/extract/statistics.ts'
import { shippedPatterns } from './shipped-patterns.ts'

const read = (html: string) => readStatistics(parseDocument(html, 'http://www.linhe.gov.cn/hdjl/tj.html'), shippedPatterns())

test.each([
  [
    'labels and spans',
    '<p>来信总数<span>120</span>件 受理总数<span>118</span>件 办结总数<span>110</span>件 待办总数<span>8</span>件</p>',
    { received: 120, valid: 118, finished: 110, pending: 8, form: 'sentence', unfilled: false },
  ],
  [
    'colons',
    '<div>诉求共：1,204件 办结：1200件 办结率：99.67% 平均办结时间：3.5天</div>',
    { received: 1204, finished: 1200, rate: 0.9967, averageDays: 3.5, form: 'sentence' },
  ],
  [
    'a table per unit',
    '<table><tr><th>单位名称</th><th>来信总数</th><th>办结总数</th><th>办结率</th></tr><tr><td>市教育局</td><td>10</td><td>9</td><td>90%</td></tr><tr><td>市民政局</td><td>20</td><td>20</td><td>100%</td></tr></table>',
    { received: 30, finished: 29, rate: 0.95, form: 'table', unfilled: false },
  ],
  [
    'a table with its total',
    '<table><tr><td>承办单位</td><td>承办件数</td><td>办结数</td><td>在办数</td><td>超时未办数</td></tr><tr><td>甲</td><td>10</td><td>9</td><td>1</td><td>0</td></tr><tr><td>合计</td><td>50</td><td>45</td><td>5</td><td>0</td></tr></table>',
    { received: 50, finished: 45, pending: 5, overdue: 0, form: 'table' },
  ],
  [
    'an article of the month',
    '<title>2026年10月市长信箱办理情况统计</title><p>10月份，共收到群众来信56件，办结54件，办结率96.4%。</p>',
    { received: 56, finished: 54, rate: 0.964, period: '2026年10月' },
  ],
  [
    'boxes that a script would fill',
    '<script>fill()</script><p>来信总数<span id="a"></span>件 办结总数<span id="b"></span>件 办结率<span></span>%</p>',
    { received: null, unfilled: true },
  ],
  [
    'zeros that a script would fill',
    '<script>fill()</script><p>来信总数<b id="a">0</b>件 办结总数<b id="b">0</b>件</p>',
    { received: 0, unfilled: true },
  ],
])('%s', (_, html, expected) => {
  expect(read(html)).toMatchObject(expected)
})

test.each([
  ['news that mentions numbers', '<title>全市召开信访工作会议</title><p>会议指出，今年共收到来信20件，办结18件。</p>'],
  ['an ordinary page', '<p>市政府召开常务会议，研究部署重点工作。</p><a href="/x">答复</a>'],
  [
    'the annual form',
    '<title>政府网站工作年度报表（2025年度）</title><table><tr><td>收到留言数量（单位：条）</td><td>20</td></tr><tr><td>办结留言数量</td><td>20</td></tr></table>',
  ],
])('%s has no statistics', (_, html) => {
  expect(read(html)).toBeNull()
})
