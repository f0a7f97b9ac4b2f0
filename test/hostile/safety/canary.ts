import dgram from 'node:dgram'
import { once } from 'node:events'
import net from 'node:net'

/** Places that nobody may reach: they take note of every connection and datagram, and answer none. */
export interface Canary {
  /** Where something came in, in order. */
  readonly touched: string[]
  close(): Promise<void>
}

/** Listens for connections at each place, and for datagrams there too. */
export async function openCanary(places: readonly { readonly host: string; readonly port: number }[]): Promise<Canary> {
  const touched: string[] = []
  const closers: (() => Promise<unknown>)[] = []
  for (const { host, port } of places) {
    const server = net.createServer((socket) => {
      touched.push(`${host} ${port}`)
      socket.on('error', () => {})
      socket.destroy()
    })
    server.listen({ host, port, ipv6Only: host.includes(':') })
    await once(server, 'listening')
    const datagrams = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4')
    datagrams.on('message', () => touched.push(`${host} ${port} udp`))
    datagrams.bind(port, host)
    await once(datagrams, 'listening')
    closers.push(
      () => new Promise((resolve) => server.close(resolve)),
      () => new Promise<void>((resolve) => datagrams.close(resolve)),
    )
  }
  return { touched, close: async () => void (await Promise.all(closers.map((close) => close()))) }
}

/** A port of loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/**
 * Every address that a socket of this process is told to connect to, as `host port`, from now until `stop`. Those told to go `from` one address are
 * led `to` another, as a machine with strange routes would do.
 */
export function watchSockets(astray?: { readonly from: string; readonly to: string }): { readonly told: string[]; stop(): void } {
  const told: string[] = []
  const real = net.Socket.prototype.connect
  const watched = function (this: net.Socket, ...args: unknown[]): net.Socket {
    const [first] = args.flat()
    if (typeof first === 'object' && first !== null && 'port' in first) {
      told.push(`${'host' in first ? first.host : 'localhost'} ${first.port}`)
      if (astray && 'host' in first && first.host === astray.from) Object.assign(first, { host: astray.to })
    } else told.push(String(first))
    return Reflect.apply(real, this, args)
  }
  net.Socket.prototype.connect = watched as typeof real
  return {
    told,
    stop: () => {
      net.Socket.prototype.connect = real
    },
  }
}
