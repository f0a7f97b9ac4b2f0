import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { MANIFEST, MANIFEST_DIGEST, type ManifestHead, manifestFiles, type Packed } from './manifest.ts'

const MODE = 0o100644

/** Writes the files, stored and in this order, and the manifest over them as one zip; nothing of it is left behind when that fails. */
export async function packArchive(file: string, head: ManifestHead, files: readonly Packed[]): Promise<void> {
  const zip = new ZipFile()
  // Taken to a time of the DOS kind it is the same in every time zone.
  const options = { compress: false, mtime: new Date(1980, 0, 1), mode: MODE, forceDosTimestamp: true }
  for (const { name, path } of files) zip.addFile(path, name, options)
  const { manifest, digest } = manifestFiles(head, files)
  zip.addBuffer(Buffer.from(manifest), MANIFEST, options)
  zip.addBuffer(Buffer.from(digest), MANIFEST_DIGEST, options)
  zip.end()
  try {
    const output = createWriteStream(file, { flags: 'wx' })
    zip.on('error', (error: Error) => output.destroy(error))
    await pipeline(zip.outputStream, output)
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}
