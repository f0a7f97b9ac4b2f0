import Database from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Difference } from '../model/difference.ts'
import { MIGRATIONS } from './migrations.ts'
import type { Schema } from './schema.ts'

interface Made {
  readonly type: string
  readonly name: string
  readonly sql: string | null
}

/** Statistics that SQLite keeps for itself once somebody asks it to: nothing that is read depends on them. */
const STATISTICS = /^sqlite_stat\d$/
const SAYS: Record<string, string> = { table: '表', index: '索引', trigger: '触发器', view: '视图' }

/** Tables, indexes, triggers and views against those that the migrations make: a planted trigger could change on every write what is written. */
export async function* checkSchema(db: Kysely<Schema>): AsyncGenerator<Difference> {
  const found = await madeIn(db)
  const wanted = await freshSchema()
  for (const [key, { type, name, sql }] of found) {
    if (STATISTICS.test(name)) continue
    const what = SAYS[type] ?? type
    const meant = wanted.get(key)
    if (!meant) yield { what: 'added', path: key, says: `数据库中多出一个${what} ${name}。` }
    else if (plain(meant.sql) !== plain(sql)) yield { what: 'changed', path: key, says: `数据库的${what} ${name} 的定义被改动。` }
  }
  for (const [key, { type, name }] of wanted)
    if (!found.has(key)) yield { what: 'missing', path: key, says: `数据库缺少${SAYS[type] ?? type} ${name}。` }
}

async function freshSchema(): Promise<Map<string, Made>> {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: new Database(':memory:') }) })
  try {
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest()
    if (error) throw error
    return await madeIn(db)
  } finally {
    await db.destroy()
  }
}

async function madeIn(db: Kysely<Schema>): Promise<Map<string, Made>> {
  const { rows } = await sql<Made>`select type, name, sql from sqlite_master order by type, name`.execute(db)
  return new Map(rows.map((row) => [`${row.type} ${row.name}`, row]))
}

/** How a definition is written says nothing. */
function plain(text: string | null): string {
  return (text ?? '')
    .toLowerCase()
    .replaceAll(/[\s"'`[\]]+/g, ' ')
    .replaceAll(/ ?([(),]) ?/g, '$1')
    .trim()
}
