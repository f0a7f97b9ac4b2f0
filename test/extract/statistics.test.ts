import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { readStatistics } from '../../src/extract/statistics.ts'
import { shippedPatterns } from './shipped-patterns.ts'

const patterns = shippedPatterns()
const read = (html: string) => readStatistics(parseDocument(html, 'http://www.example.gov.cn/hdjl/tj.html'), patterns)

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
    'line breaks',
    '<div>来信总数：<b>1204</b>件<br>已办结：<b>1200</b>件<br>在办：<b>4</b>件<br>超期：<b>0</b>件</div>',
    { received: 1204, finished: 1200, pending: 4, overdue: 0, unfilled: false },
  ],
  ['a definition list', '<dl><dt>收到留言</dt><dd>120条</dd><dt>已回复</dt><dd>118条</dd></dl>', { received: 120, finished: 118 }],
  [
    'list items, full-width digits',
    '<ul><li>信件总数：１２０</li><li>回复数：１１８</li><li>回复率：９８．３％</li></ul>',
    { received: 120, finished: 118, rate: 0.983 },
  ],
  [
    'cards with the number on top',
    '<ul><li><p>1204</p><p>来信总数</p></li><li><p>1200</p><p>办结总数</p></li><li><p>99.7%</p><p>办结率</p></li></ul>',
    { received: 1204, finished: 1200, rate: 0.997 },
  ],
  [
    'cards with the number below',
    '<ul><li><p>来信总数</p><p>1204</p></li><li><p>办结总数</p><p>1200</p></li></ul>',
    { received: 1204, finished: 1200 },
  ],
  [
    'a sentence of a board',
    '<h2>市长信箱</h2><p>截至目前，共收到来信<em>553</em>件，已办结<em>540</em>件，按期办结率<em>97.18%</em>。</p>',
    { received: 553, finished: 540, rate: 0.9718, form: 'sentence' },
  ],
  ['hours for days', '<p>留言总数：10条 已答复：9条 平均回复时间：36小时</p>', { received: 10, finished: 9, averageDays: 1.5 }],
  ['ten thousands', '<p>累计受理诉求：1.2万件 已办结：11800件</p>', { received: 12_000, finished: 11_800 }],
  [
    'two columns of a table',
    '<table><tr><td>来信总数</td><td>120</td></tr><tr><td>办结总数</td><td>118</td></tr><tr><td>办结率</td><td>98.3%</td></tr></table>',
    { received: 120, finished: 118, rate: 0.983, form: 'table' },
  ],
  ['acceptance alone', '<h3>留言统计</h3><p>受理总数：50件 办结总数：48件</p>', { received: 50, valid: null, finished: 48 }],
  [
    'a table per unit',
    '<table><tr><th>单位名称</th><th>来信总数</th><th>办结总数</th><th>办结率</th></tr><tr><td>市教育局</td><td>10</td><td>9</td><td>90%</td></tr><tr><td>市民政局</td><td>20</td><td>20</td><td>100%</td></tr></table>',
    { received: 30, finished: 29, rate: 0.9667, form: 'table', unfilled: false },
  ],
  [
    'a table with its total',
    '<table><tr><td>承办单位</td><td>承办件数</td><td>办结数</td><td>在办数</td><td>超时未办数</td></tr><tr><td>甲</td><td>10</td><td>9</td><td>1</td><td>0</td></tr><tr><td>合 计</td><td>50</td><td>45</td><td>5</td><td>0</td></tr></table>',
    { received: 50, finished: 45, pending: 5, overdue: 0, form: 'table' },
  ],
  [
    'a table with a title row and two head rows',
    '<table><tr><td colspan=5>2026年第一季度“政府信箱”部门处理答复情况表</td></tr><tr><td rowspan=2>序号</td><td rowspan=2>单位</td><td colspan=3>留言</td></tr><tr><td>留言数</td><td>答复数</td><td>答复率</td></tr><tr><td>1</td><td>甲局</td><td>10</td><td>10</td><td>100%</td></tr><tr><td>2</td><td>乙局</td><td>5</td><td>4</td><td>80%</td></tr></table>',
    { received: 15, finished: 14, rate: 0.9333, form: 'table', period: '2026年第一季度' },
  ],
  [
    'an article of the month',
    '<title>2026年10月市长信箱办理情况统计</title><p>10月份，共收到群众来信56件，办结54件，办结率96.4%。</p>',
    { received: 56, finished: 54, rate: 0.964, period: '2026年10月', form: 'article' },
  ],
  [
    'an article in many words',
    '<title>2020年2月网上咨询办理情况</title><p>2020年2月，“我有话对省长说”共收到公众来信927件，其中有效信件770件，662件已转有关部门办理，已办结657件，108件信访投诉类信件已指引公众通过网上信访渠道反映。</p>',
    { received: 927, valid: 770, forwarded: 662, finished: 657, form: 'article' },
  ],
  [
    'an article about a hotline with a number for a name',
    '<h1>12345热线3月份办理情况通报</h1><p>3月份，全市12345热线共受理群众诉求1204件，办结1180件，还有24件正在办理，办结率98.01%。</p>',
    { received: 1204, finished: 1180, pending: 24, rate: 0.9801, form: 'article' },
  ],
])('%s', (_, html, expected) => {
  expect(read(html)).toMatchObject(expected)
})

