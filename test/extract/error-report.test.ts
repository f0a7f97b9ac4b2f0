import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { readErrorReport } from '../../src/extract/error-report.ts'
import { shippedPatterns } from './shipped-patterns.ts'

const patterns = shippedPatterns()
const read = (html: string) => readErrorReport(parseDocument(html, 'http://kjt.example.gov.cn/'), patterns)
const entry = (form: string, siteCode: string | null) => ({ form, siteCode })
const FORM = 'https://zfwzgl.www.gov.cn/exposure/jiucuo.html'

test.each([
  [
    '<script id="_jiucuo_" sitecode="6200000045" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>',
    entry('script', '6200000045'),
  ],
  ['<SCRIPT ID=_jiucuo_ SiteCode=n620000001 SRC=//zfwzgl.www.gov.cn/exposure/jiucuo.js></SCRIPT>', entry('script', 'N620000001')],
  [
    "<script id='_jiucuo_' sitecode=' BM14000002 ' src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script>",
    entry('script-old-host', 'bm14000002'),
  ],
  ['<script id="_jiucuo_" sitecode="" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>', entry('script', null)],
  ['<script id="_jiucuo_" sitecode="null" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>', entry('script', null)],
  ['<script id="_jiucuo_" sitecode="6200000045" src="../js/jiucuo.js"></script>', entry('script', '6200000045')],
  ['<script sitecode="6200000045" src="http://121.43.68.40/exposure/jiucuo.js"></script>', entry('script-old-host', '6200000045')],
  [`<a href="${FORM}?site_code=6200000045&url=http%3A%2F%2Fkjt.example.gov.cn%2F"><img src="jiucuo.png"></a>`, entry('link', '6200000045')],
  [
    `<a class="jc" style="background:url(x.png)" href="${FORM}?site_code=6200000045&amp;amp;url=http%3A%2F%2Fa"></a>`,
    entry('link', '6200000045'),
  ],
  [`<a href="${FORM}?url=http%3A%2F%2Fa%2F&amp;amp;site_code=6200000045"></a>`, entry('link', '6200000045')],
  ['<a href="http://121.43.68.40/exposure/jiucuo.html?site_code=4412910008&url=x">x</a>', entry('link', '4412910008')],
  ['<a href=http://10.20.30.40:8080/exposure/jiucuo.html?SITE_CODE=4412910008>x</a>', entry('link', '4412910008')],
  [`<map><area shape="rect" href="${FORM}?site_code=6200000045"></map>`, entry('link', '6200000045')],
  [
    `<a href="javascript:void(0)" onclick="OpenUrl('${FORM}?site_code=4412910008&url=x')"><img src="images/jiucuo.png"></a>`,
    entry('link', '4412910008'),
  ],
  [`<a href="/link?target=${encodeURIComponent(`${FORM}?site_code=6200000045&url=a`)}">找错</a>`, entry('link', '6200000045')],
  [`<a href="${FORM}?site_code=&url=a">找错</a>`, entry('link', null)],
  [
    '<a href="javascript:;" onclick="jump()"><img src="https://zfwzgl.www.gov.cn/exposure/images/jiucuo.png?v=6200000045"></a>',
    entry('script', '6200000045'),
  ],
  ['<a href="https://zfwzxx.www.gov.cn/check_web/errorInfo/jcInfo/d9697d5c-902709118"><img src="a.png"></a>', entry('link', null)],
  ['<a href="http://www.gov.cn/fuwu/jiucuopage.html">我为政府网站找错</a>', entry('central-page', null)],
  ['<a href="//www.gov.cn/fuwu/jiucuopage.html?site_code=6200000045">我为政府网站找错</a>', entry('central-page', '6200000045')],
  [
    `<span id="_span_jiucuo"><img onclick="Link('6200000045')" style="margin:0" src="https://zfwzgl.www.gov.cn/exposure/images/jiucuo.png?v=6200000045"></span>`,
    entry('script', '6200000045'),
  ],
  [
    `<script id="_jiucuo_" sitecode="1401070001" src="http://pucha.kaipuyun.cn/exposure/jiucuo.js"></script><span id="_span_jiucuo"><img onclick="Link('1401070001')" src="http://121.43.68.40/exposure/images/jiucuo.png?v=1401070001"></span>`,
    entry('script-old-host', '1401070001'),
  ],
  [
    `<span id="_span_jiucuo"><a href="${FORM}?site_code=3609250007"><img onclick="Link('4305000001')" src="jiucuo.png"></a></span>`,
    entry('script', '3609250007'),
  ],
  ['<span id="_span_jiucuo"><img src="images/jiucuo.png?v=6200000045"></span>', entry('script', '6200000045')],
  // The site keeps the picture itself, and its own script file opens the platform's form.
  [`<a class="jc"><img src="static/picture/jiucuo.png" alt="" onclick="Link('6200000045')"></a>`, entry('script', '6200000045')],
  [`<img src="/images/jiucuo.png" onclick="Link('jiucuo')">`, null],
  // A box that a site's script file turns into the entry, told its site code.
  [`<div class="jiucuo j-jiucuo ex-find-wrong" data-setting="{sitecode:6200000045}"></div>`, entry('script', '6200000045')],
  [`<div class="find-error" id="jiucuoBox" data-sitecode="6200000045"></div>`, entry('script', '6200000045')],
  [`<div class="jiucuo" data-setting="{width:80}"></div>`, null],
  [`<div class="weather" data-sitecode="6200000045"></div>`, null],
  [
    `<script>document.write(unescape("%3Cscript id='_jiucuo_' sitecode='6200000045' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'%3E%3C/script%3E"));</script>`,
    entry('script', '6200000045'),
  ],
  [
    `<script>document.writeln("<a href=\\"${FORM}?site_code=6200000045&url=a\\"><img src=\\"jc.png\\"><\\/a>");</script>`,
    entry('link', '6200000045'),
  ],
  [
    `<script>function Link(c){window.open("${FORM}?site_code=" + c + "&url=" + location.href)}</script><img onclick="Link('6200000045')" src="/images/jiucuo.png">`,
    entry('link', '6200000045'),
  ],
  [
    `<a href="${FORM}?site_code=">空</a><script id="_jiucuo_" sitecode="6200000045" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>`,
    entry('script', '6200000045'),
  ],
])('%s is an entry', (html, expected) => {
  expect(read(html)).toEqual(expected)
})

