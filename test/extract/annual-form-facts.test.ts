import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAnnualForm } from '../../src/extract/annual-form.ts'
import { parseDocument } from '../../src/extract/document.ts'

const read = (html: string) => readAnnualForm(parseDocument(html, 'http://kjt.example.gov.cn/a.html'))

/** The form as the reporting platform prints it: one table, the sections spanning their rows. */
const OFFICIAL = `<title>甘肃省科学技术厅政府网站工作年度报表（2025年度）</title><p>政府网站工作年度报表</p><p>( 2025 年度)</p><p>填报单位：甘肃省科学技术厅</p>
<table><tr><td colspan="2">网站名称</td><td colspan="5">甘肃省科学技术厅</td></tr>
<tr><td colspan=2>首页网址</td><td colspan=5>http://kjt.gansu.gov.cn/</td></tr>
<tr><td colspan=2>主办单位</td><td colspan=5>甘肃省科学技术厅</td></tr>
<tr><td colspan=2>网站类型</td><td colspan=5>□政府门户网站 ☑部门网站 □专项网站</td></tr>
<tr><td colspan=2>政府网站标识码</td><td colspan=5>6200000045</td></tr>
<tr><td colspan=2>ICP备案号</td><td>陇ICP备05000001号</td><td colspan=2>公安机关备案号</td><td>甘公网安备62010202000001号</td></tr>
<tr><td colspan=2>独立用户访问总量（单位：个）</td><td colspan=5>1,234,567</td></tr>
<tr><td colspan=2>网站总访问量（单位：次）</td><td colspan=5>345.6万</td></tr>
<tr><td rowspan=4>信息发布<br>（单位：条）</td><td>总数</td><td colspan=5>1500</td></tr>
<tr><td>概况类信息更新量</td><td colspan=5>100</td></tr><tr><td>政务动态信息更新量</td><td colspan=5>900</td></tr><tr><td>信息公开目录信息更新量</td><td colspan=5>500</td></tr>
<tr><td rowspan=2>专栏专题（单位：个）</td><td>维护数量</td><td colspan=5>8</td></tr><tr><td>新开设数量</td><td colspan=5>2</td></tr>
<tr><td rowspan=5>解读回应</td><td rowspan=4>解读信息发布</td><td colspan=4>总数（单位：条）</td><td>30</td></tr><tr><td colspan=4>解读材料数量（单位：条）</td><td>20</td></tr>
<tr><td colspan=4>解读产品数量（单位：个）</td><td>10</td></tr><tr><td colspan=4>媒体评论文章数量（单位：篇）</td><td>0</td></tr>
<tr><td colspan=5>回应公众关注热点或重大舆情数量（单位：次）</td><td>3</td></tr>
<tr><td rowspan=7>办事服务</td><td colspan=5>是否发布服务事项目录</td><td>√是 □否</td></tr><tr><td colspan=5>注册用户数（单位：个）</td><td>66</td></tr>
<tr><td colspan=5>政务服务事项数量（单位：项）</td><td>120</td></tr><tr><td colspan=5>可全程在线办理政务服务事项数量（单位：项）</td><td>110</td></tr>
<tr><td rowspan=3>办件量（单位：件）</td><td colspan=4>总数</td><td>700</td></tr><tr><td colspan=4>自然人办件量</td><td>300</td></tr><tr><td colspan=4>法人办件量</td><td>400</td></tr>
<tr><td rowspan=12>互动交流</td><td colspan=5>是否使用统一平台</td><td>√是 □否</td></tr><tr><td rowspan=4>留言办理</td><td colspan=4>收到留言数量（单位：条）</td><td>52</td></tr>
<tr><td colspan=4>办结留言数量（单位：条）</td><td>50</td></tr><tr><td colspan=4>平均办理时间（单位：天）</td><td>3.5</td></tr><tr><td colspan=4>公开答复数量（单位：条）</td><td>40</td></tr>
<tr><td rowspan=3>征集调查</td><td colspan=4>征集调查期数（单位：期）</td><td>5</td></tr><tr><td colspan=4>收到意见数量（单位：条）</td><td></td></tr><tr><td colspan=4>公布调查结果期数（单位：期）</td><td>5</td></tr>
<tr><td rowspan=3>在线访谈</td><td colspan=4>访谈期数（单位：期）</td><td>1</td></tr><tr><td colspan=4>网民留言数量（单位：条）</td><td>7</td></tr><tr><td colspan=4>答复网民提问数量（单位：条）</td><td>6</td></tr>
<tr><td colspan=5>是否提供智能问答</td><td>□是 √否</td></tr>
<tr><td rowspan=3>安全防护</td><td colspan=5>安全检测评估次数（单位：次）</td><td>12</td></tr><tr><td colspan=5>发现问题数量（单位：个）</td><td>4</td></tr><tr><td colspan=5>问题整改数量（单位：个）</td><td>4</td></tr>
<tr><td rowspan=2>移动新媒体</td><td>微博</td><td>名称</td><td>甘肃科技</td><td>信息发布量（单位：条）</td><td>10</td><td>关注量</td></tr>
<tr><td>微信</td><td>名称</td><td>甘肃科技</td><td>信息发布量（单位：条）</td><td>200</td><td>订阅数</td></tr></table>
<p>单位负责人：张三 审核人：李四 填报人：王五 联系电话：0931-1234567 填报日期：2026年1月15日</p>`

