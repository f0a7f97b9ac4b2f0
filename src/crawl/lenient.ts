import net, { isIP, type Socket } from 'node:net'
import tls, { type SecureContext } from 'node:tls'
import { cutOff } from './cut-off.ts'
import { failed, failureOf, KnownFailure } from './failures.ts'
import { canonicalAddress, type Guard } from './guard.ts'
import { readHeaders } from './headers.ts'
import { liveNow } from './live-clock.ts'
import { RawAnswer } from './raw-answer.ts'
import { bodyOf, type End, type Hop, type HopOutcome, keep, type Received } from './request.ts'
import { bareName } from './resolver.ts'

/**
 * Asks again and reads the answer as forgivingly as a browser: what only our strict parser cannot read is not the site's fault. Slower, without kept
 * connections, so only for answers that the strict parser refused.
 */
export async function askLeniently(hop: Hop, guard: Guard, context: () => SecureContext): Promise<HopOutcome> {
  const received: Received = { head: null, chunks: [], length: 0 }
  const end = await exchange(hop, guard, context, received)
  if (received.head !== null) {
    return { kind: 'answered', ...received.head, ...(await bodyOf(received, end.kind !== 'whole', hop.maxBytes)) }
  }
  return end.kind === 'broken' ? failureOf(end.error) : failed('malformed-answer', 'the answer ended before its head')
}

function exchange(hop: Hop, guard: Guard, context: () => SecureContext, received: Received): Promise<End> {
  return new Promise((resolve) => {
    const started = liveNow()
    const socket = open(hop, context)
    const finish = (end: End) => {
      callOff()
      socket.destroy()
      resolve(end)
    }
    const breakOff = (error: Error) => finish({ kind: 'broken', error })
    const callOff = cutOff(hop, breakOff)
    const answer = new RawAnswer((chunk) => {
      if (!keep(received, chunk, hop.maxBytes)) finish({ kind: 'enough' })
    })
    const step = (advance: () => void) => {
      advance()
      if (answer.head !== null && received.head === null) {
        received.head = { status: answer.head.status, ...readHeaders(answer.head.fields), millis: liveNow() - started }
      }
      if (answer.state === 'done') finish({ kind: 'whole' })
      if (answer.state === 'broken') breakOff(new KnownFailure('malformed-answer', 'not an HTTP answer'))
    }
    socket.on('error', breakOff)
    socket.on('data', (chunk: Buffer) => step(() => answer.push(chunk)))
    socket.on('end', () => step(() => answer.end()))
    socket.once('connect', () => {
      const why = refusal(socket, hop, guard)
      if (why !== null) breakOff(new KnownFailure('not-allowed', why))
    })
    socket.once(hop.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      hop.onSent?.()
      socket.write(requestText(hop))
    })
  })
}

function open(hop: Hop, context: () => SecureContext): Socket {
  const name = bareName(hop.url.hostname)
  const secure = hop.url.protocol === 'https:'
  const to = { host: hop.address, port: Number(hop.url.port || (secure ? 443 : 80)), autoSelectFamily: false }
  if (!secure) return net.connect(to)
  return tls.connect({ ...to, secureContext: context(), ALPNProtocols: ['http/1.1'], ...(isIP(name) === 0 ? { servername: name } : {}) })
}

function refusal(socket: Socket, hop: Hop, guard: Guard): string | null {
  const reached = socket.remoteAddress ?? ''
  if (canonicalAddress(reached) !== canonicalAddress(hop.address)) return `reached ${reached || 'nobody'}`
  return guard.refuses(reached, Number(socket.remotePort))
}

function requestText(hop: Hop): string {
  const fields = Object.entries({ host: hop.url.host, ...hop.headers, connection: 'close' })
  return `GET ${hop.url.pathname}${hop.url.search} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}
