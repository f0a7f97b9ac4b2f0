import http from 'node:http'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import type { Failure } from '../model/failure.ts'
import { type Failed, failed, failureOf } from './failures.ts'
import { canonicalAddress } from './guard.ts'
import type { Net } from './look.ts'

/** A page that needs more than this is not drawn further. */
const BYTES_PER_PAGE = 64 * 1024 * 1024
/** Type of the record that every TLS connection begins with. */
const TLS_HANDSHAKE = 0x16
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
/** Carries the reason of our own refusals to the renderer; with the page's secret in it, so that no site can forge one. */
const FAILURE_HEADER = 'x-own-proxy-failure'

interface ProxyOptions {
  readonly net: Net
  readonly rate?: number
  readonly allowed?: (url: string) => Promise<boolean>
  /** Unguessable, one a page. */
  readonly secret: string
}

/** A forward proxy for one page, on loopback: every connection of the browser is resolved, guarded, paced and pinned here. */
export interface ForwardProxy {
  readonly url: string
  /** Why the tunnel to `host:port` was refused, if it was. */
  tunnelFailure(authority: string): Failed | undefined
  close(): Promise<void>
}

interface State extends ProxyOptions {
  readonly sockets: Set<net.Socket | Duplex>
  readonly tunnels: Map<string, Failed>
  bytes: number
}

export async function openProxy(options: ProxyOptions): Promise<ForwardProxy> {
  const state: State = { ...options, sockets: new Set(), tunnels: new Map(), bytes: 0 }
  const server = http.createServer((request, response) => {
    forward(request, response, state).catch((error) => refuse(response, failureOf(error), state))
  })
  server.on('connection', (socket) => track(socket, state))
  server.on('connect', (request, socket, head) => {
    tunnel(request.url ?? '', socket, head, state).catch((error) => {
      state.tunnels.set(request.url ?? '', failureOf(error))
      socket.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    tunnelFailure: (authority) => state.tunnels.get(authority),
    async close() {
      for (const socket of state.sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** A plain http request in absolute form. */
async function forward(request: http.IncomingMessage, response: http.ServerResponse, state: State): Promise<void> {
  const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : null
  if (url === null || url.protocol !== 'http:' || request.method !== 'GET') {
    return refuse(response, failed('not-allowed', `${request.method} ${request.url?.slice(0, 200)}`), state)
  }
  if (state.allowed && !(await state.allowed(url.href))) return refuse(response, failed('robots-disallowed', url.href), state)
  const port = Number(url.port || 80)
  const admitted = await state.net.admit(url.hostname, port, state.rate)
  if ('failure' in admitted) return refuse(response, failed(admitted.failure, admitted.detail), state)
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !HOP_BY_HOP.has(name)))
  const onward = http.request({
    ...pinned(admitted.address, port),
    path: url.pathname + url.search,
    headers: { ...headers, host: url.host },
    insecureHTTPParser: true,
    agent: false,
  })
  onward.on('socket', (socket) => watch(socket, admitted.address, state))
  onward.on('error', (error) => refuse(response, failureOf(error), state))
  onward.on('response', (answer) => {
    response.writeHead(statusOf(answer), fieldsOf(answer))
    answer.on('error', () => response.destroy())
    answer.pipe(response)
  })
  response.on('close', () => onward.destroy())
  onward.end()
}

/** What a site writes into its head must not stop us, whatever it is: fields that cannot be handed on are left out. */
function fieldsOf({ headers }: http.IncomingMessage): http.OutgoingHttpHeaders {
  const fields = Object.entries(headers).filter(
    ([name, value]) => !HOP_BY_HOP.has(name) && name !== FAILURE_HEADER && isSayable(name, value),
  )
  return Object.fromEntries(fields)
}

function isSayable(name: string, value: string | string[] | undefined): boolean {
  try {
    http.validateHeaderName(name)
    for (const one of [value ?? ''].flat()) http.validateHeaderValue(name, one)
    return true
  } catch {
    return false
  }
}

/** A number that is no status is passed on as a server's error. */
function statusOf({ statusCode = 0 }: http.IncomingMessage): number {
  return statusCode >= 200 && statusCode <= 999 ? statusCode : 502
}

async function tunnel(authority: string, socket: Duplex, head: Buffer, state: State): Promise<void> {
  track(socket, state)
  const url = URL.canParse(`https://${authority}`) ? new URL(`https://${authority}`) : null
  const port = Number(url?.port || 443)
  const admitted = url
    ? await state.net.admit(url.hostname, port, state.rate)
    : { failure: 'not-allowed' as const, detail: authority.slice(0, 200) }
  if ('failure' in admitted) return refuseTunnel(authority, failed(admitted.failure, admitted.detail), socket, state)
  const onward = net.connect(pinned(admitted.address, port))
  watch(onward, admitted.address, state)
  onward.on('error', (error) => refuseTunnel(authority, failureOf(error), socket, state))
  onward.once('connect', () => {
    if (onward.destroyed) return
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    onward.pipe(socket)
    carry(socket, head, onward)
  })
  socket.on('close', () => onward.destroy())
}

/**
 * Tunnels are for TLS alone: a web socket in the clear or a relay for calls, which a page may open behind the back of robots and fence, does not get through.
 */
function carry(from: Duplex, head: Buffer, onward: net.Socket): void {
  const begin = (first: Buffer) => {
    if (first[0] !== TLS_HANDSHAKE) return void from.destroy()
    onward.write(first)
    from.pipe(onward)
  }
  if (head.length > 0) begin(head)
  else
    from.once('data', (first: Buffer) => {
      from.pause()
      begin(first)
    })
}

function pinned(address: string, port: number) {
  return { host: address, port, autoSelectFamily: false }
}

/** The address really reached must be the admitted one, and one page gets only so many bytes. */
function watch(socket: net.Socket, address: string, state: State): void {
  track(socket, state)
  socket.once('connect', () => {
    if (canonicalAddress(socket.remoteAddress ?? '') !== canonicalAddress(address)) socket.destroy(new Error('reached another address'))
  })
  socket.on('data', (chunk: Buffer) => {
    state.bytes += chunk.length
    if (state.bytes > BYTES_PER_PAGE) for (const open of state.sockets) open.destroy()
  })
}

function track(socket: net.Socket | Duplex, state: State): void {
  state.sockets.add(socket)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => state.sockets.delete(socket))
}

function refuse(response: http.ServerResponse, { failure, detail }: Failed, state: State): void {
  if (response.headersSent) return void response.destroy()
  const status = failure === 'not-allowed' || failure === 'robots-disallowed' ? 403 : 502
  response.writeHead(status, { 'content-type': 'text/plain', [FAILURE_HEADER]: `${state.secret} ${failure} ${encodeURIComponent(detail)}` })
  // Without a body the browser shows an error of its own, and the reason is lost.
  response.end(failure)
}

function refuseTunnel(authority: string, reason: Failed, socket: Duplex, state: State): void {
  state.tunnels.set(authority, reason)
  if (!socket.destroyed) socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n')
}

/** The failure that our proxy put into an answer, if it was ours. */
export function ownFailure(
  headers: Readonly<Record<string, string>>,
  secret: string,
  isFailure: (name: string) => name is Failure,
): Failed | null {
  const [token, name = '', detail = ''] = (headers[FAILURE_HEADER] ?? '').split(' ')
  return token === secret && isFailure(name) ? failed(name, decodeURIComponent(detail)) : null
}
