import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import type { PictureBody } from '../../src/report/site-view.ts'

export interface SamplePicture {
  readonly body: PictureBody
  readonly bytes: Uint8Array
}

/** A valid PNG of one colour with a red frame, as a picture of a page would be named. */
export function pngOf(width: number, height: number, grey: number): SamplePicture {
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const edge = x < 2 || y < 2 || x >= width - 2 || y >= height - 2
      rows.set(edge ? [200, 20, 20] : [grey, grey, grey], y * (width * 3 + 1) + 1 + x * 3)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const bytes = Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
  return { bytes, body: { sha256: createHash('sha256').update(bytes).digest('hex'), type: 'image/png', width, height } }
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
