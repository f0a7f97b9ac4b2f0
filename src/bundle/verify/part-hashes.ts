import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

/** No workbook or archive of ours comes near this; a small file that grows beyond it was made to. */
const MOST_BYTES = 64 * 2 ** 30
/** What these say of others, sizes and places, changes with how those are packed. */
const ABOUT_PACKING = new Set(['indexes/index.cdxj', 'datapackage.json', 'datapackage-digest.json'])

/** The names of the files in two zips that are not the same, whatever packed them; rejects where one is no zip. */
export async function differingParts(one: string, other: string): Promise<string[]> {
  const [here, there] = [await hashParts(one), await hashParts(other)]
  const names = [...new Set([...here.keys(), ...there.keys()])]
  const repacked = names.some(
    (name) => here.get(name)?.packed !== there.get(name)?.packed && here.get(name)?.content === there.get(name)?.content,
  )
  return names.filter((name) => here.get(name)?.content !== there.get(name)?.content && !(repacked && ABOUT_PACKING.has(name)))
}

interface PartHash {
  readonly packed: string
  /** Of what a gzip file holds; of any other file the same. */
  readonly content: string
}

async function hashParts(file: string): Promise<Map<string, PartHash>> {
  const zip = await openPromise(file)
  const hashes = new Map<string, PartHash>()
  try {
    for await (const entry of zip.eachEntry()) {
      // Of two with one name each reader takes another.
      if (hashes.has(entry.fileName)) throw new Error(`two files are named ${entry.fileName}`)
      hashes.set(entry.fileName, await hashPart(zip, entry))
    }
  } finally {
    zip.close()
  }
  return hashes
}

async function hashPart(zip: ZipFile, entry: Entry): Promise<PartHash> {
  const packed = await hashOf(await zip.openReadStreamPromise(entry))
  if (!entry.fileName.endsWith('.gz')) return { packed, content: packed }
  const raw = await zip.openReadStreamPromise(entry)
  const inflated = createGunzip()
  raw.on('error', (error) => inflated.destroy(error))
  return { packed, content: await hashOf(raw.pipe(inflated)) }
}

async function hashOf(stream: Readable): Promise<string> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`)
    hash.update(chunk)
  }
  return hash.digest('hex')
}
