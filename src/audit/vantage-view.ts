import ipaddr from 'ipaddr.js'
import type { AddressScope, CanaryCapture, Capture, DnsCapture, Family } from '../model/capture.ts'
import type { FamilyProof } from '../model/evidence.ts'
import type { Site } from '../model/site.ts'
import { vouches } from '../model/vouching.ts'

const PHASES = ['before', 'during', 'after'] as const
const PHASE_NAMES = { before: '检查前', during: '检查中', after: '检查后' } as const
const SCOPE_NAMES = { loopback: '本机回环', private: '内部网络', global: '互联网' } as const satisfies Record<AddressScope, string>

/** Whether the run's canaries prove our route of the family, in the scope in which this site has its addresses. */
export function proveFamily(family: Family, site: Site, dns: readonly DnsCapture[], vantage: readonly Capture[]): FamilyProof {
  const scope = scopeOfSite(family, site, dns)
  const canaries = vantage.filter(
    (capture): capture is CanaryCapture => capture.kind === 'canary' && capture.family === family && capture.scope === scope,
  )
  const rounds = PHASES.flatMap((phase) =>
    roundsOf(canaries.filter((canary) => canary.phase === phase)).map((worked) => ({ phase, worked })),
  )
  const missing = PHASES.filter((phase) => !rounds.some((round) => round.phase === phase))
  const failed = PHASES.filter((phase) => rounds.some((round) => round.phase === phase && !round.worked))
  const proven = missing.length === 0 && failed.length === 0
  return { proven, says: sentence(`IPv${family} ${SCOPE_NAMES[scope]}线路`, rounds.length, missing, failed), canaries }
}

type Phase = (typeof PHASES)[number]

function sentence(route: string, rounds: number, missing: readonly Phase[], failed: readonly Phase[]): string {
  if (rounds === 0) return `检查点的 ${route}没有探测记录。`
  const named = (phases: readonly Phase[]) => phases.map((phase) => PHASE_NAMES[phase]).join('、')
  if (failed.length > 0) return `检查点的 ${route}在${named(failed)}探测失败。`
  if (missing.length > 0) return `检查点的 ${route}在${named(missing)}没有探测记录。`
  return `检查点的 ${route}在检查前、检查中、检查后共 ${rounds} 次探测均成功。`
}

/**
 * Whether each round of one phase worked. A round asks the candidates one after another until one answers: it ends with an answer, or when a candidate is
 * asked for the second time.
 */
function roundsOf(canaries: readonly CanaryCapture[]): boolean[] {
  const rounds: boolean[] = []
  let asked = new Set<string>()
  const end = (worked: boolean) => {
    rounds.push(worked)
    asked = new Set()
  }
  for (const { url, outcome } of [...canaries].sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : 0))) {
    if (asked.has(url)) end(false)
    asked.add(url)
    if (vouches(outcome)) end(true)
  }
  if (asked.size > 0) end(false)
  return rounds
}

/** Scope of the site's addresses in the family; of the other family where it has none, for then nothing is asked over this one. */
function scopeOfSite(family: Family, site: Site, dns: readonly DnsCapture[]): AddressScope {
  const host = URL.canParse(site.home) ? new URL(site.home).hostname.replace(/^\[|\]$/g, '').toLowerCase() : ''
  if (ipaddr.isValid(host)) return scopeOf(host)
  const recorded = (type: 'A' | 'AAAA') =>
    dns.flatMap((one) =>
      one.type === type && one.host.toLowerCase() === host && one.outcome.kind === 'answered' ? one.outcome.records : [],
    )
  const [mine, other] = family === 4 ? (['A', 'AAAA'] as const) : (['AAAA', 'A'] as const)
  const address = [...recorded(mine), ...recorded(other)].find((record) => ipaddr.isValid(record))
  return address === undefined ? 'global' : scopeOf(address)
}

function scopeOf(address: string): AddressScope {
  const range = ipaddr.process(address).range()
  if (range === 'loopback') return 'loopback'
  return range === 'unicast' ? 'global' : 'private'
}
