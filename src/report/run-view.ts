import type { SiteScore } from '../model/rubric.ts'
import type { OwnerKind, SiteCode } from '../model/site.ts'
import type { Instant } from '../model/time.ts'
import type { LeagueView } from './view.ts'

/** What documents say of a run as a whole; the sites follow one by one as `SiteView`, so that a large run is never held at once. */
export interface RunView {
  readonly run: { readonly id: string; readonly kind: string; readonly startedAt: Instant; readonly finishedAt: Instant | null }
  /** `govsite 0.1.0` */
  readonly program: string
  /** League tables by kind of owner, the worst problems, the doubts with their remedies. */
  readonly league: LeagueView
  readonly counts: RunCounts
  /** One card a site, in the order of the tables: what a tile grid and an index need. */
  readonly sites: readonly SiteCard[]
  /** Rubrics under which the run was judged. */
  readonly rubrics: readonly {
    readonly id: string
    readonly title: string
    readonly source: string
    readonly full: number
    readonly good: number
    readonly sufficient: number
  }[]
  readonly seal: RunSealView | null
}

export interface RunCounts {
  readonly sites: number
  readonly byKind: Readonly<Record<OwnerKind, number>>
  readonly grades: Readonly<Record<SiteScore['grade'], number>>
  readonly vetoed: number
  /** Failing subjects and doubts, of all sites. */
  readonly failures: number
  readonly doubts: number
}

export interface SiteCard {
  readonly code: SiteCode
  readonly name: string
  readonly owner: { readonly name: string; readonly kind: OwnerKind }
  readonly score: SiteScore | null
}

export interface RunSealView {
  /** SHA-256 of the night's statement, in hex. */
  readonly root: string
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hex. */
  readonly key: string
  /** Time of the RFC 3161 stamp; null: 未加盖时间戳. */
  readonly stampedAt: Instant | null
}
