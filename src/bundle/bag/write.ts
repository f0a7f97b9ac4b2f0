import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UserError } from '../../model/config.ts'
import {
  DECLARATION,
  DECLARATION_TEXT,
  INFO,
  MANIFEST,
  PAYLOAD,
  SIGNATURE,
  TAG_MANIFEST,
  VERSION,
  VERSION_LABEL,
  writeInfo,
  writeManifest,
} from './manifest.ts'
import { checkDistinct, checkName } from './names.ts'
import { type Packed, packZip } from './pack.ts'

/** One file of a bag: its bytes, or where they lie on the disk. */
export interface BagFile {
  /** Path with `/`; of a payload file below `data/`, of a tag file below the bag's folder. */
  readonly name: string
  readonly from: { readonly bytes: Uint8Array } | { readonly file: string }
  /** False for what is packed already. */
  readonly compress: boolean
}

export interface BagPlan {
  readonly out: string
  /** Name of the one folder in the zip. */
  readonly root: string
  readonly payload: readonly BagFile[]
  readonly tags: readonly BagFile[]
  /** Lines of bag-info.txt in their order; Payload-Oxum and the version of the bundle are added. */
  readonly info: readonly (readonly [label: string, value: string])[]
  /** Ed25519 over the tag manifest. */
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

/** Bytes read so far, and to be read: every file twice, for its hash and for the zip. */
type OnProgress = (done: number, total: number) => void

interface Hashed extends Packed {
  readonly bytes: number
}

/**
 * Writes a BagIt 1.0 bag as one zip: the same plan makes the same bytes, in any time zone. Files are streamed, none is held whole. Nothing stands under the
 * final name unless all of it was written, and what stood there before stays until then.
 */
export async function writeBag(plan: BagPlan, onProgress: OnProgress = () => {}): Promise<void> {
  const payload = plan.payload.map((file) => ({ ...file, name: `${PAYLOAD}${file.name}` }))
  checkNames(plan, payload)
  const count = counter(onProgress, await totalBytes([...payload, ...plan.tags]))
  const hashedPayload = await hashAll(payload, count.add)
  const hashedTags = [...(await hashAll(plan.tags, count.add)), ...bagTags(plan, hashedPayload)]
  const tagManifest = Buffer.from(writeManifest(hashesOf(hashedTags)))
  const seals = [made(TAG_MANIFEST, tagManifest), made(SIGNATURE, plan.sign(tagManifest))]
  const files = [...inOrder([...hashedTags, ...seals]), ...inOrder(hashedPayload)]
  await writeWhole(plan.out, (part) =>
    packZip(
      part,
      files.map((file) => ({ ...file, name: `${plan.root}/${file.name}` })),
      count.add,
    ),
  )
}

const RESERVED = new Set([DECLARATION, INFO, MANIFEST, TAG_MANIFEST, SIGNATURE])

/** Names are the program's own: one that a reader would refuse is a defect here, found before anything is written. */
function checkNames(plan: BagPlan, payload: readonly BagFile[]): void {
  const names = [...plan.tags, ...payload].map(({ name }) => name)
  for (const name of [plan.root, ...names]) checkName(name)
  checkDistinct([...RESERVED, ...names])
  const misplaced = plan.tags.find(({ name }) => name.startsWith(PAYLOAD))
  if (misplaced || plan.root.includes('/')) throw new Error(`${misplaced?.name ?? plan.root} is in the wrong place of a bag`)
}

function bagTags(plan: BagPlan, payload: readonly Hashed[]): Hashed[] {
  const bytes = payload.reduce((sum, file) => sum + file.bytes, 0)
  const info = [...plan.info, ['Payload-Oxum', `${bytes}.${payload.length}`], [VERSION_LABEL, String(VERSION)]] as const
  return [
    made(DECLARATION, Buffer.from(DECLARATION_TEXT)),
    made(INFO, Buffer.from(writeInfo(info))),
    made(MANIFEST, Buffer.from(writeManifest(hashesOf(payload)))),
  ]
}

function made(name: string, bytes: Uint8Array): Hashed {
  return { name, from: { bytes }, compress: true, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
}

async function hashAll(files: readonly BagFile[], add: (bytes: number) => void): Promise<Hashed[]> {
  const hashed: Hashed[] = []
  for (const file of files) {
    const hash = createHash('sha256')
    let bytes = 0
    const take = (chunk: Uint8Array) => {
      hash.update(chunk)
      bytes += chunk.length
      add(chunk.length)
    }
    if ('bytes' in file.from) take(file.from.bytes)
    else for await (const chunk of createReadStream(file.from.file)) take(chunk)
    hashed.push({ ...file, sha256: hash.digest('hex'), bytes })
  }
  return hashed
}

async function totalBytes(files: readonly BagFile[]): Promise<number> {
  let total = 0
  for (const { from } of files) total += 'bytes' in from ? from.bytes.length : await sizeOf(from.file)
  return total * 2
}

async function sizeOf(file: string): Promise<number> {
  const handle = await open(file)
  try {
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}

function counter(onProgress: OnProgress, total: number): { add: (bytes: number) => void } {
  let done = 0
  return {
    add: (bytes) => {
      done += bytes
      onProgress(Math.min(done, total), total)
    },
  }
}

function hashesOf(files: readonly Hashed[]): Map<string, string> {
  return new Map(files.map(({ name, sha256 }) => [name, sha256]))
}

/** By code units, so that the order is the machine's as little as the time is. */
function inOrder(files: readonly Hashed[]): Hashed[] {
  return [...files].sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Where a bag stands while it is being written by this process. */
export function unfinishedBag(out: string): string {
  return `${out}.part-${process.pid}`
}

/** Lets `write` fill a file beside the final one, then puts it there; after an error that file is gone and the final one untouched. */
async function writeWhole(out: string, write: (part: NodeJS.WritableStream) => Promise<void>): Promise<void> {
  const part = unfinishedBag(out)
  // Left by a process of the same number that was killed; `wx` then follows no link that somebody put there.
  await rm(part, { force: true })
  try {
    await write(await created(part, out))
    await rename(part, out)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  await syncFolder(dirname(out))
}

/** A new file; it is on the disk, not only in a buffer, when the stream has closed. */
async function created(part: string, out: string): Promise<WriteStream> {
  const stream = createWriteStream(part, { flags: 'wx', flush: true })
  await once(stream, 'open').catch((error: Error) => {
    throw new UserError('the bundle cannot be written', [
      { file: out, expected: 'a place that this user may write', got: error.message, fix: 'choose another with --out' },
    ])
  })
  return stream
}

/** A name survives a power cut only when its folder was written too; Windows cannot open folders and needs it not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
