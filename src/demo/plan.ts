import type { Family } from '../model/capture.ts'
import type { Doubt } from '../model/finding.ts'
import type { OwnerKind, SiteCode } from '../model/site.ts'
import type { LocalDate } from '../model/time.ts'

/** What the machine that judges can do: the truth of a site depends on it, since what cannot be looked at is a doubt. */
export interface Conditions {
  readonly ipv6: boolean
  readonly browser: boolean
}

/** One accusation or named doubt that the night must come to; all else passes or does not apply. */
export interface Expected {
  readonly check: string
  readonly verdict: 'fail' | 'inconclusive'
  readonly because?: Doubt
  /** The finding's subject, letter by letter. */
  readonly subject: string
  /** What was planted, for the reader of a failing test. */
  readonly planted: string
}

/** How a site's address over IPv6 behaves; `none` has no AAAA record. */
type Ipv6Manner = 'serves' | 'refuses' | 'none'

/** One site of the province, before it is served: who it is, and a way to build it once all ports are known. */
export interface SitePlan {
  readonly code: SiteCode
  readonly name: string
  readonly owner: string
  readonly kind: OwnerKind
  readonly host: string
  readonly ipv6: Ipv6Manner
  /** Whether the name servers of the host's domain have AAAA records. */
  readonly nameServers: 'dual' | 'v4-only'
  /** Platform and planted faults in one line, for the README and the log. */
  readonly manner: string
  readonly build: (world: World) => BuiltSite
}

export interface BuiltSite {
  readonly answer: (asked: Asked) => Answer
  readonly truth: (conditions: Conditions) => readonly Expected[]
}

/** All that a site may know of the rest: the day, and where the others ended up listening. */
export interface World {
  readonly today: LocalDate
  /** `http://host:port` of a site of the province or of a well-known outside host. */
  readonly origin: (host: string) => string
}

export interface Asked {
  /** Path and query as sent. */
  readonly target: string
  readonly family: Family
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** The server thinks so long before it answers. */
  readonly delayMs?: number
}

export type Pages = Map<string, Answer>

export function failing(check: string, subject: string, planted: string): Expected {
  return { check, verdict: 'fail', subject, planted }
}

export function doubted(check: string, because: Doubt, subject: string, planted: string): Expected {
  return { check, verdict: 'inconclusive', because, subject, planted }
}