test.each([
  [
    'cards in one line each',
    '<h2>信件统计</h2><div><span>8</span><span>待处理</span></div><div><span>333</span><span>来信总数</span></div><div><span>325</span><span>已办结</span></div>',
    { received: 333, finished: 325, pending: 8 },
  ],
  [
    'a page that links to the annual form by a heading',
    '<p>来信总数：20件 办结总数：19件</p><a href="/n/"><h1>政府网站年度报表</h1></a>',
    { received: 20, finished: 19 },
  ],
  [
    'a year that is another matter',
    '<p><a href="/y">2025年网站工作年度报表</a></p><div>本月来信：<i id="a">12</i>件 办结：<i id="b">11</i>件</div>',
    { received: 12, finished: 11, period: '本月' },
  ],
  [
    'a heading above the table',
    '<p>2026年1-3月来信办理统计表</p><table><tr><th>单位</th><th>来信数</th><th>办结数</th></tr><tr><td>甲</td><td>3</td><td>2</td></tr></table>',
    { received: 3, finished: 2, period: '2026年1-3月' },
  ],
  [
    'news first, then the counts',
    '<ul><li>我市热线一季度受理群众诉求1204件，办结1180件，群众满意</li></ul><div>来信总数：<b>20</b>件 办结总数：<b>19</b>件</div>',
    { received: 20, finished: 19, form: 'sentence' },
  ],
  [
    'counts of today and of the month',
    '<div><span>今日来信：</span><span>3</span><span>本月来信：</span><span>120</span><span>已回复：</span><span>118</span></div>',
    { received: 120, finished: 118 },
  ],
  [
    'all of them finished',
    '<title>2026年上半年“厅长信箱”来信办理情况</title><p>2026年1月至6月，我厅门户网站“厅长信箱”栏目共收到网民来信86封，其中咨询类62封。截至6月30日，全部按期办结，办结率100%。</p>',
    { received: 86, finished: 86, rate: 1, form: 'article', period: '2026年1月至6月' },
  ],
  [
    'a table that lies on its side',
    '<title>信件统计</title><table><tr><td>类别</td><td>咨询</td><td>投诉</td><td>合计</td></tr><tr><td>收到</td><td>10</td><td>5</td><td>15</td></tr><tr><td>办结</td><td>9</td><td>5</td><td>14</td></tr></table>',
    { received: 15, finished: 14, form: 'table' },
  ],
  [
    'months side by side',
    '<table><tr><td></td><td>1月</td><td>2月</td></tr><tr><td>来信数</td><td>10</td><td>5</td></tr><tr><td>办结数</td><td>9</td><td>5</td></tr></table>',
    { received: 15, finished: 14 },
  ],
  [
    'a word for the public before its letters',
    '<div>网民留言<em>1,024</em>条，已答复<em>1,000</em>条，答复率<em>97.7%</em></div>',
    { received: 1024, finished: 1000, rate: 0.977 },
  ],
])('also %s', (_, html, expected) => {
  expect(read(html)).toMatchObject(expected)
})

