import { closeSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, test } from 'vitest'
import { UserError } from '../../src/model/config.ts'
import { sha256 } from '../../src/store/canonical.ts'
import { compress } from '../../src/store/compression.ts'
import { OpenDialect } from '../../src/store/dialect.ts'
import { MIGRATIONS } from '../../src/store/migrations.ts'
import { openStore } from '../../src/store/open.ts'
import { APPLICATION_ID } from '../../src/store/origin.ts'
import type { Schema } from '../../src/store/schema.ts'
import { CONFIG, NIGHT, SILENT, takePage } from './content.ts'
import { temporaryFolder, temporaryStore } from './fixtures.ts'

async function filled(): Promise<string> {
  const file = join(temporaryFolder(), 'deep', 'evidence.sqlite')
  const store = await openStore({ file, log: SILENT })
  const run = await store.runs.begin({ kind: 'crawl', startedAt: NIGHT, seed: 's', config: CONFIG })
  const { journal } = await store.visits.open(run.id, '6200000001', NIGHT)
  for (let at = 0; at < 100; at += 1) await takePage(journal, `http://a.gov.cn/${at}`, `${at}`.repeat(900), NIGHT)
  await journal.finish(NIGHT)
  await store.close()
  return file
}

async function refusal(file: string): Promise<string> {
  const error: unknown = await openStore({ file, log: SILENT }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(UserError)
  return error instanceof Error ? error.message : ''
}

test('a file that is no database is refused with the way back', async () => {
  const file = join(temporaryFolder(), 'evidence.sqlite')
  writeFileSync(
    file,
    'this is text and no database, long enough to be read as a header of one hundred bytes or more ......................',
  )
  expect(await refusal(file)).toMatch(/damaged.*backup/s)
})

test('a file whose pages are overwritten is refused', async () => {
  const file = await filled()
  const size = statSync(file).size
  const handle = openSync(file, 'r+')
  // Only far in, where opening alone would not look.
  for (let at = Math.floor((size * 0.6) / 4096) * 4096; at < size * 0.8; at += 4096) writeSync(handle, Buffer.alloc(64, 0xa5), 0, 64, at)
  closeSync(handle)
  expect(await refusal(file)).toContain('damaged')
})

test('a file that was cut short is refused', async () => {
  const file = await filled()
  truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)
  expect(await refusal(file)).toContain('damaged')
})

test('a database of a newer version is refused', async () => {
  const file = await filled()
  const handle = new Database(file)
  handle.prepare('insert into kysely_migration (name, timestamp) values (?, ?)').run('0999', NIGHT)
  handle.close()
  expect(await refusal(file)).toMatch(/newer version.*0999/s)
})

test('a database of another program is refused and left as it is', async () => {
  const file = join(temporaryFolder(), 'evidence.sqlite')
  const handle = new Database(file)
  handle.exec('create table thing (id)')
  handle.close()
  expect(await refusal(file)).toContain('another program')
  const after = new Database(file)
  expect(after.prepare('select count(*) as n from sqlite_master').get()).toEqual({ n: 1 })
  after.close()
})

test('a folder that cannot be made is a mistake of the user', async () => {
  const file = join(temporaryFolder(), 'plain')
  writeFileSync(file, '')
  expect(await refusal(join(file, 'evidence.sqlite'))).toContain('cannot be opened')
})

test('a body whose bytes were changed is not handed out as other bytes', async () => {
  const file = await filled()
  const handle = new Database(file)
  const { data } = handle.prepare<[], { data: Buffer }>('select data from body where id = 5').get() ?? { data: Buffer.alloc(0) }
  data.writeUInt8(data.readUInt8(data.length - 8) ^ 1, data.length - 8)
  handle.prepare('update body set data = ? where id = 5').run(data)
  const sha256 = handle.prepare<[], { sha256: Buffer }>('select sha256 from body where id = 5').get()?.sha256.toString('hex') ?? ''
  handle.close()
  const store = await openStore({ file, log: SILENT })
  await expect(store.visits.body({ sha256, length: 1 })).rejects.toThrow('is damaged')
  await expect(store.visits.body({ sha256: '00'.repeat(32), length: 1 })).rejects.toThrow('is damaged')
  await store.close()
})

test('a database of an earlier version is brought up to date, and what it holds can be read', async () => {
  const file = join(temporaryFolder(), 'evidence.sqlite')
  const handle = new Database(file)
  handle.pragma('auto_vacuum = INCREMENTAL')
  handle.pragma(`application_id = ${APPLICATION_ID}`)
  const db = new Kysely<Schema>({ dialect: new OpenDialect(handle) })
  const { '0003': _later, ...earlier } = MIGRATIONS
  await new Migrator({ db, provider: { getMigrations: async () => earlier } }).migrateToLatest()
  const bytes = Buffer.from('<html>as it was kept then</html>')
  handle
    .prepare('insert into body (sha256, length, data) values (?, ?, ?)')
    .run(Buffer.from(sha256(bytes), 'hex'), bytes.length, compress(bytes))
  await db.destroy()

  const store = await temporaryStore(file)
  expect(Buffer.from(await store.visits.body({ sha256: sha256(bytes), length: bytes.length }))).toEqual(bytes)
  for await (const { says } of store.inspection.strays()) expect.unreachable(says)
})
