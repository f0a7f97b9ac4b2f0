/** The checksum of zips (ISO 3309), eight bits at a step: browsers have none of their own. */
export class Crc32 {
  readonly #table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ ((rest & 1) * 0xedb88320)
    return rest
  })
  #rest = 0xffffffff

  update(bytes: Uint8Array): void {
    let rest = this.#rest
    for (const byte of bytes) rest = (this.#table[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8)
    this.#rest = rest
  }

  /** Of all bytes so far. */
  value(): number {
    return (this.#rest ^ 0xffffffff) >>> 0
  }
}