test.each([
  ['empty spans', '<p>来信总数<span id="a"></span>件 办结总数<span id="b"></span>件 办结率<span></span>%</p>'],
  [
    'zeros in boxes that a script names',
    `<script>$('#a').text(d.all)</script><p>来信总数<b id="a">0</b>件 办结总数<b class="a">0</b>件</p>`,
  ],
  ['nothing but zeros', '<script src="/tj.js"></script><p>来信总数：0件 办结总数：0件</p>'],
  [
    'dashes',
    `<script>document.getElementById("n1").innerHTML=1;$("#n2").html(2)</script><p>来信总数：<i id="n1">--</i> 办结总数：<i id="n2">--</i></p>`,
  ],
  ['templates', '<p>来信总数：{{ total }}件 办结总数：{{done}}件</p>'],
  ['bound elements', '<p>来信总数：<span v-text="total"></span>件 办结总数：<span v-text="done"></span>件</p>'],
  ['units without numbers', '<p>来信总数：件 办结总数：件</p>'],
  [
    'a table without rows',
    '<script src="/tj.js"></script><table><thead><tr><th>单位名称</th><th>来信总数</th><th>办结总数</th><th>办结率</th></tr></thead><tbody id="tj"></tbody></table>',
  ],
])('%s cannot be judged undrawn', (_, html) => {
  expect(read(html)).toMatchObject({ received: null, finished: null, unfilled: true })
})

test.each([
  ['news that mentions numbers', '<title>全市召开信访工作会议</title><p>会议指出，今年共收到来信20件，办结18件。</p>'],
  ['a headline with numbers', '<ul><li><a href="/1">我市12345热线一季度受理诉求1204件 办结率98%</a><span>2026-04-01</span></li></ul>'],
  ['an ordinary page', '<p>市政府召开常务会议，研究部署重点工作。</p><a href="/x">答复</a>'],
  [
    'the annual form',
    '<title>政府网站工作年度报表（2025年度）</title><table><tr><td>收到留言数量（单位：条）</td><td>20</td></tr><tr><td>办结留言数量</td><td>20</td></tr></table>',
  ],
  ['a report on disclosure', '<title>2025年政府信息公开工作年度报告</title><p>共收到依申请公开20件，办结20件。</p>'],
  ['a hall of services', '<div>今日受理数：<b>120</b>件 办结数：<b>118</b>件 行政审批事项 办结率：<b>99%</b></div>'],
  [
    'a list of messages',
    '<table><tr><th>来信主题</th><th>状态</th><th>来信时间</th><th>答复时间</th></tr><tr><td>咨询</td><td>已回复</td><td>2026-01-01</td><td>2026-01-02</td></tr></table><div>共120条</div>',
  ],
  ['a search form', '<form>状态<select><option>已办结</option><option>在办</option></select>来信<input name="q"></form>'],
  ['proposals of deputies', '<title>人大代表建议办理情况</title><p>共收到代表建议120件，办结120件，办结率100%。</p>'],
  ['nothing', ''],
])('%s has no statistics', (_, html) => {
  expect(read(html)).toBeNull()
})

test('any markup gives an answer within its bounds', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '来信总数',
      '办结',
      '办结率',
      '平均办结时间',
      '12',
      '件',
      '99%',
      '<span id=a>',
      '</span>',
      '<td>',
      '<table><tr>',
      '合计',
      '：',
      '，',
      '\n',
      '{{',
      '}}',
      '<p>',
      '12345',
      '9'.repeat(20),
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 50 }), (pieces) => {
      const found = read(pieces.join(''))
      if (found?.rate != null) expect(found.rate >= 0 && found.rate <= 1).toBe(true)
      for (const value of [found?.received, found?.finished]) expect(value ?? 0).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('long hostile markup is read in bounded time', () => {
  const started = performance.now()
  for (const piece of [
    '来信总数',
    '来信总数 1 ',
    '办结,',
    '<span>',
    '<td>来信总数<td>1',
    '<tr><td>来信总数<td>办结数',
    '1',
    '{{',
    '平均办结',
    '<b id=a></b>',
  ])
    read(`<table><tr>${piece.repeat(4000)}`)
  expect(performance.now() - started).toBeLessThan(6000)
})
