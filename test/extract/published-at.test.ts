import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { readMetas } from '../../src/extract/metas.ts'
import { readPublishedAt } from '../../src/extract/published-at.ts'

const BODY =
  '<p>各县区人民政府：</p><p>为做好工作，请于2026年8月15日前报送材料。</p><p>某市人民政府办公室</p><p>2026年6月1日</p><p>（此件公开发布）</p>'
const FOOT = '<div class=foot>版权所有 2009-2026 某市人民政府 陇ICP备05000001号</div>'
const PLAIN = 'http://www.x.gov.cn/a/content_1.html'

function read(html: string, url = PLAIN, isList = false) {
  const doc = parseDocument(html, url)
  return readPublishedAt(doc, readMetas(doc), isList)
}

const article = (top: string, head = '') => `<html><head>${head}</head><body>${top}${BODY}${FOOT}</body></html>`

test.each<[string, string, string, string]>([
  [
    'label below the headline',
    article('<div>今天是2026年11月24日 星期二</div><h1>标题</h1><p>发布时间：2020年08月02日 来源：某办</p>'),
    '2020-08-02',
    'printed',
  ],
  [
    'the moment of generation in the meta',
    article('<h1>标题</h1><p>发布时间：2020年08月02日</p>', '<meta name="PubDate" content="2026-11-24 03:00">'),
    '2020-08-02',
    'printed',
  ],
  [
    'a head of fields, cell by cell',
    article('<table><tr><td>成文日期：</td><td>2026-06-01</td><td>发布日期：</td><td>2026-06-10</td></tr></table><h1>标题</h1>'),
    '2026-06-10',
    'printed',
  ],
  [
    'no label, but a byline; today in the head',
    article('<div>2026年11月24日 星期二</div><h1>标题</h1><p>2026-06-09 09:12 来源：新华社</p>'),
    '2026-06-09',
    'printed',
  ],
  [
    'a byline that ends with the date',
    article('<h1>标题</h1><p>来源：<a href=x>甘肃日报</a> | 2026/06/09 09:12 | 字号：大 中 小</p>'),
    '2026-06-09',
    'printed',
  ],
  [
    'stretched label, full-width digits',
    article('<h1>标题</h1><p>日　　期：２０２６－０６－０９　来　源：本站</p>'),
    '2026-06-09',
    'printed',
  ],
  [
    'the day on which a letter was signed, nearer to the editor than the byline is to its date',
    article('<h1>标题</h1><ul><li>2026年6月9日 13时44分</li><li>来源： 某省卫生健康委员会网站</li></ul>').replace(
      '（此件公开发布）',
      '【打印】 责任编辑：某人',
    ),
    '2026-06-09',
    'printed',
  ],
  ['a label the other way round', article('<h1>标题</h1><p>时间发布：2026-06-09 09:51　阅读次数：</p>'), '2026-06-09', 'printed'],
  ['brackets and dots', article('<h1>标题</h1><p>[发布时间：2026.6.9 10:10:10]</p>'), '2026-06-09', 'printed'],
  [
    'label, colon and date in elements of their own',
    article('<h1>标题</h1><div><span>发布时间</span><em>:</em><b>2026-06-09</b></div>'),
    '2026-06-09',
    'printed',
  ],
  ['updated before published', article('<h1>标题</h1><p>更新时间：2026-06-30　发布时间：2026-06-09　来源：x</p>'), '2026-06-09', 'printed'],
  [
    'printed by a small script; comment and script text are none',
    article(
      '<h1>标题</h1><!-- 发布时间：2001-01-01 --><script>var t="发布时间：2002-01-01"</script><p>发布时间：<script>document.write("2026-06-09 10:00".substring(0,10))</script></p>',
    ),
    '2026-06-09',
    'printed',
  ],
  ['bare, right below the headline', article('<h1>关于某事项的通知</h1><div class="time">2026-06-09</div>'), '2026-06-09', 'printed'],
  [
    'bare, behind the unit',
    article('<h2>关于某事项的通知</h2><span>某市人民政府办公室</span><span>2026-06-09 10:22</span>'),
    '2026-06-09',
    'printed',
  ],
  [
    'printing moment and a weak label',
    article('<div>打印时间：2026-11-24</div><h1>标题</h1><p>时间：2026-06-09 10:00</p>'),
    '2026-06-09',
    'printed',
  ],
  [
    'rows beside the article',
    article('<ul><li><a href=1>别的新闻标题</a><span>2026-10-10</span></li></ul><h1>标题</h1><p>发布日期：2026-06-09</p>'),
    '2026-06-09',
    'printed',
  ],
  [
    'the moment of a meeting is no publication',
    article('<h1>关于召开会议的通知</h1><p>会议时间：2026年6月20日 地点：三楼</p>', '<meta name=PubDate content="2026-06-11">'),
    '2026-06-11',
    'meta',
  ],
  ['a signature is no publication', article('<h1>标题</h1>', '<meta name=pubdate content="2026-06-03 10:00">'), '2026-06-03', 'meta'],
  [
    'no such day',
    article('<h1>标题</h1><p>发布时间：2026-13-45</p>', '<meta name=PubDate content="2026/6/11 8:00">'),
    '2026-06-11',
    'meta',
  ],
])('%s', (_, html, date, source) => {
  expect(read(html)).toMatchObject({ publishedAt: date, publishedAtSource: source })
})

test('only the day of the document itself is known', () => {
  expect(read(article('<table><tr><td>成文日期：</td><td>2026-06-01</td></tr></table><h1>标题</h1>')).publishedAt).toBeNull()
})

test('the URL is the last resort', () => {
  expect(read(article('<h1>标题</h1>'), 'http://www.x.gov.cn/art/2026/6/5/art_1_2.html')).toMatchObject({
    publishedAt: '2026-06-05',
    publishedAtSource: 'url',
  })
})

test('every source that disagrees is kept', () => {
  const html = article('<h1>标题</h1><p>发布时间：2026-06-09</p>', '<meta name=PubDate content="2026-11-24 03:00">')
  expect(read(html, 'http://www.x.gov.cn/art/2026/6/5/art_1_2.html').otherDates).toEqual([
    { source: 'meta', date: '2026-11-24' },
    { source: 'url', date: '2026-06-05' },
  ])
})

test('the rows of a list are not the page', () => {
  const rows = [1, 2, 3].map((day) => `<li><a href="/${day}">标题</a><span>发布时间：2026-06-0${day}</span></li>`).join('')
  expect(read(`<ul>${rows}</ul>`, PLAIN, true).publishedAt).toBeNull()
})

test('any text is read without a throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('发布时间：', '2026-06-09', '<h1>标题', '来源', '<td>', '2026年')), { maxLength: 40 }),
      (pieces) => {
        read(pieces.join(''))
      },
    ),
  )
})

test('ten thousand dates beside bylines take bounded time', () => {
  const start = performance.now()
  read(`<h1>标题</h1>${'2026-06-09 来源 '.repeat(10_000)}`)
  expect(performance.now() - start).toBeLessThan(2000)
})
