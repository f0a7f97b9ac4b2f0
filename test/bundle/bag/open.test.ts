import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { LIMITS } from '../../../src/bundle/bag/limits.ts'
import { type OpenOptions, openBag } from '../../../src/bundle/bag/open.ts'
import { readEntries } from '../../../src/bundle/bag/zip-entries.ts'
import type { UserError } from '../../../src/model/config.ts'
import { writeSample } from '../sample-bundle.ts'
import { type RawEntry, rawZip } from './raw-zip.ts'

let folder: string
let temp: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-open-'))
  temp = join(folder, 'temp')
  mkdirSync(temp)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const text = (words: string) => Buffer.from(words)
const entry = (name: string, more: Partial<RawEntry> = {}): RawEntry => ({ name, bytes: text('x'), ...more })
const BAGIT = entry('b/bagit.txt', { bytes: text('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n') })
const info = (words: string) => entry('b/bag-info.txt', { bytes: text(words) })
const SOUND = [BAGIT, info('Govsite-Bundle-Version: 1\nBagging-Date: 2026-03-01\n')]
const ZEROS = Buffer.alloc(20 * 2 ** 20)
const soundAnd = (...more: RawEntry[]) => rawZip([...SOUND, ...more])

const open = (bytes: Uint8Array, options: OpenOptions = {}) => {
  const file = join(folder, 'bundle.zip')
  writeFileSync(file, bytes)
  return openBag(file, { temp, ...options })
}

test('a sound bundle is unpacked into a private folder, which is gone when it is closed', async () => {
  const file = join(folder, 'sound.zip')
  await writeSample(file)
  const told: [number, number][] = []
  const bag = await openBag(file, { temp, onProgress: (done, total) => told.push([done, total]) })
  expect(bag.root).toBe('govsite-2026-03-01-night-7')
  expect(bag.info.get('external-identifier')).toBe('2026-03-01-night-7')
  expect([...bag.files.keys()]).toContain('data/seals/night.json')
  const wacz = bag.files.get('data/archive.wacz')
  expect(readFileSync(wacz?.onDisk ?? '').length).toBe(300_000)
  const [made = ''] = readdirSync(temp)
  expect(statSync(join(temp, made)).mode & 0o777).toBe(0o700)
  expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1])
  await bag.close()
  expect(readdirSync(temp)).toEqual([])
})

test('folders and names in Chinese are read', async () => {
  const bag = await open(rawZip([...SOUND, entry('b/data/', { bytes: text(''), mode: 0o040755 }), entry('b/data/截图.png')]))
  expect([...bag.files.keys()]).toEqual(['bagit.txt', 'bag-info.txt', 'data/截图.png'])
  await bag.close()
})

/** The sound bundle in the form for sizes beyond four gigabytes, with times in extra fields. */
async function longZip(): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { name, bytes } of SOUND) zip.addBuffer(Buffer.from(bytes), String(name), { forceZip64Format: true })
  zip.addReadStream(Readable.from([text('streamed')]), 'b/data/a', { forceZip64Format: true })
  zip.end({ forceZip64Format: true, comment: '' })
  return buffer(zip.outputStream)
}

test('zip64 is read, and must agree with what the short form says', async () => {
  const zip = await longZip()
  const bag = await open(zip)
  expect([...bag.files].map(([path, { bytes, isWhole }]) => [path, bytes, isWhole])).toContainEqual(['data/a', 8, true])
  await bag.close()
  zip.writeUInt16LE(2, zip.length - 12)
  zip.writeUInt16LE(2, zip.length - 14)
  expect((await refusal(zip)).problems).toMatchObject([{ got: 'two that contradict each other' }])
})

test('a bomb that is declared is refused before anything is inflated', async () => {
  const zip = soundAnd(entry('b/bomb', { bytes: ZEROS, isDeflated: true }))
  const source = { size: zip.length, read: async (from: number, to: number) => zip.subarray(from, to) }
  await expect(readEntries(source, LIMITS)).rejects.toMatchObject({ flaw: 'too-dense', entry: 'b/bomb' })
})

