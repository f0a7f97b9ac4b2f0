import { BundleFlaw } from './flaw.ts'
import type { Limits } from './limits.ts'
import { checkName } from './names.ts'
import { type ByteSource, bytesOf, ELSEWHERE_16, ELSEWHERE_32, fillFromZip64, readExtra, readLong, readRange } from './zip-bytes.ts'

/** One entry as the central directory lists it, and where its local header stands. */
export interface Listed {
  readonly name: string
  readonly nameBytes: Uint8Array
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

interface Directory {
  readonly count: number
  readonly from: number
  readonly to: number
}

const END = 0x06054b50
const END_LENGTH = 22
const LONG_END = 0x06064b50
const LONG_END_LENGTH = 56
const LOCATOR = 0x07064b50
const LOCATOR_LENGTH = 20
const LISTED = 0x02014b50
const LISTED_LENGTH = 46
const FIRST_BYTES = 0x04034b50
/** Encrypted, strongly encrypted, directory masked. */
const ENCRYPTED = 0x0001 | 0x0040 | 0x2000
const UTF8 = 0x0800
/** An extra field that gives a second name, which some tools believe instead of the first. */
const SECOND_NAME = 0x7075
const KIND = 0o170000
const REGULAR = 0o100000
const FOLDER = 0o040000
const SET_ID_OR_STICKY = 0o7000
const REPARSE_POINT = 0x400

/** The entries of the central directory, each checked by itself; `at` is where the directory begins. Throws a BundleFlaw. */
export async function readDirectory(source: ByteSource, limits: Limits): Promise<{ listed: Listed[]; at: number }> {
  const place = await findDirectory(source)
  if (place.count > limits.entries) throw new BundleFlaw('too-many')
  // It is held in memory, however much a hostile one claims.
  if (place.to - place.from > limits.smallBytes) throw new BundleFlaw('too-large')
  const view = await readRange(source, place.from, place.to)
  const listed: Listed[] = []
  let at = 0
  for (let left = place.count; left > 0; left -= 1) {
    const { entry, next } = readListed(view, at)
    listed.push(entry)
    at = next
  }
  if (at !== view.byteLength) throw new BundleFlaw('damaged')
  return { listed, at: place.from }
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  const from = Math.max(0, source.size - END_LENGTH - 0xffff)
  const tail = await readRange(source, from, source.size)
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at -= 1) {
    // The comment must end where the file ends: else something was cut off, or hung on behind.
    if (tail.getUint32(at, true) !== END || at + END_LENGTH + tail.getUint16(at + 20, true) !== tail.byteLength) continue
    // We write none: in it another end could stand, which other readers would find first.
    if (at + END_LENGTH !== tail.byteLength) throw new BundleFlaw('between')
    return readEnd(source, new DataView(tail.buffer, tail.byteOffset + at, END_LENGTH), from + at)
  }
  const isBegun = source.size >= 4 && (await readRange(source, 0, 4)).getUint32(0, true) === FIRST_BYTES
  throw new BundleFlaw(isBegun ? 'truncated' : 'no-zip')
}

async function readEnd(source: ByteSource, end: DataView, at: number): Promise<Directory> {
  const short = { count: end.getUint16(10, true), length: end.getUint32(12, true), from: end.getUint32(16, true) }
  if (end.getUint16(4, true) !== 0 || end.getUint16(6, true) !== 0 || end.getUint16(8, true) !== short.count) {
    throw new BundleFlaw('damaged')
  }
  const isLong = short.count === ELSEWHERE_16 || short.length === ELSEWHERE_32 || short.from === ELSEWHERE_32
  const long = await readLongEnd(source, at)
  if (!long) {
    if (isLong) throw new BundleFlaw('damaged')
    return within(short, at)
  }
  const isTold = (told: number, real: number, elsewhere: number) => told === elsewhere || told === real
  const agree =
    isTold(short.count, long.count, ELSEWHERE_16) &&
    isTold(short.length, long.length, ELSEWHERE_32) &&
    isTold(short.from, long.from, ELSEWHERE_32)
  if (!agree) throw new BundleFlaw('disagrees')
  return within(long, long.at)
}

