import { beforeAll, describe, expect, test } from 'vitest'
import { WARCParser } from 'warcio'
import { sha256 } from '../../../src/store/canonical.ts'
import { archiveOf, everyKind } from './samples.ts'
import { type Unpacked, unzipped } from './unpacked.ts'

const SITE = 'N123456789'
let files: Unpacked[]
let text: (name: string) => string
let fields: Map<string, string>[]

beforeAll(async () => {
  const { captures, evidence } = everyKind()
  files = await unzipped(await archiveOf([{ site: SITE, captures, body: evidence.body }]))
  text = (name) => files.find((file) => file.name === name)?.bytes.toString() ?? ''
  fields = []
  for await (const record of new WARCParser([warcs()[0]?.bytes ?? Buffer.alloc(0)], { keepHeadersCase: true })) {
    await record.readFully()
    fields.push(new Map(record.warcHeaders.headers))
  }
})

const warcs = () => files.filter(({ name }) => name.startsWith('archive/'))
const jsonLines = (name: string) =>
  text(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
const manifest = () => JSON.parse(text('datapackage.json'))
const kinds = (...types: string[]) => fields.filter((record) => types.includes(record.get('WARC-Type') ?? ''))

describe('WACZ 1.1.1 asks that', () => {
  const rules: [string, () => void][] = [
    [
      '`archive` holds one or more WARC files, named .warc.gz when packed',
      () => expect(warcs().map(({ name }) => name)).toEqual([expect.stringMatching(/\.warc\.gz$/)]),
    ],
    ['they are packed', () => expect(warcs()[0]?.bytes.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))],
    ['what is packed is not packed again', () => expect(files.map(({ method }) => method)).toEqual(files.map(() => 0))],
    ['`indexes` holds an index', () => expect(text('indexes/index.cdxj')).not.toBe('')],
    [
      '`pages/pages.jsonl` is there, each page with a URL and an RFC 3339 time',
      () => {
        const [, ...pages] = jsonLines('pages/pages.jsonl')
        expect(pages).toHaveLength(5)
        for (const { url, ts } of pages) {
          expect(URL.canParse(url)).toBe(true)
          expect(ts).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
        }
      },
    ],
    [
      'its first line says what the list is',
      () => expect(jsonLines('pages/pages.jsonl')[0]).toEqual({ format: 'json-pages-1.0', id: 'pages', title: '全部页面' }),
    ],
    [
      '`datapackage.json` is at the root, with profile, resources and version',
      () => expect(manifest()).toMatchObject({ profile: 'data-package', wacz_version: '1.1.1', resources: expect.any(Array) }),
    ],
    [
      'it lists every other file with its size and its hash',
      () => {
        const others = files.filter(({ name }) => !name.startsWith('datapackage'))
        expect(
          manifest().resources.map(({ path, bytes, hash }: { path: string; bytes: number; hash: string }) => ({ path, bytes, hash })),
        ).toEqual(others.map(({ name, bytes }) => ({ path: name, bytes: bytes.length, hash: `sha256:${sha256(bytes)}` })))
      },
    ],
    [
      'it says what made it and when',
      () =>
        expect(manifest()).toMatchObject({
          title: '政府网站检查网页存档 2026-03-01-night',
          created: '2026-03-01T02:00:00.000+08:00',
          software: 'govsite 0.1.0',
        }),
    ],
    [
      'a resource’s name is lower case and stands once (Frictionless)',
      () => {
        const names: string[] = manifest().resources.map(({ name }: { name: string }) => name)
        for (const name of names) expect(name).toMatch(/^[-a-z0-9._]+$/)
        expect(new Set(names).size).toBe(names.length)
      },
    ],
    [
      '`datapackage-digest.json` vouches for it',
      () =>
        expect(JSON.parse(text('datapackage-digest.json'))).toEqual({
          path: 'datapackage.json',
          hash: `sha256:${sha256(text('datapackage.json'))}`,
        }),
    ],
    [
      'there is no other file',
      () =>
        expect(files.map(({ name }) => name.replace(/__.*\.warc/, '__x.warc'))).toEqual([
          'archive/n123456789__x.warc.gz',
          'indexes/index.cdxj',
          'pages/pages.jsonl',
          'datapackage.json',
          'datapackage-digest.json',
        ]),
    ],
  ]
  test.each(rules)('%s', (_, check) => check())
})

