import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { BundleFlaw } from './flaw.ts'
import type { Limits } from './limits.ts'
import { isTooDense, type ZipEntry } from './zip-entries.ts'

/** What came out of an entry. */
export interface Extracted {
  readonly bytes: number
  readonly sha256: string
  /** False when the packed bytes are damaged, or more or less came out than was declared: what there is may be only the beginning. */
  readonly isWhole: boolean
}

/** Counts down what all entries together may inflate to. */
export interface Allowance {
  left: number
}

/** Unpacks one entry into a new file, hashing it on the way; a BundleFlaw when it grows beyond the limits. */
export async function extractEntry(zip: string, entry: ZipEntry, to: string, limits: Limits, allowance: Allowance): Promise<Extracted> {
  const hash = createHash('sha256')
  const packed = entry.to - entry.from
  let bytes = 0
  let crc = 0
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length
      allowance.left -= chunk.length
      hash.update(chunk)
      crc = crc32(chunk, crc)
      // Declared sizes are believed by nobody: what counts is what came out so far.
      if (allowance.left < 0) done(new BundleFlaw('too-large', entry.name))
      else if (isTooDense(packed, bytes, limits)) done(new BundleFlaw('too-dense', entry.name))
      else done(null, chunk)
    },
  })
  const isSound = await flow(zip, entry, count, createWriteStream(to, { flags: 'wx', mode: 0o600 }))
  return { bytes, sha256: hash.digest('hex'), isWhole: isSound && bytes === entry.size && crc === entry.crc }
}

/** False when the packed bytes cannot be inflated to their end, or go on behind it. */
async function flow(zip: string, { from, to, isDeflated }: ZipEntry, count: Transform, target: NodeJS.WritableStream): Promise<boolean> {
  // An `end` before the `start` is refused by the stream: nothing is read from nothing.
  const source = from === to ? Readable.from([]) : createReadStream(zip, { start: from, end: to - 1 })
  if (!isDeflated) {
    await pipeline(source, count, target)
    return true
  }
  const inflate = createInflateRaw()
  try {
    await pipeline(source, inflate, count, target)
  } catch (error) {
    // Damage within one entry is a difference to report; it must not hide what the others say.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) return false
    throw error
  }
  return from < to && inflate.bytesWritten === to - from
}
