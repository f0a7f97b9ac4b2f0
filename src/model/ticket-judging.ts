import type { Evidence, Ticket } from './evidence.ts'
import type { Finding } from './finding.ts'
import { doubt } from './judging.ts'
import { addMonths, dayOf, type Instant, type LocalDate } from './time.ts'

type Ledger = NonNullable<Evidence['tickets']>

export interface TicketOptions {
  readonly periodMonths: number
  /** `dispatched`: the clock starts when the platform sent the message to the unit, where the export says so; `submitted`: with the citizen. */
  readonly clock: string
  readonly countUnfounded: boolean
}

/** A ticket on the moment judged: when its clock started, and on which day it was closed, if it was by then. */
export interface OpenTicket {
  readonly ticket: Ticket
  readonly start: LocalDate
  readonly closed: LocalDate | null
}

/** Tickets whose clock started in the period before `asOf`. What happened after `asOf` has not happened yet. */
export function ticketsOf(ledger: Ledger, asOf: Instant, options: TicketOptions): OpenTicket[] {
  const today = dayOf(asOf)
  const since = addMonths(today, -options.periodMonths)
  return ledger.rows.flatMap((ticket) => {
    if (ticket.unfounded && !options.countUnfounded) return []
    const start = dayOf(options.clock === 'dispatched' ? (ticket.dispatchedAt ?? ticket.submittedAt) : ticket.submittedAt)
    if (start < since || start > today) return []
    const closed = ticket.answeredAt === null ? null : dayOf(ticket.answeredAt)
    return [{ ticket, start, closed: closed !== null && closed <= today ? closed : null }]
  })
}

/** The last day of which the ledger can say whether a message was still open. */
export function knownUntil(ledger: Ledger, asOf: Instant): LocalDate {
  const [first = ledger.coversTo] = [ledger.coversTo, dayOf(asOf)].sort()
  return first
}

export function noLedger(subject: string): Finding {
  return doubt('no-evidence', { subject, says: '没有导入“我为政府网站找错”台账，无法评判。' })
}
