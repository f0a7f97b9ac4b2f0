import type { DnsCapture, Family } from '../model/capture.ts'
import { FAILURES } from '../model/failure.ts'
import type { RecordedFinding } from '../model/finding.ts'
import { hostOf } from '../model/judging.ts'
import type { Instant } from '../model/time.ts'
import { type Cited, takenAtOf, urlOf } from './cited.ts'
import type { ProblemRow } from './site-view.ts'

/** What was seen of a finding's subject, out of the captures it cites. */
export type Sighting = Pick<ProblemRow, 'page' | 'parent' | 'status' | 'millis' | 'family' | 'checkedAt' | 'rechecks'>

/**
 * The last look at the finding's own subject, over the family that the finding is about: that of the first capture cited that is about the subject. A finding
 * that cites nothing about its subject has no status: that of another page would mislead.
 */
export function sightingOf({ subject, check }: Pick<RecordedFinding, 'subject' | 'check'>, cited: readonly Cited[]): Sighting {
  const about = cited.filter((one) => isAbout(one, subject))
  const seen = lastLook(about, check)
  const parent = seen && urlOf(seen) === subject ? parentOf(seen) : undefined
  return {
    page: webAddress(subject),
    parent: parent === undefined ? null : webAddress(parent),
    status: seen ? statusOf(seen) : null,
    millis: seen && urlOf(seen) === subject ? millisOf(seen) : null,
    family: seen ? familyOf(seen) : null,
    checkedAt: seen ? takenAtOf(seen) : latest(cited),
    rechecks: seen && 'look' in seen ? Math.max(0, seen.look - 1) : 0,
  }
}

/** The text as a URL that a browser opens, or null. */
function webAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null
  return new URL(text).href
}

function isAbout(cited: Cited, subject: string): boolean {
  if (cited.kind === 'ticket') return cited.ticket.number === subject
  if (cited.kind === 'dns') return cited.host === subject || cited.host === hostOf(subject)
  const url = urlOf(cited)
  return url !== null && (url === subject || hostOf(url) === subject)
}

function lastLook(about: readonly Cited[], check: string): Cited | undefined {
  // A check of IPv6 may cite what IPv4 gave, to compare; what it says is of IPv6.
  const first = (check.startsWith('ipv6') ? about.find((one) => familyOf(one) === 6) : undefined) ?? about[0]
  if (!first) return undefined
  const alike = about.filter((one) => one.kind === first.kind && familyOf(one) === familyOf(first))
  return alike.reduce((last, one) => (order(one) >= order(last) ? one : last), first)
}

/** By look, then by time. */
const order = (cited: Cited): string => `${'look' in cited ? String(cited.look).padStart(3, '0') : ''} ${takenAtOf(cited) ?? ''}`

function familyOf(cited: Cited): Family | null {
  if (cited.kind === 'dns') return FAMILIES[cited.type]
  return 'family' in cited ? cited.family : null
}

const FAMILIES = { A: 4, AAAA: 6, NS: null } as const satisfies Record<DnsCapture['type'], Family | null>

function parentOf(cited: Cited): string | undefined {
  if (cited.kind === 'link') return cited.foundOn
  return cited.kind === 'page' || cited.kind === 'render' ? cited.of : undefined
}

function statusOf(cited: Cited): ProblemRow['status'] {
  if (!('outcome' in cited)) return null
  if (cited.outcome.kind === 'failed') return FAILURES[cited.outcome.failure].says
  if (cited.kind === 'dns')
    return cited.type !== 'NS' && cited.outcome.kind === 'answered' && cited.outcome.records.length === 0
      ? FAILURES['no-address'].says
      : null
  return 'status' in cited.outcome ? cited.outcome.status : null
}

function millisOf(cited: Cited): number | null {
  return 'outcome' in cited && cited.outcome.kind === 'answered' && 'millis' in cited.outcome ? cited.outcome.millis : null
}

function latest(cited: readonly Cited[]): Instant | null {
  const moments = cited.flatMap((one) => takenAtOf(one) ?? [])
  return moments.sort().at(-1) ?? null
}