const NUMBERS = {
  独立用户访问总量: 1_234_567,
  网站总访问量: 3_456_000,
  信息发布总数: 1500,
  概况类信息更新量: 100,
  政务动态信息更新量: 900,
  信息公开目录信息更新量: 500,
  专栏专题维护数量: 8,
  专栏专题新开设数量: 2,
  解读信息发布总数: 30,
  解读材料数量: 20,
  解读产品数量: 10,
  媒体评论文章数量: 0,
  回应公众关注热点或重大舆情数量: 3,
  注册用户数: 66,
  政务服务事项数量: 120,
  可全程在线办理政务服务事项数量: 110,
  办件量总数: 700,
  自然人办件量: 300,
  法人办件量: 400,
  收到留言数量: 52,
  办结留言数量: 50,
  平均办理时间: 3.5,
  公开答复数量: 40,
  征集调查期数: 5,
  公布调查结果期数: 5,
  在线访谈期数: 1,
  网民留言数量: 7,
  答复网民提问数量: 6,
  安全检测评估次数: 12,
  发现问题数量: 4,
  问题整改数量: 4,
  微博信息发布量: 10,
  微信信息发布量: 200,
}

test('the form as the platform prints it is read whole', () => {
  expect(read(OFFICIAL)).toEqual({
    year: 2025,
    siteName: '甘肃省科学技术厅',
    home: 'http://kjt.gansu.gov.cn/',
    siteCode: '6200000045',
    filledOn: '2026-01-15',
    numbers: NUMBERS,
  })
})

const shell = (body: string) => `<h1>XX局政府网站工作年度报表</h1><p>（2025年度）</p>${body}`