test.each([
  '<div class="jiucuo" id="jiucuo"><a href="/jiucuo/index.html">我要纠错</a></div>',
  '<a href="javascript:;" onclick="jiucuo()">网站纠错</a>',
  '<a href="/hdjl/jiucuo.html">网站纠错</a>',
  `<!-- <script id="_jiucuo_" sitecode="6200000045" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script> -->`,
  `<script>// document.writeln("<script id='_jiucuo_' sitecode='1200000052' src='../js/jiucuo.js'>")\n/* ${FORM}?site_code=1 */</script>`,
  '<style>#_span_jiucuo img{height:44px}</style><p>我为政府网站找错</p>',
  '<img src="images/jiucuo.png" alt="政府网站找错">',
  '<script src="/js/jiucuo.js"></script>',
  '<a href="https://www.gov.cn/">中国政府网</a>',
  '',
])('%s is none', (html) => {
  expect(read(html)).toBeNull()
})

test('any markup gives an answer', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<script id=_jiucuo_ ',
      'sitecode=',
      'jiucuo.html?site_code=',
      '<span id="_span_jiucuo">',
      "Link('",
      '%3C',
      '/*',
      '<a href="',
      '">',
      '</script>',
      '&amp;',
      '\\u003',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const found = read(pieces.join(''))
      expect(found === null || found.siteCode === null || found.siteCode.length <= 40).toBe(true)
    }),
  )
})

test('long hostile markup is read in bounded time', () => {
  const started = performance.now()
  for (const piece of ['_jiucuo_ ', '/*', "Link('", '<a href="jiucuo.html?', 'jiucuo?site_code', '&amp;'])
    for (const wrap of [(text: string) => `<script>${text}</script>`, (text: string) => `<a href="${text}">`])
      read(wrap(piece.repeat(5000)))
  expect(performance.now() - started).toBeLessThan(5000)
})
