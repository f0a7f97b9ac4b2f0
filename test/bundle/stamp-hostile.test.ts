import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stampRequest } from '../../src/bundle/stamp/time-stamp.ts'
import { granted, LocalAuthority, sequence } from './local-authority.ts'
import { NONCE, ROOT, read } from './stamp-reading.ts'

let at: LocalAuthority
let good: Buffer

beforeAll(() => {
  at = new LocalAuthority()
  at.root('root')
  at.issue('tsa')
  good = at.reply(stampRequest(ROOT, NONCE))
})

afterAll(() => at.remove())

test('whatever byte of an answer is changed (every second one tried), it is noticed, or it is one that says nothing', async () => {
  const original = await read(good, [at.pem('root')])
  const codes = new Set<string>()
  for (let place = 0; place < good.length; place += 2) {
    const copy = Buffer.from(good)
    copy[place] = (copy[place] ?? 0) ^ 0x02
    const result = await read(copy, [at.pem('root')])
    if (typeof result === 'string') codes.add(result)
    else expect({ place, ...result }).toEqual({ place, ...Object(original) })
  }
  for (const code of ['malformed', 'refused', 'other-hash', 'altered', 'broken-signature', 'other-certificate', 'no-certificate'])
    expect(codes).toContain(code)
})

test('hostile bytes are refused as such, quickly', async () => {
  const cut = fc.nat(good.length - 1).map((length) => good.subarray(0, length))
  const spliced = fc
    .tuple(fc.nat(good.length), fc.nat(40), fc.uint8Array({ maxLength: 40 }))
    .map(([place, gone, put]) => Buffer.concat([good.subarray(0, place), put, good.subarray(place + gone)]))
  const lengths = fc
    .tuple(fc.nat(good.length - 8), fc.constantFrom('84ffffffff', '847fffffff', '80', '8800ffffffffffff', '83ffffff'))
    .map(([place, size]) => patchedAt(place, size))
  const random = fc.uint8Array({ maxLength: 600 })
  const framed = random.map((bytes) => granted(sequence(bytes)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(cut, spliced, lengths, random, framed), async (bytes) => {
      const result = await read(bytes, [at.pem('root')])
      expect(typeof result === 'string' || result.trust === 'trusted').toBe(true)
    }),
    { numRuns: 1000 },
  )
})

function patchedAt(place: number, size: string): Buffer {
  const copy = Buffer.from(good)
  copy.set(Buffer.from(size, 'hex'), place)
  return copy
}

/** So many values, each around the next. */
function nested(tag: number, depth: number): Buffer {
  let inner: Buffer = Buffer.from([5, 0])
  for (let level = 0; level < depth; level += 1) {
    inner = sequence(inner)
    inner[0] = tag
  }
  return inner
}

test.each<[string, () => Buffer]>([
  ['sequences in sequences', () => nested(0x30, 5000)],
  ['sets in sets without a length', () => Buffer.from('3180'.repeat(100_000), 'hex')],
  ['octet strings in octet strings', () => nested(0x04, 5000)],
  ['a hundred thousand small values', () => sequence(Buffer.alloc(240_000, Buffer.from([5, 0])))],
  ['a token of nested values', () => granted(nested(0x30, 5000))],
  ['a token of many small values', () => granted(sequence(Buffer.alloc(200_000, Buffer.from([2, 1, 1]))))],
  ['a number of 200 kB as status', () => sequence(sequence(Buffer.concat([Buffer.from([2, 0x83, 3, 0, 0]), Buffer.alloc(196_608, 255)])))],
  ['half a megabyte', () => Buffer.alloc(524_288, 0x30)],
])('%s end at once', async (_, make) => {
  const bytes = make()
  const began = process.cpuUsage()
  const held = process.memoryUsage.rss()
  expect(await read(bytes, [at.pem('root')])).toMatch(/^(?:malformed|too-large)$/)
  expect(process.cpuUsage(began).user).toBeLessThan(3_000_000)
  expect(process.memoryUsage.rss() - held).toBeLessThan(200_000_000)
})
