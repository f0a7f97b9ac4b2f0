import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { ZIP_ATTRIBUTES } from '../zip-attributes.ts'
import { MANIFEST, MANIFEST_DIGEST, type ManifestHead, manifestFiles, type Packed } from './manifest.ts'

/** Writes the files, stored and in this order, and the manifest over them as one zip; nothing of it is left behind when that fails. */
export async function packArchive(file: string, head: ManifestHead, files: readonly Packed[]): Promise<void> {
  const zip = new ZipFile()
  const options = { ...ZIP_ATTRIBUTES, compress: false }
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
