import yauzl from 'yauzl'

export interface Unpacked {
  readonly name: string
  readonly method: number
  readonly bytes: Buffer
}

/** The files of a zip in their order, by a reader that is not ours. */
export async function unzipped(zip: Uint8Array): Promise<Unpacked[]> {
  const file = await yauzl.fromBufferPromise(Buffer.from(zip))
  const files: Unpacked[] = []
  for await (const entry of file.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await file.openReadStreamPromise(entry)) chunks.push(chunk)
    files.push({ name: entry.fileName, method: entry.compressionMethod, bytes: Buffer.concat(chunks) })
  }
  return files
}

export async function unzippedFile(zip: Uint8Array, name: string): Promise<Buffer> {
  const found = (await unzipped(zip)).find((file) => file.name === name)
  if (!found) throw new Error(`no ${name} in the zip`)
  return found.bytes
}
