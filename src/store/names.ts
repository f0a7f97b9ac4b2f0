import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** The number that stands for the name in every table; given out at first use. */
export async function nameId(db: Kysely<Schema>, name: string): Promise<number> {
  const known = await knownNameId(db, name)
  if (known !== undefined) return known
  const { id } = await db
    .insertInto('name')
    .values({ name })
    // Not `do nothing`: that would return no row when another got there first.
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The number of a name that was used before. */
export async function knownNameId(db: Kysely<Schema>, name: string): Promise<number | undefined> {
  const row = await db.selectFrom('name').select('id').where('name', '=', name).executeTakeFirst()
  return row?.id
}
