import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ARCHIVE_LIMITS } from '../../../src/bundle/archive/limits.ts'
import { openArchive } from '../../../src/bundle/archive/open.ts'
import { UserError } from '../../../src/model/config.ts'
import { sha256 } from '../../../src/store/canonical.ts'
import { archiveAround, recordText, resourceText, SITE, WARC, WARCINFO, withManifest, zipped } from './forge.ts'
import { sourceOf } from './samples.ts'

const LIMITS = { ...ARCHIVE_LIMITS, recordBytes: 2 ** 20, siteBytes: 4 * 2 ** 20, records: 50, files: 10, manifestBytes: 2 ** 16 }
const BYTES = { sha256: sha256('bytes'), length: 5 }

async function readAll(zip: Uint8Array): Promise<string> {
  const archive = await openArchive(sourceOf(zip), LIMITS)
  const body = await archive.bodies(SITE)
  const text = Buffer.from(await body(BYTES)).toString()
  await archive.compareWithCaptures(SITE, [])
  return text
}

async function refusal(zip: Uint8Array): Promise<string> {
  const error: unknown = await readAll(zip).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(UserError)
  return error instanceof UserError ? error.message : ''
}

const flip = (bytes: Buffer, at: number) => {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 0x10
  return changed
}
const SOUND = gzipSync(resourceText())
const sound = () => archiveAround(Buffer.concat([WARCINFO, SOUND]))

test('a forged archive without a fault is read', async () => {
  expect(await readAll(await sound())).toBe('bytes')
})

describe('records', () => {
  const named = Buffer.from(SOUND)
  named[3] = 8
  test.each<[string, Buffer, RegExp]>([
    ['a bomb', gzipSync(Buffer.alloc(64 * 2 ** 20)), /unpacks to more than 1048576 bytes/],
    [
      'a bomb of many records',
      Buffer.concat(Array(5).fill(gzipSync(resourceText({}, 'x'.repeat(1_000_000))))),
      /unpacks to more than 4194304 bytes/,
    ],
    ['too many records', Buffer.concat(Array(50).fill(SOUND)), /more than 50 records/],
    ['a length too large', gzipSync(resourceText({ 'Content-Length': '6' })), /says its block has "6" bytes, but holds 9/],
    ['a length too small', gzipSync(resourceText({ 'Content-Length': '4' })), /says its block has "4" bytes/],
    ['an absurd length', gzipSync(resourceText({ 'Content-Length': '99999999999999999999' })), /says its block has "99999999999999999999"/],
    ['a length below nothing', gzipSync(resourceText({ 'Content-Length': '-1' })), /says its block has "-1"/],
    ['a length in other words', gzipSync(resourceText({ 'Content-Length': '0x5' })), /says its block has "0x5"/],
    ['no length', gzipSync(resourceText({ 'Content-Length': null })), /no field Content-Length/],
    ['two records in one member', gzipSync(resourceText() + resourceText()), /says its block has "5" bytes/],
    ['an end cut off', SOUND.subarray(0, -1), /cut off within the record/],
    ['a member cut off', SOUND.subarray(0, 30), /cut off within the record/],
    ['a head of gzip cut off', SOUND.subarray(0, 5), /cut off within the record/],
    ['a broken stream', Buffer.concat([SOUND.subarray(0, 10), Buffer.alloc(50, 0xff)]), /cannot be unpacked/],
    ['a wrong checksum', flip(SOUND, SOUND.length - 6), /gzip checksum is wrong/],
    ['a wrong size', flip(SOUND, SOUND.length - 2), /gzip checksum is wrong/],
    ['a member with a file name', named, /no gzip member of the plain kind/],
    ['text', Buffer.from(resourceText()), /no gzip member of the plain kind/],
    ['zeros behind the last record', Buffer.concat([SOUND, Buffer.alloc(20)]), /no gzip member of the plain kind/],
    ['an unknown type', gzipSync(resourceText({ 'WARC-Type': 'conversion\u0007' })), /type "conversion\\u0007" does not belong/],
    ['no type', gzipSync(resourceText({ 'WARC-Type': null })), /no field WARC-Type/],
    ['another version', gzipSync(resourceText().replace('1.1', '1.0')), /begins with "WARC\/1.0" instead of WARC\/1.1/],
    ['no end of the fields', gzipSync('WARC/1.1\r\nWARC-Type: resource\r\n'), /no blank line after its fields/],
    ['a line that is no field', gzipSync(resourceText().replace('WARC-Date: ', 'WARC-Date ')), /that is no field/],
    ['one field twice', gzipSync(resourceText({ 'warc-type': 'resource' })), /two fields "warc-type"/],
    ['a wrong digest of the block', gzipSync(resourceText({ 'WARC-Block-Digest': 'sha256:00' })), /block has another hash/],
    ['no digest of the block', gzipSync(resourceText({ 'WARC-Block-Digest': null })), /no field WARC-Block-Digest/],
    [
      'a wrong digest of the payload',
      gzipSync(resourceText({ 'WARC-Payload-Digest': `sha256:${sha256('other')}` })),
      /payload has another hash/,
    ],
    ['an answer without a head', gzipSync(recordText({ 'WARC-Type': 'response' }, 'HTTP/1.1 200 OK\r\n', '')), /no whole HTTP head/],
  ])('%s', async (_, member, message) => {
    const said = await refusal(await archiveAround(Buffer.concat([WARCINFO, member])))
    expect(said).toMatch(message)
    expect(said).toContain(WARC)
  })

  test.each<[string, Buffer, RegExp]>([
    ['none at all', Buffer.alloc(0), /does not begin with a warcinfo/],
    ['no warcinfo', SOUND, /does not begin with a warcinfo/],
    [
      'the warcinfo of another site',
      gzipSync(recordText({ 'WARC-Type': 'warcinfo' }, 'run: 2026-03-01-night\r\nsite: 1\r\n')),
      /of another site or run/,
    ],
    ['not the body asked for', WARCINFO, /holds no body with the SHA-256/],
  ])('%s', async (_, warc, message) => {
    expect(await refusal(await archiveAround(warc))).toMatch(message)
  })

  test('a second warcinfo is too many', async () => {
    const archive = await openArchive(sourceOf(await archiveAround(Buffer.concat([WARCINFO, WARCINFO]))))
    expect(await archive.compareWithCaptures(SITE, [])).toMatchObject([{ at: 'warcinfo', expected: '(nothing)' }])
  })

  test('a length that the capture does not name', async () => {
    const body = await (await openArchive(sourceOf(await sound()))).bodies(SITE)
    await expect(body({ ...BYTES, length: 4 })).rejects.toThrow('has 5 bytes instead of 4')
  })
})

