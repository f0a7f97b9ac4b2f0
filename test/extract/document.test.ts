import { isTag } from 'domhandler'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'

const read = (html: string) => parseDocument(html, 'http://www.x.gov.cn/a/')
const html = (source: string) => read(`<html>${source}`).$('html').html()

test.each([
  ['a link around a block', '<a href=1><h3>t</a></h3>u', '<a href="1"></a><h3><a href="1">t</a></h3>u'],
  [
    'a block end that a cell holds back',
    '<table><tr><td><div>a</div></div></td><td>b</table>',
    '<table><tr><td><div>a</div></td><td>b</td></tr></table>',
  ],
  [
    'items without ends',
    '<ul><li><a href=1>x<li>y<ul><li>z</ul><li>q</ul>',
    '<ul><li><a href="1">x</a></li><li>y<ul><li>z</li></ul></li><li>q</li></ul>',
  ],
  [
    'a head without end',
    '<head><meta a><div>x</div><body><p>a<div>b</div></body>c',
    '<head><meta a></head><div>x</div><body><p>a</p><div>b</div>c</body>',
  ],
  ['a form in a form', '<form><form><div></form>x</div>y', '<form><div>x</div></form>y'],
  ['an inline end within a block', '<div><span><div></span>a</div></div>b', '<div><span><div>a</div></span></div>b'],
  ['a paragraph before a list', '<p>a<ul><li>b</ul>', '<p>a</p><ul><li>b</li></ul>'],
  ['rows without a table', '<tr><td><a href=1>a<td>b<tr><td>c', '<tr><td><a href="1">a</a></td><td>b</td></tr><tr><td>c</td></tr>'],
  ['markup in a script', '<script>var a="<a href=x>"</script>', '<script>var a="<a href=x>"</script>'],
])('%s', (_, source, tree) => {
  expect(html(source)).toBe(tree)
})

test('visible is what a visitor reads', () => {
  expect(
    read(
      '<title>t</title><style>s</style><p>第<b>3</b>期&nbsp;\n通知</p><div style="display: none">h</div><noscript>n</noscript><!--c--><td>x<td>y',
    ).visible,
  ).toBe('第3期 通知 x y')
  expect(read('<body style="display:none"><p>a</p></body>').visible).toBe('a')
})

test('the base is a base only when it is one', () => {
  expect(read('<base href="../b/">').base).toBe('http://www.x.gov.cn/b/')
  expect(read('<base target="_blank">').base).toBe('http://www.x.gov.cn/a/')
  expect(read('<base href="javascript:x">').base).toBe('http://www.x.gov.cn/a/')
})

test('nesting is bounded, and ends with the end tags', () => {
  const doc = read(`${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}<p id="after">x</p>`)
  expect(doc.visible).toBe('deep x')
  expect(doc.$('#after').parents().length).toBeLessThan(4)
  expect(doc.$.root().text().length).toBe(5)
})

test.each(['<b>', '<svg><a>', '<form>', '<a href=/x>x', '</p>', '<table><tr>', '<li>', '&amp;', '<!--', '<p a a a'])(
  'a megabyte of %s takes bounded time',
  (piece) => {
    const start = performance.now()
    read(piece.repeat(Math.ceil(1_000_000 / piece.length)))
    expect(performance.now() - start).toBeLessThan(10_000)
  },
)

test('any text is a page', () => {
  const piece = fc.constantFrom(
    '<a href=1>',
    '</a>',
    '<div>',
    '</div>',
    '<table>',
    '<tr>',
    '<td>',
    '</td>',
    '</table>',
    '<form>',
    '</form>',
    '<p>',
    '<li>',
    '<ul>',
    '</ul>',
    'x',
    '<svg/>',
    '<h1>',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 80 }), (pieces) => {
      const doc = read(pieces.join(''))
      for (const element of doc.$('*').toArray().filter(isTag)) {
        expect(element.parent?.children.filter((child) => child === element)).toHaveLength(1)
        for (const child of element.children) expect(child.parent).toBe(element)
      }
    }),
    { numRuns: 500 },
  )
})
