import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode } from '../../src/extract/charset.ts'
import { parseDocument } from '../../src/extract/document.ts'
import { hasPlainContent } from '../../src/extract/glance.ts'
import type { PageInput } from '../../src/extract/input.ts'
import { qualityOf, readQuality } from '../../src/extract/quality.ts'
import { shippedColumns, shippedPatterns } from './shipped-patterns.ts'

const shipped = shippedPatterns()
const columns = shippedColumns()
/** A page of few words is one of content here, so that short cases reach the glance. */
const patterns = { ...shipped, soft404: { ...shipped.soft404, maxTextLength: 30 } }

const links = '<a href="/x.html">关于工作的通知公告</a>'.repeat(17)
const pieces = fc.constantFrom(
  ...[
    '<html>',
    '<head>',
    '</head>',
    '<body>',
    '</body>',
    '</html>',
    '<title>首页</title>',
    '<title>404</title>',
    '<h1>',
    '</h1>',
    '<h1>页面不存在</h1>',
  ],
  ...[
    '<div style="display:none">',
    '<div hidden>',
    '<div>',
    '</div>',
    '<p>',
    '</p>',
    '<ul>',
    '<li>',
    '</ul>',
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
  ],
  ...[
    '<script>',
    '</script>',
    '<style>',
    '</style>',
    '<noscript>',
    '</noscript>',
    '<textarea>',
    '</textarea>',
    '<template>',
    '<iframe>',
    '</iframe>',
    '<xmp>',
  ],
  ...[
    '<svg>',
    '<svg><title>404</title></svg>',
    '<!-- <h1>404</h1> -->',
    '<meta name="ArticleTitle" content="标题">',
    '<meta name="articletitle" content="">',
  ],
  ...[
    '您访问的页面不存在',
    '这里是一段足够长的正文内容'.repeat(3),
    '&nbsp;&#30340;',
    '{{title}}',
    '<a>',
    '</a>',
    '<br>',
    '<',
    '</',
    '<form>',
    '<option value="1">',
    links,
  ],
)
const page = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''))

const input = (html: string, more: Partial<PageInput> = {}): PageInput => ({
  bytes: Buffer.from(html),
  url: 'http://www.a.gov.cn/x.html',
  config: { patterns, columns },
  ...more,
})

test('a glance never says anything that the whole reading does not say', () => {
  let glanced = 0
  fc.assert(
    fc.property(page, fc.boolean(), (middle, truncated) => {
      const html = `<html><head><title>某市</title></head><body>${links}${middle}${truncated ? '' : '</body></html>'}`
      const asked = input(html, { truncated })
      const { text } = decode(asked.bytes)
      if (hasPlainContent(text, { links: 15, text: 30, words: ['404', '页面不存在'] })) glanced += 1
      expect(readQuality(asked)).toEqual(qualityOf(asked, parseDocument(text, asked.url)))
    }),
    { numRuns: 3000 },
  )
  expect(glanced).toBeGreaterThan(500)
})

test('a glance at any markup agrees too', () => {
  fc.assert(
    fc.property(page, (html) => {
      const asked = input(html)
      expect(readQuality(asked)).toEqual(qualityOf(asked, parseDocument(html, asked.url)))
    }),
    { numRuns: 2000 },
  )
})
