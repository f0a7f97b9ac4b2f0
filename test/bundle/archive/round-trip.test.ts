import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { WARCParser, type WARCRecord } from 'warcio'
import { bodiesOf } from '../../../src/model/capture.ts'
import { sha256 } from '../../../src/store/canonical.ts'
import { archiveOf, everyKind, inFolder, opened, page } from './samples.ts'
import { unzippedFile } from './unpacked.ts'

const SITE = '6200000001'
const FILE = `archive/${SITE}.warc.gz`
const { captures, evidence } = everyKind()
let wacz: Buffer

beforeAll(async () => {
  wacz = await archiveOf([{ site: SITE, captures, body: evidence.body }])
})

interface Seen {
  readonly record: WARCRecord
  readonly type: string
  readonly url: string
  readonly body: string
  readonly offset: number
  readonly length: number
}

/** What warcio's own parser makes of a file. */
async function seenByWarcio(warc: Uint8Array): Promise<Seen[]> {
  const parser = new WARCParser([warc], { keepHeadersCase: true })
  const seen: Seen[] = []
  for await (const record of parser) {
    const body = Buffer.from(await record.readFully(true)).toString('latin1')
    const { offset, recordLength: length } = parser
    seen.push({ record, type: record.warcType, url: record.warcTargetURI ?? '', body, offset, length })
  }
  return seen
}

test('every body comes back by its hash, and every capture agrees with its records', async () => {
  const archive = await opened(wacz)
  const body = await archive.bodies(SITE)
  const refs = captures.flatMap(bodiesOf)
  expect(refs).toHaveLength(12)
  for (const ref of refs) expect(Buffer.from(await body(ref))).toEqual(Buffer.from(await evidence.body(ref)))
  expect(await archive.compareWithCaptures(SITE, captures)).toEqual([])
  expect(archive).toMatchObject({ run: '2026-03-01-night', sites: [SITE] })
})

test('warcio reads the same records, and finds them where the index says', async () => {
  const seen = await seenByWarcio(await unzippedFile(wacz, FILE))
  expect(seen.map(({ type, url }) => `${type} ${url}`).sort()).toMatchInlineSnapshot(`
    [
      "metadata http://www.example.cn/gone",
      "metadata http://www.example.cn/x",
      "metadata http://www.example.cn/y",
      "metadata urn:url:javascript:void(0)",
      "request http://www.example.cn/",
      "request http://www.example.cn/404",
      "request http://www.example.cn/b.html",
      "request http://www.example.cn/cut",
      "request http://www.example.cn/empty",
      "request http://www.example.cn/login",
      "request http://www.example.cn/tz/",
      "request https://www.example.cn/%C4%E3?a=1",
      "resource urn:canary:http://www.example.cn/",
      "resource urn:census:level-2",
      "resource urn:dns:www.example.cn?type=A",
      "resource urn:dns:www.example.cn?type=AAAA",
      "resource urn:dom:http://www.example.cn/",
      "resource urn:fullPage:http://www.example.cn/",
      "resource urn:fullPage:http://www.example.cn/tz/",
      "resource urn:note:budget",
      "resource urn:probe:http://www.example.cn/",
      "resource urn:view:http://www.example.cn/tz/",
      "response http://example.cn/",
      "response http://www.example.cn/",
      "response http://www.example.cn/404",
      "response http://www.example.cn/a.pdf",
      "response http://www.example.cn/b.html",
      "response http://www.example.cn/cut",
      "response http://www.example.cn/empty",
      "response http://www.example.cn/login",
      "response http://www.example.cn/login",
      "response https://example.cn/",
      "response https://www.example.cn/%C4%E3?a=1",
      "revisit http://www.example.cn/tz/",
      "warcinfo ",
    ]
  `)
  const index = (await unzippedFile(wacz, 'indexes/index.cdxj')).toString()
  for (const line of index.trimEnd().split('\n')) {
    const { url, offset, length, digest, status, mime } = JSON.parse(line.slice(line.indexOf('{')))
    const found = seen.find((one) => one.offset === Number(offset))
    expect(found).toMatchObject({ url, length: Number(length) })
    expect(found?.record.warcPayloadDigest).toBe(digest)
    if (mime === 'warc/revisit') expect(found?.type).toBe('revisit')
    if (status !== '-') expect(String(found?.record.httpHeaders?.statusCode)).toBe(status)
  }
})