test.each([
  [
    'a header row above its values',
    '<table><tr><th rowspan=2>信息发布</th><th>总数</th><th>概况类信息更新量</th><th>政务动态信息更新量</th><th>信息公开目录信息更新量</th></tr><tr><td>10</td><td>1</td><td>2</td><td>7</td></tr></table>',
  ],
  [
    'tables within a table',
    '<table><tr><td>信息发布（单位：条）</td><td><table><tr><td>总数</td><td>10</td></tr><tr><td>概况类信息更新量</td><td>1</td></tr><tr><td>政务动态信息更新量</td><td>2</td></tr><tr><td>信息公开目录信息更新量</td><td>7</td></tr></table></td></tr></table>',
  ],
  [
    'label and value in one cell',
    '<table><tr><td rowspan=2>信息发布</td><td>总数：10条</td><td>概况类信息更新量：1</td></tr><tr><td>政务动态信息更新量：2</td><td>信息公开目录信息更新量：7条</td></tr></table>',
  ],
  [
    'no table',
    '<p>信息发布（单位：条）总数 10</p><p>概况类信息更新量：1</p><p>政务动态信息更新量（单位：条） 2</p><p>信息公开目录信息更新量：７条</p>',
  ],
  [
    'paragraphs in cells, blanks in labels',
    '<table><tr><td rowspan=4><p>信息</p><p>发布</p></td><td><p>总 数</p></td><td><p>10</p></td></tr><tr><td>概况类信息<br>更新量</td><td>1条</td></tr><tr><td>政务动态信息更新量</td><td>2</td></tr><tr><td>信息公开目录信息更新量</td><td> 7 </td></tr></table>',
  ],
])('%s', (_, body) => {
  expect(read(shell(body))).toMatchObject({
    year: 2025,
    numbers: { 信息发布总数: 10, 概况类信息更新量: 1, 政务动态信息更新量: 2, 信息公开目录信息更新量: 7 },
  })
})

test('a number that the form does not show is absent', () => {
  const form = read(
    shell(
      '<table><tr><td>收到留言数量</td><td></td></tr><tr><td>办结留言数量</td><td>—</td></tr><tr><td>公开答复数量</td><td>3</td></tr><tr><td>网站名称</td><td>a</td></tr><tr><td>首页网址</td><td>b</td></tr></table>',
    ),
  )
  expect(form?.numbers).toEqual({ 公开答复数量: 3 })
})

test('a number shown with two values is known with neither', () => {
  const year = (n: number) =>
    `<table><tr><td>收到留言数量</td><td>${n}</td></tr><tr><td>办结留言数量</td><td>2</td></tr><tr><td>公开答复数量</td><td>1</td></tr></table>`
  expect(read(shell(year(5) + year(6)))?.numbers).toEqual({ 办结留言数量: 2, 公开答复数量: 1 })
})

test.each([
  [
    'a list of forms',
    '<h1>政府网站工作年度报表</h1><ul><li><a href="1.html">政府网站工作年度报表（2025年度）</a><span>2026-01-20</span></li><li><a href="2.html">政府网站工作年度报表（2024年度）</a></li></ul>',
  ],
  ['an attachment', '<h1>政府网站工作年度报表（2025年度）</h1><p>附件：<a href="a.pdf">政府网站工作年度报表.pdf</a></p>'],
  ['a picture', '<h1>政府网站工作年度报表（2025年度）</h1><img src="a.jpg">'],
  [
    'another report',
    '<h1>政府信息公开工作年度报告</h1><table><tr><td>规章</td><td>3</td></tr><tr><td>行政许可</td><td>4</td></tr></table>',
  ],
  ['nothing', ''],
])('%s is no form', (_, html) => {
  expect(read(html)).toBeNull()
})

test('any markup gives an answer', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<table>',
      '<tr>',
      '<td rowspan=99999 colspan=99999>',
      '<td>',
      '总数',
      '收到留言数量',
      '信息发布',
      '12',
      '1,234',
      '网站工作年度报表',
      '：',
      '</table>',
      '填报日期',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const value of Object.values(read(pieces.join(''))?.numbers ?? {})) expect(Number.isFinite(value)).toBe(true)
    }),
  )
})

test('long hostile markup is read in bounded time', () => {
  const started = performance.now()
  for (const piece of [
    '<table><tr><td>',
    '<td rowspan=500 colspan=60>1',
    '<tr><td>总数<td>1',
    '收到留言数量单位',
    '网站',
    '填报日期',
    '信息发布 ',
    '1,111',
  ])
    read(`网站年度报表<table><tr><td>${piece.repeat(5000)}`)
  expect(performance.now() - started).toBeLessThan(5000)
})
