import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Settings } from '../model/settings.ts'
import { codeOf, type Failed, failed } from './failures.ts'
import type { DnsOutcome } from './look.ts'

type RecordType = 'A' | 'AAAA' | 'NS'

const TRIES = 2
/** One answer for each name and run; a process that lives for months still sees a site move. */
const KEPT_MS = 30 * 60_000
const ALIASES = 8
const NAMES_KEPT = 50_000
/** Questions share a connection, and one packet that is no answer ends them all: these are asked once more, each on a connection of its own. */
const TROUBLES_OF_NEIGHBOURS: ReadonlySet<string> = new Set(['EBADRESP', 'ECONNREFUSED', 'ECONNRESET', 'EOF'])

/** Names to records, from the settings' hosts first and then from the name servers. Failures are asked again, answers are not. */
export interface NameResolver {
  resolve(host: string, type: RecordType): Promise<DnsOutcome>
  /** Asks anew the next time: a site may have moved since it was asked. */
  forget(host: string, type: RecordType): void
  close(): void
}

export function createResolver(settings: Settings['resolver']): NameResolver {
  const servers = createServers(settings)
  const hosts = new Map(Object.entries(settings.hosts).map(([name, addresses]) => [bareName(name), addresses]))
  const kept = new Map<string, { readonly until: number; readonly outcome: Promise<DnsOutcome> }>()

  function own(name: string, type: RecordType): DnsOutcome | null {
    if (isIP(name) !== 0) return answer(ofFamily([name], type))
    const listed = hosts.get(name)
    if (listed !== undefined && type !== 'NS') return answer(ofFamily(listed, type))
    if (type !== 'NS' && (name === 'localhost' || name.endsWith('.localhost'))) return answer(ofFamily(['127.0.0.1', '::1'], type))
    return null
  }

  const ask = queries(servers, own)

  return {
    async resolve(host, type) {
      const name = bareName(host)
      const known = own(name, type)
      if (known) return known
      const key = `${type} ${name}`
      const before = kept.get(key)
      if (before && before.until > performance.now()) return before.outcome
      if (kept.size >= NAMES_KEPT) kept.clear()
      const outcome = ask(name, type)
      kept.set(key, { until: performance.now() + KEPT_MS, outcome })
      const settled = await outcome
      if (settled.kind === 'failed' && kept.get(key)?.outcome === outcome) kept.delete(key)
      return settled
    },
    forget: (host, type) => void kept.delete(`${type} ${bareName(host)}`),
    close: () => servers.cancel(),
  }
}

/** One question to the name servers, by whichever connection. */
interface Servers {
  ask<T>(question: (resolver: Resolver) => Promise<T>): Promise<T>
  cancel(): void
}

function createServers(settings: Settings['resolver']): Servers {
  const open = new Set<Resolver>()
  function connect(): Resolver {
    const timeout = Math.ceil(settings.timeoutSeconds * 1000)
    const resolver = new Resolver({ timeout, tries: TRIES, maxTimeout: timeout })
    if (settings.servers.length > 0) resolver.setServers([...settings.servers])
    open.add(resolver)
    return resolver
  }
  const shared = connect()
  return {
    async ask(question) {
      try {
        return await question(shared)
      } catch (error) {
        if (!TROUBLES_OF_NEIGHBOURS.has(codeOf(error))) throw error
      }
      const own = connect()
      return question(own).finally(() => open.delete(own))
    },
    cancel() {
      for (const resolver of open) resolver.cancel()
    },
  }
}

type Query = (name: string, type: RecordType) => Promise<DnsOutcome>

/** Questions to the name servers; `own` answers what an alias may lead to and no server needs to be asked. */
function queries(servers: Servers, own: (name: string, type: RecordType) => DnsOutcome | null): Query {
  /** Null where the name is no alias. A server that does not say is no proof that the name has no address. */
  async function aliasOf(name: string): Promise<string | Failed | null> {
    try {
      const [target] = await servers.ask((resolver) => resolver.resolveCname(name))
      return target ?? null
    } catch (error) {
      const code = codeOf(error)
      return code === 'ENODATA' || code === 'ENOTFOUND' ? null : outcomeOf(error, name)
    }
  }

  /** Some servers name an alias and leave the rest to us; without following it the host would seem to have no address. */
  async function askAlias(name: string, type: RecordType, depth: number): Promise<DnsOutcome> {
    if (type === 'NS') return answer([])
    const target = await aliasOf(name)
    if (target === null) return answer([])
    if (typeof target === 'object') return target
    if (depth >= ALIASES) return failed('resolver-failed', `${name}: aliases without end`)
    return own(bareName(target), type) ?? ask(bareName(target), type, depth + 1)
  }

  async function ask(name: string, type: RecordType, depth: number): Promise<DnsOutcome> {
    try {
      if (type === 'NS') return answer((await servers.ask((resolver) => resolver.resolveNs(name))).map(bareName).sort())
      const addresses = await servers.ask((resolver) => (type === 'A' ? resolver.resolve4(name) : resolver.resolve6(name)))
      return addresses.length > 0 ? answer(addresses) : askAlias(name, type, depth)
    } catch (error) {
      return codeOf(error) === 'ENODATA' ? askAlias(name, type, depth) : outcomeOf(error, name)
    }
  }

  return (name, type) => ask(name, type, 0)
}

/** Lower case, without the root's dot and without the brackets of an IPv6 literal. */
export function bareName(host: string): string {
  const lower = host.toLowerCase()
  if (lower.startsWith('[') && lower.endsWith(']')) return lower.slice(1, -1)
  return lower.endsWith('.') ? lower.slice(0, -1) : lower
}

function ofFamily(addresses: readonly string[], type: RecordType): readonly string[] {
  const family = type === 'A' ? 4 : type === 'AAAA' ? 6 : null
  return addresses.filter((address) => isIP(address) === family)
}

function answer(records: readonly string[]): DnsOutcome {
  return { kind: 'answered', records }
}

function outcomeOf(error: unknown, name: string): Failed {
  const code = codeOf(error)
  if (code === 'ENOTFOUND' || code === 'EBADNAME') return failed('no-such-host', `${name}: the name does not exist`)
  if (code === 'ECANCELLED') return failed('cancelled', `${name}: the query was cancelled`)
  return failed('resolver-failed', `${name}: ${code || String(error)}`)
}
