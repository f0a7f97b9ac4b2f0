import type { Kysely } from 'kysely'
import type { Log } from '../model/log.ts'
import { openDatabase } from './database.ts'
import { createJudgements, type Judgements } from './judgements.ts'
import { createProbes, type Probes } from './probes.ts'
import { createRuns, type Runs } from './runs.ts'
import type { Schema } from './schema.ts'
import { createSeals, type Seals } from './seals.ts'
import { createInspection, type Inspection } from './strays.ts'
import { createTickets, type Tickets } from './tickets.ts'
import { createVisits, type Visits } from './visits.ts'

/** Everything that outlives a process. What a promise of it has resolved is on the disk. */
export interface Store {
  readonly runs: Runs
  readonly visits: Visits
  readonly judgements: Judgements
  readonly tickets: Tickets
  readonly probes: Probes
  readonly seals: Seals
  readonly inspection: Inspection
  /** Does the work as one transaction: all of it is on the disk, or none. The work must use the store that it is handed, and no other. */
  atomically<T>(work: (inside: Inside) => Promise<T>): Promise<T>
  /** Waits for the journals' writes, and closes the file. What they had not committed is lost, as after a crash. */
  close(): Promise<void>
}

/** What can be used within one transaction. */
export type Inside = Omit<Store, 'judgements' | 'inspection' | 'atomically' | 'close'>

/** Opens the database file, or begins one. Throws a UserError when the file is damaged, not ours, or too new. */
export async function openStore(options: { file: string; log: Log }): Promise<Store> {
  const { db, shrink } = await openDatabase(options)
  const { settled, ...visits } = createVisits(db)
  return {
    runs: createRuns(db, shrink),
    visits,
    judgements: createJudgements(db),
    tickets: createTickets(db),
    probes: createProbes(db),
    seals: createSeals(db),
    inspection: createInspection(db),
    async atomically(work) {
      const result = await db.transaction().execute((inside) => work(insideOf(inside)))
      shrink()
      return result
    },
    async close() {
      await settled()
      await db.destroy()
    },
  }
}

function insideOf(db: Kysely<Schema>): Inside {
  return {
    // The file cannot shrink before the transaction has ended.
    runs: createRuns(db, () => {}),
    visits: createVisits(db),
    tickets: createTickets(db),
    probes: createProbes(db),
    seals: createSeals(db),
  }
}
