import zlib from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBody } from '../../../src/crawl/decode-body.ts'

const text = Buffer.from('关于开展政府网站检查的通知。'.repeat(5_000))
const codings = {
  gzip: zlib.gzipSync(text),
  'x-gzip': zlib.gzipSync(text),
  deflate: zlib.deflateSync(text),
  br: zlib.brotliCompressSync(text),
  zstd: zlib.zstdCompressSync(text),
}

test.each(Object.entries(codings))('%s is removed', async (name, coded) => {
  expect(await decodeBody(coded, name.toUpperCase(), 1e6)).toEqual({ bytes: text, truncated: false })
})

test('raw deflate, and several codings at once', async () => {
  expect((await decodeBody(zlib.deflateRawSync(text), 'deflate', 1e6)).bytes).toEqual(text)
  expect((await decodeBody(zlib.brotliCompressSync(zlib.gzipSync(text)), 'gzip, br', 1e6)).bytes).toEqual(text)
})

test.each(Object.entries(codings))('%s that holds more than the limit is cut, whatever it would become', async (name, coded) => {
  const { bytes, truncated } = await decodeBody(coded, name, 1_000)
  expect(truncated).toBe(true)
  expect(Buffer.from(bytes)).toEqual(text.subarray(0, 1_000))
})

test('a bomb costs no more than the limit', async () => {
  const bomb = zlib.gzipSync(Buffer.alloc(200_000_000))
  const { bytes, truncated } = await decodeBody(bomb, 'gzip', 100_000)
  expect([bytes.length, truncated]).toEqual([100_000, true])
  expect(await decodeBody(bomb, Array(50).fill('gzip').join(','), 100_000)).toMatchObject({ truncated: true })
})

test.each(['gzip', 'deflate', 'br'] as const)('%s that breaks off keeps what is good', async (name) => {
  const noise = Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * index * 31) % 251))
  const coded = { gzip: zlib.gzipSync, deflate: zlib.deflateSync, br: zlib.brotliCompressSync }[name](noise)
  const { bytes, truncated } = await decodeBody(coded.subarray(0, coded.length - 20), name, 1e6)
  expect(truncated).toBe(true)
  expect(bytes.length).toBeGreaterThan(100)
  expect(Buffer.from(bytes)).toEqual(noise.subarray(0, bytes.length))
})

test('a body that is not coded as it says is kept with a doubt; an unknown coding is left alone', async () => {
  expect(await decodeBody(text, 'gzip', 1e6)).toEqual({ bytes: text, truncated: true })
  expect(await decodeBody(text, 'utf-8', 1e6)).toEqual({ bytes: text, truncated: false })
  expect(await decodeBody(new Uint8Array(), 'gzip', 1e6)).toEqual({ bytes: new Uint8Array(), truncated: false })
})

test('hostile bytes never throw and never exceed the limit', async () => {
  const name = fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'gzip, br', 'compress', '')
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), name, fc.integer({ min: 1, max: 500 }), async (bytes, coding, limit) => {
      const decoded = await decodeBody(bytes, coding, limit)
      return decoded.bytes.length <= limit
    }),
  )
})
