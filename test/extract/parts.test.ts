import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPage } from '../../src/extract/page.ts'
import { completeFacts, readScriptPart } from '../../src/extract/parts.ts'
import { UNKNOWN, writtenMarkup } from '../../src/extract/written.ts'
import { shippedColumns, shippedPatterns } from './shipped-patterns.ts'

const config = { patterns: shippedPatterns(), columns: shippedColumns() }
const bytes = (text: string) => new TextEncoder().encode(text)

test.each<[string, string, string]>([
  ['one literal', `document.write('<a href="/a">x</a>');`, '<a href="/a">x</a>'],
  ['joined, over lines', `document.writeln("<div>" +\n  '<b>x</b>'\n  + "</div>");`, '<div><b>x</b></div>'],
  ['many calls', `document.write("<ul>");document.write("<li>a");document.write("</ul>")`, '<ul><li>a</ul>'],
  ['escapes', String.raw`document.write("\u003ca href=\"\/x\"\x3e\u4e2d\t<\/a>")`, '<a href="/x">中\t</a>'],
  [
    'what only running tells',
    `document.write('<a href="' + base + '/x.html">' + name + '</a>')`,
    `<a href="${UNKNOWN}/x.html">${UNKNOWN}</a>`,
  ],
  ['a call with arguments', `document.write('<a href="' + url("/no.html") + '">x</a>')`, `<a href="${UNKNOWN}">x</a>`],
  ['an escape that is undone', `document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E"))`, `<span id='_ideConac' ></span>`],
  ['a choice', `document.write(("https:" == p ? "<i>" : "<b>") + "x")`, `${UNKNOWN}<i><b>x`],
  ['an array that is joined', `document.write(["<p>", "x", "</p>"].join(""));`, '<p>x</p>'],
  ['an assignment, no semicolons', `document.getElementById("top").innerHTML = "<p>x</p>"\nvar y = "no"`, '<p>x</p>'],
  ['jQuery', `$("#foot").html('<p>x</p>');`, '<p>x</p>'],
  [
    'a variable that is written later',
    `var html = '<div class="top">';\nhtml += '<a href="/a">x</a></div>';\nshow(html);`,
    '<div class="top"><a href="/a">x</a></div>',
  ],
  ['nothing', 'function f() { return 1 }', ''],
])('%s', (_, script, markup) => {
  expect(writtenMarkup(script).replaceAll(new RegExp(`${UNKNOWN}+`, 'g'), UNKNOWN)).toBe(markup)
})

test('links that a script writes lead on from the page that it stands in', () => {
  const facts = readScriptPart({
    bytes: bytes(`document.write('<a href="../zwgk/">政务公开</a><a href="'+x+'">y</a>')`),
    url: 'http://www.x.gov.cn/js/head.js',
    base: 'http://www.x.gov.cn/a/b/',
    config,
  })
  expect(facts.links.map(({ url }) => url)).toEqual(['http://www.x.gov.cn/a/zwgk/'])
  expect(facts.url).toBe('http://www.x.gov.cn/js/head.js')
})

test('parts complete a page', () => {
  const main = readPage({
    bytes: bytes('<html><body><div><script src="/js/foot.js"></script></div><p>正文内容</p></body></html>'),
    url: 'http://www.x.gov.cn/',
    config,
  })
  expect(main.unfinished.parts).toEqual([{ url: 'http://www.x.gov.cn/js/foot.js', as: 'script' }])
  const foot = readScriptPart({
    bytes: bytes(`document.write('<p>网站标识码：6200000001 <a href="/map">网站地图</a></p>')`),
    url: 'http://www.x.gov.cn/js/foot.js',
    config,
  })
  const whole = completeFacts(main, [{ as: 'script', facts: foot }])
  expect(whole).toMatchObject({ siteCode: '6200000001', unfinished: { parts: [], data: [], render: null } })
  expect(whole.links.map(({ url }) => url)).toContain('http://www.x.gov.cn/map')
})

test('a date that only the drawn page shows is taken over, a row is not listed twice', () => {
  const page = (date: string) =>
    readPage({
      bytes: bytes(
        `<html><body><ul>${[1, 2, 3].map((n) => `<li><a href="/${n}">关于第${n}项工作安排的通知</a>${date}</li>`).join('')}</ul></body></html>`,
      ),
      url: 'http://www.x.gov.cn/a/',
      config,
    })
  const whole = completeFacts(page(''), [{ as: 'render', facts: page('<i>2026-07-31</i>') }])
  expect(whole.list.map(({ date }) => date)).toEqual(['2026-07-31', '2026-07-31', '2026-07-31'])
  expect(whole.newest).toBe('2026-07-31')
})

test('any script is read in bounded time', () => {
  const piece = fc.constantFrom(
    'document.write(',
    '"<a>',
    "'",
    '`',
    '${',
    '+',
    ')',
    '(',
    '\\',
    'x',
    ';',
    '\n',
    '.innerHTML=',
    'unescape(',
    '%3C',
    '"',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 80 }), (pieces) => {
      expect(typeof writtenMarkup(pieces.join(''))).toBe('string')
    }),
    { numRuns: 500 },
  )
  const start = performance.now()
  for (const hostile of ['document.write(', 'document.write("', 'x.innerHTML=a+', 'document.write(x', 'a="<', '(', 'document.write(['])
    writtenMarkup(hostile.repeat(200_000))
  expect(performance.now() - start).toBeLessThan(10_000)
})