describe('CDXJ asks that', () => {
  const lines = () => text('indexes/index.cdxj').trimEnd().split('\n')
  const rules: [string, () => void][] = [
    [
      'lines are sorted by their bytes',
      () => expect(lines()).toEqual(lines().toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))),
    ],
    [
      'a line is a key, a time and a JSON object with seven properties',
      () => {
        for (const line of lines()) {
          const [, json] = /^[\x21-\x7e]+ \d{14} (\{.*\})$/.exec(line) ?? []
          expect(Object.keys(JSON.parse(json ?? '{}')).sort()).toEqual(['digest', 'filename', 'length', 'mime', 'offset', 'status', 'url'])
        }
      },
    ],
    [
      'the file named is there',
      () =>
        expect(new Set(lines().map((line) => `archive/${JSON.parse(line.slice(line.indexOf('{'))).filename}`))).toEqual(
          new Set([warcs()[0]?.name]),
        ),
    ],
  ]
  test.each(rules)('%s', (_, check) => check())
})

describe('WARC 1.1 asks that', () => {
  const rules: [string, () => void][] = [
    [
      'every record has an id, a type, a time in UTC and a length',
      () => {
        for (const record of fields) {
          expect(record.get('WARC-Record-ID')).toMatch(/^<urn:uuid:[0-9a-f-]{36}>$/)
          expect(record.get('WARC-Date')).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
          expect(record.get('Content-Length')).toMatch(/^\d+$/)
        }
      },
    ],
    ['no id stands twice', () => expect(new Set(fields.map((record) => record.get('WARC-Record-ID'))).size).toBe(fields.length)],
    [
      'a warcinfo comes first, alone of its kind',
      () => {
        expect(fields[0]?.get('WARC-Type')).toBe('warcinfo')
        expect(kinds('warcinfo')).toHaveLength(1)
      },
    ],
    [
      'every record but the warcinfo has a target URI',
      () => {
        for (const record of fields.slice(1)) expect(record.get('WARC-Target-URI')).toMatch(/^[a-z]+:\S+$/)
        expect(fields[0]?.has('WARC-Target-URI')).toBe(false)
      },
    ],
    [
      'payload digests stand only where there is a payload',
      () => {
        for (const record of kinds('warcinfo', 'metadata')) expect(record.has('WARC-Payload-Digest')).toBe(false)
        for (const record of kinds('response', 'revisit', 'resource'))
          expect(record.get('WARC-Payload-Digest')).toMatch(/^sha256:[0-9a-f]{64}$/)
      },
    ],
    [
      'a resource with a target of the scheme `dns` holds text/dns: none has one',
      () => {
        for (const record of fields) expect(record.get('WARC-Target-URI') ?? '').not.toMatch(/^dns:/)
      },
    ],
    [
      'refers-to fields and profiles stand in revisits alone',
      () => {
        for (const name of ['WARC-Refers-To', 'WARC-Refers-To-Target-URI', 'WARC-Refers-To-Date', 'WARC-Profile']) {
          expect(fields.filter((record) => record.has(name))).toEqual(kinds('revisit'))
        }
      },
    ],
    [
      'a revisit of the same payload says that it is cut by length',
      () => expect(kinds('revisit').map((record) => record.get('WARC-Truncated'))).toEqual(['length']),
    ],
    [
      'truncation gives one of the known reasons',
      () => {
        for (const record of fields) expect(['length', 'unspecified', undefined]).toContain(record.get('WARC-Truncated'))
      },
    ],
    [
      'a concurrent record is there, at the same time and for the same URI',
      () => {
        const concurrent = fields.filter((record) => record.has('WARC-Concurrent-To'))
        expect(concurrent).toHaveLength(8)
        for (const record of concurrent) {
          const other = fields.find((one) => one.get('WARC-Record-ID') === record.get('WARC-Concurrent-To'))
          for (const name of ['WARC-Date', 'WARC-Target-URI']) expect(other?.get(name)).toBe(record.get(name))
        }
      },
    ],
  ]
  test.each(rules)('%s', (_, check) => check())
})
