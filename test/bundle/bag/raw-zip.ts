import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a zip written by hand, so that every field of it can lie. */
export interface RawEntry {
  readonly name: string | Uint8Array
  readonly bytes: Uint8Array
  readonly isDeflated?: boolean
  readonly flags?: number
  readonly method?: number
  /** High 16 bits of the external attributes. */
  readonly mode?: number
  /** Sizes as declared, in both headers. */
  readonly size?: number
  readonly packed?: Uint8Array
  /** What the local header says instead. */
  readonly local?: { readonly name?: string; readonly size?: number; readonly method?: number; readonly crc?: number }
  /** Where the central directory sends the reader, instead of to its own local header. */
  readonly offset?: number
  /** Extra field in the central directory. */
  readonly extra?: Uint8Array
}

export interface RawEnd {
  readonly count?: number
  readonly comment?: string
}

/** A zip as told, sound where nothing is told otherwise. */
export function rawZip(entries: readonly RawEntry[], end: RawEnd = {}): Buffer {
  const parts: Buffer[] = []
  const listed: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const { local, central } = headers(entry, at)
    parts.push(local)
    listed.push(central)
    at += local.length
  }
  const directory = Buffer.concat(listed)
  const count = end.count ?? entries.length
  const comment = Buffer.from(end.comment ?? '')
  const last = Buffer.alloc(22)
  last.writeUInt32LE(0x06054b50, 0)
  last.writeUInt16LE(count, 8)
  last.writeUInt16LE(count, 10)
  last.writeUInt32LE(directory.length, 12)
  last.writeUInt32LE(at, 16)
  last.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...parts, directory, last, comment])
}

function headers(entry: RawEntry, at: number): { local: Buffer; central: Buffer } {
  const name = Buffer.from(entry.name)
  const packed = Buffer.from(entry.packed ?? (entry.isDeflated ? deflateRawSync(entry.bytes) : entry.bytes))
  const told = {
    flags: entry.flags ?? 0x0800,
    method: entry.method ?? (entry.isDeflated ? 8 : 0),
    crc: crc32(entry.bytes),
    packed: packed.length,
    size: entry.size ?? entry.bytes.length,
  }
  const localName = Buffer.from(entry.local?.name ?? name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(20, 4)
  writeCommon(local, 6, { ...told, ...entry.local }, localName.length)
  const extra = Buffer.from(entry.extra ?? [])
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE((3 << 8) | 63, 4)
  central.writeUInt16LE(20, 6)
  writeCommon(central, 8, told, name.length)
  central.writeUInt16LE(extra.length, 30)
  central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38)
  central.writeUInt32LE(entry.offset ?? at, 42)
  return { local: Buffer.concat([local, localName, packed]), central: Buffer.concat([central, name, extra]) }
}

interface Told {
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

function writeCommon(into: Buffer, at: number, told: Told, nameLength: number): void {
  into.writeUInt16LE(told.flags, at)
  into.writeUInt16LE(told.method, at + 2)
  into.writeUInt16LE(0x0021, at + 6)
  into.writeUInt32LE(told.crc, at + 8)
  into.writeUInt32LE(told.packed, at + 12)
  into.writeUInt32LE(told.size, at + 16)
  into.writeUInt16LE(nameLength, at + 20)
}
