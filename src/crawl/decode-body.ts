import type { Transform } from 'node:stream'
import zlib from 'node:zlib'

/** More layers than this is no server's honest work. */
const LAYERS = 3
/** Up to this size the synchronous call is cheaper than a trip through the thread pool. */
const SYNC_BYTES = 256 * 1024

interface Coding {
  readonly sync: (input: Uint8Array, limit: number) => Buffer
  readonly stream: () => Transform
}

interface Decoded {
  readonly bytes: Uint8Array
  /** The coded stream broke off, was damaged, or holds more than the limit. */
  readonly truncated: boolean
}

/** Removes the content codings of a body; never throws, never yields more than `limit` bytes. An unknown coding is left as it is. */
export async function decodeBody(raw: Uint8Array, contentEncoding: string | undefined, limit: number): Promise<Decoded> {
  const codings = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
  if (codings.length > LAYERS) return { bytes: raw.subarray(0, limit), truncated: true }
  let decoded: Decoded = { bytes: raw, truncated: false }
  for (const name of codings.reverse()) {
    const coding = codingOf(name, decoded.bytes)
    if (coding === null || decoded.bytes.length === 0) continue
    const next = await decodeOne(coding, decoded.bytes, limit)
    decoded = { bytes: next.bytes, truncated: decoded.truncated || next.truncated }
  }
  return decoded.bytes.length > limit ? { bytes: decoded.bytes.subarray(0, limit), truncated: true } : decoded
}

async function decodeOne(coding: Coding, input: Uint8Array, limit: number): Promise<Decoded> {
  if (input.length <= SYNC_BYTES) {
    try {
      return { bytes: coding.sync(input, limit), truncated: false }
    } catch {
      // Too large, broken off or damaged: the stream tells how much of it is good.
    }
  }
  const streamed = await readStream(coding.stream(), input, limit)
  // Said to be coded, but not one byte of it is: keep what came, and keep the doubt.
  return streamed.bytes.length === 0 && streamed.truncated ? { bytes: input.subarray(0, limit), truncated: true } : streamed
}

function readStream(stream: Transform, input: Uint8Array, limit: number): Promise<Decoded> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const finish = (truncated: boolean) => {
      resolve({ bytes: Buffer.concat(chunks).subarray(0, limit), truncated })
      stream.destroy()
    }
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.length
      if (length > limit) finish(true)
    })
    stream.on('end', () => finish(false))
    stream.on('error', () => finish(true))
    stream.end(input)
  })
}

function codingOf(name: string, input: Uint8Array): Coding | null {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return GZIP
    case 'deflate':
      return hasZlibHeader(input) ? INFLATE : INFLATE_RAW
    case 'br':
      return BROTLI
    case 'zstd':
      return ZSTD
    default:
      return null
  }
}

const GZIP: Coding = {
  sync: (input, maxOutputLength) => zlib.gunzipSync(input, { maxOutputLength }),
  stream: () => zlib.createGunzip(),
}
const INFLATE: Coding = {
  sync: (input, maxOutputLength) => zlib.inflateSync(input, { maxOutputLength }),
  stream: () => zlib.createInflate(),
}
const INFLATE_RAW: Coding = {
  sync: (input, maxOutputLength) => zlib.inflateRawSync(input, { maxOutputLength }),
  stream: () => zlib.createInflateRaw(),
}
const BROTLI: Coding = {
  sync: (input, maxOutputLength) => zlib.brotliDecompressSync(input, { maxOutputLength }),
  stream: () => zlib.createBrotliDecompress(),
}
const ZSTD: Coding = {
  sync: (input, maxOutputLength) => zlib.zstdDecompressSync(input, { maxOutputLength }),
  stream: () => zlib.createZstdDecompress(),
}

/** Servers send both kinds as `deflate`. */
function hasZlibHeader(input: Uint8Array): boolean {
  const [first = 0, second = 0] = input
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
}
