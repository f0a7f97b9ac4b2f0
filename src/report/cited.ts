import type { Capture } from '../model/capture.ts'
import type { Ticket } from '../model/evidence.ts'
import type { Instant, LocalDate } from '../model/time.ts'

/** Whatever a finding can cite: a capture of the visit, of the vantage or of the probes, a message of the ledger, or the ledger's import. */
export type Cited = Capture | CitedTicket | CitedLedger

export interface CitedTicket {
  readonly kind: 'ticket'
  readonly id: string
  readonly ticket: Ticket
}

export interface CitedLedger {
  readonly kind: 'ledger'
  readonly id: string
  readonly importedAt: Instant
  readonly coversTo: LocalDate
}

/** The address that was asked, where there was one. */
export function urlOf(cited: Cited): string | null {
  return 'url' in cited ? cited.url : null
}

/** When the evidence came to be; null for a message of the ledger, which has only the dates it tells. */
export function takenAtOf(cited: Cited): Instant | null {
  switch (cited.kind) {
    case 'ticket':
      return null
    case 'ledger':
      return cited.importedAt
    default:
      return cited.takenAt
  }
}
