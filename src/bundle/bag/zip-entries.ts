import { BundleFlaw } from './flaw.ts'
import { DENSITY_FLOOR, type Limits } from './limits.ts'
import { checkDistinct } from './names.ts'
import { type ByteSource, bytesOf, fillFromZip64, readExtra, readRange } from './zip-bytes.ts'
import { type Listed, readDirectory } from './zip-directory.ts'

/** A file within a zip: its packed bytes stand in the zip from `from` to `to`. */
export interface ZipEntry {
  readonly name: string
  readonly isDeflated: boolean
  readonly from: number
  readonly to: number
  /** As declared; what comes out is counted all the same. */
  readonly size: number
  /** CRC-32 of what must come out. */
  readonly crc: number
}

const LOCAL = 0x04034b50
const LOCAL_LENGTH = 30
/** Sizes and checksum follow behind the data, so that the local header may leave them out. */
const SIZES_BEHIND = 0x0008

const DESCRIPTOR = 0x08074b50
const DESCRIPTOR_LENGTH = 16
const LONG_DESCRIPTOR_LENGTH = 24

/** The files of a zip, folders left out, after its whole structure was checked; throws a BundleFlaw and inflates nothing. */
export async function readEntries(source: ByteSource, limits: Limits): Promise<ZipEntry[]> {
  const { listed, at } = await readDirectory(source, limits)
  checkDistinct(listed.map(({ name }) => name))
  checkSizes(listed, limits)
  const placed = []
  for (const entry of listed) placed.push({ entry, ...(await readLocal(source, entry)) })
  placed.sort((one, other) => one.entry.offset - other.entry.offset)
  let free = 0
  for (const { entry, to } of placed) {
    if (entry.offset < free || to > at) throw new BundleFlaw('overlap', entry.name)
    if (entry.offset !== free) throw new BundleFlaw('between', entry.name)
    free = (entry.flags & SIZES_BEHIND) === 0 ? to : await endOfDescriptor(source, entry, to)
  }
  if (free !== at) throw new BundleFlaw('between')
  return placed
    .filter(({ entry }) => !entry.name.endsWith('/'))
    .map(({ entry, from, to }) => ({ name: entry.name, isDeflated: entry.method === 8, from, to, size: entry.size, crc: entry.crc }))
}

function checkSizes(listed: readonly Listed[], limits: Limits): void {
  let total = 0
  for (const { name, packed, size } of listed) {
    if (isTooDense(packed, size, limits)) throw new BundleFlaw('too-dense', name)
    total += size
    if (total > limits.inflatedBytes) throw new BundleFlaw('too-large', name)
  }
}

/** Whether that many bytes came, or shall come, out of too few. */
export function isTooDense(packed: number, size: number, limits: Limits): boolean {
  return size > DENSITY_FLOOR && size > packed * limits.ratio
}

async function readLocal(source: ByteSource, entry: Listed): Promise<{ from: number; to: number }> {
  const { name, offset } = entry
  const head = await readRange(source, offset, offset + LOCAL_LENGTH, name)
  if (head.getUint32(0, true) !== LOCAL) throw new BundleFlaw('damaged', name)
  const nameLength = head.getUint16(26, true)
  const extraLength = head.getUint16(28, true)
  const from = offset + LOCAL_LENGTH + nameLength + extraLength
  const rest = await readRange(source, offset + LOCAL_LENGTH, from, name)
  const agrees =
    head.getUint16(6, true) === entry.flags &&
    head.getUint16(8, true) === entry.method &&
    isEqual(bytesOf(rest, 0, nameLength), entry.nameBytes) &&
    tellsTheSame(head, readExtra(rest, nameLength, nameLength + extraLength), entry)
  if (!agrees) throw new BundleFlaw('disagrees', name)
  return { from, to: from + entry.packed }
}

/** Where the checksum and the sizes behind an entry end; a BundleFlaw when they tell something else than the directory. */
async function endOfDescriptor(source: ByteSource, { name, crc, packed, size }: Listed, from: number): Promise<number> {
  const head = await readRange(source, from, Math.min(source.size, from + LONG_DESCRIPTOR_LENGTH), name)
  const begins = head.byteLength >= DESCRIPTOR_LENGTH && head.getUint32(0, true) === DESCRIPTOR && head.getUint32(4, true) === crc
  if (begins && head.getUint32(8, true) === packed && head.getUint32(12, true) === size && !isLong(head, packed, size))
    return from + DESCRIPTOR_LENGTH
  if (begins && isLong(head, packed, size)) return from + LONG_DESCRIPTOR_LENGTH
  throw new BundleFlaw('disagrees', name)
}

function isLong(head: DataView, packed: number, size: number): boolean {
  return (
    head.byteLength === LONG_DESCRIPTOR_LENGTH &&
    head.getBigUint64(8, true) === BigInt(packed) &&
    head.getBigUint64(16, true) === BigInt(size)
  )
}

function tellsTheSame(head: DataView, extra: ReadonlyMap<number, DataView>, entry: Listed): boolean {
  const crc = head.getUint32(14, true)
  const [size, packed] = fillFromZip64(extra, [head.getUint32(22, true), head.getUint32(18, true)])
  const isLeftOut = (entry.flags & SIZES_BEHIND) !== 0 && crc === 0 && size === 0 && packed === 0
  return isLeftOut || (crc === entry.crc && size === entry.size && packed === entry.packed)
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}
