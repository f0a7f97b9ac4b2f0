import type { Kysely } from 'kysely'
import { canonicalJson } from '../model/canonical.ts'
import type { Evidence } from '../model/evidence.ts'
import type { LedgerStatement, NightStatement, Seal, SiteStatement, Statement } from '../model/seal.ts'
import { LEDGER, NIGHT } from '../model/seal.ts'
import type { SiteCode } from '../model/site.ts'
import { saveBody } from './bodies.ts'
import { decompress } from './compression.ts'
import { nameId } from './names.ts'
import { addPack, readPack } from './packs.ts'
import { runNumber } from './runs.ts'
import type { Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** A seal with what is kept beside it. */
export interface StoredSeal<S extends Statement = Statement> extends Seal<S> {
  /** First bytes of the sealed items' hashes, in a fixed order. */
  readonly marks: Uint8Array
  /** DER TimeStampResp over the root. */
  readonly stamp: Uint8Array | null
}

export interface NewSeal<S extends Statement> extends Seal<S> {
  readonly marks: Uint8Array
  /** SubjectPublicKeyInfo of the key, in DER. */
  readonly der: Uint8Array
}

/** A seal in the list of all; `statement` is null where it cannot be read, and `trouble` says why. */
export interface ListedSeal extends Omit<Seal, 'statement'> {
  readonly run: string | null
  readonly subject: SiteCode
  readonly statement: Statement | null
  readonly trouble: string
  readonly marks: Uint8Array
  readonly stamp: Uint8Array | null
  /** Whether the ledger's messages are kept beside it. */
  readonly withTickets: boolean
}

export interface Seals {
  /** Seals a site of a run, once; with the messages of the ledger as the judgement knew them. */
  addSite(seal: NewSeal<SiteStatement>, tickets: Evidence['tickets']): Promise<void>
  addNight(seal: NewSeal<NightStatement>): Promise<void>
  addLedger(seal: NewSeal<LedgerStatement>): Promise<void>
  /** Keeps the time stamp of a sealed night. */
  stamp(run: string, response: Uint8Array): Promise<void>
  site(run: string, site: SiteCode): Promise<StoredSeal<SiteStatement> | undefined>
  night(run: string): Promise<StoredSeal<NightStatement> | undefined>
  /** The newest. */
  ledger(): Promise<StoredSeal<LedgerStatement> | undefined>
  /** All, oldest first. */
  ledgers(): Promise<StoredSeal<LedgerStatement>[]>
  /** Every seal, in the order of sealing. */
  all(): AsyncIterable<ListedSeal>
  /** Root of the newest seal of the site, of a night, or of the ledger. */
  latestRoot(subject: SiteCode): Promise<string | null>
  /** Row number of the last probe that a night sealed; 0 before the first night. */
  probesSealed(): Promise<number>
  /** The site's messages as they were sealed; undefined for a judgement without a seal. */
  tickets(run: string, site: SiteCode): Promise<Evidence['tickets'] | undefined>
  /** SubjectPublicKeyInfo of a key that sealed something here, in DER. */
  key(fingerprint: string): Promise<Uint8Array | undefined>
}

const READ_AT_ONCE = 500

type Kept = { readonly statement: Statement } & Omit<StoredSeal, 'statement'>

export function createSeals(db: Kysely<Schema>): Seals {
  const of = async (run: string, subject: SiteCode) =>
    (await read(rows(db).where('run.id', '=', run).where('name.name', '=', subject), db))[0]
  const ledgers = async () => (await read(rows(db).where('name.name', '=', LEDGER), db)).flatMap(asLedger)
  return {
    addSite: (seal, tickets) => inTransaction(db, (inside) => add(inside, seal, seal.statement.run.id, seal.statement.site, tickets)),
    addNight: (seal) => inTransaction(db, (inside) => add(inside, seal, seal.statement.run.id, NIGHT, undefined)),
    addLedger: (seal) => inTransaction(db, (inside) => add(inside, seal, null, LEDGER, undefined)),
    async stamp(run, response) {
      const night = await nameId(db, NIGHT)
      const number = await runNumber(db, run)
      await db.updateTable('seal').set({ stamp: response }).where('run', '=', number).where('subject', '=', night).execute()
    },
    async site(run, site) {
      const seal = await of(run, site)
      return seal && seal.statement.format === 'govsite-site-seal/1' ? { ...seal, statement: seal.statement } : undefined
    },
    async night(run) {
      const seal = await of(run, NIGHT)
      return seal && seal.statement.format === 'govsite-night-seal/1' ? { ...seal, statement: seal.statement } : undefined
    },
    ledger: async () => (await ledgers()).at(-1),
    ledgers,
    all: () => listAll(db),
    async latestRoot(subject) {
      const row = await newest(db).where('name.name', '=', subject).executeTakeFirst()
      return row ? hex(row.root) : null
    },
    probesSealed: () => probesSealed(db),
    tickets: (run, site) => ticketsOf(db, run, site),
    async key(fingerprint) {
      return (await db.selectFrom('seal_key').select('der').where('fingerprint', '=', fingerprint).executeTakeFirst())?.der
    },
  }
}

async function add(
  db: Kysely<Schema>,
  seal: NewSeal<Statement>,
  run: string | null,
  subject: SiteCode,
  tickets: Evidence['tickets'] | undefined,
): Promise<void> {
  const owner = await nameId(db, subject)
  const { id: key } = await db
    .insertInto('seal_key')
    .values({ fingerprint: seal.key, der: seal.der })
    .onConflict((conflict) => conflict.column('fingerprint').doUpdateSet({ fingerprint: seal.key }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('seal')
    .values({
      run: run === null ? null : await runNumber(db, run),
      subject: owner,
      root: Buffer.from(seal.root, 'hex'),
      statement: await addPack(db, owner, 'seal', Buffer.from(canonicalJson(seal.statement))),
      seal_key: key,
      signature: Buffer.from(seal.signature, 'base64'),
      marks: seal.marks,
      // Content-addressed: messages that did not change since the last night cost nothing.
      tickets: tickets === undefined ? null : await saveBody(db, Buffer.from(canonicalJson(tickets))),
      stamp: null,
    })
    .execute()
}

function rows(db: Kysely<Schema>) {
  return db
    .selectFrom('seal')
    .innerJoin('name', 'name.id', 'seal.subject')
    .innerJoin('seal_key', 'seal_key.id', 'seal.seal_key')
    .leftJoin('run', 'run.number', 'seal.run')
    .select(['seal.root', 'seal.statement', 'seal.signature', 'seal.marks', 'seal.stamp', 'seal_key.fingerprint'])
    .orderBy('seal.id')
}

function newest(db: Kysely<Schema>) {
  return rows(db).clearOrderBy().orderBy('seal.id', 'desc').limit(1)
}

/** Of our own nights alone: an imported one counts the probes of another database. */
async function probesSealed(db: Kysely<Schema>): Promise<number> {
  const own = newest(db).leftJoin('imported', 'imported.run', 'seal.run').where('imported.run', 'is', null).where('name.name', '=', NIGHT)
  const [seal] = await read(own, db)
  return seal?.statement.format === 'govsite-night-seal/1' ? seal.statement.probes.upTo : 0
}

async function read(query: ReturnType<typeof rows>, db: Kysely<Schema>): Promise<Kept[]> {
  const found: Kept[] = []
  for (const row of await query.execute()) {
    const statement: Statement = JSON.parse((await readPack(db, row.statement)).toString('utf8'))
    const signature = Buffer.from(row.signature).toString('base64')
    found.push({ statement, root: hex(row.root), key: row.fingerprint, signature, marks: row.marks, stamp: row.stamp })
  }
  return found
}

async function* listAll(db: Kysely<Schema>): AsyncGenerator<ListedSeal> {
  for (let after = 0; ; ) {
    const found = await rows(db)
      .select(['seal.id', 'seal.tickets', 'run.id as runId', 'name.name'])
      .where('seal.id', '>', after)
      .limit(READ_AT_ONCE)
      .execute()
    for (const row of found) {
      const { runId: run, name: subject, fingerprint: key, marks, stamp } = row
      const told = { run, subject, key, marks, stamp, root: hex(row.root), signature: Buffer.from(row.signature).toString('base64') }
      yield { ...told, withTickets: row.tickets !== null, ...(await statementOf(db, row.statement)) }
    }
    const end = found.at(-1)
    if (!end) return
    after = end.id
  }
}

async function statementOf(db: Kysely<Schema>, pack: number): Promise<Pick<ListedSeal, 'statement' | 'trouble'>> {
  try {
    const statement: Statement = JSON.parse((await readPack(db, pack)).toString('utf8'))
    return { statement, trouble: '' }
  } catch (error) {
    return { statement: null, trouble: error instanceof Error ? error.message : String(error) }
  }
}

function asLedger(seal: Kept): StoredSeal<LedgerStatement>[] {
  return seal.statement.format === 'govsite-ledger-seal/1' ? [{ ...seal, statement: seal.statement }] : []
}

async function ticketsOf(db: Kysely<Schema>, run: string, site: SiteCode): Promise<Evidence['tickets'] | undefined> {
  const row = await rows(db)
    .innerJoin('body', 'body.id', 'seal.tickets')
    .select('body.data')
    .where('run.id', '=', run)
    .where('name.name', '=', site)
    .executeTakeFirst()
  if (!row) return undefined
  const tickets: Evidence['tickets'] = JSON.parse(decompress(row.data).toString('utf8'))
  return tickets
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
