import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { ZIP_ATTRIBUTES } from './zip-attributes.ts'

interface Part {
  readonly path: string
  readonly text: AsyncIterable<string>
}

/**
 * Writes a zip of texts: the same parts make the same bytes. Parts are taken one by one, each read to its end before the next, so that none is held whole. Nothing
 * is left under the name of `file` unless all of it was written.
 */
export async function writeParts(file: string, parts: AsyncIterable<Part>): Promise<void> {
  const unfinished = `${file}.part`
  const zip = new ZipFile()
  const stop = new AbortController()
  const { signal } = stop
  zip.on('error', (error) => stop.abort(error))
  const both = [pipeline(zip.outputStream, createWriteStream(unfinished), { signal }), addAll(zip, parts, signal)]
  // Whichever fails first stops the other, and is what the caller hears of.
  await Promise.all(both.map((one) => one.catch((error) => stop.abort(error))))
  if (signal.aborted) {
    await rm(unfinished, { force: true })
    throw signal.reason
  }
  await rename(unfinished, file)
}

async function addAll(zip: ZipFile, parts: AsyncIterable<Part>, signal: AbortSignal): Promise<void> {
  for await (const { path, text } of parts) {
    const source = Readable.from(text, { signal })
    zip.addReadStream(source, path, ZIP_ATTRIBUTES)
    await finished(source)
  }
  zip.end()
}
