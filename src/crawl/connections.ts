import { constants } from 'node:crypto'
import tls from 'node:tls'
import { buildConnector, Client } from 'undici'
import { KnownFailure } from './failures.ts'
import { canonicalAddress, type Guard } from './guard.ts'

/** Real servers send kilobytes of cookies; beyond this a head is no head. */
export const HEAD_BYTES = 256 * 1024
const KEEP_ALIVE_MS = 4_000
const SWEEP_MS = 5_000

/** One connection to one literal address, for one request at a time. */
interface Connection {
  readonly client: Client
  /** True until its socket has carried an answer: a stale connection's failure says nothing about the site. */
  fresh: boolean
}

/** Connections kept open between requests, by origin and literal address. */
export interface Connections {
  take(origin: string, address: string, fresh: boolean): Connection
  /** Hands back a connection whose answer was read to its end. */
  giveBack(origin: string, address: string, connection: Connection): void
  close(): Promise<void>
}

export function createConnections(guard: Guard): Connections {
  const idle = new Map<string, { readonly connection: Connection; readonly since: number }[]>()
  const context = secureContext()
  const sweeper = setInterval(() => sweep(idle, performance.now() - KEEP_ALIVE_MS), SWEEP_MS)
  sweeper.unref()

  return {
    take(origin, address, fresh) {
      const kept = fresh ? undefined : idle.get(`${origin} ${address}`)?.pop()
      return kept?.connection ?? open(origin, address, guard, context)
    },
    giveBack(origin, address, connection) {
      const key = `${origin} ${address}`
      const list = idle.get(key)
      const entry = { connection, since: performance.now() }
      if (list) list.push(entry)
      else idle.set(key, [entry])
    },
    async close() {
      clearInterval(sweeper)
      const all = [...idle.values()].flat()
      idle.clear()
      await Promise.all(all.map(({ connection }) => connection.client.destroy().catch(() => {})))
    },
  }
}

function sweep(idle: Map<string, { connection: Connection; since: number }[]>, before: number): void {
  for (const [key, list] of idle) {
    const kept = list.filter((entry) => entry.since >= before)
    for (const entry of list) if (entry.since < before) entry.connection.client.destroy().catch(() => {})
    if (kept.length === 0) idle.delete(key)
    else idle.set(key, kept)
  }
}

function open(origin: string, address: string, guard: Guard, context: () => tls.SecureContext): Connection {
  const connection: { client: Client; fresh: boolean } = {
    client: new Client(origin, {
      // Our own deadline, which starts with the first packet, is the only clock.
      connect: pinned(address, guard, context, () => {
        connection.fresh = true
      }),
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: HEAD_BYTES,
      pipelining: 1,
      allowH2: false,
    }),
    fresh: true,
  }
  return connection
}

/** Connects to the literal address whatever the origin's name is, and asks the guard about the address the socket really reached. */
function pinned(address: string, guard: Guard, context: () => tls.SecureContext, onConnect: () => void): buildConnector.connector {
  const secure = buildConnector({ timeout: 0, allowH2: false, autoSelectFamily: false, maxCachedSessions: 0, keepAlive: false })
  let tlsReady: buildConnector.connector | undefined
  return (options, callback) => {
    onConnect()
    const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80))
    const refused = guard.refuses(address, port)
    if (refused !== null) return callback(new KnownFailure('not-allowed', refused), null)
    if (options.protocol === 'https:') {
      tlsReady ??= buildConnector({ timeout: 0, allowH2: false, maxCachedSessions: 0, keepAlive: false, secureContext: context() })
    }
    const connect = options.protocol === 'https:' && tlsReady ? tlsReady : secure
    connect({ ...options, hostname: address, port: String(port) }, (...result) => {
      const [error, socket] = result
      if (error !== null) return callback(error, null)
      const reached = socket.remoteAddress ?? ''
      const why = canonicalAddress(reached) === canonicalAddress(address) ? guard.refuses(reached, port) : `reached ${reached || 'nobody'}`
      if (why === null) return callback(null, socket)
      socket.destroy()
      callback(new KnownFailure(reached === '' ? 'connection-reset' : 'not-allowed', why), null)
    })
  }
}

/**
 * Certificates are verified; everything else is forgiven, because a visitor's browser with old settings would reach these servers too: TLS 1.0,
 * short keys, legacy renegotiation, a connection closed without notice.
 */
export function secureContext(): () => tls.SecureContext {
  let context: tls.SecureContext | undefined
  return () => {
    context ??= tls.createSecureContext({
      ca: [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])],
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
      secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT | IGNORE_UNEXPECTED_EOF,
    })
    return context
  }
}

/** SSL_OP_IGNORE_UNEXPECTED_EOF, which Node does not name. */
const IGNORE_UNEXPECTED_EOF = 0x80
