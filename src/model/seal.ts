import type { SiteCode } from './site.ts'
import type { Instant } from './time.ts'
import type { Run } from './visit.ts'

/** A list under one hash: SHA-256 (hex) of the items' own hashes in hex, one a line, each line ended by a line feed. */
export interface Listed {
  readonly count: number
  readonly root: string
}

/** SHA-256 of the canonical JSON of each part of the configuration that a judgement rests on. */
export interface SealedSettings {
  readonly settings: string
  readonly rubrics: string
  readonly columns: string
  readonly calendar: string
  readonly patterns: string
}

/** What was true of one site of a run when it was sealed: everything that its findings and scores rest on, by hash. */
export interface SiteStatement {
  readonly format: 'govsite-site-seal/1'
  /** `govsite 0.1.0` */
  readonly program: string
  readonly run: Pick<Run, 'id' | 'kind' | 'startedAt' | 'seed'>
  readonly site: SiteCode
  readonly sealedAt: Instant
  /** The moment judged. */
  readonly asOf: Instant
  /** Null for a site that was never reached. */
  readonly visit: { readonly startedAt: Instant; readonly finishedAt: Instant | null } | null
  /** Ids of the visit's captures, sorted. */
  readonly captures: Listed
  /** Ids of the vantage's captures, sorted. */
  readonly vantage: Listed
  /** Hash of the site's 找错 messages as they were known; null when no ledger was imported. */
  readonly tickets: string | null
  readonly availability: { readonly days: number; readonly planned: number; readonly probes: Listed }
  /** In the order of the judgement. */
  readonly findings: Listed
  readonly scores: Listed
  readonly settings: SealedSettings & { readonly site: string }
  /** Root of the site's seal before this one. */
  readonly previous: string | null
  /** Root of the last night that was sealed before. */
  readonly night: string | null
}

/** What was true of a whole run when it ended. */
export interface NightStatement {
  readonly format: 'govsite-night-seal/1'
  readonly program: string
  readonly run: Run & { readonly number: number }
  readonly sealedAt: Instant
  readonly settings: SealedSettings & { readonly sites: string }
  readonly vantage: Listed & { readonly startedAt: Instant | null; readonly finishedAt: Instant | null }
  /** Root of each site's seal. */
  readonly sites: Readonly<Record<SiteCode, string>>
  /** Probes that came after those of the night before, and all plans until then. */
  readonly probes: { readonly after: number; readonly upTo: number } & Listed
  readonly plans: Listed
  /** Root of the newest seal of the ledger. */
  readonly ledger: string | null
  readonly previous: string | null
}

/** What the ledger held after an import. */
export interface LedgerStatement {
  readonly format: 'govsite-ledger-seal/1'
  readonly program: string
  readonly sealedAt: Instant
  readonly imports: Listed
  readonly tickets: Listed
  readonly previous: string | null
}

export type Statement = SiteStatement | NightStatement | LedgerStatement

/** A statement with its name and who vouches for it. */
export interface Seal<S extends Statement = Statement> {
  readonly statement: S
  /** SHA-256 (hex) of the statement's canonical JSON. */
  readonly root: string
  /** Fingerprint of the key: SHA-256 (hex) of its SubjectPublicKeyInfo in DER. */
  readonly key: string
  /** Ed25519 over the statement's canonical JSON, in base64. */
  readonly signature: string
}

/** Subjects of seals that are no site, in the place where a site's seal has the site. */
export const NIGHT: SiteCode = '@night'
export const LEDGER: SiteCode = '@ledger'
