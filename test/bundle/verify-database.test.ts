import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openKey } from '../../src/bundle/seal/key.ts'
import { verifyDatabase } from '../../src/bundle/verify/verify-database.ts'
import type { Difference } from '../../src/model/difference.ts'
import { compress, decompress } from '../../src/store/compression.ts'
import { openStore } from '../../src/store/open.ts'
import { SILENT } from '../store/content.ts'
import { temporaryFolder } from '../store/fixtures.ts'
import { sealedNights } from './sealed-store.ts'

const CHECKED = '2026-03-03T00:00:00.000+08:00'

let folder: string
let sealed: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-sealed-'))
  sealed = join(folder, 'evidence.sqlite')
  const store = await openStore({ file: sealed, log: SILENT })
  await sealedNights(store, folder, 2)
  await store.close()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What verifying says after the statement was run on a copy of the database behind the program's back; null when it changed nothing. */
async function after(change: string | ((db: Database.Database) => unknown)): Promise<Difference[] | null> {
  const file = join(temporaryFolder(), 'evidence.sqlite')
  copyFileSync(sealed, file)
  const db = new Database(file)
  db.pragma('foreign_keys = OFF')
  const before = db.prepare('select total_changes() as n').pluck().get()
  if (typeof change === 'string') db.exec(change)
  else change(db)
  const touched = db.prepare('select total_changes() as n').pluck().get() !== before
  db.close()
  if (!touched) return null
  const store = await openStore({ file, log: SILENT })
  onTestFinished(() => store.close())
  const found: Difference[] = []
  for await (const difference of verifyDatabase(store, { keys: [openKey(folder).fingerprint], now: CHECKED })) found.push(difference)
  return found
}

test('a database that nobody touched is as it was sealed', async () => {
  expect(await after('update name set name = name')).toEqual([])
})

interface Column {
  readonly name: string
}
interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly Record<string, unknown>[]
}

function tables(): Table[] {
  const db = new Database(sealed, { readonly: true })
  const names = db.prepare<[], Column>("select name from sqlite_master where type = 'table' and name not like 'kysely%'").all()
  const found = names.map(({ name }) => ({
    name,
    columns: db
      .prepare<[], Column>(`select name from pragma_table_info('${name}')`)
      .all()
      .map((column) => column.name),
    rows: db.prepare<[], Record<string, unknown>>(`select * from ${name}`).all(),
  }))
  db.close()
  return found
}

