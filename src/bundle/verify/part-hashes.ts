import { createHash } from 'node:crypto'
import { openPromise } from 'yauzl'

/** No workbook of ours comes near this; a small file that grows beyond it was made to. */
const MOST_BYTES = 4 * 2 ** 30

/** The files in a zip by name, as SHA-256 in hex. Rejects where the zip is none, or grows without end. */
export async function hashParts(file: string): Promise<Map<string, string>> {
  const zip = await openPromise(file)
  const hashes = new Map<string, string>()
  let bytes = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const hash = createHash('sha256')
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        bytes += chunk.length
        if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`)
        hash.update(chunk)
      }
      hashes.set(entry.fileName, hash.digest('hex'))
    }
  } finally {
    zip.close()
  }
  return hashes
}