describe('files', () => {
  const warc = Buffer.concat([WARCINFO, SOUND])
  const one = { name: WARC, bytes: warc }
  const cases: [string, () => Promise<Uint8Array>, RegExp][] = [
    ['no zip', async () => Buffer.from('<html>'), /the zip itself/],
    ['a zip cut off', async () => (await sound()).subarray(0, -30), /the zip itself/],
    ['a changed byte', async () => flip(await sound(), 100), /is not the file that the manifest lists/],
    [
      'too many files',
      () => withManifest(Array.from({ length: 10 }, (_, number) => ({ name: `pages/${number}`, bytes: warc }))),
      /too-many/,
    ],
    ['one name twice', () => zipped([one, one]), /archive\/6200000001.warc.gz: name-duplicate/],
    ['a compressed file', () => zipped([{ ...one, compress: true }]), /it is compressed/],
    ['no manifest', () => zipped([one]), /datapackage.json: it is missing/],
    ['a manifest that another digest is of', () => withDigest('{"path":"datapackage.json","hash":"sha256:00"}'), /its hash is not the one/],
    ['a digest of something else', () => withDigest('{"path":"x","hash":"sha256:00"}'), /datapackage-digest.json: at "path"/],
    ['a huge digest', () => withDigest(' '.repeat(2 ** 17)), /more than 65536/],
    ['a huge manifest', () => withManifest([one], (text) => text + ' '.repeat(2 ** 17)), /more than 65536/],
    ['a manifest that is no JSON', () => withManifest([one], () => '{'), /datapackage.json: it is no JSON/],
    ['a manifest of another shape', () => withManifest([one], () => '{"profile":"data-package"}'), /datapackage.json: at "wacz_version"/],
    [
      'a size that is none',
      () => withManifest([one], (text) => text.replace(/"bytes": \d+/, '"bytes": 1e400')),
      /datapackage.json: at "resources.0.bytes"/,
    ],
    [
      'a newer format',
      () => withManifest([one], (text) => text.replace('1.1.1', '9.9.9')),
      /format WACZ "9.9.9"; this program reads 1.1.1/,
    ],
    [
      'a file that is not listed',
      () => withManifest([one], (text) => text.replace(/"resources": \[.*\]/s, '"resources": []')),
      /the manifest does not list it/,
    ],
    [
      'a file that is not there',
      () => withManifest([one], (text) => text.replace(`"path": "${WARC}"`, '"path": "archive/x"')),
      /but it is not there/,
    ],
    ['a file listed twice', () => withManifest([one], (text) => text.replace(/(\[)(.*)(\n {2}\])/s, '$1$2,$2$3')), /or is listed twice/],
    ['a file of no site', () => withManifest([one], (text) => text.replace(`"site": "${SITE}"`, '"x": 1')), /does not say which site/],
    [
      'a file under another site’s name',
      () => withManifest([one], (text) => text.replace(`"site": "${SITE}"`, '"site": "1"')),
      /not named after its site/,
    ],
  ]
  const withDigest = async (digest: string) => {
    const manifest = Buffer.from('{}')
    return zipped([one, { name: 'datapackage.json', bytes: manifest }, { name: 'datapackage-digest.json', bytes: Buffer.from(digest) }])
  }
  test.each(cases)('%s', async (_, forge, message) => {
    expect(await refusal(await forge())).toMatch(message)
  })
})
