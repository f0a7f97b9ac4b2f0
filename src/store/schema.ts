import type { Generated } from 'kysely'

/** The tables, as Kysely sees them. Only types that SQLite and PostgreSQL both have; instants are RFC 3339 text on Beijing's clock. */
export interface Schema {
  /** Site codes and check ids, each written once; everything else refers to them by number. */
  name: { id: Generated<number>; name: string }
  /** Bytes as received, by content address. `data` is a Zstandard frame; with `base`, a difference to a body that stands whole. */
  body: { id: Generated<number>; sha256: Uint8Array; length: number; data: Uint8Array; base: number | null }
  /** A compressed record; with `base`, a difference to a pack that stands whole. */
  pack: { id: Generated<number>; base: number | null; data: Uint8Array }
  /** The pack that the next one of the same owner and subject is stored as a difference to. */
  key_pack: { owner: number; subject: string; pack: number }
  run: {
    number: Generated<number>
    id: string
    kind: 'crawl' | 'audit' | 'demo'
    seed: string
    started_at: string
    finished_at: string | null
    config: number
  }
  visit: { id: Generated<number>; run: number; site: number; started_at: string; finished_at: string | null; pack: number | null }
  /** Captures of a visit that goes on, one committed batch a row; a finished visit has none. */
  segment: { visit: number; number: number; data: Uint8Array }
  judgement: { run: number; site: number; as_of: string; pack: number }
  /** One row per run, site and check, every night: how many findings came out with which verdict. */
  check_result: { run: number; site: number; check_name: number; pass: number; fail: number; inconclusive: number; not_applicable: number }
  ticket_import: { id: Generated<number>; capture: string; imported_at: string; file: string; body: number; covers_to: string }
  ticket: {
    number: string
    site: number
    submitted_at: string
    dispatched_at: string | null
    answered_at: string | null
    status: string
    unfounded: number
    extended: number
    import: number
  }
  probe_plan: { day: string; seed: string; per_day: number }
  /** `shape` is the body that holds what many probes have in common, `numbers` what is this one's own. */
  probe: { id: Generated<number>; site: number; taken_at: string; shape: number; numbers: Uint8Array }
  seal_key: { id: Generated<number>; fingerprint: string; der: Uint8Array }
  /** `run` is null for the ledger's seals; `marks` tells, where a root does not hold any more, which item it is; `stamp` is a DER TimeStampResp. */
  seal: {
    id: Generated<number>
    run: number | null
    subject: number
    root: Uint8Array
    statement: number
    seal_key: number
    signature: Uint8Array
    marks: Uint8Array
    tickets: number | null
    stamp: Uint8Array | null
  }
  /** A run that came with a bundle, and how its sites stood among sites and before runs that did not come with it. */
  imported: { run: number; contexts: number }
}
