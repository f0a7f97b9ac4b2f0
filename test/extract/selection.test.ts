import { readdirSync, readFileSync } from 'node:fs'
import { load } from 'cheerio/slim'
import type { AnyNode } from 'domhandler'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { selectionOver } from '../../src/extract/selection.ts'
import { buildTree } from '../../src/extract/tree.ts'

/** Every selector that the extractors ask of a whole page. */
function selectorsInUse(): string[] {
  const folder = new URL('../../src/extract/', import.meta.url)
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const found = sources.flatMap((source) =>
    [...source.matchAll(/(?:\$|\ball)\(\s*'([^']+)'/g), ...source.matchAll(/= '([a-z, [\]*=0-9]+)'\n/g)].map(
      ([, selector = '']) => selector,
    ),
  )
  return [...new Set(found)]
}

const attribute = fc.constantFrom(
  ...[
    'href="/a"',
    'src="jiucuo.png"',
    'src="a.JS"',
    'name="ArticleTitle"',
    'NAME=articletitle',
    'name="Url"',
    'property="og:url"',
    'onclick="x()"',
  ],
  ...[
    'id="_span_jiucuo"',
    'ID=_IDECONAC',
    'value="1"',
    'class="list"',
    'id="newsList"',
    'type="text/xml"',
    'rel="Canonical"',
    'href="javascript:x"',
    'alt',
    'content',
  ],
)
const tag = fc
  .tuple(
    fc.constantFrom(
      'a',
      'area',
      'div',
      'img',
      'meta',
      'link',
      'script',
      'li',
      'tr',
      'td',
      'table',
      'h1',
      'title',
      'option',
      'iframe',
      'xml',
    ),
    fc.array(attribute, { maxLength: 3 }),
  )
  .map(([name, attributes]) => `<${[name, ...attributes].join(' ')}>`)
const markup = fc
  .array(fc.oneof(tag, fc.constantFrom('</a>', '</div>', '</script>', '</table>', '</li>', 'text')))
  .map((parts) => parts.join(''))

test('what the index answers is what cheerio finds', () => {
  const selectors = [...selectorsInUse(), '[onclick]', 'a[href]', 'div, a, [id]', 'nosuch', 'meta[name="Url"]', 'a[href^="java" i]']
  expect(selectors.length).toBeGreaterThan(30)
  fc.assert(
    fc.property(markup, (html) => {
      const { root } = buildTree(html)
      const [plain, { $: indexed }] = [load(root), selectionOver(root)]
      for (const selector of selectors) {
        const found: AnyNode[] = indexed(selector).toArray()
        expect(found, selector).toEqual(plain(selector).toArray())
      }
    }),
    { numRuns: 150 },
  )
})
