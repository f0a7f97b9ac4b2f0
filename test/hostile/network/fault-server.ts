import http2 from 'node:http2'
import net, { type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import { answer, type NetworkCase, pageOf, SOUND } from './network-case.ts'

/** Servers are tried again on another port where a second address has theirs taken. */
const TRIES = 10

/** What is served besides the fault itself. */
interface Surroundings {
  /** Names at which the fault is met; `*` is all but robots.txt. */
  readonly faulty: readonly string[]
  /** The homepage; then its links are answered too. */
  readonly home?: string
}

export interface Standing {
  readonly port: number
  /** Where nobody is to listen, nobody does from here on: to be called when everybody else has a port, or one of them might take this. */
  vacate(): Promise<void>
  close(): Promise<void>
}

/** No service has it, and no server that asks for any port is given it. */
const NOBODYS_PORT = 2

/** Stands up what the case asks for, at all of its addresses on one port. */
export async function standUp(one: NetworkCase, addresses: readonly string[], around: Surroundings): Promise<Standing> {
  if (one.fault.kind === 'nobody' && !(one.of === 'home' && one.only))
    return { port: NOBODYS_PORT, vacate: async () => {}, close: async () => {} }
  const faulty = one.of === 'home' && one.only ? one.only : addresses
  const mute = one.of === 'home' ? (one.mute ?? []) : []
  const at = [...addresses, ...mute]
  for (let tries = 1; ; tries += 1) {
    const open: Opened[] = []
    let port = 0
    try {
      for (const address of at) {
        const opened = await listen(serverFor(address, one, { mute, faulty, around }), address, port)
        open.push(opened)
        port = opened.port
      }
      const empty = one.fault.kind === 'nobody' ? open.filter(({ address }) => faulty.includes(address)) : []
      return { port, vacate: () => closeAll(empty), close: () => closeAll(open) }
    } catch (error) {
      await closeAll(open)
      if (tries === TRIES) throw error
    }
  }
}

interface Parts {
  readonly mute: readonly string[]
  readonly faulty: readonly string[]
  readonly around: Surroundings
}

function serverFor(address: string, one: NetworkCase, { mute, faulty, around }: Parts): Server {
  if (mute.includes(address)) return net.createServer()
  const { fault, secure } = one
  if (!faulty.includes(address)) return net.createServer((socket) => converse(socket, () => false, around))
  switch (fault.kind) {
    case 'nobody':
      return net.createServer()
    case 'met':
      return net.createServer(fault.meet)
    case 'http2':
      return http2Server(secure?.() ?? {}, fault.both)
    case 'asked': {
      let before = 0
      const talk = (socket: Duplex, local: Socket) =>
        converse(
          socket,
          (url) => {
            if (!isFaulty(url, around)) return false
            fault.say(socket, { before, port: local.localPort ?? 0, url })
            before += 1
            return true
          },
          around,
        )
      return secure ? tls.createServer(secure(), (socket) => talk(socket, socket)) : net.createServer((socket) => talk(socket, socket))
    }
  }
}

function isFaulty(url: string, { faulty }: Surroundings): boolean {
  return faulty.includes(url) || url.startsWith('/again/') || (faulty.includes('*') && url !== '/robots.txt')
}

/** Reads one request after the other; whatever the fault does not take is answered well. */
function converse(socket: Duplex, take: (url: string) => boolean, around: Surroundings): void {
  socket.on('error', () => {})
  let pending = ''
  socket.on('data', (bytes: Buffer) => {
    pending += bytes.toString('latin1')
    for (let end = pending.indexOf('\r\n\r\n'); end !== -1; end = pending.indexOf('\r\n\r\n')) {
      const url = /^GET (\S+)/.exec(pending)?.[1] ?? ''
      pending = pending.slice(end + 4)
      if (take(url)) continue
      // A kept connection that breaks is asked anew at once, and no fault may be spent on that.
      if (url === '/robots.txt') socket.end(well(url, around).toString().replace('\r\n', '\r\nconnection: close\r\n'))
      else socket.write(well(url, around))
    }
  })
}

function well(url: string, { home }: Surroundings): Buffer | string {
  if (url === '/' && home !== undefined) return answer(200, '', home)
  if (url === '/sound.html' || url === '/neighbour.html') return SOUND
  if (url === '/forbidden.html') return answer(403)
  if (home !== undefined && /^\/\d+\.html$/.test(url)) return answer(200, '', pageOf(`第${url.slice(1, -5)}项工作的情况`))
  return answer(404, '', pageOf('404 Not Found'))
}

function http2Server(options: tls.TlsOptions, both: boolean): Server {
  const server = http2.createSecureServer({ ...options, allowHTTP1: both })
  server.on('stream', (stream) => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR))
  server.on('request', (request, response) => {
    if (request.httpVersionMajor !== 1) return
    const missing = request.url !== '/page.html'
    response.writeHead(missing ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(missing ? 'Not Found' : pageOf('某项工作的情况'))
  })
  return server as unknown as Server
}

interface Opened {
  readonly address: string
  readonly port: number
  close(): Promise<void>
}

async function closeAll(servers: readonly Opened[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()))
}

async function listen(server: Server, address: string, wanted: number): Promise<Opened> {
  const sockets = new Set<Socket>()
  const hold = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  server.on('connection', hold)
  server.on('tlsClientError', () => {})
  await new Promise<void>((done, fail) => server.once('error', fail).listen(wanted, address, done))
  const at = server.address()
  return {
    address,
    port: at !== null && typeof at === 'object' ? at.port : 0,
    close: () =>
      new Promise((done) => {
        if (!server.listening) return done()
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
