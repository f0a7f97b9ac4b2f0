import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket, type TlsOptions } from 'node:tls'
import type { HostileCase } from '../hostile-case.ts'

/** How often this page was asked for before, and where. */
export interface Asked {
  readonly before: number
  readonly port: number
  readonly url: string
}

/** What stands behind a URL. */
export type Fault =
  | { readonly kind: 'nobody' }
  /** Goes wrong as soon as somebody connects. */
  | { readonly kind: 'met'; readonly meet: (socket: Socket) => void }
  /** Goes wrong when the page itself is asked for; robots.txt and other names are answered well. */
  | { readonly kind: 'asked'; readonly say: (socket: Duplex, asked: Asked) => void }
  /** Speaks HTTP/2; HTTP/1.1 too, and well, where `both`. */
  | { readonly kind: 'http2'; readonly both: boolean }

interface Served extends HostileCase {
  readonly fault: Fault
  /** TLS around what the fault says. */
  readonly secure?: () => TlsOptions
  /** Where it is not what `secure` suggests. */
  readonly scheme?: 'http' | 'https'
}

/** A link of a sound homepage; the verdict is that of its link finding. */
export interface LinkCase extends Served {
  readonly of: 'link'
  /** Cases that hold back a whole host have one of their own. */
  readonly host?: string
  /** Another link of the same server, which is answered well. */
  readonly neighbour?: true
}

/** A site of its own, whose fault lies in its homepage. */
export interface HomeCase extends Served {
  readonly of: 'home'
  /** The check whose finding the verdict is about; `links-level-2` without. */
  readonly check?: string
  /** Checks that may find fault: what they say was seen. None without. */
  readonly costs?: readonly string[]
  /** Everything was seen: what a sound homepage costs, this one may. */
  readonly seen?: true
  /** Where the host name leads; a server stands at each. */
  readonly addresses?: readonly string[]
  /** More addresses of the name, at which nobody listens, or somebody listens and says nothing. */
  readonly dead?: readonly string[]
  readonly mute?: readonly string[]
  /** The fault is met at these addresses alone; the others serve a sound site. */
  readonly only?: readonly string[]
  /** The name that the fault is about; `/` without. */
  readonly path?: string
}

export type NetworkCase = LinkCase | HomeCase

export const OK = 'HTTP/1.1 200 OK\r\n'
export const HTML = 'content-type: text/html; charset=utf-8\r\n'

/** A page that nobody takes for an error, a shell or a challenge. */
export function pageOf(title: string, body = ''): string {
  const text = `<p>${'本页面登载有关工作情况、政策措施和办事指南，供社会公众查阅。'.repeat(8)}</p>`
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${body}${text}</body></html>`
}

export const PAGE = Buffer.from(pageOf('某项工作的情况'))
/** What a whole sound answer adds to its status line. */
export const REST = `${HTML}content-length: ${PAGE.length}\r\n\r\n${PAGE}`
export const SOUND = `${OK}${REST}`

/** A whole answer of this status. */
export function answer(status: number, fields = '', body: string | Buffer = pageOf('提示', '')): Buffer {
  const bytes = Buffer.from(body)
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Said\r\n${HTML}${fields}content-length: ${bytes.length}\r\n\r\n`), bytes])
}

/** Says one thing and closes. */
export function says(bytes: string | Buffer): Fault {
  return { kind: 'asked', say: (socket) => socket.end(bytes) }
}

/** First this, then that, and the last of them for good. Null is a reset. */
export function inTurn(...all: readonly (string | Buffer | null)[]): Fault {
  return {
    kind: 'asked',
    say: (socket, { before }) => {
      const one = all[Math.min(before, all.length - 1)] ?? null
      if (one === null) reset(socket)
      else socket.end(one)
    },
  }
}

export function reset(socket: Duplex): void {
  if (socket instanceof Socket && !(socket instanceof TLSSocket)) socket.resetAndDestroy()
  else socket.destroy()
}

/** Writes again and again, until the other side has had enough. */
export function every(socket: Duplex, ms: number, bytes: () => string): void {
  const timer = setInterval(() => socket.write(bytes()), ms)
  socket.on('close', () => clearInterval(timer))
}

/** Writes as fast as it is read, without end. */
export function flood(socket: Duplex, chunk: string | Buffer): void {
  const pour = () => {
    while (!socket.destroyed && socket.write(chunk));
  }
  socket.on('drain', pour)
  pour()
}

/** The bytes one by one. */
export function drip(socket: Duplex, bytes: string): void {
  let at = 0
  every(socket, 100, () => bytes.charAt(at++))
}
