import { BundleFlaw } from './flaw.ts'

/** Bytes that can be read at any place: a file on a disk, or one that was dropped on a page. */
export interface ByteSource {
  readonly size: number
  /** The bytes from `from` up to but not including `to`; both lie within the size. */
  read(from: number, to: number): Promise<Uint8Array>
}

/** What a four-byte field holds when the true number stands in the zip64 part. */
export const ELSEWHERE_32 = 0xffffffff
export const ELSEWHERE_16 = 0xffff

/** The bytes from `from` to `to`; a BundleFlaw when the file does not reach that far. */
export async function readRange(source: ByteSource, from: number, to: number, entry?: string): Promise<DataView> {
  if (from < 0 || to > source.size || from > to) throw new BundleFlaw('damaged', entry)
  const bytes = await source.read(from, to)
  if (bytes.length !== to - from) throw new BundleFlaw('truncated', entry)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** An eight-byte number; a BundleFlaw beyond what a double holds exactly. */
export function readLong(view: DataView, at: number): number {
  if (at + 8 > view.byteLength) throw new BundleFlaw('damaged')
  const number = view.getBigUint64(at, true)
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw new BundleFlaw('damaged')
  return Number(number)
}

/** The parts of an extra field by their tags; a BundleFlaw when they do not add up. */
export function readExtra(view: DataView, from: number, to: number): Map<number, DataView> {
  const parts = new Map<number, DataView>()
  let at = from
  while (at < to) {
    if (at + 4 > to) throw new BundleFlaw('damaged')
    const length = view.getUint16(at + 2, true)
    if (at + 4 + length > to) throw new BundleFlaw('damaged')
    const tag = view.getUint16(at, true)
    // A second part under one tag: readers differ in which of the two they believe.
    if (parts.has(tag)) throw new BundleFlaw('damaged')
    parts.set(tag, new DataView(view.buffer, view.byteOffset + at + 4, length))
    at += 4 + length
  }
  return parts
}

/** The numbers of a header in their order, those that stand in the zip64 part taken from there. */
export function fillFromZip64(extra: ReadonlyMap<number, DataView>, numbers: readonly number[]): number[] {
  const long = extra.get(1)
  let at = 0
  return numbers.map((number) => {
    if (number !== ELSEWHERE_32) return number
    if (!long) throw new BundleFlaw('damaged')
    at += 8
    return readLong(long, at - 8)
  })
}

/** The same bytes, not a copy of them. */
export function bytesOf(view: DataView, from: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + from, length)
}
