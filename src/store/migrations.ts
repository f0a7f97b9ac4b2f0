import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Numbered, never edited once released: a database remembers which it has had. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001': { up: createEvidence },
  '0002': { up: createSeals },
  '0003': { up: addBase },
}

async function createEvidence(db: Kysely<unknown>): Promise<void> {
  await createContent(db)
  await createRuns(db)
  await createJudgements(db)
  await createLedger(db)
  await createProbes(db)
}

async function createContent(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('name')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .execute()
  await db.schema
    .createTable('body')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('sha256', 'blob', (column) => column.notNull().unique())
    .addColumn('length', 'integer', (column) => column.notNull())
    .addColumn('data', 'blob', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('pack')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('base', 'integer', (column) => column.references('pack.id'))
    .addColumn('data', 'blob', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('key_pack')
    .addColumn('owner', 'integer', (column) => column.notNull().references('name.id'))
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('pack', 'integer', (column) => column.notNull().references('pack.id'))
    .addPrimaryKeyConstraint('key_pack_key', ['owner', 'subject'])
    .modifyEnd(clustered())
    .execute()
}

async function createRuns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('run')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('seed', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text')
    .addColumn('config', 'integer', (column) => column.notNull().references('pack.id'))
    .execute()
  await db.schema
    .createTable('visit')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('run', 'integer', (column) => column.notNull().references('run.number'))
    .addColumn('site', 'integer', (column) => column.notNull().references('name.id'))
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text')
    .addColumn('pack', 'integer', (column) => column.references('pack.id'))
    .addUniqueConstraint('visit_of_site', ['run', 'site'])
    .execute()
  await db.schema
    .createTable('segment')
    .addColumn('visit', 'integer', (column) => column.notNull().references('visit.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('data', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('segment_key', ['visit', 'number'])
    .execute()
}

async function createJudgements(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('judgement')
    .addColumn('run', 'integer', (column) => column.notNull().references('run.number'))
    .addColumn('site', 'integer', (column) => column.notNull().references('name.id'))
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('pack', 'integer', (column) => column.notNull().references('pack.id'))
    .addPrimaryKeyConstraint('judgement_key', ['run', 'site'])
    .modifyEnd(clustered())
    .execute()
  await db.schema
    .createTable('check_result')
    .addColumn('run', 'integer', (column) => column.notNull().references('run.number'))
    .addColumn('site', 'integer', (column) => column.notNull().references('name.id'))
    .addColumn('check_name', 'integer', (column) => column.notNull().references('name.id'))
    .addColumn('pass', 'integer', (column) => column.notNull())
    .addColumn('fail', 'integer', (column) => column.notNull())
    .addColumn('inconclusive', 'integer', (column) => column.notNull())
    .addColumn('not_applicable', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('check_result_key', ['run', 'site', 'check_name'])
    .modifyEnd(clustered())
    .execute()
}

async function createLedger(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ticket_import')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('capture', 'text', (column) => column.notNull().unique())
    .addColumn('imported_at', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('body', 'integer', (column) => column.notNull().references('body.id'))
    .addColumn('covers_to', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('ticket')
    .addColumn('number', 'text', (column) => column.primaryKey().notNull())
    .addColumn('site', 'integer', (column) => column.notNull().references('name.id'))
    .addColumn('submitted_at', 'text', (column) => column.notNull())
    .addColumn('dispatched_at', 'text')
    .addColumn('answered_at', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('unfounded', 'integer', (column) => column.notNull())
    .addColumn('extended', 'integer', (column) => column.notNull())
    .addColumn('import', 'integer', (column) => column.notNull().references('ticket_import.id'))
    .execute()
  await db.schema.createIndex('ticket_of_site').on('ticket').column('site').execute()
}

async function createProbes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('probe_plan')
    .addColumn('day', 'text', (column) => column.primaryKey().notNull())
    .addColumn('seed', 'text', (column) => column.notNull())
    .addColumn('per_day', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('probe')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('site', 'integer', (column) => column.notNull().references('name.id'))
    .addColumn('taken_at', 'text', (column) => column.notNull())
    .addColumn('shape', 'integer', (column) => column.notNull().references('body.id'))
    .addColumn('numbers', 'blob', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('probe_of_site').on('probe').columns(['site', 'taken_at']).execute()
}

async function createSeals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('seal_key')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('fingerprint', 'text', (column) => column.notNull().unique())
    .addColumn('der', 'blob', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('seal')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('run', 'integer', (column) => column.references('run.number'))
    .addColumn('subject', 'integer', (column) => column.notNull().references('name.id'))
    .addColumn('root', 'blob', (column) => column.notNull())
    .addColumn('statement', 'integer', (column) => column.notNull().references('pack.id'))
    .addColumn('seal_key', 'integer', (column) => column.notNull().references('seal_key.id'))
    .addColumn('signature', 'blob', (column) => column.notNull())
    .addColumn('marks', 'blob', (column) => column.notNull())
    .addColumn('tickets', 'integer', (column) => column.references('body.id'))
    .addColumn('stamp', 'blob')
    .addUniqueConstraint('seal_of_subject', ['run', 'subject'])
    .execute()
  await db.schema
    .createTable('imported')
    .addColumn('run', 'integer', (column) => column.primaryKey().notNull().references('run.number'))
    .addColumn('contexts', 'integer', (column) => column.notNull().references('body.id'))
    .execute()
}

/** A page that changed a little is kept as what changed. */
async function addBase(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('body')
    .addColumn('base', 'integer', (column) => column.references('body.id'))
    .execute()
}

/** SQLite keeps the row in its key: small rows that are many need no second tree. Another database has no such clause and leaves it out. */
function clustered() {
  return sql`without rowid`
}
