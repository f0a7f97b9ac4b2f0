import { isIP } from 'node:net'
import { getDomain } from 'tldts'
import type { DnsCapture, Family } from '../model/capture.ts'
import { isTranslated } from '../model/ipv6-judging.ts'
import { instantOf } from '../model/time.ts'
import type { Desk } from './desk.ts'

/** What the domain name system says about a visit's hosts. */
export interface Names {
  /** True when the host has an address in this family; asked once a host. */
  has(host: string, family: Family): Promise<boolean>
}

/**
 * Addresses of the homepage's host, the name servers of its registered domain, and their addresses. Hosts that turn up later are asked for when they are
 * met.
 */
export async function gatherNames(desk: Desk, host: string): Promise<Names> {
  const asked = new Map<string, Promise<readonly string[]>>()
  const ask = (name: string, type: DnsCapture['type']) => {
    const key = `dns|${name}|${type}`
    const records = asked.get(key) ?? takeRecords(desk, key, name, type)
    asked.set(key, records)
    return records
  }
  if (isIP(bare(host)) === 0) {
    await Promise.all([ask(host, 'A'), ask(host, 'AAAA')])
    const domain = registeredDomain(host)
    const servers = domain === null ? [] : [...(await ask(domain, 'NS'))].sort()
    await desk.each('names', servers, (server) => Promise.all([ask(tidy(server), 'A'), ask(tidy(server), 'AAAA')]))
  }
  return {
    async has(name, family) {
      const literal = isIP(bare(name))
      if (literal !== 0) return literal === family
      // An address that our own network made up leads to no server of the site's over IPv6.
      return (await ask(name, family === 4 ? 'A' : 'AAAA')).some((address) => !isTranslated(address))
    },
  }
}

/** `lanzhou.gov.cn` for `www.lanzhou.gov.cn`: gov.cn is a public suffix. Null for an address or a lone label. */
function registeredDomain(host: string): string | null {
  return getDomain(host, { allowPrivateDomains: false })
}

async function takeRecords(desk: Desk, key: string, host: string, type: DnsCapture['type']): Promise<readonly string[]> {
  const capture = await desk.once<DnsCapture>(key, async () => ({
    kind: 'dns',
    host,
    type,
    outcome: await desk.deps.net.resolve(host, type),
    takenAt: instantOf(desk.deps.now()),
  }))
  return capture?.outcome.kind === 'answered' ? capture.outcome.records : []
}

function tidy(server: string): string {
  return server.replace(/\.$/, '').toLowerCase()
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}
