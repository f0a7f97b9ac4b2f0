import { readFileSync } from 'node:fs'

/** What a browser's own log says of its network. */
export interface NetLog {
  /** Addresses that it opened, or tried to open, a TCP connection to. */
  readonly connected: ReadonlySet<string>
  /** Addresses that it sent a datagram to. */
  readonly sent: ReadonlySet<string>
  /** Types of events by which it would ask a resolver of any kind. */
  readonly resolved: ReadonlySet<string>
}

interface Logged {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> }
  readonly events: readonly { readonly type: number; readonly params?: { readonly address?: string } }[]
}

/** Reads what Chromium wrote under `--log-net-log`. */
export function readNetLog(file: string): NetLog {
  const { constants, events }: Logged = JSON.parse(readFileSync(file, 'utf8'))
  const names = new Map(Object.entries(constants.logEventTypes).map(([name, type]) => [type, name]))
  const of = (name: string) =>
    new Set(events.flatMap(({ type, params }) => (names.get(type) === name && params?.address !== undefined ? [params.address] : [])))
  const types = new Set(events.map(({ type }) => names.get(type) ?? ''))
  return {
    connected: of('TCP_CONNECT_ATTEMPT'),
    sent: of('UDP_BYTES_SENT'),
    resolved: new Set([...types].filter((name) => /^(?:DNS_TRANSACTION|HOST_RESOLVER_(?:SYSTEM|DNS|MDNS|NAT64)_TASK)/.test(name))),
  }
}
