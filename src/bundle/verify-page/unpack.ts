import { BundleFlaw } from '../bag/flaw.ts'
import type { Limits } from '../bag/limits.ts'
import { isTooDense, type ZipEntry } from '../bag/zip-entries.ts'
import { Crc32 } from './crc32.ts'
import { Sha256 } from './sha256.ts'

/** What came out of an entry. */
export interface Unpacked {
  readonly sha256: string
  readonly bytes: number
  /** False when the packed bytes are damaged, or something else came out than was declared. */
  readonly isWhole: boolean
}

/** Streams one entry through its hash and to `take`, never whole in memory; a BundleFlaw when it grows beyond the limits. */
export async function unpackEntry(
  file: Blob,
  entry: ZipEntry,
  limits: Limits,
  allowance: { left: number },
  take: (chunk: Uint8Array) => void,
): Promise<Unpacked> {
  const hash = new Sha256()
  const crc = new Crc32()
  const packed = entry.to - entry.from
  let bytes = 0
  const reader = streamOf(file, entry).getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes += part.value.length
      allowance.left -= part.value.length
      if (allowance.left < 0) throw new BundleFlaw('too-large', entry.name)
      if (isTooDense(packed, bytes, limits)) throw new BundleFlaw('too-dense', entry.name)
      hash.update(part.value)
      crc.update(part.value)
      take(part.value)
    }
  } catch (error) {
    await reader.cancel(error).catch(() => undefined)
    // Inflating ends with a TypeError where the packed bytes are damaged; whatever else happens is not the entry's doing.
    if (!(error instanceof TypeError)) throw error
    return { sha256: hash.hex(), bytes, isWhole: false }
  }
  return { sha256: hash.hex(), bytes, isWhole: bytes === entry.size && crc.value() === entry.crc }
}

function streamOf(file: Blob, { from, to, isDeflated }: ZipEntry): ReadableStream<Uint8Array> {
  const packed = file.slice(from, to).stream()
  return isDeflated ? packed.pipeThrough(new DecompressionStream('deflate-raw')) : packed
}
