const BLOCK = 64
/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUNDS = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)))
/** And of the square roots of the first eight. */
const START = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)))

/** SHA-256 of bytes that come in pieces: browsers offer only a digest of what is whole in memory. */
export class Sha256 {
  readonly #state = START.slice()
  readonly #words = new Int32Array(64)
  readonly #block = new Uint8Array(BLOCK)
  #filled = 0
  #length = 0

  update(bytes: Uint8Array): this {
    this.#length += bytes.length
    let at = 0
    if (this.#filled > 0) {
      at = Math.min(BLOCK - this.#filled, bytes.length)
      this.#block.set(bytes.subarray(0, at), this.#filled)
      this.#filled += at
      if (this.#filled < BLOCK) return this
      this.#mix(this.#block, 0)
      this.#filled = 0
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.#mix(bytes, at)
    this.#block.set(bytes.subarray(at))
    this.#filled = bytes.length - at
    return this
  }

  /** The hash in hex; nothing may be added afterwards. */
  hex(): string {
    const length = this.#length
    // One bit, zeros, and eight bytes of length, up to the end of a block.
    const padding = new Uint8Array(9 + ((2 * BLOCK - 9 - this.#filled) % BLOCK))
    padding[0] = 0x80
    const tail = new DataView(padding.buffer)
    tail.setUint32(padding.length - 8, Math.floor(length / 0x2000_0000))
    tail.setUint32(padding.length - 4, (length * 8) % 0x1_0000_0000)
    this.update(padding)
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  #mix(bytes: Uint8Array, from: number): void {
    expand(this.#words, bytes, from)
    compress(this.#state, this.#words)
  }
}

export function sha256OfText(text: string): string {
  return new Sha256().update(new TextEncoder().encode(text)).hex()
}

/** The sixteen words of a block, and the forty-eight that follow from them. */
function expand(words: Int32Array, bytes: Uint8Array, from: number): void {
  for (let at = 0, byte = from; at < 16; at += 1, byte += 4) {
    words[at] = ((bytes[byte] ?? 0) << 24) | ((bytes[byte + 1] ?? 0) << 16) | ((bytes[byte + 2] ?? 0) << 8) | (bytes[byte + 3] ?? 0)
  }
  for (let at = 16; at < 64; at += 1) {
    const far = words[at - 15] ?? 0
    const near = words[at - 2] ?? 0
    const low = ((far >>> 7) | (far << 25)) ^ ((far >>> 18) | (far << 14)) ^ (far >>> 3)
    const high = ((near >>> 17) | (near << 15)) ^ ((near >>> 19) | (near << 13)) ^ (near >>> 10)
    words[at] = ((words[at - 16] ?? 0) + low + (words[at - 7] ?? 0) + high) | 0
  }
}

function compress(state: Int32Array, words: Int32Array): void {
  // Eight variables rather than a list: this is the loop that gigabytes go through.
  let a = state[0] ?? 0
  let b = state[1] ?? 0
  let c = state[2] ?? 0
  let d = state[3] ?? 0
  let e = state[4] ?? 0
  let f = state[5] ?? 0
  let g = state[6] ?? 0
  let h = state[7] ?? 0
  for (let at = 0; at < 64; at += 1) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const one = (h + high + ((e & f) ^ (~e & g)) + (ROUNDS[at] ?? 0) + (words[at] ?? 0)) | 0
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  state[0] = (state[0] ?? 0) + a
  state[1] = (state[1] ?? 0) + b
  state[2] = (state[2] ?? 0) + c
  state[3] = (state[3] ?? 0) + d
  state[4] = (state[4] ?? 0) + e
  state[5] = (state[5] ?? 0) + f
  state[6] = (state[6] ?? 0) + g
  state[7] = (state[7] ?? 0) + h
}

function primes(count: number): number[] {
  const found: number[] = []
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime !== 0)) found.push(number)
  }
  return found
}

/** A double has 53 bits: enough for the few before the point and the 32 behind it. */
function fraction(root: number): number {
  return Math.floor((root % 1) * 0x1_0000_0000) | 0
}
