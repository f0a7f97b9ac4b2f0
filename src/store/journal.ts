import type { Kysely } from 'kysely'
import { type BodyRef, bodiesOf, type Capture } from '../model/capture.ts'
import { type Instant, millisOf } from '../model/time.ts'
import type { Draft, Visit, VisitJournal } from '../model/visit.ts'
import { type Earlier, readBody, saveBodies } from './bodies.ts'
import { contentId, sha256 } from './canonical.ts'
import { compress } from './compression.ts'
import { bodiesByKey, type Entry, encodeEntries, inOrderOfCapture, sortedByKey } from './entries.ts'
import { addPack, readKeyPack } from './packs.ts'
import type { Schema } from './schema.ts'

/** What is not yet durable is taken again after a crash, so little of it is let gather. */
const COMMIT_EVERY_CAPTURES = 64
const COMMIT_EVERY_BYTES = 4 << 20
/** Told by the captures' own `takenAt`: the journal reads no clock. */
const COMMIT_EVERY_MS = 2000

/** What the database has of a visit. */
export interface Recorded {
  /** Row number of the visit. */
  readonly row: number
  readonly owner: number
  readonly visit: Visit
  readonly entries: readonly Entry[]
  /** How many segments hold them. */
  readonly segments: number
  /** Called when the visit's end is durable. */
  readonly ended: () => void
}

/** The journal of one visit over the database: batches are committed as segments, and a finished visit becomes one pack. */
export class Journal implements VisitJournal {
  readonly #db: Kysely<Schema>
  readonly #recorded: Recorded
  readonly #origin: number
  readonly #entries = new Map<string, Entry>()
  readonly #taking = new Map<string, Promise<Capture>>()
  readonly #bodies = new Map<string, Uint8Array>()
  #pending: Entry[] = []
  #pendingBytes = 0
  #segments: number
  #finished: boolean
  #writing: Promise<void> = Promise.resolve()
  #earlier: ReadonlyMap<string, string> | undefined

  constructor(db: Kysely<Schema>, recorded: Recorded) {
    this.#db = db
    this.#recorded = recorded
    this.#origin = millisOf(recorded.visit.startedAt)
    this.#segments = recorded.segments
    this.#finished = recorded.visit.finishedAt !== null
    for (const entry of recorded.entries) this.#entries.set(entry.key, entry)
  }

  keep(bytes: Uint8Array): BodyRef {
    const ref = { sha256: sha256(bytes), length: bytes.length }
    if (!this.#bodies.has(ref.sha256)) {
      this.#bodies.set(ref.sha256, bytes)
      this.#pendingBytes += bytes.length
    }
    return ref
  }

  async once<C extends Capture>(key: string, take: () => Promise<Draft<C>>): Promise<C> {
    const known = this.#entries.get(key)
    const capture = known ? known.capture : await (this.#taking.get(key) ?? this.#begin(key, take))
    // A key stands for one question of the visit, so what is under it is what this caller would have taken.
    return capture as C
  }

  async body(ref: BodyRef): Promise<Uint8Array> {
    return this.#bodies.get(ref.sha256) ?? readBody(this.#db, ref)
  }

  captures(): readonly Capture[] {
    return inOrderOfCapture([...this.#entries.values()])
  }

  flush(): Promise<void> {
    return this.#inTurn(() => this.#commit())
  }

  finish(at: Instant): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#finished) return
      // From here on no capture is taken: it would miss the pack that is being written.
      this.#finished = true
      try {
        await this.#close(at)
      } catch (error) {
        this.#finished = false
        throw error
      }
      this.#bodies.clear()
      this.#recorded.ended()
    })
  }

  /** Resolves when nothing is being written; never rejects. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => undefined)
  }

  #begin<C extends Capture>(key: string, take: () => Promise<Draft<C>>): Promise<Capture> {
    const taking = this.#take(key, take).finally(() => this.#taking.delete(key))
    this.#taking.set(key, taking)
    return taking
  }

  async #take<C extends Capture>(key: string, take: () => Promise<Draft<C>>): Promise<Capture> {
    const draft: object = await take()
    if (this.#finished) throw new Error(`visit ${this.#recorded.visit.id} has ended and takes no capture ${key}`)
    const named: unknown = { ...draft, id: contentId(draft) }
    const entry = { key, capture: named as Capture }
    this.#entries.set(key, entry)
    this.#pending.push(entry)
    if (this.#due(entry.capture)) await this.flush()
    return entry.capture
  }

  #due(latest: Capture): boolean {
    if (this.#pending.length >= COMMIT_EVERY_CAPTURES || this.#pendingBytes >= COMMIT_EVERY_BYTES) return true
    const oldest = this.#pending[0]
    return oldest !== undefined && millisOf(latest.takenAt) - millisOf(oldest.capture.takenAt) >= COMMIT_EVERY_MS
  }

  /** One write at a time, in the order asked for; a failed write fails its own caller and leaves its captures to the next. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#writing.catch(() => undefined).then(work)
    this.#writing = turn
    return turn
  }

  async #commit(): Promise<void> {
    const batch = this.#pending.slice()
    if (batch.length === 0) return
    const bodies = this.#bodiesOf(batch)
    await this.#db.transaction().execute(async (db) => {
      await saveBodies(db, bodies, this.#earlierAmong(db, batch))
      const data = compress(encodeEntries(batch, this.#origin), undefined, 'passing')
      await db.insertInto('segment').values({ visit: this.#recorded.row, number: this.#segments, data }).execute()
    })
    this.#segments += 1
    this.#committed(batch, bodies)
  }

  async #close(at: Instant): Promise<void> {
    const batch = this.#pending.slice()
    const bodies = this.#bodiesOf(batch)
    const payload = encodeEntries(sortedByKey([...this.#entries.values()]), this.#origin)
    const { row, owner } = this.#recorded
    await this.#db.transaction().execute(async (db) => {
      await saveBodies(db, bodies, this.#earlierAmong(db, batch))
      // First, so that the pack can go where they were.
      await db.deleteFrom('segment').where('visit', '=', row).execute()
      const pack = await addPack(db, owner, 'captures', payload)
      await db.updateTable('visit').set({ finished_at: at, pack }).where('id', '=', row).execute()
    })
    this.#committed(batch, bodies)
  }

  #committed(batch: readonly Entry[], bodies: ReadonlyMap<string, Uint8Array>): void {
    this.#pending = this.#pending.slice(batch.length)
    for (const hash of bodies.keys()) this.#bodies.delete(hash)
    this.#pendingBytes = 0
    for (const bytes of this.#bodies.values()) this.#pendingBytes += bytes.length
  }

  /** What the site's whole record of captures has under the same key: yesterday's page differs from today's in little. */
  #earlierAmong(db: Kysely<Schema>, batch: readonly Entry[]): Earlier {
    const keys = new Map(batch.flatMap(({ key, capture }) => bodiesOf(capture).map(({ sha256: hash }) => [hash, key])))
    return async (hash) => {
      this.#earlier ??= bodiesByKey((await readKeyPack(db, this.#recorded.owner, 'captures')) ?? Buffer.of(0))
      return this.#earlier.get(keys.get(hash) ?? '')
    }
  }

  /** Of the bodies kept, those that the captures name: another's may still be on the way to its capture. */
  #bodiesOf(batch: readonly Entry[]): Map<string, Uint8Array> {
    const named = new Map<string, Uint8Array>()
    for (const { capture } of batch) {
      for (const { sha256: hash } of bodiesOf(capture)) {
        const bytes = this.#bodies.get(hash)
        if (bytes) named.set(hash, bytes)
      }
    }
    return named
  }
}