describe('warcio’s command line', () => {
  const run = (folder: string, ...args: string[]) => {
    writeFileSync(join(folder, `${SITE}.warc.gz`), warc)
    const cli = join('node_modules', 'warcio', 'dist', 'cli.js')
    return execFileSync(process.execPath, [cli, ...args, join(folder, `${SITE}.warc.gz`)], { encoding: 'utf8' })
      .trimEnd()
      .split('\n')
  }
  let warc: Buffer
  beforeAll(async () => {
    warc = await unzippedFile(wacz, FILE)
  })

  test('`index` lists every record', async () => {
    const seen = await seenByWarcio(warc)
    const lines = await inFolder(async (folder) => run(folder, 'index').map((line) => JSON.parse(line)))
    expect(lines.map(({ offset }) => offset)).toEqual(seen.map(({ offset }) => offset))
  })

  test('`cdx-index` makes our lines, and besides only those that we leave out on purpose', async () => {
    const ours = (await unzippedFile(wacz, 'indexes/index.cdxj')).toString().trimEnd().split('\n')
    const theirs = await inFolder(async (folder) => run(folder, 'cdx-index'))
    const placeOf = (line: string) => {
      const { url, offset, length, filename } = JSON.parse(line.slice(line.indexOf('{')))
      return JSON.stringify([line.slice(0, line.indexOf('{')), url, offset, length, filename])
    }
    const theirPlaces = new Set(theirs.map(placeOf))
    expect(ours.filter((line) => !theirPlaces.has(placeOf(line)))).toEqual([])
    const ourPlaces = new Set(ours.map(placeOf))
    const leftOut = theirs.filter((line) => !ourPlaces.has(placeOf(line))).map((line) => JSON.parse(line.slice(line.indexOf('{'))))
    const seen = await seenByWarcio(warc)
    const kinds = leftOut.map(({ offset, url }) => `${seen.find((one) => String(one.offset) === offset)?.type} ${url}`)
    expect(kinds.sort()).toMatchInlineSnapshot(`
      [
        "metadata http://www.example.cn/gone",
        "metadata http://www.example.cn/x",
        "metadata http://www.example.cn/y",
        "metadata urn:url:javascript:void(0)",
        "response http://www.example.cn/a.pdf",
        "response http://www.example.cn/login",
      ]
    `)
  })
})

test('an answer keeps what the wire said of it under another name, with a right length', async () => {
  const seen = await seenByWarcio(await unzippedFile(wacz, FILE))
  const home = seen.find(({ type, url }) => type === 'response' && url === 'http://www.example.cn/')
  expect(home?.record.httpHeaders?.toString().trimEnd().split('\r\n')).toEqual([
    'HTTP/1.1 200 OK',
    'content-type: text/html',
    'x-archive-orig-content-encoding: gzip',
    'x-archive-orig-content-length: 3',
    'content-length: 9',
  ])
  expect(home?.record.warcHeaders.toString().trimEnd().split('\r\n')).toMatchInlineSnapshot(`
    [
      "WARC/1.1",
      "WARC-Type: response",
      "WARC-Record-ID: <urn:uuid:5b96a400-8719-85c9-bf8d-b962cd3c93af>",
      "WARC-Date: 2026-03-01T02:00:00.123Z",
      "WARC-Target-URI: http://www.example.cn/",
      "Govsite-Capture: a9d5d4c09b24d94bd9f8b39522f1a8474e679b5ced2b0b6c0a31c8a80acbb23d",
      "WARC-IP-Address: 192.0.2.7",
      "WARC-Concurrent-To: <urn:uuid:2da86048-73f7-80fd-acdb-969531235e92>",
      "WARC-Payload-Digest: sha256:32421d015e0325971bfdd7da40bf8769d3f2ace6fcc01dfa2bc3cbb4d4dccef0",
      "Content-Type: application/http; msgtype=response",
      "WARC-Block-Digest: sha256:03d762ecd6bde6837126f137a4447442645dbfe2d88cdeb12f4a0e3d83b678bc",
      "Content-Length: 145",
    ]
  `)
})

