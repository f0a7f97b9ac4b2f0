import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Family } from '../model/capture.ts'
import type { Answer, Asked } from './plan.ts'

const IPV6_LOOPBACK = '::1'
const TRIES = 50

/** One site's listeners: an IPv4 loopback address and, where the site serves IPv6, `::1` with the same port. */
export interface Listener {
  readonly address: string
  readonly port: number
  /** What answers; replaced once, when all ports of the province are known. */
  serve(answer: (asked: Asked) => Answer): void
  close(): Promise<void>
}

/** Listens on the wanted port of `address`, or on a free one where that is taken; with `ipv6`, on `::1` with the same port. */
export async function listen(address: string, ipv6: boolean, wanted: number): Promise<Listener> {
  const site: { answer: (asked: Asked) => Answer } = { answer: () => ({ status: 503, type: 'text/plain', body: new Uint8Array() }) }
  for (let tries = 0; tries < TRIES; tries++) {
    const v4 = await open(address, tries === 0 ? wanted : 0, handler(site, 4)).catch(busy)
    if (v4 === 'busy') continue
    const port = portOf(v4)
    const v6 = ipv6 ? await open(IPV6_LOOPBACK, port, handler(site, 6)).catch(busy) : undefined
    if (v6 === 'busy') {
      await close(v4)
      continue
    }
    return {
      address,
      port,
      serve: (answer) => {
        site.answer = answer
      },
      close: async () => {
        await Promise.all([close(v4), ...(v6 ? [close(v6)] : [])])
      },
    }
  }
  throw new Error(`no port is free on ${address} and ${IPV6_LOOPBACK} at once, after ${TRIES} tries`)
}

/** Whether this machine can listen on the address at all. */
export async function canListen(address: string): Promise<boolean> {
  try {
    await close(await open(address, 0, () => undefined))
    return true
  } catch {
    return false
  }
}

function handler(site: { answer: (asked: Asked) => Answer }, family: Family) {
  return (request: IncomingMessage, response: ServerResponse) => {
    request.resume()
    const answer = site.answer({ target: request.url ?? '/', family })
    const timer = setTimeout(() => send(answer, response), answer.delayMs ?? 0)
    response.on('close', () => clearTimeout(timer))
  }
}

function send(answer: Answer, response: ServerResponse): void {
  response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': answer.body.length, ...answer.headers })
  response.end(answer.body)
}

async function open(address: string, port: number, onRequest: (q: IncomingMessage, r: ServerResponse) => void): Promise<Server> {
  const server = createServer(onRequest)
  return await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => resolve(server))
  })
}

/** The port is another program's on this family: try the next one. Anything else is a real error. */
function busy(error: NodeJS.ErrnoException): 'busy' {
  if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return 'busy'
  throw error
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a listener of the demo has no port')
  return address.port
}
