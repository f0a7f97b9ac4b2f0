import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { SITES } from '../../../../src/demo/sites.ts'
import type { ExtractConfig, PageInput } from '../../../../src/extract/input.ts'
import { worldOn } from '../../../demo/world.ts'
import { shippedColumns, shippedPatterns } from '../../../extract/shipped-patterns.ts'
import { address } from './addresses.ts'
import { damaged, windowOf } from './damage.ts'
import { markup } from './markup.ts'

export const CONFIG: ExtractConfig = { patterns: shippedPatterns(), columns: shippedColumns() }

const FOLDER = 'test/extract/pages'
/** As many bytes of a large page make a case: what a mistake needs fits in. */
const WINDOW = 700
const DEMO_PATHS = ['/', '/index.html', '/robots.txt', '/favicon.ico']

/** The written pages of the extractors' own tests, and homepages of the demo's platforms, GBK ones among them. */
export function realPages(): Buffer[] {
  const written = readdirSync(FOLDER).map((name) => readFileSync(`${FOLDER}/${name}`))
  const world = worldOn('2026-11-24')
  const served = SITES.flatMap((plan) => {
    const site = plan.build(world)
    return DEMO_PATHS.map((target) => Buffer.from(site.answer({ target, family: 4 }).body))
  })
  return [...written, ...served.filter((body) => body.length > 0)]
}

/** What a charset, or the lack of one, makes of a text. */
const written: fc.Arbitrary<Buffer> = fc
  .tuple(markup, fc.constantFrom('utf8', 'utf8', 'utf8', 'utf8', 'gb18030', 'utf16le', 'utf16be'))
  .map(([text, charset]) => (charset === 'utf8' ? Buffer.from(text) : iconv.encode(text, charset, { addBOM: charset !== 'gb18030' })))

/** Bodies of pages: made of pieces, cut out of real ones, damaged, or any bytes at all. */
export function bodies(): fc.Arbitrary<Buffer> {
  const real = fc.constantFrom(...realPages())
  return fc.oneof(
    { weight: 12, arbitrary: written },
    { weight: 3, arbitrary: windowOf(real, WINDOW) },
    { weight: 3, arbitrary: damaged(windowOf(real, WINDOW)) },
    { weight: 3, arbitrary: damaged(written) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  )
}

const url = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'http://www.x.gov.cn/',
      'http://www.x.gov.cn/tzgg/202607/t20260731_1.html',
      'https://x.gov.cn/art/2024/9/20/art_1_2.html?a=1#b',
    ),
  },
  { weight: 1, arbitrary: address.filter((text) => /^https?:/i.test(text) && URL.canParse(text)).map((text) => new URL(text).href) },
)
const header = fc.constantFrom(
  'text/html',
  'text/html; charset=gbk',
  'text/html;charset="utf-8"',
  'charset=x',
  'text/html; charset=utf-16',
  '',
)

/** A page as it may be received, with everything that may be known of it but the configuration. */
export type Received = Omit<PageInput, 'config'>

export function receivedPages(): fc.Arbitrary<Received> {
  return fc
    .record({
      bytes: bodies(),
      url,
      status: fc.constantFrom(200, 200, 200, 200, 202, 404, 412, 521, 0, 999),
      type: header,
      length: fc.constantFrom(undefined, '0', '99999', 'x', '-1', '1e9'),
      cut: fc.boolean(),
      rendered: fc.boolean(),
    })
    .map(({ bytes, url: at, status, type, length, cut, rendered }) => ({
      bytes,
      url: at,
      status,
      headers: { 'content-type': type, ...(length === undefined ? {} : { 'content-length': length }) },
      truncated: cut && rendered,
      rendered: rendered && !cut,
    }))
}
