import zlib from 'node:zlib'
import { PAGE } from './network-case.ts'

const MEMBER = 8 * 1024 * 1024
/** What each bomb unpacks to, about. */
export const BOMB_BYTES = 512 * 1024 * 1024

const zeros = once(() => Buffer.concat([PAGE, Buffer.alloc(MEMBER, ' ')]))
/** Coded streams may be put one after the other: cheap to make, and as large as one likes. */
const many = (one: Buffer): Buffer => Buffer.concat(Array.from({ length: BOMB_BYTES / MEMBER }, () => one))

export const gzipBomb = once(() => many(zlib.gzipSync(zeros(), { level: 1 })))
export const zstdBomb = once(() => many(zlib.zstdCompressSync(zeros())))
export const brotliBomb = once(() =>
  zlib.brotliCompressSync(Buffer.concat([PAGE, Buffer.alloc(BOMB_BYTES / 4, ' ')]), {
    params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 },
  }),
)
export const deflateBomb = once(() => zlib.deflateSync(Buffer.concat([PAGE, Buffer.alloc(BOMB_BYTES / 4, ' ')]), { level: 1 }))
/** A bomb packed again: a few kilobytes on the wire. */
export const nestedBomb = once(() => zlib.gzipSync(gzipBomb(), { level: 9 }))
export const gzipped = once(() =>
  zlib.gzipSync(Buffer.concat([PAGE, Buffer.from(Array.from({ length: 20_000 }, (_, at) => `<!-- ${at} -->`).join(''))])),
)

function once(make: () => Buffer): () => Buffer {
  let made: Buffer | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Makes them all, so that what unpacking costs can be told from what making them does. */
export function makeBombs(): void {
  for (const make of [gzipBomb, zstdBomb, brotliBomb, deflateBomb, nestedBomb]) make()
}
