import { constants } from 'node:fs'
import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../../model/config.ts'
import { type Allowance, type Extracted, extractEntry } from './extract.ts'
import { BundleFlaw } from './flaw.ts'
import { problemOf } from './flaw-words.ts'
import { LIMITS, type Limits } from './limits.ts'
import { INFO } from './manifest.ts'
import { type BagEntry, boundSmall, findBag, readProfile } from './profile.ts'
import { SMALL_FILES } from './rules.ts'
import type { ByteSource } from './zip-bytes.ts'
import { readEntries } from './zip-entries.ts'

interface UnpackedFile extends Extracted {
  /** Where its bytes lie until the bag is closed. */
  readonly onDisk: string
}

/** A bundle, unpacked into a private folder; nothing in it has been compared with its manifests yet. */
export interface Bag {
  /** The zip. */
  readonly file: string
  /** Name of the one folder in the zip. */
  readonly root: string
  /** bag-info.txt: labels in lower case to values. */
  readonly info: ReadonlyMap<string, string>
  /** By path within the bag's folder. */
  readonly files: ReadonlyMap<string, UnpackedFile>
  /** Bytes of the small tag files. */
  readonly small: ReadonlyMap<string, Uint8Array>
  /** Removes the folder. */
  close(): Promise<void>
}

export interface OpenOptions {
  readonly limits?: Partial<Limits>
  /** Where the private folder is made; it needs as much room as the bundle inflates to. */
  readonly temp?: string
  /** Bytes of the zip read so far. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Unpacks a bundle under limits. A UserError that names file and entry for whatever is no sound bundle of this or an earlier version; nothing is then left
 * behind. Files are named by number on the disk: no name out of a zip ever reaches the file system.
 */
export async function openBag(file: string, options: OpenOptions = {}): Promise<Bag> {
  const folder = await mkdtemp(join(options.temp ?? tmpdir(), 'govsite-bundle-'))
  const close = () => rm(folder, { recursive: true, force: true })
  try {
    return { ...(await unpackBag(file, folder, { ...LIMITS, ...options.limits }, options.onProgress ?? (() => {}))), close }
  } catch (error) {
    await close()
    if (error instanceof BundleFlaw) throw new UserError(`${file} cannot be taken as a bundle`, [problemOf(file, error)])
    throw error
  }
}

async function unpackBag(
  file: string,
  folder: string,
  limits: Limits,
  onProgress: (done: number, total: number) => void,
): Promise<Omit<Bag, 'close'>> {
  const { root, entries } = await withFile(file, async (source) => findBag(await readEntries(source, limits)))
  const most = boundSmall(entries, limits)
  const allowance: Allowance = { left: limits.inflatedBytes }
  const files = new Map<string, UnpackedFile>()
  const take = async (entry: BagEntry) => {
    const onDisk = join(folder, String(files.size))
    files.set(entry.path, { onDisk, ...(await extractEntry(file, entry, onDisk, limits, allowance)) })
  }
  const total = entries.reduce((sum, { from, to }) => sum + to - from, 0)
  let done = 0
  // The few that tell whether it is a bundle at all come first.
  const isSmall = ({ path }: BagEntry) => SMALL_FILES.includes(path)
  for (const entry of entries.filter(isSmall)) await take(entry)
  const small = await readSmall(files, most)
  const info = readProfile(small.get(INFO))
  for (const entry of entries) {
    if (!isSmall(entry)) await take(entry)
    done += entry.to - entry.from
    onProgress(done, total)
  }
  return { file, root, info, files, small }
}

async function readSmall(files: ReadonlyMap<string, UnpackedFile>, most: (path: string) => number): Promise<Map<string, Uint8Array>> {
  const small = new Map<string, Uint8Array>()
  for (const [path, { onDisk, bytes }] of files) {
    if (bytes > most(path)) throw new BundleFlaw('too-large', path)
    small.set(path, await readFile(onDisk))
  }
  return small
}

async function withFile<T>(file: string, read: (source: ByteSource) => Promise<T>): Promise<T> {
  // Not to wait for whoever may write into a pipe of this name one day.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: Error) => {
    throw new UserError(`${file} cannot be read`, [{ file, expected: 'a bundle that this user may read', got: error.message }])
  })
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw new BundleFlaw('no-zip')
    return await read({ size: stat.size, read: (from, to) => readBytes(handle, from, to) })
  } finally {
    await handle.close()
  }
}

async function readBytes(handle: FileHandle, from: number, to: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(to - from)
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}
