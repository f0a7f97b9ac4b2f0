import http from 'node:http'
import net from 'node:net'
import dns2 from 'dns2'
import type { Net } from '../../../src/crawl/look.ts'
import { createNet } from '../../../src/crawl/net.ts'
import type { Log } from '../../../src/model/log.ts'
import type { Settings } from '../../../src/model/settings.ts'

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }

type Parts = { readonly [Key in keyof Settings]?: Partial<Settings[Key]> }

/** Settings for loopback; `over` replaces single keys. */
export function settingsWith(over: Parts = {}): Settings {
  const base: Settings = {
    userAgent: 'govsite/0.1 (+mailto:office@example.test)',
    resolver: { servers: [], hosts: { 'site.test': ['127.0.0.1', '::1'] }, timeoutSeconds: 1 },
    guard: { allow: [{ cidr: '127.0.0.0/8' }, { cidr: '::1/128' }], ports: [80, 443] },
    politeness: {
      requestsPerSecond: 10_000,
      requestsPerSecondPerAddress: 10_000,
      connectionsPerHost: 4,
      retryAfterCapSeconds: 5,
      sitesAtOnce: 4,
    },
    limits: {
      deadlineSeconds: 1,
      linksPerSite: 100,
      pagesPerSite: 10,
      columnsPerSite: 10,
      bodyBytes: 1_000_000,
      linkBodyBytes: 10_000,
      redirects: 5,
      secondLookSeconds: 1,
      visitMinutes: 1,
      articleSamples: 1,
      rendersPerSite: 1,
    },
    vantage: { canaries: [], everySeconds: 60 },
    render: { enabled: true, timeoutSeconds: 8, pagesAtOnce: 2, pagesPerBrowser: 100, picturesPerSite: 6, pictureDays: 7 },
    schedule: { timezone: 'Asia/Shanghai', crawl: '0 1 * * *', probesPerDay: 24, catchUpHours: 6 },
    seal: { timeAuthorityCertificates: [], timeoutSeconds: 5 },
    ledger: {
      columns: { number: [], siteCode: [], siteName: [], submittedAt: [], dispatchedAt: [], answeredAt: [], status: [] },
      unfounded: [],
      extended: [],
    },
  } as Settings
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key]
    merged[key] = typeof before === 'object' && typeof value === 'object' ? { ...before, ...value } : value
  }
  return merged as unknown as Settings
}

export function netWith(over: Parts = {}): Net {
  return createNet({ settings: settingsWith(over), log: silent, now: Date.now })
}

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** A server that speaks with its sockets' own bytes. */
export async function listenRaw(onSocket: (socket: net.Socket) => void, host = '127.0.0.1', port = 0): Promise<Listening> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    onSocket(socket)
  })
  return opened(server, host, port, () => {
    for (const socket of sockets) socket.destroy()
  })
}

/** A well-behaved HTTP server on one address. */
export async function listenHttp(handle: http.RequestListener, host = '127.0.0.1', port = 0): Promise<Listening> {
  const server = http.createServer(handle)
  return opened(server, host, port, () => server.closeAllConnections())
}

export async function opened(server: net.Server, host: string, port: number, drop: () => void): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        drop()
      }),
  }
}

export interface Zone {
  readonly [name: string]: {
    readonly A?: readonly string[]
    readonly AAAA?: readonly string[]
    readonly NS?: readonly string[]
    readonly CNAME?: string
    readonly rcode?: number
    readonly silent?: true
  }
}

/** A name server over UDP and TCP. What the zone does not name does not exist. */
export async function listenDns(zone: Zone): Promise<{ readonly server: string; readonly asked: string[]; close(): Promise<void> }> {
  const asked: string[] = []
  const server = dns2.createServer({
    udp: true,
    handle: (request, send) => {
      const [question] = request.questions
      const name = (question?.name ?? '').toLowerCase()
      const type = Number(Object.entries(question ?? {}).find(([key]) => key === 'type')?.[1])
      const key = type === dns2.Packet.TYPE.A ? 'A' : type === dns2.Packet.TYPE.AAAA ? 'AAAA' : 'NS'
      asked.push(`${key} ${name}`)
      const entry = zone[name]
      if (entry?.silent) return
      const response = dns2.Packet.createResponseFromRequest(request)
      const header = response.header as unknown as { rcode: number }
      if (entry === undefined) header.rcode = 3
      else if (entry.rcode !== undefined) header.rcode = entry.rcode
      const owner = entry?.CNAME ?? name
      if (entry?.CNAME) {
        response.answers.push({ name, type: dns2.Packet.TYPE.CNAME, class: dns2.Packet.CLASS.IN, ttl: 60, domain: entry.CNAME } as never)
      }
      for (const record of entry?.[key] ?? []) {
        const data = key === 'NS' ? { ns: record } : { address: record }
        response.answers.push({ name: owner, type, class: dns2.Packet.CLASS.IN, ttl: 60, ...data } as never)
      }
      send(response)
    },
  })
  const addresses = await server.listen({ udp: { port: 0, address: '127.0.0.1' } } as never)
  const { port } = (addresses as unknown as { udp: { port: number } }).udp
  return { server: `127.0.0.1:${port}`, asked, close: async () => void (await server.close()) }
}
