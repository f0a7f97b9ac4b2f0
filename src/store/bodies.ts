import type { Insertable, Kysely } from 'kysely'
import type { BodyRef } from '../model/capture.ts'
import { UserError } from '../model/config.ts'
import { sha256 } from './canonical.ts'
import { compress, decompress } from './compression.ts'
import type { Schema } from './schema.ts'

/** SQLite takes this many parameters in one statement at the least. */
const ASK_AT_ONCE = 500
const SAVE_AT_ONCE = 16

/** A difference is worth its detour when it is no larger than this share of the whole. */
const DIFFERENCE_SHARE = 0.5

/** The hash of what stood in a body's place on an earlier visit, if any did. */
export type Earlier = (hash: string) => Promise<string | undefined>

/**
 * Keeps each of the bodies that the database does not have yet; the map is by SHA-256 in hex. A body that has an earlier one is kept as a difference to it
 * where that is much smaller, and never to another difference.
 */
export async function saveBodies(db: Kysely<Schema>, bodies: ReadonlyMap<string, Uint8Array>, earlier?: Earlier): Promise<void> {
  const known = await knownBodies(db, [...bodies.keys()])
  const fresh = [...bodies].filter(([hash]) => !known.has(hash))
  for (let from = 0; from < fresh.length; from += SAVE_AT_ONCE) {
    const rows = []
    for (const [hash, bytes] of fresh.slice(from, from + SAVE_AT_ONCE)) rows.push(await rowOf(db, hash, bytes, await earlier?.(hash)))
    await db
      .insertInto('body')
      .values(rows)
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute()
  }
}

async function rowOf(
  db: Kysely<Schema>,
  hash: string,
  bytes: Uint8Array,
  earlier: string | undefined,
): Promise<Insertable<Schema['body']>> {
  const whole = { sha256: Buffer.from(hash, 'hex'), length: bytes.length, data: compress(bytes), base: null }
  const base = earlier === undefined ? undefined : await findBody(db, earlier)
  if (!base || base.base !== null) return whole
  const data = compress(bytes, decompress(base.data))
  return data.length <= whole.data.length * DIFFERENCE_SHARE ? { ...whole, data, base: base.id } : whole
}

function findBody(db: Kysely<Schema>, hash: string) {
  return db.selectFrom('body').select(['id', 'data', 'base']).where('sha256', '=', Buffer.from(hash, 'hex')).executeTakeFirst()
}

/** Keeps one body whole, so that it can be read by its row alone, and gives that row. */
export async function saveBody(db: Kysely<Schema>, bytes: Uint8Array): Promise<number> {
  const hash = sha256(bytes)
  await saveBodies(db, new Map([[hash, bytes]]))
  const row = await findBody(db, hash)
  if (!row) throw new Error(`body ${hash} was not kept`)
  if (row.base !== null)
    await db
      .updateTable('body')
      .set({ data: compress(bytes), base: null })
      .where('id', '=', row.id)
      .execute()
  return row.id
}

/** The bytes as received; a UserError when the database has not got them any more, for then it is damaged. */
export async function readBody(db: Kysely<Schema>, ref: BodyRef): Promise<Uint8Array> {
  const row = await db
    .selectFrom('body')
    .leftJoin('body as whole', 'whole.id', 'body.base')
    .select(['body.data', 'whole.data as wholeData'])
    .where('body.sha256', '=', Buffer.from(ref.sha256, 'hex'))
    .executeTakeFirst()
  if (!row) throw damagedBody(ref, 'it is not there')
  let bytes: Uint8Array
  try {
    bytes = decompress(row.data, row.wholeData ? decompress(row.wholeData) : undefined)
  } catch (error) {
    throw damagedBody(ref, error instanceof Error ? error.message : String(error))
  }
  if (sha256(bytes) !== ref.sha256) throw damagedBody(ref, 'its bytes have another hash')
  return bytes
}

async function knownBodies(db: Kysely<Schema>, hashes: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>()
  for (let from = 0; from < hashes.length; from += ASK_AT_ONCE) {
    const asked = hashes.slice(from, from + ASK_AT_ONCE).map((hash) => Buffer.from(hash, 'hex'))
    const rows = await db.selectFrom('body').select('sha256').where('sha256', 'in', asked).execute()
    for (const row of rows) known.add(Buffer.from(row.sha256).toString('hex'))
  }
  return known
}

function damagedBody(ref: BodyRef, why: string): UserError {
  return new UserError(
    `The evidence database is damaged: stored page ${ref.sha256} cannot be read (${why}). Restore the last backup of the data folder.`,
  )
}
