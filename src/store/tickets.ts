import type { Kysely, Selectable } from 'kysely'
import type { Evidence, Ticket } from '../model/evidence.ts'
import type { SiteCode } from '../model/site.ts'
import { dayOf, type Instant, type LocalDate } from '../model/time.ts'
import { saveBody } from './bodies.ts'
import { contentId, sha256 } from './canonical.ts'
import { nameId } from './names.ts'
import type { Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

export type TicketRow = Omit<Ticket, 'id'>

export interface TicketImport {
  /** Name of the file as the person gave it. */
  readonly file: string
  readonly bytes: Uint8Array
  readonly at: Instant
}

export interface Tickets {
  /** Takes the rows of one export, all or none; a number that is known is updated. The file itself is kept as evidence. */
  import(rows: readonly TicketRow[], meta: TicketImport): Promise<{ added: number; updated: number }>
  /** Null when no ledger was ever imported, for whatever site. */
  forSite(code: SiteCode): Promise<Evidence['tickets']>
  /** Everything that the ledger holds, in the order of imports and of numbers. */
  all(): Promise<{ readonly imports: readonly ImportRecord[]; readonly tickets: readonly TicketRecord[] }>
}

/** One import as it stands in the database. */
export interface ImportRecord {
  readonly capture: string
  readonly importedAt: Instant
  readonly file: string
  readonly coversTo: LocalDate
  /** SHA-256 (hex) of the imported file. */
  readonly body: string
  readonly length: number
}

/** One message with the import that last changed it. */
export interface TicketRecord extends Omit<Ticket, 'id'> {
  readonly import: string
}

export function createTickets(db: Kysely<Schema>): Tickets {
  return {
    import: (rows, meta) => inTransaction(db, (inside) => importRows(inside, rows, meta)),
    async forSite(code) {
      const imports = await db.selectFrom('ticket_import').selectAll().orderBy('id', 'desc').execute()
      const latest = imports[0]
      if (!latest) return null
      const rows = await db
        .selectFrom('ticket')
        .innerJoin('name', 'name.id', 'ticket.site')
        .selectAll('ticket')
        .where('name.name', '=', code)
        .orderBy('submitted_at')
        .orderBy('number')
        .execute()
      return {
        rows: rows.map((row) => ticketOf(row, code)),
        importedAt: latest.imported_at,
        coversTo: latestOf(imports.map((one) => one.covers_to)) ?? latest.covers_to,
        importCapture: latest.capture,
      }
    },
    all: () => readAll(db),
  }
}

async function readAll(db: Kysely<Schema>): ReturnType<Tickets['all']> {
  const imports = await db
    .selectFrom('ticket_import')
    .innerJoin('body', 'body.id', 'ticket_import.body')
    .select(['ticket_import.capture', 'imported_at', 'file', 'covers_to', 'body.sha256', 'body.length'])
    .orderBy('ticket_import.id')
    .execute()
  const tickets = await db
    .selectFrom('ticket')
    .innerJoin('name', 'name.id', 'ticket.site')
    .innerJoin('ticket_import', 'ticket_import.id', 'ticket.import')
    .selectAll('ticket')
    .select(['name.name', 'ticket_import.capture'])
    .orderBy('ticket.number')
    .execute()
  return {
    imports: imports.map((row) => ({
      capture: row.capture,
      importedAt: row.imported_at,
      file: row.file,
      coversTo: row.covers_to,
      body: Buffer.from(row.sha256).toString('hex'),
      length: row.length,
    })),
    tickets: tickets.map((row) => {
      const { id: _named, ...ticket } = ticketOf(row, row.name)
      return { ...ticket, import: row.capture }
    }),
  }
}

async function importRows(db: Kysely<Schema>, rows: readonly TicketRow[], meta: TicketImport): Promise<{ added: number; updated: number }> {
  const body = await saveBody(db, meta.bytes)
  const record = { kind: 'ledger', file: meta.file, importedAt: meta.at, body: { sha256: sha256(meta.bytes), length: meta.bytes.length } }
  const { id } = await db
    .insertInto('ticket_import')
    .values({ capture: contentId(record), imported_at: meta.at, file: meta.file, body, covers_to: lastDay(rows, meta.at) })
    // The same file imported twice in one moment is one import.
    .onConflict((conflict) => conflict.column('capture').doUpdateSet({ file: meta.file }))
    .returning('id')
    .executeTakeFirstOrThrow()
  let added = 0
  let updated = 0
  for (const row of rows) {
    const outcome = await putTicket(db, row, id)
    if (outcome === 'added') added += 1
    if (outcome === 'updated') updated += 1
  }
  return { added, updated }
}

async function putTicket(db: Kysely<Schema>, row: TicketRow, importId: number): Promise<'added' | 'updated' | 'same'> {
  const values = {
    site: await nameId(db, row.site),
    submitted_at: row.submittedAt,
    dispatched_at: row.dispatchedAt,
    answered_at: row.answeredAt,
    status: row.status,
    unfounded: Number(row.unfounded),
    extended: Number(row.extended),
  }
  const known = await db.selectFrom('ticket').selectAll().where('number', '=', row.number).executeTakeFirst()
  if (!known) {
    await db
      .insertInto('ticket')
      .values({ number: row.number, ...values, import: importId })
      .execute()
    return 'added'
  }
  if (contentId({ ...known, ...values }) === contentId(known)) return 'same'
  await db
    .updateTable('ticket')
    .set({ ...values, import: importId })
    .where('number', '=', row.number)
    .execute()
  return 'updated'
}

/** The last day of which the export is known to tell: that of its last event, for an export that ends earlier says nothing of the days after. */
function lastDay(rows: readonly TicketRow[], at: Instant): LocalDate {
  const today = dayOf(at)
  const moments = rows.flatMap((row) => [row.submittedAt, row.dispatchedAt, row.answeredAt])
  const days = moments.flatMap((moment) => (moment === null ? [] : [dayOf(moment)]))
  return latestOf(days.filter((day) => day <= today)) ?? today
}

function latestOf(days: readonly LocalDate[]): LocalDate | undefined {
  return [...days].sort().at(-1)
}

function ticketOf(row: Selectable<Schema['ticket']>, site: SiteCode): Ticket {
  const ticket = {
    number: row.number,
    site,
    submittedAt: row.submitted_at,
    dispatchedAt: row.dispatched_at,
    answeredAt: row.answered_at,
    status: row.status,
    unfounded: row.unfounded !== 0,
    extended: row.extended !== 0,
  }
  return { ...ticket, id: contentId(ticket) }
}
