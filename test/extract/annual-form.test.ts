import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAnnualFormLinks, yearInText } from '../../src/extract/annual-form.ts'
import { parseDocument } from '../../src/extract/document.ts'
import { shippedPatterns } from './shipped-patterns.ts'

const patterns = shippedPatterns()
const read = (html: string) => readAnnualFormLinks(parseDocument(html, 'http://kjt.example.gov.cn/'), patterns)
const AT = 'http://kjt.example.gov.cn'

test.each([
  ['<a href="/a.html">政府网站工作年度报表</a>', null],
  ['<a href="/a.html">政府网站工作年度报表（2025年度）</a>', 2025],
  ['<a href="/a.html">2025年度政府网站工作年度报表</a>', 2025],
  ['<a href="/a.html">2025年政府网站年度工作报表</a>', 2025],
  ['<a href="/a.html">政府网站2025年度工作报表</a>', 2025],
  ['<a href="/a.html">政府网站工作2025年度报表</a>', 2025],
  ['<a href="/a.html">甘肃省科学技术厅政府网站工作年度报表(2025年)</a>', 2025],
  ['<a href="/a.html">政府网站（省科技厅）年度工作报表</a>', null],
  ['<a href="/a.html">甘肃省科技厅（政府网站工作年度报表）</a>', null],
  ['<a href="/a.html">网 站 工 作 年 度 报 表</a>', null],
  ['<a href="/a.html">《政府网站工作年度报表》2025</a>', 2025],
  ['<a href="/a.html">政府网站工作年度报表２０２５年度</a>', 2025],
  ['<a href="/a.html">政府网站工作年度报表（二〇二五年度）</a>', 2025],
  ['<a href="/a.html">科技厅2025年网站年报</a>', 2025],
  ['<a href="/a.html" title="甘肃省科学技术厅政府网站工作年度报表（2025年度）">甘肃省科学技术厅政府网站...</a>', 2025],
  ['<a href="/a.html">甘肃省科学技术厅2025年政府网站工作年…</a>', 2025],
  ['<a href="/a.html"><img src="x.png" alt="政府网站工作年度报表"></a>', null],
  ['<a href="/a.html" title="政府网站年度报表"><img src="x.png"></a>', null],
  ['<map name="m"><area href="/a.html" alt="网站工作年度报表" coords="1,2"></map>', null],
  ['<select onchange="go()"><option value="/a.html">政府网站工作年度报表</option></select>', null],
  ['<span onclick="window.open(\'/a.html\')">政府网站工作年度报表</span>', null],
  ['<a href="javascript:void(0)" onclick="window.open(\'a.html\')">政府网站工作年度报表</a>', null],
  ['<A HREF=/a.html>政府网站<br>工作年度报表</A>', null],
  ['<h3>政府网站工作年度报表</h3><div><a href="/a.html">2025年</a></div>'.replace(/^/, '<div>').concat('</div>'), 2025],
  ['<a href="/a.html">政府网站工作年度报表、政府网站监管年度报表</a>', null],
  ['<a href="/a.html">甘肃省人民政府网站监管年度报表和工作年度报表</a>', null],
])('%s leads to the form', (html, year) => {
  expect(read(html)).toMatchObject([{ url: `${AT}/a.html`, year }])
})

test.each([
  ['<span id="wzndbg"><a href="/u/cms/www/201801/report_tb_3609000004.pdf"><img src="/r/wz.jpg"></a></span>', null],
  ['<a href="/files/report_tb_6200000045_2025.pdf"><img src="/r/wz.jpg" alt=""></a>', 2025],
  ['<a href="/ztzl/zfwzgzndbb/"><img src="b.jpg"></a>', null],
  ['<a href="/ztzl/ndgzbb/index.html">更多&gt;&gt;</a>', null],
  ['<a href="/ztzl/wzgzndbb/2025.html"></a>', 2025],
  ['<a href="/zfwzgzndbb/202601/t20260120_123.html">2025年度</a>', 2025],
  ['<a href="/zfwzgzndbb/202601/t20260120_123.html"></a>', null],
  ['<a href="/xxgk/123.html"><img src="/images/wzndbb.png"></a>', null],
  [
    '<a href="/xxgk/%E6%94%BF%E5%BA%9C%E7%BD%91%E7%AB%99%E5%B7%A5%E4%BD%9C%E5%B9%B4%E5%BA%A6%E6%8A%A5%E8%A1%A8.pdf"><img src="/a.png"></a>',
    null,
  ],
  ['<a href="/xxgk/zfwzndbb/">年度报表</a>', null],
])('%s leads to it without saying so', (html, year) => {
  expect(read(html)).toMatchObject([{ year }])
})

test.each([
  '<a href="/a.html">政府信息公开工作年度报告</a>',
  '<a href="/a.html">政府信息公开年报</a>',
  '<a href="/a.html">2025年政府网站信息公开年度报告</a>',
  '<a href="/a.html">政府网站监管年度报表</a>',
  '<a href="/a.html">关于做好2025年度政府网站工作年度报表填报工作的通知</a>',
  '<a href="/a.html">政府网站监管年度报表（2025年度）</a>',
  '<a href="/a.html">法治政府建设年度报告</a>',
  '<a href="/a.html">年度报告</a>',
  '<a href="/zfxxgkndbg/">政府信息公开年度报告</a>',
  '<a href="/ztzl/ndgzbb/x.html">政府信息公开年报</a>',
  '<a href="/ztzl/zfwzgzndbb/x.html">甘肃省科技厅2024年度部门预算</a>',
  '<a href="/xxgknb/"><img src="gknb.png"></a>',
  '<a href="javascript:void(0)">政府网站工作年度报表</a>',
  '<a href="#">政府网站工作年度报表</a>',
  '<!-- <a href="/a.html">政府网站工作年度报表</a> -->',
  '<p>政府网站工作年度报表</p>',
  '<a href="/tj.html">统计年报</a>',
  '<a href="/a.html">2025年</a>',
])('%s does not', (html) => {
  expect(read(html)).toEqual([])
})

test('an address is told once, with its year', () => {
  expect(read('<a href="/a.html"><img alt="政府网站工作年度报表"></a><a href="/a.html">政府网站工作年度报表（2025年度）</a>')).toEqual([
    { text: '政府网站工作年度报表（2025年度）', url: `${AT}/a.html`, year: 2025 },
  ])
})

test.each([
  ['2026年1月公布2025年度报表', 2025],
  ['2024年、2025年', null],
  ['2026-01-20', null],
  ['2026.01.20', null],
  ['2026年1月20日', null],
  ['20260120', null],
  ['2025', 2025],
])('the year in %s is %s', (text, year) => {
  expect(yearInText(text)).toBe(year)
})

test('any markup gives an answer', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<a href="',
      '">',
      '</a>',
      '政府网站',
      '工作年度报表',
      '2025年',
      '（',
      '%E6%',
      'report_tb_',
      '<img src="http://[',
      '/zfwzgzndbb/',
      '…',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      for (const link of read(pieces.join(''))) expect(URL.canParse(link.url)).toBe(true)
    }),
  )
})

test('long hostile markup is read in bounded time', () => {
  const started = performance.now()
  for (const piece of [
    '<a href=/a>政府网站',
    '（',
    '2025年',
    '<div><a href=/x>2025年</a>',
    '<a href=/zfwzbb/><img src=x>',
    '<a onclick="\'',
  ])
    read(piece.repeat(5000))
  expect(performance.now() - started).toBeLessThan(5000)
})
