import { readQuality } from '../extract/quality.ts'
import type { Family, ProbeCapture } from '../model/capture.ts'
import type { Config } from '../model/config.ts'
import { FAILURES } from '../model/failure.ts'
import type { Site } from '../model/site.ts'
import { type Instant, instantOf } from '../model/time.ts'
import type { Draft } from '../model/visit.ts'
import { mayBeAProxys } from '../model/vouching.ts'
import type { Look, Net } from './look.ts'
import { inputOf, isMarkup } from './reading.ts'
import { readRobots } from './robots.ts'
import { somebodyAnswers } from './witness.ts'

export interface ProbeDeps {
  readonly config: Config
  readonly net: Net
  readonly now: () => number
}

/** One visit to the homepage for the availability series: over IPv4, or over IPv6 where the host has no other address. */
export async function probeHome(site: Site, plannedFor: Instant, deps: ProbeDeps): Promise<Draft<ProbeCapture>> {
  const { net, config } = deps
  const { hostname } = new URL(site.home)
  const family: Family = (await net.scope(hostname, 4)) === undefined && (await net.scope(hostname, 6)) !== undefined ? 6 : 4
  const common = { kind: 'probe', url: site.home, family, plannedFor } as const
  if (!(await mayAsk(site, family, deps))) {
    const outcome = { kind: 'failed', failure: 'robots-disallowed', detail: 'robots.txt forbids the homepage' } as const
    return { ...common, takenAt: instantOf(deps.now()), outcome }
  }
  const { takenAt, address, outcome } = await net.look({
    url: site.home,
    family,
    maxBytes: config.settings.limits.bodyBytes,
    ...rateOf(site),
  })
  const told = { ...common, takenAt, ...(address === undefined ? {} : { address }) }
  if (await mayBeOurs(outcome, site, family, deps)) return { ...told, outcome: alone(outcome) }
  if (outcome.kind === 'failed') return { ...told, outcome }
  const { body, truncated, ...head } = outcome
  const quality = isMarkup(head.headers, body) ? readQuality(inputOf({ ...head, truncated }, body, config)).quality : undefined
  return { ...told, ...(quality === undefined ? {} : { quality }), outcome: head }
}

type Outcome = Look['outcome']

/**
 * A failure that could be the site's, or an answer that a proxy of ours may have given, counts as the site's only while our line is seen to carry others: an
 * outage of ours would condemn every site at once.
 */
async function mayBeOurs(outcome: Outcome, site: Site, family: Family, deps: ProbeDeps): Promise<boolean> {
  const doubtful = outcome.kind === 'failed' ? FAILURES[outcome.failure].blame !== 'us' : mayBeAProxys(outcome)
  return doubtful && !(await somebodyAnswers(site, family, deps))
}

function alone(outcome: Outcome) {
  const what = outcome.kind === 'failed' ? outcome.detail : `HTTP ${outcome.status}`
  return { kind: 'failed', failure: 'no-route', detail: `nobody else answered either: ${what}` } as const
}

/** A robots.txt that cannot be had forbids everything but the homepage, which is all that is asked for here. */
async function mayAsk(site: Site, family: Family, { net, config }: ProbeDeps): Promise<boolean> {
  if (site.authorised) return true
  const url = new URL('/robots.txt', site.home).href
  const { outcome } = await net.look({ url, family, maxBytes: config.settings.limits.linkBodyBytes, ...rateOf(site) })
  if (outcome.kind === 'failed' || outcome.status >= 300) return true
  return readRobots(url, new TextDecoder().decode(outcome.body), config.settings.userAgent).allows(site.home)
}

function rateOf(site: Site): { readonly rate?: number } {
  return site.rate === undefined ? {} : { rate: site.rate }
}
