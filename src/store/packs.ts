import type { Kysely } from 'kysely'
import { compress, decompress } from './compression.ts'
import type { Schema } from './schema.ts'

/** A difference beyond this share of the whole it rests on is not worth its detour: the record becomes the new whole. */
const REKEY_SHARE = 0.4
/** Below this many bytes nothing is won by a new whole. */
const REKEY_BYTES = 1024

/**
 * Stores a record of which the same owner had one like it before: the first stands whole, later ones are differences to it, never to another difference.
 * Gives the pack's number.
 */
export async function addPack(db: Kysely<Schema>, owner: number, subject: string, payload: Buffer): Promise<number> {
  const key = await keyPack(db, owner, subject)
  if (key) {
    const data = compress(payload, decompress(key.data))
    if (data.length <= Math.max(REKEY_BYTES, key.data.length * REKEY_SHARE)) return insert(db, key.id, data)
  }
  const pack = await insert(db, null, compress(payload))
  await db
    .insertInto('key_pack')
    .values({ owner, subject, pack })
    .onConflict((conflict) => conflict.columns(['owner', 'subject']).doUpdateSet({ pack }))
    .execute()
  if (key && !(await isUsed(db, key.id))) await dropPack(db, key.id)
  return pack
}

/** Whether a row outside of the packs rests on the pack. */
async function isUsed(db: Kysely<Schema>, id: number): Promise<boolean> {
  const use = await db
    .selectFrom('visit')
    .select('pack')
    .where('pack', '=', id)
    .unionAll(db.selectFrom('judgement').select('pack').where('pack', '=', id))
    .unionAll(db.selectFrom('run').select('config as pack').where('config', '=', id))
    .unionAll(db.selectFrom('seal').select('statement as pack').where('statement', '=', id))
    .limit(1)
    .executeTakeFirst()
  return use !== undefined
}

/** The record as it was added. */
export async function readPack(db: Kysely<Schema>, id: number): Promise<Buffer> {
  const row = await db
    .selectFrom('pack')
    .leftJoin('pack as whole', 'whole.id', 'pack.base')
    .select(['pack.data', 'whole.data as wholeData'])
    .where('pack.id', '=', id)
    .executeTakeFirstOrThrow()
  return decompress(row.data, row.wholeData ? decompress(row.wholeData) : undefined)
}

/** The record that the owner's next one will be a difference to; undefined when there is none. */
export async function readKeyPack(db: Kysely<Schema>, owner: number, subject: string): Promise<Buffer | undefined> {
  const key = await keyPack(db, owner, subject)
  return key && decompress(key.data)
}

/** Forgets a record, unless others rest on it. */
export async function dropPack(db: Kysely<Schema>, id: number): Promise<void> {
  const key = await db.selectFrom('key_pack').select('pack').where('pack', '=', id).executeTakeFirst()
  const above = await db.selectFrom('pack').select('id').where('base', '=', id).limit(1).executeTakeFirst()
  if (!key && !above) await db.deleteFrom('pack').where('id', '=', id).execute()
}

async function keyPack(db: Kysely<Schema>, owner: number, subject: string): Promise<{ id: number; data: Uint8Array } | undefined> {
  return db
    .selectFrom('key_pack')
    .innerJoin('pack', 'pack.id', 'key_pack.pack')
    .select(['pack.id', 'pack.data'])
    .where('key_pack.owner', '=', owner)
    .where('key_pack.subject', '=', subject)
    .executeTakeFirst()
}

async function insert(db: Kysely<Schema>, base: number | null, data: Buffer): Promise<number> {
  const { id } = await db.insertInto('pack').values({ base, data }).returning('id').executeTakeFirstOrThrow()
  return id
}
