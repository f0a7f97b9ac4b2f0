import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** The parts of SQLite's write-ahead log, as its file format says. */
const HEADER = 32
const FRAME = 24
const MAGIC = 0x377f0682
/** A log of this size or more is not read whole: a reader was in its way for hours, and it would make each command wait. */
const READ_UP_TO_BYTES = 64 << 20
/** Of the last transaction, a power cut may leave the end without the middle. */
const TORN_COMMITS = 1
/** A living writer renews the log faster than this. */
const AGAIN_MS = 150

/**
 * Why the write-ahead log of a database cannot be trusted; undefined when it can, or when there is none. SQLite itself drops a garbled log without a word,
 * and with it whatever was committed last.
 */
export async function walTrouble(database: string): Promise<string | undefined> {
  const first = look(database)
  if (first === undefined) return undefined
  await sleep(AGAIN_MS)
  const second = look(database)
  return second?.head === first.head ? second.trouble : undefined
}

function look(database: string): { readonly trouble: string; readonly head: string } | undefined {
  const file = `${database}-wal`
  if (!existsSync(file)) return undefined
  const log = readFileSync(file)
  if (log.length === 0) return undefined
  const trouble = troubleOf(log)
  return trouble === undefined ? undefined : { trouble: `its write-ahead log ${file} ${trouble}`, head: log.toString('latin1', 0, HEADER) }
}

function troubleOf(log: Buffer): string | undefined {
  const big = log.length >= HEADER && log.readUInt32BE(0) === MAGIC + 1
  if (log.length < HEADER || (log.readUInt32BE(0) !== MAGIC && !big)) return 'is no log'
  const sum = new Sum(log, big)
  sum.add(0, 24)
  if (!sum.is(24)) return 'has a garbled head'
  if (log.length >= READ_UP_TO_BYTES) return undefined
  const frame = FRAME + log.readUInt32BE(8)
  let lost = 0
  let sound = true
  for (let at = HEADER; at + frame <= log.length; at += frame) {
    // Frames of an earlier round of the log carry other salts.
    if (log.compare(log, 16, 24, at + 8, at + 16) !== 0) break
    if (sound) {
      sum.add(at, 8)
      sum.add(at + FRAME, frame - FRAME)
      sound = sum.is(at + 16)
    }
    if (!sound && log.readUInt32BE(at + 4) !== 0) lost += 1
  }
  return lost > TORN_COMMITS ? `is garbled before its last ${lost} transactions` : undefined
}

/** The running checksum of a log. */
class Sum {
  readonly #log: DataView
  readonly #little: boolean
  #a = 0
  #b = 0

  constructor(log: Buffer, bigEndian: boolean) {
    this.#log = new DataView(log.buffer, log.byteOffset, log.byteLength)
    this.#little = !bigEndian
  }

  add(from: number, length: number): void {
    for (let at = from; at < from + length; at += 8) {
      this.#a = (this.#a + this.#log.getUint32(at, this.#little) + this.#b) >>> 0
      this.#b = (this.#b + this.#log.getUint32(at + 4, this.#little) + this.#a) >>> 0
    }
  }

  is(at: number): boolean {
    return this.#log.getUint32(at) === this.#a && this.#log.getUint32(at + 4) === this.#b
  }
}
