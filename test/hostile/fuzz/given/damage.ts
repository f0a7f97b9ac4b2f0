import fc from 'fast-check'

/** One thing done to bytes. */
type Blow = (bytes: Buffer) => Buffer

const place = fc.nat(65_535)
const put = fc.oneof(
  fc.uint8Array({ maxLength: 8 }),
  fc.constantFrom('<', '>', '"', '\0', '\r\n', '\xff\xff\xff\xff', '%', '&', '{{').map((text) => Buffer.from(text, 'latin1')),
)

const at = (bytes: Buffer, where: number): number => (bytes.length === 0 ? 0 : where % bytes.length)

const blow: fc.Arbitrary<Blow> = fc.oneof(
  // Cut off, cut out, put in.
  place.map(
    (where): Blow =>
      (bytes) =>
        bytes.subarray(0, at(bytes, where)),
  ),
  fc.tuple(place, fc.nat(60)).map(
    ([where, length]): Blow =>
      (bytes) =>
        without(bytes, at(bytes, where), length),
  ),
  fc.tuple(place, put).map(
    ([where, more]): Blow =>
      (bytes) =>
        spliced(bytes, at(bytes, where), 0, more),
  ),
  // Flipped, written over.
  fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(
    ([where, bits]): Blow =>
      (bytes) =>
        flipped(bytes, at(bytes, where), bits),
  ),
  fc.tuple(place, put).map(
    ([where, more]): Blow =>
      (bytes) =>
        spliced(bytes, at(bytes, where), more.length, more),
  ),
  // Repeated, swapped.
  fc.tuple(place, fc.nat(80), fc.nat(3)).map(
    ([where, length, times]): Blow =>
      (bytes) =>
        repeated(bytes, at(bytes, where), length, times),
  ),
  fc.tuple(place, place, fc.nat(80)).map(
    ([one, other, length]): Blow =>
      (bytes) =>
        swapped(bytes, at(bytes, one), at(bytes, other), length),
  ),
)

/** The bytes after a few blows: cut, repeated, swapped, bits flipped, other bytes put in. */
export function damaged(whole: fc.Arbitrary<Uint8Array>, most = 3): fc.Arbitrary<Buffer> {
  return fc
    .tuple(whole, fc.array(blow, { minLength: 1, maxLength: most, size: 'max' }))
    .map(([bytes, blows]) => blows.reduce<Buffer>((rest, strike) => strike(rest), Buffer.from(bytes)))
}

/** A window of so many bytes at most, so that a large page costs no more than a small one. */
export function windowOf(whole: fc.Arbitrary<Uint8Array>, length: number): fc.Arbitrary<Buffer> {
  return fc.tuple(whole, place).map(([bytes, where]) => {
    const from = bytes.length <= length ? 0 : where % (bytes.length - length)
    return Buffer.from(bytes.subarray(from, from + length))
  })
}

const without = (bytes: Buffer, from: number, length: number): Buffer =>
  Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)])

const spliced = (bytes: Buffer, from: number, gone: number, more: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), more, bytes.subarray(from + gone)])

function flipped(bytes: Buffer, where: number, bits: number): Buffer {
  const copy = Buffer.from(bytes)
  if (where < copy.length) copy[where] = (copy[where] ?? 0) ^ bits
  return copy
}

function repeated(bytes: Buffer, from: number, length: number, times: number): Buffer {
  const part = bytes.subarray(from, from + length)
  return Buffer.concat([bytes.subarray(0, from), ...Array.from({ length: times + 1 }, () => part), bytes.subarray(from)])
}

function swapped(bytes: Buffer, one: number, other: number, length: number): Buffer {
  const [first, second] = [Math.min(one, other), Math.max(one, other)]
  const end = Math.min(first + length, second)
  const [a, b] = [bytes.subarray(first, end), bytes.subarray(second, second + length)]
  return Buffer.concat([bytes.subarray(0, first), b, bytes.subarray(end, second), a, bytes.subarray(second + length)])
}
