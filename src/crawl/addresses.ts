import { isIP } from 'node:net'
import type { AddressScope, Family } from '../model/capture.ts'
import { type Failed, failed } from './failures.ts'
import { type Guard, scopeOf } from './guard.ts'
import { bareName, type NameResolver } from './resolver.ts'

type Picked = { readonly kind: 'picked'; readonly address: string } | Failed

/** From a host to the one literal address that is asked. */
export interface Addresses {
  /** Takes a host's addresses in turn, one an attempt, those that failed last: a visitor's browser goes on to the next one, and so does a second look. */
  pick(host: string, port: number, family: Family): Promise<Picked>
  /** Hears that nothing came of an attempt at the address. When no other is left, the host is asked for anew. */
  missed(host: string, port: number, family: Family, address: string): Promise<void>
  /** IPv4 where the host has it, else IPv6. */
  pickAny(host: string, port: number): Promise<Picked>
  /** Scope of the first address; undefined when there is none. */
  scope(host: string, family: Family): Promise<AddressScope | undefined>
}

const TURNS_KEPT = 20_000

export function createAddresses(resolver: NameResolver, guard: Guard): Addresses {
  const turns = new Map<string, number>()
  /** Addresses of a host at which an attempt failed, while it has others. */
  const dead = new Map<string, Set<string>>()

  async function usable(name: string, port: number, family: Family): Promise<readonly string[] | Failed> {
    const outcome = await resolver.resolve(name, typeOf(family))
    if (outcome.kind === 'failed') return outcome
    if (outcome.records.length === 0) return failed('no-address', `${name} has no IPv${family} address`)
    const allowed = outcome.records.filter((address) => isIP(address) !== 0 && guard.refuses(address, port) === null)
    if (allowed.length > 0) return allowed.length === 1 ? allowed : [...allowed].sort()
    const reasons = outcome.records.slice(0, 3).map((address) => guard.refuses(address, port))
    return failed('not-allowed', `${name}: ${reasons.join(', ')}`)
  }

  async function pick(host: string, port: number, family: Family): Promise<Picked> {
    const name = bareName(host)
    const known = await usable(name, port, family)
    if ('kind' in known) return known
    const key = `${family} ${name}`
    const shunned = dead.get(key)
    const alive = shunned === undefined ? known : known.filter((address) => !shunned.has(address))
    const choice = alive.length > 0 ? alive : known
    const turn = turns.get(key) ?? 0
    if (turns.size >= TURNS_KEPT) turns.clear()
    turns.set(key, turn + 1)
    return { kind: 'picked', address: choice[turn % choice.length] ?? '' }
  }

  return {
    pick,
    async missed(host, port, family, address) {
      const name = bareName(host)
      const key = `${family} ${name}`
      const known = await usable(name, port, family)
      const shunned = (dead.get(key) ?? new Set()).add(address)
      if ('kind' in known || known.every((one) => shunned.has(one))) {
        dead.delete(key)
        resolver.forget(name, typeOf(family))
        return
      }
      if (dead.size >= TURNS_KEPT) dead.clear()
      dead.set(key, shunned)
    },
    async pickAny(host, port) {
      const four = await pick(host, port, 4)
      if (four.kind === 'picked' || (four.failure !== 'no-address' && four.failure !== 'not-allowed')) return four
      const six = await pick(host, port, 6)
      return six.kind === 'picked' ? six : four
    },
    async scope(host, family) {
      const outcome = await resolver.resolve(host, typeOf(family))
      const first = outcome.kind === 'answered' ? outcome.records[0] : undefined
      return first === undefined ? undefined : scopeOf(first)
    },
  }
}

function typeOf(family: Family): 'A' | 'AAAA' {
  return family === 4 ? 'A' : 'AAAA'
}
