import { constants, crc32, inflateRawSync } from 'node:zlib'
import type { ByteSource } from '../bag/zip-bytes.ts'
import { damage } from './damage.ts'

/** A file within the archive, and how it is called in messages. */
export interface NamedBytes extends ByteSource {
  readonly name: string
}

interface Member {
  readonly data: Buffer
  /** Packed, head and checksum included. */
  readonly length: number
}

const FIRST_LOOK = 16 * 1024
const GROWTH = 4
/** No optional parts: the writer makes none, and a head of endless length would be one of them. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0])
const HEAD_LENGTH = 10
const TAIL_LENGTH = 8

/**
 * The gzip member that begins at `from`; a UserError when it is broken, cut off, or unpacks to more than `limit` bytes. `length` is how long it is, where that
 * is known.
 */
export async function readMember(file: NamedBytes, from: number, limit: number, length: number = FIRST_LOOK): Promise<Member> {
  for (let look = length; ; look *= GROWTH) {
    const to = Math.min(from + look, file.size)
    const member = unpack(await file.read(from, to), limit, `${file.name} at byte ${from}`)
    if (member) return member
    if (to === file.size) throw damage(file.name, `it is cut off within the record at byte ${from}`)
  }
}

/** Null when the member goes on behind these bytes. */
function unpack(bytes: Uint8Array, limit: number, where: string): Member | null {
  if (bytes.length < HEAD_LENGTH) return null
  if (!HEAD.equals(bytes.subarray(0, HEAD.length))) throw damage(where, 'no gzip member of the plain kind begins there')
  const { data, taken } = inflate(bytes.subarray(HEAD_LENGTH), limit, where)
  const end = HEAD_LENGTH + taken
  if (bytes.length < end + TAIL_LENGTH) return null
  const tail = Buffer.from(bytes.subarray(end, end + TAIL_LENGTH))
  if (tail.readUInt32LE(0) !== crc32(data) || tail.readUInt32LE(4) !== data.length % 2 ** 32) {
    throw damage(where, 'its gzip checksum is wrong')
  }
  return { data, length: end + TAIL_LENGTH }
}

/** As much as these bytes give. Where they end too early is told by the checksum, for which they leave no room, and not by an error: that would cost memory. */
function inflate(bytes: Uint8Array, limit: number, where: string): { data: Buffer; taken: number } {
  try {
    return unpackedOf(inflateRawSync(bytes, { info: true, maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH }))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw damage(where, `it unpacks to more than ${limit} bytes`)
    }
    throw damage(where, `it cannot be unpacked (${error instanceof Error ? error.message : String(error)})`)
  }
}

interface Informed {
  readonly buffer: Buffer
  readonly engine: { readonly bytesWritten: number }
}

/** With `info`, zlib tells besides the data how many bytes it took: there the member ends. */
function unpackedOf(answer: unknown): { data: Buffer; taken: number } {
  if (!isInformed(answer)) throw new TypeError('zlib did not tell how much it read')
  return { data: answer.buffer, taken: answer.engine.bytesWritten }
}

function isInformed(answer: unknown): answer is Informed {
  if (typeof answer !== 'object' || answer === null || !('buffer' in answer) || !('engine' in answer)) return false
  const { buffer, engine } = answer
  return Buffer.isBuffer(buffer) && typeof engine === 'object' && engine !== null && 'bytesWritten' in engine
}