test('the request is the one that the crawler sends', async () => {
  const seen = await seenByWarcio(await unzippedFile(wacz, FILE))
  const request = seen.find(({ type, url }) => type === 'request' && url.startsWith('https:'))
  expect(request?.record.httpHeaders?.toString().trimEnd().split('\r\n')).toEqual([
    'GET /%C4%E3?a=1 HTTP/1.1',
    'host: www.example.cn',
    'user-agent: govsite-test/1.0 (+mailto:test@example.org)',
    'accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language: zh-CN,zh;q=0.9,en;q=0.5',
    'accept-encoding: gzip, deflate, br, zstd',
  ])
})

test('a body that came before is written once and visited again', async () => {
  const seen = await seenByWarcio(await unzippedFile(wacz, FILE))
  const first = seen.find(({ type, url }) => type === 'response' && url === 'http://www.example.cn/')
  const again = seen.find(({ type }) => type === 'revisit')
  expect(again).toMatchObject({ url: 'http://www.example.cn/tz/', body: '' })
  const said = Object.fromEntries([...(again?.record.warcHeaders.headers ?? [])])
  expect(said).toMatchObject({
    'WARC-Profile': 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest',
    'WARC-Refers-To': first?.record.warcHeader('WARC-Record-ID'),
    'WARC-Refers-To-Target-URI': 'http://www.example.cn/',
    'WARC-Refers-To-Date': '2026-03-01T02:00:00.123Z',
    'WARC-Payload-Digest': first?.record.warcPayloadDigest,
    'WARC-Truncated': 'length',
  })
})

test('nothing is not visited again: an empty body is an answer each time', async () => {
  const twice = ['1', '2'].map((name) => page(`http://a.cn/${name}`, evidence.keep('')))
  const bytes = await archiveOf([{ site: SITE, captures: twice, body: evidence.body }])
  const seen = await seenByWarcio(await unzippedFile(bytes, FILE))
  expect(seen.map(({ type }) => type)).toEqual(['warcinfo', 'request', 'response', 'request', 'response'])
})

test('the pages listed are those that a person would open', async () => {
  const body = evidence.keep('x')
  const captures = (['home', 'robots', 'part', 'list-data', 'sibling', 'article'] as const).map((role) =>
    page(`http://a.cn/${role}`, body, {}, { role, label: role === 'article' ? ' 标题\n' : '' }),
  )
  const bytes = await archiveOf([{ site: SITE, captures, body: evidence.body }])
  const lines = (await unzippedFile(bytes, 'pages/pages.jsonl')).toString().trimEnd().split('\n').slice(1)
  const pages = lines.map((line) => JSON.parse(line)).map(({ url, title }) => `${url} ${title}`)
  expect(pages.sort()).toEqual(['http://a.cn/article 标题', 'http://a.cn/home http://a.cn/home'])
})

test('no record tells the system that it was written on', async () => {
  const warc = await unzippedFile(wacz, FILE)
  for (const { offset } of await seenByWarcio(warc)) expect(warc.subarray(offset, offset + 10).toString('hex')).toBe('1f8b08000000000000ff')
})

test('the order of the captures, the order of header fields and a capture that comes twice change nothing', async () => {
  const turned = captures.toReversed().map((capture) => Object.fromEntries(Object.entries(capture).reverse()) as typeof capture)
  const other = await archiveOf([{ site: SITE, captures: [...turned, ...captures.slice(0, 3)], body: evidence.body }])
  expect(sha256(other)).toBe(sha256(wacz))
})

test('the same bytes in another time zone', () => {
  const script = `
    process.env.TZ = 'America/St_Johns'
    const { everyKind, archiveOf } = await import('./test/bundle/archive/samples.ts')
    const { sha256 } = await import('./src/store/canonical.ts')
    const { captures, evidence } = everyKind()
    console.log(sha256(await archiveOf([{ site: '${SITE}', captures, body: evidence.body }])))`
  const said = execFileSync(process.execPath, ['--input-type=module-typescript', '--no-warnings', '-e', script], { encoding: 'utf8' })
  expect(said.trim()).toBe(sha256(wacz))
})
