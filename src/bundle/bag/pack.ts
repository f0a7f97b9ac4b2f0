import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { ZIP_ATTRIBUTES } from '../zip-attributes.ts'

/** A file with its name in the zip and the hash that its bytes were found to have. */
export interface Packed {
  readonly name: string
  readonly from: { readonly bytes: Uint8Array } | { readonly file: string }
  readonly compress: boolean
  readonly sha256: string
}

/** Writes the files as one zip in the given order, streamed one after another; rejects when one of them is no longer what was hashed. */
export async function packZip(to: NodeJS.WritableStream, files: readonly Packed[], add: (bytes: number) => void): Promise<void> {
  const zip = new ZipFile()
  const stop = new AbortController()
  zip.on('error', (error) => stop.abort(error))
  for (const file of files) {
    zip.addReadStreamLazy(file.name, { ...ZIP_ATTRIBUTES, compress: file.compress }, (give) => {
      // yazl listens to no error of what it reads: without this the zip would wait for ever.
      const checked = readChecked(file, add)
      checked.on('error', (error) => stop.abort(error))
      give(null, checked)
    })
  }
  zip.end()
  try {
    await pipeline(zip.outputStream, to, { signal: stop.signal })
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error
  }
}

function readChecked({ name, from, sha256 }: Packed, add: (bytes: number) => void): Readable {
  const hash = createHash('sha256')
  const check = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk)
      add(chunk.length)
      done(null, chunk)
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new Error(`${name} was changed while it was being packed`))
    },
  })
  const source = 'bytes' in from ? Readable.from([from.bytes], { objectMode: false }) : createReadStream(from.file)
  source.on('error', (error: Error) => check.destroy(error))
  check.on('close', () => source.destroy())
  return source.pipe(check)
}
