import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Does the work in a transaction of its own, or in the one that is under way. */
export function inTransaction<T>(db: Kysely<Schema>, work: (inside: Kysely<Schema>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