/** What is no bundle at all. */
const NO_BUNDLE: [string, Uint8Array, string, RegExp][] = [
  ['an empty file', text(''), '', /another kind of file/],
  ['a text', text('no zip '.repeat(20)), '', /another kind of file/],
  ['a zip cut off at its end', soundAnd().subarray(0, -30), '', /end is missing/],
  ['a zip cut off in its first entry', soundAnd().subarray(0, 40), '', /end is missing/],
  ['a zip with something behind it', Buffer.concat([soundAnd(), text('!')]), '', /end is missing/],
  ['a directory that counts too many', rawZip(SOUND, { count: 3 }), '', /table of contents is damaged/],
  ['a directory that counts too few', rawZip(SOUND, { count: 1 }), '', /table of contents is damaged/],
  ['a directory that is not where it should be', Buffer.concat([soundAnd().subarray(0, 10), soundAnd()]), '', /damaged|contradict/],
  ['no bagit.txt', rawZip([entry('b/a.txt')]), '', /without bagit\.txt/],
  ['nothing in it', rawZip([]), '', /without bagit\.txt/],
  ['a second folder', soundAnd(entry('c/a.txt')), 'c/a.txt', /several places/],
  ['a file beside the folder', soundAnd(entry('a.txt')), 'a.txt', /several places/],
  ['another bag', rawZip([BAGIT, info('Bagging-Date: 2026-03-01\n')]), 'bag-info.txt', /another kind of BagIt bag/],
  ['a bag without information', rawZip([BAGIT]), 'bag-info.txt', /another kind of BagIt bag/],
  ['a version that is no number', rawZip([BAGIT, info('Govsite-Bundle-Version: 1e9\n')]), 'bag-info.txt', /another kind of BagIt bag/],
  ['a newer version', rawZip([BAGIT, info('Govsite-Bundle-Version: 2\n')]), 'bag-info.txt', /made by a newer version/],
]

/** What would be dangerous to unpack. */
const DANGEROUS: [string, Uint8Array, string, RegExp][] = [
  ['a name that climbs', soundAnd(entry('b/../../evil')), 'b/../../evil', /a name with "\.\."/],
  ['an absolute name', soundAnd(entry('/etc/evil')), '/etc/evil', /an absolute name/],
  ['a drive', soundAnd(entry('C:/evil')), 'C:/evil', /a drive or a colon/],
  ['a drive within the folder', soundAnd(entry('b/C:evil')), 'b/C:evil', /a drive or a colon/],
  ['backslashes', soundAnd(entry('b\\..\\evil')), 'b\\..\\evil', /a backslash/],
  ['a NUL', soundAnd(entry('b/a\0.txt')), 'b/a\0.txt', /a NUL/],
  ['an empty part', soundAnd(entry('b//a')), 'b//a', /cannot be read for certain/],
  ['a dot as a part', soundAnd(entry('b/./a')), 'b/./a', /cannot be read for certain/],
  ['a name that is no UTF-8', soundAnd(entry('x', { name: Buffer.from([0x62, 0x2f, 0xff]) })), 'b/\ufffd', /cannot be read for certain/],
  ['a name in an unnamed encoding', soundAnd(entry('b/截', { flags: 0 })), 'b/截', /cannot be read for certain/],
  ['a name twice', soundAnd(entry('b/a'), entry('b/a')), 'b/a', /one file on some systems/],
  ['a name twice but for case', soundAnd(entry('b/a'), entry('b/A')), 'b/A', /one file on some systems/],
  ['a name twice but for normalisation', soundAnd(entry('b/\u00e9'), entry('b/e\u0301')), 'b/e\u0301', /one file on some systems/],
  ['a name twice but for a sign that stands for letters', soundAnd(entry('b/㎒'), entry('b/mhz')), 'b/mhz', /one file on some systems/],
  ['a file that is a folder too', soundAnd(entry('b/a/c'), entry('b/A')), 'b/a/c', /one file on some systems/],
  ['a symbolic link', soundAnd(entry('b/l', { mode: 0o120777 })), 'b/l', /a link or another special file/],
  ['a device', soundAnd(entry('b/d', { mode: 0o020666 })), 'b/d', /a link or another special file/],
  ['a set-uid file', soundAnd(entry('b/s', { mode: 0o104755 })), 'b/s', /a link or another special file/],
  ['an encrypted entry', soundAnd(entry('b/e', { flags: 0x0801 })), 'b/e', /an encrypted entry/],
  ['another packing', soundAnd(entry('b/z', { method: 93 })), 'b/z', /packed in another way/],
  ['a local name of its own', soundAnd(entry('b/a', { local: { name: 'b/z' } })), 'b/a', /contradict each other/],
  ['a local size of its own', soundAnd(entry('b/a', { local: { size: 9 } })), 'b/a', /contradict each other/],
  ['a local checksum of its own', soundAnd(entry('b/a', { local: { crc: 9 } })), 'b/a', /contradict each other/],
  ['a local method of its own', soundAnd(entry('b/a', { local: { method: 8 } })), 'b/a', /contradict each other/],
  [
    'a second name in an extra field',
    soundAnd(entry('b/a', { extra: Buffer.from([0x75, 0x70, 1, 0, 1]) })),
    'b/a',
    /contradict each other/,
  ],
  ['an entry that does not exist', soundAnd(entry('b/a', { offset: 5 })), 'b/a', /damaged/],
  ['a bomb that is declared', soundAnd(entry('b/bomb', { bytes: ZEROS, isDeflated: true })), 'b/bomb', /like a zip bomb/],
  [
    'a bomb that declares little',
    soundAnd(entry('b/bomb', { bytes: text('x'), size: 99, packed: deflateRawSync(ZEROS), method: 8 })),
    'b/bomb',
    /like a zip bomb/,
  ],
]

