import { createHash } from 'node:crypto'
import { createConnection, createServer, type Server } from 'node:net'
import { sameSite } from '../extract/links.ts'
import type { AddressScope, CanaryCapture, Family } from '../model/capture.ts'
import type { Config } from '../model/config.ts'
import type { Site } from '../model/site.ts'
import { instantOf } from '../model/time.ts'
import type { VisitJournal } from '../model/visit.ts'
import { vouches } from '../model/vouching.ts'
import type { Look, Net } from './look.ts'

/** Homes of registered sites that are asked for a family and scope, until one answers. */
const MOST_HOMES = 5
const BODY_BYTES = 64 * 1024
const FAMILIES: readonly Family[] = [4, 6]

export interface CanaryDeps {
  readonly config: Config
  readonly journal: VisitJournal
  readonly net: Net
  readonly now: () => number
  /** Tells the canaries of one phase apart. */
  readonly sequence: number
  /** Only these where not both are asked about. */
  readonly families?: readonly Family[]
}

/**
 * Proves, as far as it can be proven now, that our own route works in each family and scope that the registered sites have addresses in. Where canaries
 * are configured, they alone decide.
 */
export async function takeCanaries(phase: CanaryCapture['phase'], deps: CanaryDeps): Promise<void> {
  const { canaries } = deps.config.settings.vantage
  const all = canaries.length > 0 ? await withScopes(canaries, deps.net) : await fromSites(deps)
  const candidates = all.filter(({ family }) => (deps.families ?? FAMILIES).includes(family))
  for (const [name, group] of Map.groupBy(candidates, ({ scope, family }) => `${scope}|${family}`)) {
    for (const candidate of group) {
      const key = `canary|${phase}|${deps.sequence}|${name}|${candidate.url}`
      const { outcome } = await deps.journal.once<CanaryCapture>(key, () => ask(candidate, phase, deps))
      if (vouches(outcome)) break
    }
  }
}

interface Candidate {
  readonly url: string
  readonly family: Family
  readonly scope: AddressScope
}

/** A canary without an address in a family proves nothing about that family, and is asked all the same: that it has none is worth knowing. */
async function withScopes(urls: readonly string[], net: Net): Promise<Candidate[]> {
  const all = urls.flatMap((url) => FAMILIES.map((family) => ({ url, family })))
  return Promise.all(
    all.map(async ({ url, family }) => {
      const { hostname } = new URL(url)
      const scope = (await net.scope(hostname, family)) ?? (await net.scope(hostname, family === 4 ? 6 : 4)) ?? 'global'
      return { url, family, scope }
    }),
  )
}

/** Our own loopback for sites that are served on it; for the others, their homepages stand for one another. */
async function fromSites({ config, net }: CanaryDeps): Promise<Candidate[]> {
  const found: Candidate[] = []
  for (const family of FAMILIES) {
    const known = await Promise.all(
      config.sites.map(async ({ home }) => ({ home, scope: await net.scope(new URL(home).hostname, family) })),
    )
    if (known.some(({ scope }) => scope === 'loopback')) found.push({ url: 'loopback:', family, scope: 'loopback' })
    for (const scope of ['private', 'global'] as const) {
      const homes = known.filter((site) => site.scope === scope).map(({ home }) => home)
      found.push(...spread(homes).map((url) => ({ url, family, scope })))
    }
  }
  return found
}

/** A few of the homes, as far apart in the registry as can be: neighbours often share a host. */
export function spread(homes: readonly Site['home'][]): string[] {
  const step = Math.max(1, homes.length / MOST_HOMES)
  return Array.from({ length: Math.min(MOST_HOMES, homes.length) }, (_, index) =>
    homes.slice(Math.floor(index * step), Math.floor(index * step) + 1),
  ).flat()
}

async function ask(candidate: Candidate, phase: CanaryCapture['phase'], deps: CanaryDeps): Promise<Omit<CanaryCapture, 'id'>> {
  const common = { kind: 'canary', phase, ...candidate } as const
  if (candidate.url === 'loopback:') {
    const began = deps.now()
    const failed = await connectToSelf(candidate.family)
    const millis = deps.now() - began
    const outcome =
      failed === null
        ? ({ kind: 'answered', status: 200, millis } as const)
        : ({ kind: 'failed', failure: 'no-route', detail: failed } as const)
    return { ...common, takenAt: instantOf(began), address: loopbackOf(candidate.family), outcome }
  }
  const { takenAt, address, outcome } = await deps.net.look({ url: candidate.url, family: candidate.family, maxBytes: BODY_BYTES })
  const told = { ...common, takenAt, ...(address === undefined ? {} : { address }) }
  return { ...told, outcome: outcome.kind === 'failed' ? outcome : { kind: 'answered', ...answerOf(candidate.url, outcome) } }
}

/** An error page is too often the one that every server of a kind has; what a page of its own was is kept. */
function answerOf(url: string, { status, millis, body, finalUrl }: Extract<Look['outcome'], { kind: 'answered' }>) {
  const page = status < 300 && body.length > 0 ? { sha256: createHash('sha256').update(body).digest('hex') } : {}
  return { status, millis, ...page, ...(sameSite(finalUrl, url) ? {} : { endedAt: finalUrl }) }
}

function loopbackOf(family: Family): string {
  return family === 4 ? '127.0.0.1' : '::1'
}

/** Null when a connection to a port of our own came about; else why not. */
async function connectToSelf(family: Family): Promise<string | null> {
  const server = createServer((socket) => socket.destroy())
  try {
    const port = await listen(server, loopbackOf(family))
    await connect(loopbackOf(family), port)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    server.close()
  }
}

function listen(server: Server, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port: 0, ipv6Only: host === '::1' }, () => {
      const bound = server.address()
      if (bound !== null && typeof bound === 'object') resolve(bound.port)
      else reject(new Error('the listener has no port'))
    })
  })
}

function connect(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port }, () => {
      socket.destroy()
      resolve()
    })
    socket.once('error', reject)
  })
}
