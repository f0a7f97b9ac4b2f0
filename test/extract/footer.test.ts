import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { readFooter } from '../../src/extract/footer.ts'

const read = (html: string) => readFooter(parseDocument(html, 'http://kjt.example.gov.cn/'))

test.each([
  ['<p>陇ICP备05000001号-1</p>', '陇ICP备05000001号-1'],
  ['<p>备案号： 陇 ICP 备 05000001 号 － 1</p>', '陇ICP备05000001号-1'],
  ['<p>ICP备案编号：陇ICP备05000001号</p>', '陇ICP备05000001号'],
  ['<p>陇icp备05000001号—2 技术支持</p>', '陇ICP备05000001号-2'],
  ['<p>（陇）ＩＣＰ备０５０００００１号</p>', '陇ICP备05000001号'],
  ['<a href="https://beian.miit.gov.cn/"><span>陇ICP备</span><span>2021000123号-1</span></a>', '陇ICP备2021000123号-1'],
  ['<p>陇ICP备案05000001号-1</p>', '陇ICP备05000001号-1'],
  ['<p>陇ICP备字05000001-1号</p>', '陇ICP备05000001号-1'],
  ['<p>陇ICP备字第05000001号</p>', '陇ICP备05000001号'],
  ['<p>ICP备05000001号</p>', 'ICP备05000001号'],
  ['<a target="_blank">蜀ICP备 05000001号</a>', '蜀ICP备05000001号'],
  ['<p>京ICP备11111111号</p><div>陇ICP备05000001号-1</div>', '陇ICP备05000001号-1'],
  ['<img src="a.png" alt="陇ICP备05000001号">', '陇ICP备05000001号'],
  ["<script>document.write('<p>陇ICP备05000001号-3</p>')</script>", '陇ICP备05000001号-3'],
  ['<!-- 陇ICP备05000001号 --><p>ICP备案</p>', null],
  ['<p>按照ICP备案管理办法，2024年</p>', null],
])('filing number of %s', (html, expected) => {
  expect(read(html).icp).toBe(expected)
})

test.each([
  ['<p>甘公网安备 62010202000001号</p>', '甘公网安备 62010202000001号'],
  ['<p>甘公网安备62010202000001号</p>', '甘公网安备62010202000001号'],
  ['<p><img src="ga.png">&nbsp;甘公网安备&nbsp;&nbsp;6201 0202 0000 01 号</p>', '甘公网安备 62010202000001号'],
  [
    '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=62010202000001"><img src="ga.png"></a>',
    '公网安备62010202000001号',
  ],
  ['<a>甘公网安备:62010202000001号</a>', '甘公网安备62010202000001号'],
  ['<p>陇ICP备05000001号 公安备案号：62010202000001</p>', '公网安备62010202000001号'],
  ['<p>甘公网安备62010202000001</p>', '甘公网安备62010202000001号'],
  ['<p>公安备案</p>', null],
])('police filing of %s', (html, expected) => {
  expect(read(html).police).toBe(expected)
})

test.each([
  ['网站标识码：6200000001', '6200000001'],
  ['政府网站标识码:6200000045', '6200000045'],
  ['网站标识编码 ： 6200000045 陇ICP备05000001号', '6200000045'],
  ['政府网站标识码（6200000045）', '6200000045'],
  ['标识码：BM14000002', 'bm14000002'],
  ['标识码：n620000001', 'N620000001'],
  ['标识码：６２０００００００１', '6200000001'],
  ['<span>网站标识码</span><span>6200000045</span>', '6200000045'],
  ['<td>网站标识码</td><td>6200000045</td>', '6200000045'],
  ['网站标识码：62000 00045', '6200000045'],
  ['网站标识码：6200000045620102', null],
  ['网站标识码：62000045', null],
  ['网站标识码：', null],
  ['网站识别码：bm56000001', 'bm56000001'],
  ['办理编号：6200000045', null],
])('site code of %s', (html, expected) => {
  expect(read(`<div>${html}</div>`).siteCode).toBe(expected)
})

test.each([
  [
    '<a href="//bszs.conac.cn/sitename?method=show&amp;id=07CED218"><img id="imgConac" src="//dcs.conac.cn/image/red.png"></a>',
    'http://bszs.conac.cn/sitename?method=show&id=07CED218',
  ],
  [
    '<a href="javascript:void(0)" onclick="OpenUrl(\'http://bszs.conac.cn/sitename?method=show&id=33B9\')"><img src="red.png"></a>',
    'http://bszs.conac.cn/sitename?method=show&id=33B9',
  ],
  ['<script src="http://dcs.conac.cn/js/28/000/CA28.js"></script>', 'http://dcs.conac.cn/js/28/000/CA28.js'],
  [
    `<script>document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='https://dcs.conac.cn/js/33/000/CA33.js' type='text/javascript'%3E%3C/script%3E"));</script>`,
    'https://dcs.conac.cn/js/33/000/CA33.js',
  ],
  ['<img id="imgConac" src="/images/red.png">', 'imgConac'],
  ['<a href="http://www.conac.cn/">政务和公益域名</a>', null],
  ['<img src="/images/red.png" alt="党政机关">', null],
])('badge of %s', (html, expected) => {
  expect(read(html).badge).toBe(expected)
})

test('any markup gives an answer, and a site code only of the official form', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('标识码：', 'ICP备', '公网安备', '陇', '6200000001', ' ', '号', '-', '<p>', '//bszs.conac.cn/', '<a href="', '">'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { siteCode } = read(pieces.join(''))
      expect(siteCode ?? '6200000001').toMatch(/^(?:\d{10}|bm\d{8}|N\d{9})$/)
    }),
  )
})

test('long hostile markup is read in bounded time', () => {
  const started = performance.now()
  for (const piece of ['标识码 ', 'ICP备 ', '公安备 1 ', '公网安备 ', '1 ', '标 识 码', '//bszs.conac.cn', '<img alt="码">'])
    read(`<p>${piece.repeat(5000)}`)
  expect(performance.now() - started).toBeLessThan(5000)
})
