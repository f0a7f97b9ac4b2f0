import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WARCParser } from 'warcio'
import { planVisit } from '../../../src/bundle/archive/plan.ts'
import { bodiesOf, type Capture } from '../../../src/model/capture.ts'
import { anyDraft } from '../../store/captures.ts'
import { AT, archiveOf, Evidence, link, named, opened, page, USER_AGENT } from './samples.ts'
import { unzippedFile } from './unpacked.ts'

const SITE = '6200000001'
const INJECTIONS = [
  '\r\n\r\nWARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n',
  '\r\n\r\n',
  '\n',
  '\0',
  ',,,',
  '%',
  '#',
  '|{}[]^`',
  '\ud800',
  '通知',
  '\t',
  ': ',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...INJECTIONS), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 4 })
  .map((parts) => parts.join(''))
const url = fc.oneof(
  hostile,
  hostile.map((text) => `http://www.a.cn/${text}`),
  hostile.map((text) => `http://a.cn/?q=${text}`),
  hostile.map((text) => `http://${text}.cn/`),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
)
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  hostile.map((text) => new TextEncoder().encode(text)),
  fc.constant(new TextEncoder().encode('HTTP/1.1 200 OK\r\n\r\nWARC/1.1\r\n')),
)
const headers = fc.dictionary(
  fc.oneof(hostile, fc.constantFrom('content-length', 'content-encoding', 'Transfer-Encoding', '__proto__')),
  hostile,
  { maxKeys: 4 },
)
const redirects = fc.array(
  fc.oneof(fc.record({ url, status: fc.nat(999) }), fc.record({ url, status: fc.constantFrom(301, 302), location: hostile })),
  { maxLength: 3 },
)
const answer = fc.record({ status: fc.nat(999), finalUrl: url, redirects, headers, truncated: fc.boolean() })

interface Sample {
  readonly evidence: Evidence
  readonly captures: readonly Capture[]
}

const sample: fc.Arbitrary<Sample> = fc
  .record({
    fetched: fc.array(fc.record({ url, answer, body: fc.option(bytes), isPage: fc.boolean(), address: hostile }), { maxLength: 6 }),
    drawn: fc.array(fc.record({ url, html: bytes, picture: bytes }), { maxLength: 2 }),
    others: fc.array(anyDraft, { maxLength: 4 }),
  })
  .map(({ fetched, drawn, others }) => {
    const evidence = new Evidence()
    const captures: Capture[] = others.map((draft) => named(draft))
    for (const { url: from, answer: got, body, isPage, address } of fetched) {
      const kept = body === null ? {} : { body: evidence.keep(body) }
      captures.push(
        isPage && kept.body ? page(from, kept.body, got, { address, role: 'home' }) : link(from, { ...got, ...kept }, { address }),
      )
    }
    for (const { url: of, html, picture } of drawn) {
      const taken = { body: evidence.keep(picture), type: 'image/png' as const, width: 1, height: 1 }
      const outcome = { kind: 'answered' as const, finalUrl: of }
      captures.push(
        named({ kind: 'render', takenAt: AT, url: of, of, reason: '', outcome: { ...outcome, html: evidence.keep(html), millis: 1 } }),
      )
      captures.push(
        named({ kind: 'picture', takenAt: AT, url: of, shows: [], outcome: { ...outcome, page: taken, detail: taken, marked: 0 } }),
      )
    }
    return { evidence, captures }
  })

test('whatever was captured can be archived, and read back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(sample, fc.oneof(fc.constant(SITE), hostile), hostile, async ({ evidence, captures }, site, userAgent) => {
      const wacz = await archiveOf([{ site, captures, body: evidence.body }], userAgent)
      const archive = await opened(wacz)
      expect(archive.sites).toEqual([site])
      expect(await archive.compareWithCaptures(site, captures)).toEqual([])
      const body = await archive.bodies(site)
      for (const ref of captures.flatMap(bodiesOf)) expect(Buffer.compare(await body(ref), await evidence.body(ref))).toBe(0)
    }),
    { numRuns: 150 },
  )
})

test('nothing that was captured can add, end or rename a record: warcio sees those that were planned', async () => {
  await fc.assert(
    fc.asyncProperty(sample, async ({ evidence, captures }) => {
      const wacz = await archiveOf([{ site: SITE, captures, body: evidence.body }])
      const seen: string[] = []
      for await (const record of new WARCParser([await unzippedFile(wacz, `archive/${SITE}.warc.gz`)])) {
        await record.readFully()
        expect(record.warcTargetURI ?? 'urn:none').toMatch(/^[a-z]+:(?:[\w\-.~:/?@!$&'()*+,;=[\]]|%[\dA-Fa-f]{2})+$/i)
        seen.push(`${record.warcHeader('WARC-Record-ID')} ${record.warcType} ${record.payload?.length}`)
      }
      const planned = [...planVisit(captures, USER_AGENT)].map(({ id, type, content }) => {
        return `${id} ${type} ${typeof content === 'string' ? Buffer.byteLength(content) : content.length}`
      })
      expect(seen.slice(1)).toEqual(planned)
      const index = (await unzippedFile(wacz, 'indexes/index.cdxj')).toString('latin1')
      for (const line of index.split('\n').slice(0, -1)) expect(line).toMatch(/^[\x21-\x7e]+ \d{14} \{"url":"[\x20-\x7e]+\}$/)
    }),
    { numRuns: 150 },
  )
})
