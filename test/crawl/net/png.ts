import { inflateSync } from 'node:zlib'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** `#rrggbb` */
  at(x: number, y: number): string
}

/** Reads a PNG of eight bits a colour, as browsers write them. */
export function readPng(bytes: Uint8Array): Pixels {
  const png = Buffer.from(bytes)
  const [width, height, depth, colour] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]
  if (png.toString('latin1', 1, 4) !== 'PNG' || depth !== 8 || (colour !== 2 && colour !== 6)) throw new Error('another kind of picture')
  const step = colour === 6 ? 4 : 3
  const rows = unfilter(inflateSync(dataOf(png)), width * step, step)
  return {
    width,
    height,
    at: (x, y) => `#${rows.toString('hex', y * width * step + x * step, y * width * step + x * step + 3)}`,
  }
}

function dataOf(png: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') chunks.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  return Buffer.concat(chunks)
}

/** Each row begins with the way in which it was made smaller by its neighbours. */
function unfilter(raw: Buffer, length: number, step: number): Buffer {
  const rows = Buffer.alloc((raw.length / (length + 1)) * length)
  for (let row = 0; row * (length + 1) < raw.length; row += 1) {
    const way = raw[row * (length + 1)] ?? 0
    for (let x = 0; x < length; x += 1) {
      const at = row * length + x
      const left = x >= step ? (rows[at - step] ?? 0) : 0
      const above = row > 0 ? (rows[at - length] ?? 0) : 0
      const corner = x >= step && row > 0 ? (rows[at - length - step] ?? 0) : 0
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][way] ?? 0
      rows[at] = ((raw[row * (length + 1) + 1 + x] ?? 0) + guess) & 255
    }
  }
  return rows
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? above : corner
}
