import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binaryKind } from '../../src/audit/binary.ts'
import { hasNoData } from '../../src/audit/empty-data.ts'
import { assembleEvidence } from '../../src/audit/evidence.ts'
import { readCaptures } from '../../src/audit/reading.ts'
import type { Capture, PageCapture } from '../../src/model/capture.ts'
import type { Draft } from '../../src/model/visit.ts'
import { SILENT } from '../store/content.ts'
import { AT, CONFIG, evidenceOf, HOME, list, note, page, type Seen, siteOf } from './night.ts'

const ROLES = [
  'robots',
  'home',
  'column',
  'page',
  'part',
  'list-data',
  'article',
  'board',
  'message',
  'statistics',
  'annual-form',
  'sibling',
] as const
const url = fc.oneof(fc.constantFrom(HOME, `${HOME}xw/`, `${HOME}xw/a.js`, 'http://x/', ''), fc.webUrl(), fc.string())
const piece = fc.oneof(
  fc.constantFrom(
    '<ul class="list">',
    '<li><a href="/xw/1.html">',
    '2026-03-01',
    '</a>',
    '<iframe src="/xw/">',
    '<script src="/xw/a.js">',
    'document.write("',
    '{"data":[',
    '[[[',
    '<a',
    '正在建设',
  ),
  fc.string({ unit: 'binary' }),
)
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)),
  fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.from(pieces.join(''))),
)
const pageCapture: fc.Arbitrary<[PageCapture, Buffer]> = fc
  .tuple(
    fc.constantFrom(...ROLES),
    url,
    url,
    url,
    bytes,
    fc.nat(999),
    fc.constantFrom('', 'text/html', 'application/pdf', 'application/json', 'text/javascript'),
    fc.uuid(),
  )
  .map(([role, asked, end, of, body, status, type, id]) => {
    const head = { status, finalUrl: end, redirects: [], headers: { 'content-type': type }, millis: 1 }
    const outcome = { kind: 'answered', ...head, body: { sha256: id, length: body.length }, truncated: false } as const
    return [{ id, kind: 'page', role, url: asked, of, family: 4, look: 1, takenAt: AT, outcome }, body]
  })

test('no stored content makes the evidence throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pageCapture, { maxLength: 8 }), async (made) => {
      const bodies = new Map(made.map(([capture, body]) => [capture.id, body]))
      const captures: Capture[] = made.map(([capture]) => capture)
      const evidence = await assembleEvidence({
        site: siteOf({ columns: [{ name: '新闻', url: `${HOME}xw/`, kind: 'news' }] }),
        captures,
        vantage: captures,
        body: ({ sha256 }) => bodies.get(sha256) ?? Buffer.alloc(0),
        tickets: null,
        availability: { probes: [], planned: 0, days: 7 },
        config: CONFIG,
        log: SILENT,
        asOf: AT,
      })
      for (const column of evidence.columns)
        expect(column.rows.length === 0 && column.unread === null && column.newest !== null).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('an extractor that throws leaves a page without facts, and a line in the log', async () => {
  const errors: object[] = []
  const log = { ...SILENT, error: (data: object) => void errors.push(data) }
  const [capture] = (await evidenceOf([{ role: 'column', url: `${HOME}xw/`, html: '<p>x</p>' }])).columns.flatMap(
    ({ evidence }) => evidence,
  )
  expect(capture).toBeDefined()
  const broken = { ...CONFIG, patterns: { ...CONFIG.patterns, underConstruction: null } }
  const outcome = {
    kind: 'answered',
    status: 200,
    finalUrl: HOME,
    redirects: [],
    headers: {},
    millis: 1,
    body: { sha256: '', length: 0 },
    truncated: false,
  } as const
  const shown: PageCapture = { id: 'x', kind: 'page', role: 'column', url: HOME, family: 4, look: 1, takenAt: AT, outcome }
  const config = JSON.parse(JSON.stringify(broken))
  const reading = await readCaptures(
    { pages: [shown], renders: [], broken: new Set(), cut: null, late: null },
    { config, body: () => Buffer.from('<p>x</p>'), log },
  )
  expect(reading.pages[0]?.facts).toBeNull()
  expect(reading.leading).toEqual([])
  expect(errors).toHaveLength(1)
})

test('what the visit noted that it broke down on is not read again, under whatever address the same bytes came', async () => {
  const [NEWS, COPY] = [`${HOME}xw/`, `${HOME}xw2/`]
  const html = page('新闻动态', list([1, 2, 3, 4, 5].map((n) => ['2026-03-05', `关于第${n}件事情的通知公告`, `/xw/${n}.html`] as const)))
  const captures: Seen[] = [NEWS, COPY].map((url) => ({ role: 'column', url, html, level: 2 }))
  const site = siteOf({ columns: [NEWS, COPY].map((url) => ({ name: '新闻动态', url, kind: 'news' })) })
  const home: Seen = { role: 'home', html: page('甲市', '') }
  const seen = async (others: readonly Draft[]) =>
    (await evidenceOf([home, ...captures], { site, others })).columns.flatMap(({ pinned, unread, rows }) =>
      pinned ? [[unread, rows.length]] : [],
    )
  expect(await seen([])).toEqual([
    [null, 5],
    [null, 5],
  ])
  expect(await seen([{ ...note('crash', NEWS), reading: 'page' }])).toEqual([
    ['crashed', 0],
    ['crashed', 0],
  ])
  expect(await seen([{ ...note('crash', NEWS), reading: 'drawing' }])).toEqual(await seen([]))
})

test.each([
  ['<ul id="body"></ul>', true],
  ['<ul></ul><div><a href="?p=1">上一页</a> <a href="?p=2">2</a> 共0条</div>', true],
  ['{"data":{"results":[]},"total":0}', true],
  ['[]', true],
  ['{"data":{"results":[{"t":1}]}}', false],
  ['{"message":"系统繁忙"}', false],
  ['<ul><li><a href="1.html">一条没有认出的信息</a></li></ul>', false],
  ['<html><body></body></html>', false],
  ['', false],
  ['系统繁忙', false],
])('%s says that there is nothing: %s', (text, none) => {
  expect(hasNoData(text)).toBe(none)
})

test('what is no text is told by its bytes before its type', () => {
  const of = (text: string, type = '') => binaryKind({ 'content-type': type }, Buffer.from(text, 'latin1'))
  expect(of('%PDF-1.7', 'text/html')).toBe('pdf')
  expect(of('\xff\xd8\xff\xe0', 'text/html')).toBe('image')
  expect(of('PK\x03\x04')).toBe('other')
  expect(of('<html>', 'application/pdf')).toBeNull()
  expect(of('', 'application/pdf')).toBe('pdf')
  expect(of('BM<p>', 'text/html')).toBeNull()
  expect(of('text', 'text/plain')).toBeNull()
})

test('hostile fragments take no longer than others', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('<a ', '<', '[', '{"a":', '<a>首页', '&lt;'),
      fc.nat(200_000),
      (part, count) => void safely(() => hasNoData(`<ul>${part.repeat(count)}`)),
    ),
    { numRuns: 20 },
  )
})

function safely(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
