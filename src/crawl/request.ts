import type { Dispatcher } from 'undici'
import type { Connections } from './connections.ts'
import { cutOff } from './cut-off.ts'
import { decodeBody } from './decode-body.ts'
import { codeOf, type Failed, failed, failureOf, KnownFailure } from './failures.ts'
import { readHeaders } from './headers.ts'
import { liveNow } from './live-clock.ts'

/** One GET to one literal address; no redirect is followed. */
export interface Hop {
  readonly url: URL
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  /** From the first packet; a head that is not whole by then is a failure, a body is cut off. */
  readonly deadlineMs: number
  readonly maxBytes: number
  /** Not on a connection that was used before. */
  readonly fresh: boolean
  readonly signal?: AbortSignal | undefined
  /** Called when the request goes out on its connection. */
  readonly onSent?: () => void
}

export interface HopAnswer {
  readonly kind: 'answered'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The bytes of the `Location` field, whose charset nobody knows. */
  readonly location: Buffer | undefined
  readonly cookies: readonly string[]
  readonly body: Uint8Array
  readonly truncated: boolean
  /** From the first packet to the whole head. */
  readonly millis: number
}

export type HopOutcome =
  | HopAnswer
  /** `again`: the connection was an old one, or the parser stricter than browsers are. */
  | (Failed & { readonly again?: 'fresh' | 'lenient' })

/** A redirect's body is of no use: it may end in this time so that the connection can be kept. */
const REDIRECT_BODY_MS = 500
const REDIRECT_BODY_BYTES = 16 * 1024

/** What was read of an answer so far. */
export interface Received {
  head: Omit<HopAnswer, 'kind' | 'body' | 'truncated'> | null
  readonly chunks: Uint8Array[]
  length: number
}

/** Never throws; the answer's body is decoded. */
export async function ask(hop: Hop, connections: Connections): Promise<HopOutcome> {
  const { origin } = hop.url
  const connection = connections.take(origin, hop.address, hop.fresh)
  const received: Received = { head: null, chunks: [], length: 0 }
  const end = await exchange(hop, connection.client, received)
  const stale = !connection.fresh
  if (end.kind === 'whole') {
    connection.fresh = false
    connections.giveBack(origin, hop.address, connection)
  } else connection.client.destroy().catch(() => {})
  if (received.head === null) return withoutHead(end, stale)
  return { kind: 'answered', ...received.head, ...(await bodyOf(received, end.kind !== 'whole', hop.maxBytes)) }
}

/** How the exchange ended: everything was read, enough was read, or it broke. */
export type End = { readonly kind: 'whole' } | { readonly kind: 'enough' } | { readonly kind: 'broken'; readonly error: unknown }

export async function bodyOf(received: Received, cut: boolean, maxBytes: number): Promise<{ body: Uint8Array; truncated: boolean }> {
  const raw = received.chunks.length === 1 ? (received.chunks[0] ?? new Uint8Array()) : Buffer.concat(received.chunks)
  const { bytes, truncated } = await decodeBody(raw, received.head?.headers['content-encoding'], maxBytes)
  return { body: bytes, truncated: truncated || cut }
}

function withoutHead(end: End, stale: boolean): HopOutcome {
  if (end.kind !== 'broken') return failed('malformed-answer', 'the answer ended before its head')
  const outcome = isAssertion(end.error) ? failed('malformed-answer', 'the parser was led astray') : failureOf(end.error)
  if (outcome.failure !== 'connection-reset' && outcome.failure !== 'malformed-answer') return outcome
  if (stale) return { ...outcome, again: 'fresh' }
  return isParserQuirk(end.error) ? { ...outcome, again: 'lenient' } : outcome
}

/** undici asserts of answers what servers may break, such as a status from 100 on. */
function isAssertion(error: unknown): boolean {
  return codeOf(error) === 'ERR_ASSERTION'
}

/** Answers that browsers accept and undici's parser does not: an unasked 100, odd white space, both kinds of length. */
function isParserQuirk(error: unknown): boolean {
  const code = codeOf(error)
  if (code.startsWith('HPE_') || isAssertion(error) || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return true
  return error instanceof Error && (error.message === 'bad response' || error.message === 'bad upgrade')
}

function exchange(hop: Hop, client: Dispatcher, received: Received): Promise<End> {
  return new Promise((resolve) => {
    const started = liveNow()
    let controller: Dispatcher.DispatchController | undefined
    let redirectTimer: NodeJS.Timeout | undefined
    const finish = (end: End) => {
      callOff()
      clearTimeout(redirectTimer)
      resolve(end)
      if (end.kind !== 'whole') controller?.abort(new KnownFailure('cancelled', 'enough was read'))
    }
    const breakOff = (error: Error) => finish({ kind: 'broken', error })
    const callOff = cutOff(hop, breakOff)
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (given) => {
        controller = given
        hop.onSent?.()
      },
      onResponseStart: (given, status) => {
        if (status < 200) return
        const fields = given.rawHeaders
        received.head = { status, ...readHeaders(Array.isArray(fields) ? fields : []), millis: liveNow() - started }
        if (isRedirect(status)) redirectTimer = setTimeout(() => finish({ kind: 'enough' }), REDIRECT_BODY_MS)
      },
      onResponseData: (_, chunk) => {
        if (!keep(received, chunk, hop.maxBytes)) finish({ kind: 'enough' })
      },
      onResponseEnd: () => finish({ kind: 'whole' }),
      onResponseError: (_, error) => breakOff(error),
    }
    dispatch(hop, client, handler, breakOff)
  })
}

function dispatch(hop: Hop, client: Dispatcher, handler: Dispatcher.DispatchHandler, breakOff: (error: Error) => void): void {
  try {
    client.dispatch({ method: 'GET', path: hop.url.pathname + hop.url.search, headers: hop.headers, reset: false }, handler)
  } catch (error) {
    breakOff(error instanceof Error ? error : new Error(String(error)))
  }
}

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

/** False when no more bytes are wanted. */
export function keep(received: Received, chunk: Uint8Array, maxBytes: number): boolean {
  received.chunks.push(chunk)
  received.length += chunk.length
  const limit = isRedirect(received.head?.status ?? 0) ? REDIRECT_BODY_BYTES : maxBytes
  return received.length <= limit
}
