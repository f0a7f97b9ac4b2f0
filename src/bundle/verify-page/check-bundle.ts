import type { Difference } from '../../model/difference.ts'
import { BundleFlaw } from '../bag/flaw.ts'
import { LIMITS, type Limits } from '../bag/limits.ts'
import { INFO } from '../bag/manifest.ts'
import { type BagEntry, boundSmall, findBag, readProfile } from '../bag/profile.ts'
import { type CheckSignature, checkBag, SMALL_FILES } from '../bag/rules.ts'
import { readEntries } from '../bag/zip-entries.ts'
import { sayFlaw } from './flaw-says.ts'
import { keyOfPem } from './keys.ts'
import { Lines } from './lines.ts'
import { checkSeals, SEAL_FILE, type SealCheck } from './seals.ts'
import { EVIDENCE_FILE, EvidenceTally } from './tally.ts'
import { type Unpacked, unpackEntry } from './unpack.ts'

/** What the page shows. */
export interface Report {
  readonly verdict: 'intact' | 'changed' | 'unverifiable'
  /** Why it could not be checked. */
  readonly why: string | undefined
  readonly differences: readonly Difference[]
  /** bag-info.txt: labels in lower case to values. */
  readonly info: ReadonlyMap<string, string>
  readonly seals: SealCheck | undefined
  readonly files: number
  /** Fingerprint of the key that signed the whole. */
  readonly exportKey: string | undefined
}

/** Bytes of the zip. */
type OnProgress = (done: number, total: number) => void

const NIGHT = { statement: 'data/seals/night.json', signature: 'data/seals/night.sig', stamp: 'data/seals/night.tsr' }
const HELD = new Set([...SMALL_FILES, SEAL_FILE, ...Object.values(NIGHT)])
const PICTURE = /^data\/pictures\/([0-9a-f]{64})\.[a-z]+$/
/** More than anybody reads; a hostile file could make millions. */
const ENOUGH = 1000

/** Checks a bundle with what a browser has; rejects only for what is not the bundle's doing, such as a file that vanishes. */
export async function checkBundle(file: Blob, onProgress: OnProgress = () => {}, limits: Limits = LIMITS): Promise<Report> {
  try {
    return await new BundleCheck(file, onProgress, limits).run()
  } catch (error) {
    if (!(error instanceof BundleFlaw)) throw error
    const nothing = { differences: [], info: new Map(), seals: undefined, files: 0, exportKey: undefined }
    return { verdict: 'unverifiable', why: sayFlaw(error), ...nothing }
  }
}

class BundleCheck {
  readonly #file: Blob
  readonly #onProgress: OnProgress
  readonly #limits: Limits
  readonly #allowance: { left: number }
  readonly #files = new Map<string, Unpacked>()
  /** Bytes of the few files that are read whole. */
  readonly #held = new Map<string, Uint8Array>()
  readonly #tally = new EvidenceTally(ENOUGH)
  readonly #found: Difference[] = []
  #most: (path: string) => number = () => 0
  #done = 0

  constructor(file: Blob, onProgress: OnProgress, limits: Limits) {
    this.#file = file
    this.#onProgress = onProgress
    this.#limits = limits
    this.#allowance = { left: limits.inflatedBytes }
  }

  async run(): Promise<Report> {
    const source = { size: this.#file.size, read: (from: number, to: number) => bytesOfBlob(this.#file.slice(from, to)) }
    const { entries } = findBag(await readEntries(source, this.#limits))
    this.#most = boundSmall(entries, this.#limits)
    const isSmall = ({ path }: BagEntry) => SMALL_FILES.includes(path)
    // The few that tell whether it is a bundle at all come first.
    for (const entry of entries.filter(isSmall)) await this.#take(entry)
    const info = readProfile(this.#held.get(INFO))
    for (const entry of entries) if (!isSmall(entry)) await this.#take(entry)
    const bag = await checkBag({ files: this.#files, small: this.#held }, checkSignature)
    const seals = await this.#checkSeals()
    const evidence = seals ? this.#tally.differences(seals.sites) : []
    const differences = [...bag.differences, ...this.#found, ...(seals?.differences ?? []), ...evidence]
    const verdict = differences.length === 0 ? 'intact' : 'changed'
    return { verdict, why: undefined, differences, info, seals, files: this.#files.size, exportKey: bag.fingerprint }
  }

  async #take(entry: BagEntry): Promise<void> {
    const { path } = entry
    const packed = entry.to - entry.from
    const held = HELD.has(path) ? new Held(path, SMALL_FILES.includes(path) ? this.#most(path) : this.#limits.smallBytes) : undefined
    const lines = path === EVIDENCE_FILE ? new Lines(this.#limits.smallBytes, (line) => this.#tally.add(line)) : undefined
    let inflated = 0
    const unpacked = await unpackEntry(this.#file, entry, this.#limits, this.#allowance, (chunk) => {
      held?.add(chunk)
      lines?.add(chunk)
      inflated += chunk.length
      // How many packed bytes a chunk came from is not told: never more than the entry has.
      this.#onProgress(this.#done + Math.min(inflated, packed), this.#file.size)
    })
    lines?.end()
    this.#done += packed
    if (held) this.#held.set(path, await held.bytes())
    this.#files.set(path, unpacked)
    this.#judge(path, unpacked, lines?.fault)
  }

  #judge(path: string, { isWhole, sha256 }: Unpacked, fault: Lines['fault']): void {
    const tell = (what: Difference['what'], says: string) => this.#found.push({ what, path, says })
    if (!isWhole) tell('invalid', '压缩数据已损坏，未能完整解出。')
    if (fault === 'no-utf8') tell('invalid', '不是 UTF-8 文本，其后的记录未能核对。')
    if (fault === 'too-long') tell('invalid', '有一条记录过长，其后的记录未能核对。')
    const [, named] = PICTURE.exec(path) ?? []
    if (named !== undefined && named !== sha256) tell('changed', '截图内容与其文件名所载的散列值不符。')
  }

  async #checkSeals(): Promise<SealCheck | undefined> {
    const missing = [SEAL_FILE, EVIDENCE_FILE].filter((path) => !this.#files.has(path))
    this.#found.push(...missing.map((path): Difference => ({ what: 'missing', path, says: '没有此文件，无法核对封存与证据。' })))
    const seal = this.#held.get(SEAL_FILE)
    if (!seal || missing.length > 0) return undefined
    const files = {
      statement: this.#held.get(NIGHT.statement),
      signature: this.#held.get(NIGHT.signature),
      stamp: this.#held.get(NIGHT.stamp),
    }
    return checkSeals(new TextDecoder('utf-8', { ignoreBOM: true }).decode(seal), files)
  }
}

/** The bytes of a file that is read whole, under a cap. */
class Held {
  readonly #path: string
  readonly #most: number
  readonly #chunks: Uint8Array<ArrayBuffer>[] = []
  #length = 0

  constructor(path: string, most: number) {
    this.#path = path
    this.#most = most
  }

  add(chunk: Uint8Array): void {
    this.#length += chunk.length
    if (this.#length > this.#most) throw new BundleFlaw('too-large', this.#path)
    this.#chunks.push(Uint8Array.from(chunk))
  }

  bytes(): Promise<Uint8Array> {
    return bytesOfBlob(new Blob(this.#chunks))
  }
}

async function bytesOfBlob(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer())
}

const checkSignature: CheckSignature = async (pem, bytes, signature) => {
  const key = await keyOfPem(pem)
  return key && { fingerprint: key.fingerprint, isGood: await key.verify(bytes, signature) }
}
