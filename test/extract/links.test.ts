import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { normalise, readLinks, sameSite } from '../../src/extract/links.ts'
import { savedFrom } from '../../src/extract/saved-from.ts'

const URL_ = 'http://www.x.gov.cn/zw/index.html'
const urls = (html: string, url = URL_) => readLinks(parseDocument(html, url)).map((link) => link.url)

test.each<[string, string, string[]]>([
  ['relative, padded, over lines', '<a href=" ../a.html\n">a</a>', ['http://www.x.gov.cn/a.html']],
  ['upper-case and unquoted', '<A HREF=./202607/t1.html TARGET=_blank>a</A>', ['http://www.x.gov.cn/zw/202607/t1.html']],
  ['entities', '<a href="/s?a=1&amp;b=2&copy=3">a</a>', ['http://www.x.gov.cn/s?a=1&b=2&copy=3']],
  ['Chinese file names', '<a href="/附件/申报表.doc">a</a>', ['http://www.x.gov.cn/%E9%99%84%E4%BB%B6/%E7%94%B3%E6%8A%A5%E8%A1%A8.doc']],
  ['fragments are dropped, pages of fragments left out', '<a href="/a#top">a</a><a href="#x">b</a>', ['http://www.x.gov.cn/a']],
  [
    'no addresses',
    '<a href="javascript:void(0)">a</a><a href="JavaScript :x()">b</a><a href="mailto:a@b">c</a><a href="tel:1">d</a><img src="data:image/png;base64,AA"><a href="">e</a>',
    [],
  ],
  [
    'comments and script strings',
    '<!-- <a href="/no"> --><script>var a = "<a href=\'/no2\'>"</script><a href="/yes">y</a>',
    ['http://www.x.gov.cn/yes'],
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what stands in such pages
  ['templates that are not filled', '<a href="{{item.url}}">a</a><a href="/x/${id}.html">b</a><a href="<%=url%>">c</a>', []],
  [
    'all kinds',
    '<area href=/1><img src=/2.jpg><iframe src=/3></iframe><script src=/4.js></script><link rel=stylesheet href=/5.css><option value="http://y.gov.cn/">y</option><option value=12>n</option>',
    [
      'http://www.x.gov.cn/1',
      'http://www.x.gov.cn/2.jpg',
      'http://www.x.gov.cn/3',
      'http://www.x.gov.cn/4.js',
      'http://www.x.gov.cn/5.css',
      'http://y.gov.cn/',
    ],
  ],
  ['base', '<base href="http://z.gov.cn/b/"><a href="c">c</a>', ['http://z.gov.cn/b/c']],
  ['refresh', '<META HTTP-EQUIV=Refresh CONTENT="0;URL=/new/">', ['http://www.x.gov.cn/new/']],
  ['backslashes', '<a href="\\art\\1.html">a</a>', ['http://www.x.gov.cn/art/1.html']],
  ['the link is unended', '<ul><li><a href=/1>a<li><a href=/2>b</ul>', ['http://www.x.gov.cn/1', 'http://www.x.gov.cn/2']],
])('%s', (_, html, expected) => {
  expect(urls(html)).toEqual(expected)
})

test('copies that a browser saved beside a page are no links of the site', () => {
  const html =
    '<!-- saved from url=(0029)http://www.x.gov.cn/zw/ -->\n<link rel="stylesheet" href="./政务_files/a.css"><script src="./政务_files/a.js"></script><img src="./政务_files/1.jpg"><a href="http://www.x.gov.cn/b.html">b</a>'
  expect(urls(html)).toEqual(['http://www.x.gov.cn/b.html'])
  expect(savedFrom(new TextEncoder().encode(html))).toBe('http://www.x.gov.cn/zw/')
})

test('a page that no browser noted anything in may still say where it belongs', () => {
  expect(savedFrom(new TextEncoder().encode('<link rel="canonical" href="http://www.x.gov.cn/a.html">'))).toBe('http://www.x.gov.cn/a.html')
  expect(savedFrom(new TextEncoder().encode('<a href="http://www.x.gov.cn/">x</a>'))).toBeUndefined()
})

test('the text is what a visitor reads, or else what stands in its place', () => {
  const links = readLinks(
    parseDocument(
      '<a href=/1> 通知 <b>公告</b></a><a href=/2><img src=/i.jpg alt="专题"></a><a href=/3 title="更多"></a><a href=/1></a>',
      URL_,
    ),
  )
  expect(links.filter(({ from }) => from === 'a').map(({ text }) => text)).toEqual(['通知 公告', '专题', '更多'])
})

test.each([
  ['http://www.x.gov.cn/', 'https://x.gov.cn/a', true],
  ['http://www.x.gov.cn/', 'http://www.x.gov.cn:8080/', true],
  ['http://fgw.x.gov.cn/', 'http://www.x.gov.cn/', false],
  ['http://10.0.0.1/', 'http://10.0.0.2/', false],
  ['nonsense', 'http://x.gov.cn/', false],
])('%s and %s', (a, b, same) => {
  expect(sameSite(a, b)).toBe(same)
})

test('a spelling is its own spelling', () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
      const once = normalise(url)
      if (once !== undefined) expect(normalise(once)).toBe(once)
    }),
  )
})

test('any attribute is read without a throw', () => {
  fc.assert(
    fc.property(fc.string(), (href) => {
      urls(`<a href="${href}">x</a><a href=${href}>y</a>`)
    }),
  )
})
