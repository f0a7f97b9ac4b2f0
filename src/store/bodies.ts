import type { Kysely } from 'kysely'
import type { BodyRef } from '../model/capture.ts'
import { UserError } from '../model/config.ts'
import { sha256 } from './canonical.ts'
import { compress, decompress } from './compression.ts'
import type { Schema } from './schema.ts'

/** SQLite takes this many parameters in one statement at the least. */
const ASK_AT_ONCE = 500

/** Keeps each of the bodies that the database does not have yet; the map is by SHA-256 in hex. */
export async function saveBodies(db: Kysely<Schema>, bodies: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const known = await knownBodies(db, [...bodies.keys()])
  for (const [hash, bytes] of bodies) {
    if (known.has(hash)) continue
    await db
      .insertInto('body')
      .values({ sha256: Buffer.from(hash, 'hex'), length: bytes.length, data: compress(bytes) })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute()
  }
}

/** Keeps one body, and gives the row it is in. */
export async function saveBody(db: Kysely<Schema>, bytes: Uint8Array): Promise<number> {
  const hash = sha256(bytes)
  await saveBodies(db, new Map([[hash, bytes]]))
  const { id } = await db.selectFrom('body').select('id').where('sha256', '=', Buffer.from(hash, 'hex')).executeTakeFirstOrThrow()
  return id
}

/** The bytes as received; a UserError when the database has not got them any more, for then it is damaged. */
export async function readBody(db: Kysely<Schema>, ref: BodyRef): Promise<Uint8Array> {
  const row = await db.selectFrom('body').select('data').where('sha256', '=', Buffer.from(ref.sha256, 'hex')).executeTakeFirst()
  if (!row) throw damagedBody(ref, 'it is not there')
  let bytes: Uint8Array
  try {
    bytes = decompress(row.data)
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