/** An outer entry whose stored bytes are a whole inner entry, listed as well. */
function nested(): RawEntry {
  const inner = rawZip([entry('b/in')])
  return entry('b/outer', { bytes: inner.subarray(0, inner.indexOf('PK\u0001\u0002')) })
}

const refusal = (bytes: Uint8Array, options: OpenOptions = {}): Promise<UserError> =>
  open(bytes, options).then(
    () => Promise.reject(new Error('it was opened')),
    (error: UserError) => error,
  )

test.each([...NO_BUNDLE, ...DANGEROUS])('%s is refused by name, and nothing is left behind', async (_, bytes, at, got) => {
  const error = await refusal(bytes)
  expect(error.name).toBe('UserError')
  expect(error.problems).toMatchObject([{ file: join(folder, 'bundle.zip'), got: expect.stringMatching(got) }])
  expect(error.problems[0]?.at ?? '').toBe(at)
  expect(readdirSync(temp)).toEqual([])
})

test('an entry hidden within the bytes of another is refused', async () => {
  const outer = nested()
  const at = rawZip([...SOUND, outer]).indexOf('PK\u0003\u0004', rawZip(SOUND).indexOf('PK\u0001\u0002') + 4)
  const both = rawZip([...SOUND, outer, entry('b/in', { offset: at })])
  const error = await refusal(both)
  expect(error.problems).toMatchObject([{ at: 'b/in', got: 'entries that share bytes' }])
})

/** Limits, each reached by a bundle that is sound otherwise. */
test.each([
  ['entries', { entries: 2 }, soundAnd(entry('b/a')), '', /more entries/],
  ['declared bytes', { inflatedBytes: 1000 }, soundAnd(entry('b/a', { bytes: Buffer.alloc(999) })), 'b/a', /more bytes/],
  [
    'bytes that nobody declared',
    { inflatedBytes: 1000 },
    soundAnd(entry('b/a', { bytes: text(''), packed: deflateRawSync(Buffer.alloc(5000, 'ab')), method: 8 })),
    'b/a',
    /more bytes/,
  ],
  [
    'bytes of a manifest',
    { smallBytes: 500 },
    soundAnd(entry('b/manifest-sha256.txt', { bytes: Buffer.alloc(501) })),
    'manifest-sha256.txt',
    /more bytes/,
  ],
])('a limit on %s is kept', async (_, limits, bytes, at, got) => {
  const error = await refusal(bytes, { limits })
  expect(error.problems).toMatchObject([{ got: expect.stringMatching(got) }])
  expect(error.problems[0]?.at ?? '').toBe(at)
  expect(readdirSync(temp)).toEqual([])
})

test('no cut of a sound bundle and no changed byte of its headers makes the reader hang or throw anything else', async () => {
  const file = join(folder, 'whole.zip')
  await writeSample(file)
  const whole = readFileSync(file)
  const directory = whole.indexOf('PK\u0001\u0002')
  const places = Array.from({ length: 120 }, (_, at) => directory + Math.floor((at * (whole.length - directory)) / 120))
  for (const at of places) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 0xff
    for (const bytes of [whole.subarray(0, at), changed]) {
      const result = await open(bytes).then(
        (bag) => bag.close().then(() => 'opened'),
        (error: Error) => error.name,
      )
      expect(['opened', 'UserError']).toContain(result)
    }
  }
  expect(readdirSync(temp)).toEqual([])
})

test('a file that is not there, or is a folder, is a user error', async () => {
  await expect(openBag(join(folder, 'nowhere.zip'), { temp })).rejects.toMatchObject({ name: 'UserError' })
  await expect(openBag(folder, { temp })).rejects.toMatchObject({ name: 'UserError' })
  expect(readdirSync(temp)).toEqual([])
})
