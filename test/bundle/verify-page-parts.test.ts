import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStamp, stampRequest } from '../../src/bundle/stamp/time-stamp.ts'
import { checkBundle } from '../../src/bundle/verify-page/check-bundle.ts'
import { hexOf, keyOfDer, keyOfPem } from '../../src/bundle/verify-page/keys.ts'
import { Lines } from '../../src/bundle/verify-page/lines.ts'
import { compareKeys } from '../../src/bundle/verify-page/published.ts'
import { Sha256 } from '../../src/bundle/verify-page/sha256.ts'
import { readClaim } from '../../src/bundle/verify-page/stamp.ts'
import { LocalAuthority } from './local-authority.ts'
import { sample } from './sample-bundle.ts'
import { inside, key, packed, stampOf } from './tampering.ts'

const digest = async (bytes: Uint8Array) => hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))))

test('the page’s SHA-256 is WebCrypto’s at every length around the end of a block', async () => {
  for (let length = 0; length <= 200; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256)
    expect(new Sha256().update(bytes).hex()).toBe(await digest(bytes))
  }
})

test('the page’s SHA-256 is WebCrypto’s however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }), async (pieces) => {
      const hash = new Sha256()
      for (const piece of pieces) hash.update(piece)
      expect(hash.hex()).toBe(await digest(Buffer.concat(pieces)))
    }),
  )
})

test('more bits than four bytes can count are counted', { timeout: 60_000 }, async () => {
  const piece = new Uint8Array(2 ** 24).fill(7)
  const hash = new Sha256()
  for (let count = 0; count < 33; count += 1) hash.update(piece)
  const judge = createHash('sha256')
  for (let count = 0; count < 33; count += 1) judge.update(piece)
  expect(hash.hex()).toBe(judge.digest('hex'))
})

test('lines are the same however the bytes are cut, in the midst of a character too', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ''))),
      fc.integer({ min: 1, max: 9 }),
      (texts, step) => {
        const given: string[] = []
        const lines = new Lines(1000, (line) => given.push(line))
        const bytes = new TextEncoder().encode(texts.map((text) => `${text}\n`).join(''))
        for (let at = 0; at < bytes.length; at += step) lines.add(bytes.subarray(at, at + step))
        lines.end()
        expect(given).toEqual(texts)
        expect(lines.fault).toBeUndefined()
      },
    ),
  )
})

test.each([
  ['bytes that are no UTF-8', Buffer.from([0x61, 0x0a, 0xff, 0x0a, 0x62, 0x0a]), 'no-utf8'],
  ['a character cut off at the end', Buffer.from([0x61, 0x0a, 0xe6]), 'no-utf8'],
  ['a line that never ends', Buffer.from(`a\n${'b'.repeat(99)}`), 'too-long'],
])('%s stop the lines', (_, bytes, fault) => {
  const given: string[] = []
  const lines = new Lines(50, (line) => given.push(line))
  for (const byte of bytes) lines.add(Uint8Array.of(byte))
  lines.end()
  expect(lines.fault).toBe(fault)
  expect(given).toEqual(['a'])
})

test.each([
  ['as it is', key.fingerprint, true],
  ['in capitals with colons', key.fingerprint.toUpperCase().replace(/..(?=.)/g, '$&:'), true],
  ['over two lines, named', `SHA-256\n${key.fingerprint.slice(0, 32)}\n ${key.fingerprint.slice(32)}`, true],
  ['beside another', `${'0'.repeat(64)}\n${key.fingerprint}`, true],
  ['another', '0'.repeat(64), false],
  ['too short', key.fingerprint.slice(1), undefined],
  ['with a wrong letter', `${key.fingerprint.slice(1)}g`, undefined],
  ['nothing', ' \n', undefined],
])('a published fingerprint %s is compared', (_, text, isGood) => {
  expect(compareKeys([{ fingerprint: key.fingerprint, uses: [] }], text).isGood).toBe(isGood)
})

test('all keys of a bundle must be published', () => {
  const keys = [key.fingerprint, '1'.repeat(64)].map((fingerprint) => ({ fingerprint, uses: [] }))
  expect(compareKeys(keys, key.fingerprint)).toMatchObject({ isGood: false, keys: [{ isPublished: true }, { isPublished: false }] })
  expect(compareKeys([], key.fingerprint).isGood).toBe(false)
})

test('only an Ed25519 key is a key', async () => {
  expect((await keyOfPem(key.pem))?.fingerprint).toBe(key.fingerprint)
  expect((await keyOfPem(key.pem.replaceAll('\n', '\r\n')))?.fingerprint).toBe(key.fingerprint)
  expect(await keyOfPem('-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----')).toBeUndefined()
  expect(await keyOfDer(key.der.subarray(1))).toBeUndefined()
  expect(await (await keyOfDer(key.der))?.verify(Buffer.from('a'), key.sign(Buffer.from('a')))).toBe(true)
  expect(await (await keyOfDer(key.der))?.verify(Buffer.from('b'), key.sign(Buffer.from('a')))).toBe(false)
  expect(await (await keyOfDer(key.der))?.verify(Buffer.from('a'), Buffer.alloc(63))).toBe(false)
})

test.each([
  ['for this root', stampOf('a'.repeat(64)), { at: '2026-03-01T20:00:05Z' }],
  ['for another', stampOf('b'.repeat(64)), undefined],
  ['cut off behind the hash', Buffer.from(`0420${'a'.repeat(64)}`, 'hex').toString('base64'), { at: undefined }],
  ['of nothing', '', undefined],
])('the claim of a time stamp %s is read', (_, base64, claim) => {
  expect(readClaim(Buffer.from(base64, 'base64'), 'a'.repeat(64))).toEqual(claim)
})

test('the claim of a real time stamp is the one that the whole check reads', async () => {
  const authority = new LocalAuthority()
  try {
    authority.root('root')
    authority.issue('tsa')
    const root = 'c7'.repeat(32)
    const stamp = authority.reply(stampRequest(root, 5n))
    const { at } = await readStamp(stamp, root)
    expect(Date.parse(readClaim(stamp, root)?.at ?? '')).toBe(Date.parse(at))
    expect(readClaim(stamp, 'c8'.repeat(32))).toBeUndefined()
  } finally {
    authority.remove()
  }
})

const sound = inside(sample(key))

test('no text in place of the evidence or the seals makes the check throw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        'data/evidence.jsonl',
        'data/seal.json',
        'data/seals/night.tsr',
        'bag-info.txt',
        'manifest-sha256.txt',
        'public-key.pem',
      ),
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.constant('{"type":"capture"}'),
        fc.constant('{"format":"govsite-seals/1","sites":[null,{"statement":{}}],"keys":{"a":1}}'),
      ),
      async (name, text) => {
        const files = await sound
        const { verdict } = await checkBundle(new Blob([Uint8Array.from(packed(new Map([...files, [name, Buffer.from(text)]])))]))
        expect(verdict).not.toBe('intact')
      },
    ),
    { numRuns: 150 },
  )
})
