import http from 'node:http'
import { isIP } from 'node:net'
import tls, { type SecureContext } from 'node:tls'
import { HEAD_BYTES } from './connections.ts'
import { failed, failureOf, KnownFailure } from './failures.ts'
import { canonicalAddress, type Guard } from './guard.ts'
import { readHeaders } from './headers.ts'
import { bodyOf, type End, type Hop, type HopOutcome, keep, type Received } from './request.ts'
import { bareName } from './resolver.ts'

/**
 * Asks again with a parser as forgiving as a browser's: what only our strict one cannot read is not the site's fault. Slower, without kept
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
    const started = performance.now()
    const request = open(hop, context)
    const finish = (end: End) => {
      clearTimeout(deadline)
      hop.signal?.removeEventListener('abort', onAbort)
      resolve(end)
      request.destroy()
    }
    const breakOff = (error: Error) => finish({ kind: 'broken', error })
    const onAbort = () => breakOff(new KnownFailure('cancelled', 'the look was cancelled'))
    const deadline = setTimeout(
      () => breakOff(new KnownFailure('timed-out', `no whole answer within ${Math.round(hop.deadlineMs)} ms`)),
      Math.max(1, hop.deadlineMs),
    )
    hop.signal?.addEventListener('abort', onAbort, { once: true })
    request.on('error', breakOff)
    request.on('socket', (socket) => {
      socket.once('connect', () => {
        const refused = guard.refuses(socket.remoteAddress ?? '', Number(socket.remotePort))
        const elsewhere = canonicalAddress(socket.remoteAddress ?? '') !== canonicalAddress(hop.address)
        if (refused !== null || elsewhere) breakOff(new KnownFailure('not-allowed', refused ?? `reached ${socket.remoteAddress}`))
      })
    })
    request.on('response', (response) => {
      const fields = response.rawHeaders
      received.head = { status: response.statusCode ?? 0, ...readHeaders(fields), millis: performance.now() - started }
      response.on('data', (chunk: Buffer) => {
        if (!keep(received, chunk, hop.maxBytes)) finish({ kind: 'enough' })
      })
      response.on('end', () => finish({ kind: 'whole' }))
      response.on('error', breakOff)
      response.on('aborted', () => breakOff(new KnownFailure('connection-reset', 'the body broke off')))
    })
    request.end()
  })
}

function open(hop: Hop, context: () => SecureContext): http.ClientRequest {
  const name = bareName(hop.url.hostname)
  const secure = hop.url.protocol === 'https:'
  const to = { host: hop.address, port: Number(hop.url.port || (secure ? 443 : 80)), autoSelectFamily: false }
  const connectSecurely = () =>
    tls.connect({ ...to, secureContext: context(), ALPNProtocols: ['http/1.1'], ...(isIP(name) === 0 ? { servername: name } : {}) })
  return http.request({
    ...to,
    path: hop.url.pathname + hop.url.search,
    headers: { host: hop.url.host, ...hop.headers, connection: 'close' },
    agent: false,
    insecureHTTPParser: true,
    maxHeaderSize: HEAD_BYTES,
    ...(secure ? { createConnection: connectSecurely } : {}),
  })
}
