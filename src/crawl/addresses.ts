import { isIP } from 'node:net'
import type { AddressScope, Family } from '../model/capture.ts'
import { type Failed, failed } from './failures.ts'
import { type Guard, scopeOf } from './guard.ts'
import { bareName, type NameResolver } from './resolver.ts'

type Picked = { readonly kind: 'picked'; readonly address: string } | Failed

/** From a host to the one literal address that is asked. */
export interface Addresses {
  /** Takes a host's addresses in turn, one an attempt: half of them dead shows as half of the attempts failing, and a second look asks another one. */
  pick(host: string, port: number, family: Family): Promise<Picked>
  /** IPv4 where the host has it, else IPv6. */
  pickAny(host: string, port: number): Promise<Picked>
  /** Scope of the first address; undefined when there is none. */
  scope(host: string, family: Family): Promise<AddressScope | undefined>
}

const TURNS_KEPT = 20_000

export function createAddresses(resolver: NameResolver, guard: Guard): Addresses {
  const turns = new Map<string, number>()

  async function pick(host: string, port: number, family: Family): Promise<Picked> {
    const name = bareName(host)
    const outcome = await resolver.resolve(name, family === 4 ? 'A' : 'AAAA')
    if (outcome.kind === 'failed') return outcome
    if (outcome.records.length === 0) return failed('no-address', `${name} has no IPv${family} address`)
    const usable = outcome.records.filter((address) => isIP(address) !== 0 && guard.refuses(address, port) === null)
    if (usable.length === 0) {
      const reasons = outcome.records.slice(0, 3).map((address) => guard.refuses(address, port))
      return failed('not-allowed', `${name}: ${reasons.join(', ')}`)
    }
    const sorted = usable.length === 1 ? usable : [...usable].sort()
    const key = `${family} ${name}`
    const turn = turns.get(key) ?? 0
    if (turns.size >= TURNS_KEPT) turns.clear()
    turns.set(key, turn + 1)
    return { kind: 'picked', address: sorted[turn % sorted.length] ?? '' }
  }

  return {
    pick,
    async pickAny(host, port) {
      const four = await pick(host, port, 4)
      if (four.kind === 'picked' || (four.failure !== 'no-address' && four.failure !== 'not-allowed')) return four
      const six = await pick(host, port, 6)
      return six.kind === 'picked' ? six : four
    },
    async scope(host, family) {
      const outcome = await resolver.resolve(host, family === 4 ? 'A' : 'AAAA')
      const first = outcome.kind === 'answered' ? outcome.records[0] : undefined
      return first === undefined ? undefined : scopeOf(first)
    },
  }
}
