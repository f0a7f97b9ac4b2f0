import { type Kysely, sql } from 'kysely'
import type { Difference } from '../model/difference.ts'
import { checkBodies } from './body-inspection.ts'
import { sha256 } from './canonical.ts'
import { checkPacks } from './pack-inspection.ts'
import type { Schema } from './schema.ts'
import { checkSchema } from './schema-inspection.ts'
import { checkTallies } from './tally-inspection.ts'

/** What the database says of its own rows, whatever was sealed: rows that nothing rests on, rows that rest on nothing, records that cannot be read. */
export interface Inspection {
  /** Every stored body against its hash; `uses` names what rests on each (SHA-256 in hex → in words). */
  bodies(uses: ReadonlyMap<string, string>): AsyncGenerator<Difference>
  strays(): AsyncGenerator<Difference>
}

export function createInspection(db: Kysely<Schema>): Inspection {
  return {
    bodies: (uses) => checkBodies(db, uses),
    async *strays() {
      yield* checkSchema(db)
      yield* brokenReferences(db)
      yield* gaps(db)
      yield* checkPacks(db)
      yield* unusedRows(db)
      yield* checkTallies(db)
      yield* checkKeys(db)
    },
  }
}

async function* brokenReferences(db: Kysely<Schema>): AsyncGenerator<Difference> {
  const { rows } = await sql<{ table: string; rowid: number | null; parent: string }>`pragma foreign_key_check`.execute(db)
  for (const { table, rowid, parent } of rows) {
    yield {
      what: 'missing',
      path: `${parent} (${table}${rowid === null ? '' : ` ${rowid}`})`,
      says: `表 ${table} 的一行所引用的 ${parent} 行不存在。`,
    }
  }
}

const NUMBERED = ['name', 'body', 'visit', 'seal', 'seal_key', 'probe', 'ticket_import'] as const

/** Tables of which no row is ever deleted count on without a gap. */
async function* gaps(db: Kysely<Schema>): AsyncGenerator<Difference> {
  for (const table of NUMBERED) {
    const { last, rows } = await db
      .selectFrom(table)
      .select(({ fn }) => [fn.max('id').as('last'), fn.countAll().as('rows')])
      .executeTakeFirstOrThrow()
    if (Number(last ?? 0) !== Number(rows)) yield { what: 'missing', path: table, says: `表 ${table} 的行号不连续：有行被删除或者改号。` }
  }
}

async function* unusedRows(db: Kysely<Schema>): AsyncGenerator<Difference> {
  const names = await db.selectFrom('name').selectAll().execute()
  const used = new Set<number>()
  const columns = [
    db.selectFrom('visit').select('site as id').distinct(),
    db.selectFrom('judgement').select('site as id').distinct(),
    db.selectFrom('check_result').select('site as id').distinct(),
    db.selectFrom('check_result').select('check_name as id').distinct(),
    db.selectFrom('ticket').select('site as id').distinct(),
    db.selectFrom('probe').select('site as id').distinct(),
    db.selectFrom('key_pack').select('owner as id').distinct(),
    db.selectFrom('seal').select('subject as id').distinct(),
  ]
  for (const column of columns) for (const { id } of await column.execute()) used.add(id)
  for (const { id, name } of names)
    if (!used.has(id)) yield { what: 'added', path: `name ${id}`, says: `数据库中多出一个没有任何内容引用的名称“${name}”。` }
  const stale = await db
    .selectFrom('segment')
    .innerJoin('visit', 'visit.id', 'segment.visit')
    .select(['segment.visit', 'segment.number'])
    .where('visit.finished_at', 'is not', null)
    .execute()
  for (const { visit, number } of stale) yield { what: 'added', path: `segment ${visit}/${number}`, says: '已经结束的检查多出一批证据。' }
}

async function* checkKeys(db: Kysely<Schema>): AsyncGenerator<Difference> {
  const used = new Set((await db.selectFrom('seal').select('seal_key').distinct().execute()).map(({ seal_key }) => seal_key))
  for (const { id, fingerprint, der } of await db.selectFrom('seal_key').selectAll().execute()) {
    if (sha256(der) !== fingerprint) yield { what: 'changed', path: `seal_key ${fingerprint}`, says: '封存公钥与其指纹不符。' }
    if (!used.has(id)) yield { what: 'added', path: `seal_key ${fingerprint}`, says: '多出一个没有签过任何封存声明的公钥。' }
  }
}
