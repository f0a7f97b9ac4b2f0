import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** A file as it is packed: where it is, its size and its SHA-256. */
export interface Counted {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** A new file that is hashed while it is written. */
export class CountedFile {
  readonly #path: string
  readonly #handle: FileHandle
  readonly #hash = createHash('sha256')
  #bytes = 0

  private constructor(path: string, handle: FileHandle) {
    this.#path = path
    this.#handle = handle
  }

  /** Fails when the file exists. */
  static async create(path: string): Promise<CountedFile> {
    return new CountedFile(path, await open(path, 'wx'))
  }

  /** Bytes so far: the offset of what is written next. */
  get bytes(): number {
    return this.#bytes
  }

  async append(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    await this.#handle.appendFile(bytes)
    this.#hash.update(bytes)
    this.#bytes += bytes.length
  }

  async close(): Promise<Counted> {
    await this.#handle.close()
    return { path: this.#path, bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }

  /** Closes it where what was to be written failed. */
  async abandon(): Promise<void> {
    await this.#handle.close()
  }
}

/** Counts a file that was written by other means. */
export async function countFile(path: string): Promise<Counted> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { path, bytes, sha256: hash.digest('hex') }
}
