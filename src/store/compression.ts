import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** What is kept for years, and what another record takes the place of when the visit ends. */
const LEVELS = { lasting: 9, passing: 1 } as const
/** Windows from 1 KB to what every decoder takes without being told. */
const SMALLEST_WINDOW = 10
const LARGEST_WINDOW = 27

/** Zstandard; with `base`, what `base` already holds costs next to nothing, and the same `base` is needed to read it again. */
export function compress(bytes: Uint8Array, base?: Uint8Array, kept: keyof typeof LEVELS = 'lasting'): Buffer {
  // No larger a window than there is to see through it: the encoder's tables grow with it, and there is one encoder a call.
  const reach = Math.ceil(Math.log2((base?.length ?? 0) + bytes.length + 1))
  const windowLog = Math.min(LARGEST_WINDOW, Math.max(SMALLEST_WINDOW, reach))
  const params = {
    // A checksum in every frame: damage shows when the bytes are read, never as other bytes.
    [constants.ZSTD_c_checksumFlag]: 1,
    [constants.ZSTD_c_compressionLevel]: LEVELS[kept],
    [constants.ZSTD_c_windowLog]: windowLog,
  }
  return zstdCompressSync(bytes, { params, pledgedSrcSize: bytes.length, ...(base ? { dictionary: base } : {}) })
}

/** The bytes that were compressed; throws when the frame is damaged. */
export function decompress(data: Uint8Array, base?: Uint8Array): Buffer {
  return base ? zstdDecompressSync(data, { dictionary: base }) : zstdDecompressSync(data)
}