interface Told {
  readonly count: number
  readonly length: number
  readonly from: number
}

/** The directory must end exactly where its end record begins: nothing is hidden between. */
function within({ count, length, from }: Told, end: number): Directory {
  if (from + length !== end) throw new BundleFlaw('damaged')
  return { count, from, to: end }
}

async function readLongEnd(source: ByteSource, end: number): Promise<(Told & { at: number }) | undefined> {
  if (end < LOCATOR_LENGTH + LONG_END_LENGTH) return undefined
  const locator = await readRange(source, end - LOCATOR_LENGTH, end)
  if (locator.getUint32(0, true) !== LOCATOR) return undefined
  const at = readLong(locator, 8)
  const view = await readRange(source, at, at + LONG_END_LENGTH)
  const isWhole = view.getUint32(0, true) === LONG_END && at + 12 + readLong(view, 4) === end - LOCATOR_LENGTH
  if (!isWhole || readLong(view, 24) !== readLong(view, 32)) throw new BundleFlaw('damaged')
  return { count: readLong(view, 32), length: readLong(view, 40), from: readLong(view, 48), at }
}

function readListed(view: DataView, at: number): { entry: Listed; next: number } {
  if (at + LISTED_LENGTH > view.byteLength || view.getUint32(at, true) !== LISTED) throw new BundleFlaw('damaged')
  const nameLength = view.getUint16(at + 28, true)
  const extraAt = at + LISTED_LENGTH + nameLength
  const commentAt = extraAt + view.getUint16(at + 30, true)
  const next = commentAt + view.getUint16(at + 32, true)
  if (next > view.byteLength) throw new BundleFlaw('damaged')
  const hasComment = next !== commentAt
  const extra = readExtra(view, extraAt, commentAt)
  const nameBytes = bytesOf(view, at + LISTED_LENGTH, nameLength)
  const flags = view.getUint16(at + 8, true)
  const name = decodeName(nameBytes, (flags & UTF8) !== 0)
  const told = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
  const [size = 0, packed = 0, offset = 0] = fillFromZip64(extra, told)
  const entry = { name, nameBytes, flags, method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true), packed, size, offset }
  checkName(name)
  checkKind(entry, view.getUint32(at + 38, true))
  if (hasComment) throw new BundleFlaw('between', name)
  if (extra.has(SECOND_NAME)) throw new BundleFlaw('disagrees', name)
  if (view.getUint16(at + 34, true) !== 0) throw new BundleFlaw('damaged', name)
  return { entry, next }
}

/** Without the UTF-8 mark the meaning of other bytes than ASCII depends on the reader's country. */
function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  const loose = new TextDecoder().decode(bytes)
  if (!isUtf8 && bytes.some((byte) => byte > 0x7f)) throw new BundleFlaw('name-broken', loose)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new BundleFlaw('name-broken', loose)
  }
}

function checkKind({ name, flags, method, packed, size }: Listed, attributes: number): void {
  const mode = attributes >>> 16
  const kind = mode & KIND
  const isFolder = name.endsWith('/')
  const isPlain = kind === 0 || kind === (isFolder ? FOLDER : REGULAR)
  if (!isPlain || (mode & SET_ID_OR_STICKY) !== 0 || (attributes & REPARSE_POINT) !== 0) throw new BundleFlaw('special', name)
  if ((flags & ENCRYPTED) !== 0) throw new BundleFlaw('encrypted', name)
  if (method !== 0 && method !== 8) throw new BundleFlaw('method', name)
  if ((method === 0 && packed !== size) || (isFolder && size !== 0)) throw new BundleFlaw('damaged', name)
}