/** The first and the last row of each table, as a condition that only it meets. */
function rowsOf({ columns, rows }: Table): string[] {
  return [...new Set([rows[0], rows.at(-1)])].flatMap((row) =>
    row ? [columns.map((name) => `${name} is ${literal(row[name])}`).join(' and ')] : [],
  )
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`
  return typeof value === 'number' ? String(value) : `'${String(value)}'`
}

const other = (column: string) =>
  `case typeof(${column}) when 'integer' then ${column} + 1 when 'blob' then ${column} || x'00' when 'null' then 1 else ${column} || 'x' end`

async function unseen(changes: readonly string[]): Promise<string[]> {
  const missed: string[] = []
  let done = 0
  for (const change of changes) {
    const found = await after(change)
    if (found !== null) done += 1
    if (found?.length === 0) missed.push(change)
  }
  expect(done).toBeGreaterThan(changes.length * 0.6)
  return missed
}

test('a changed value in any column of any table is found', async () => {
  const changes = tables().flatMap((table) =>
    rowsOf(table).flatMap((where) =>
      table.columns.map((column) => `update or ignore ${table.name} set ${column} = ${other(column)} where ${where}`),
    ),
  )
  expect(changes.length).toBeGreaterThan(100)
  expect(await unseen(changes)).toEqual([])
})

test('a row taken out of any table is found', async () => {
  const changes = tables().flatMap((table) => rowsOf(table).map((where) => `delete from ${table.name} where ${where}`))
  expect(await unseen(changes)).toEqual([])
})

test('a row put into any table is found', async () => {
  const changes = tables().flatMap((table) =>
    rowsOf(table)
      .slice(0, 1)
      .map((where) => {
        // Another key, the same content: rows whose key cannot be had by adding one get a letter more.
        const values = table.columns.map((name, at) =>
          at === 0 ||
          name === 'site' ||
          name === 'root' ||
          name === 'sha256' ||
          name === 'fingerprint' ||
          name === 'capture' ||
          name === 'name'
            ? `(select ${fresh(name)} from ${table.name})`
            : name,
        )
        return `insert or ignore into ${table.name} select ${values.join(', ')} from ${table.name} where ${where}`
      }),
  )
  expect(await unseen(changes)).toEqual([])
})

const fresh = (column: string) =>
  `case typeof(max(${column})) when 'integer' then max(${column}) + 1 when 'blob' then max(${column}) || x'00' else max(${column}) || 'x' end`

test.each<[string, (db: Database.Database) => unknown, RegExp]>([
  [
    'a page’s bytes',
    (db) => db.prepare('update body set data = ? where id = (select min(id) + 2 from body)').run(compress(Buffer.from('other'))),
    /^body [0-9a-f]{64}$/,
  ],
  ['a page that is gone', (db) => db.exec('delete from body where id = 3'), /^body/],
  ['a capture in a visit', rewriteCaptures((text) => text.replace('链接', '連接')), /^capture .* link http:\/\/6200000001\.example\//],
  ['an answered message', (db) => db.exec("update ticket set answered_at = null where number = 'ZC2'"), /^ledger 找错留言 ZC2$/],
  ['a probe', (db) => db.exec('delete from probe where id = 1'), /^probe 首页探测|^probe$/],
  [
    'a site that was never reached',
    (db) => db.exec("delete from judgement where site = (select id from name where name = '6200000003')"),
    /6200000003/,
  ],
  [
    'the seal of the last night',
    (db) => db.exec("delete from seal where subject = (select id from name where name = '@night') and run = 2"),
    /^seal 2026-03-02-crawl-2/,
  ],
])('%s is named', async (_, change, path) => {
  const found = await after(change)
  expect(found?.map((difference) => difference.path).join('\n')).toMatch(new RegExp(path.source, 'm'))
})

/** Changes captures so that the record still reads: what an insider with the program at hand would do. */
function rewriteCaptures(rewrite: (text: string) => string) {
  return (db: Database.Database) => {
    const row = db
      .prepare<[], { id: number; data: Buffer }>(
        "select pack.id, data from pack join visit on visit.pack = pack.id join name on name.id = visit.site where name = '6200000001' and base is null",
      )
      .get()
    if (!row) throw new Error('no such visit')
    const payload = decompress(row.data).toString('latin1')
    const to = Buffer.from(rewrite(Buffer.from(payload, 'latin1').toString('utf8')))
    db.prepare('update pack set data = ? where id = ?').run(compress(to), row.id)
  }
}

test('seals that somebody signed anew with a key of his own are found out by those who know theirs', async () => {
  const stranger = openKey(temporaryFolder())
  const found = await after((db) => {
    for (const { id, pack } of db.prepare<[], { id: number; pack: number }>('select id, statement as pack from seal').all()) {
      const row = db.prepare<[number], { data: Buffer; base: number | null }>('select data, base from pack where id = ?').get(pack)
      const base = db
        .prepare<[number | null], Buffer>('select data from pack where id = ?')
        .pluck()
        .get(row?.base ?? null)
      const statement = decompress(row?.data ?? Buffer.alloc(0), base && decompress(base))
      db.prepare('update seal set signature = ? where id = ?').run(stranger.sign(statement), id)
    }
    db.prepare('update seal_key set fingerprint = ?, der = ?').run(stranger.fingerprint, stranger.der)
  })
  expect(found?.map(({ path }) => path)).toEqual([`seal_key ${stranger.fingerprint}`])
})
