import { readFileSync } from 'node:fs'
import type { TlsOptions } from 'node:tls'
import { ours, pass, unclear } from './connection-cases.ts'
import { type Fault, type LinkCase, OK, PAGE, reset, SOUND, says } from './network-case.ts'

const STORE = 'our own store of certificates, or our clock, may be what is wrong; only 404 and 403 are dead links for certain'

const at = (folder: string) => (name: string) => readFileSync(new URL(`${folder}/${name}.pem`, import.meta.url), 'utf8')
const shared = at('../../crawl/net/certificates')
const own = at('certificates')

/** A server with this certificate; nothing is read before it is asked for. */
export const certified =
  (name: string, more: TlsOptions = {}): (() => TlsOptions) =>
  () => ({ key: shared('key'), cert: shared(name), ...more })

const below =
  (...above: readonly string[]) =>
  (): TlsOptions => ({ key: shared('key'), cert: [own('below-intermediate'), ...above.map(own)].join('\n') })
const old = (version: 'TLSv1' | 'TLSv1.1'): TlsOptions => ({ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' })

const secure = certified('valid')
const sound = { secure, fault: says(SOUND) } as const
const meets = (meet: Extract<Fault, { kind: 'met' }>['meet']) => ({ scheme: 'https', fault: { kind: 'met', meet } }) as const

/** A handshake record that says more is to come. */
const HALF_A_RECORD = Buffer.from([0x16, 0x03, 0x03, 0x40, 0x00, 0x02])
const ALERT = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28])
/** SETTINGS, then GOAWAY or RST_STREAM on the first stream. */
const SETTINGS = [0, 0, 0, 4, 0, 0, 0, 0, 0]
const GOAWAY = Buffer.from([...SETTINGS, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
const RST_STREAM = Buffer.from([...SETTINGS, 0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, 2])

/** Links over TLS, and where TLS stands in the wrong place. */
export const TLS_LINK_CASES: readonly LinkCase[] = [
  { name: 'tls', does: 'answers well over TLS', ...pass, ...sound },
  { name: 'expired', does: 'shows an expired certificate', ...unclear, ...sound, secure: certified('expired'), because: STORE },
  {
    name: 'self-signed',
    does: 'shows a certificate that it signed itself',
    ...unclear,
    ...sound,
    secure: certified('self-signed'),
    because: STORE,
  },
  { name: 'wrong-name', does: "shows another name's certificate", ...unclear, ...sound, secure: certified('other-name'), because: STORE },
  { name: 'chain', does: 'shows a certificate with the intermediate one that it needs', ...pass, ...sound, secure: below('intermediate') },
  {
    ...{ name: 'incomplete-chain', does: 'leaves the intermediate certificate out', ...unclear, ...sound, secure: below() },
    because: 'browsers know or fetch intermediate certificates; that we do not is no proof',
  },
  {
    name: 'tls-1.0',
    does: 'speaks TLS 1.0 alone',
    ...pass,
    ...sound,
    secure: certified('valid', old('TLSv1')),
    because: 'the page is there; how safely is another question',
  },
  { name: 'tls-1.1', does: 'speaks TLS 1.1 alone', ...pass, ...sound, secure: certified('valid', old('TLSv1.1')) },
  {
    name: 'no-common-cipher',
    does: 'has no cipher that we have',
    ...unclear,
    ...sound,
    secure: certified('valid', { maxVersion: 'TLSv1.2', ciphers: 'PSK' }),
  },
  { name: 'tls-stalls-at-once', does: 'accepts, and never answers the handshake', ...unclear, ...meets(() => {}) },
  {
    name: 'tls-stalls-half-way',
    does: 'begins the handshake and goes silent',
    ...unclear,
    ...meets((socket) => void socket.once('data', () => socket.write(HALF_A_RECORD))),
  },
  { name: 'tls-reset', does: 'resets in the handshake', ...unclear, ...meets((socket) => void socket.once('data', () => reset(socket))) },
  { name: 'tls-closed', does: 'closes in the handshake', ...unclear, ...meets((socket) => void socket.once('data', () => socket.end())) },
  {
    name: 'tls-alert',
    does: 'refuses the handshake by an alert',
    ...unclear,
    ...meets((socket) => void socket.once('data', () => socket.end(ALERT))),
  },
  {
    name: 'tls-noise',
    does: 'answers the handshake with noise',
    ...unclear,
    ...meets((socket) => void socket.once('data', () => socket.end(Buffer.alloc(500, 0xa5)))),
  },
  { name: 'plain-at-tls', does: 'speaks plain HTTP where TLS is expected', ...unclear, scheme: 'https', fault: says(SOUND) },
  { name: 'tls-at-plain', does: 'speaks TLS where plain HTTP is expected', ...unclear, ...sound, scheme: 'http' },
  {
    name: 'tls-reset-before-head',
    does: 'shakes hands, reads the request, and resets',
    ...unclear,
    secure,
    fault: { kind: 'asked', say: reset },
  },
  {
    name: 'tls-silent',
    does: 'shakes hands, reads the request, and says nothing',
    ...unclear,
    secure,
    fault: { kind: 'asked', say: () => {} },
  },
  {
    ...{ name: 'tls-cut', does: 'ends its page by dropping the connection, without saying goodbye as TLS asks', ...pass, secure },
    fault: {
      kind: 'asked',
      say: (socket) => socket.write(`${OK}content-type: text/html\r\n\r\n${PAGE}`, () => setTimeout(() => reset(socket), 50)),
    },
    because: 'browsers take the page',
  },
  {
    ...{
      name: 'h2-alone',
      does: 'speaks HTTP/2 alone, and says so in the handshake',
      ...ours,
      secure,
      fault: { kind: 'http2', both: false },
    },
    because: 'browsers speak it and we do not',
  },
  {
    ...{
      name: 'h2-resets',
      does: 'resets every HTTP/2 stream, and answers HTTP/1.1 well',
      ...pass,
      secure,
      fault: { kind: 'http2', both: true },
    },
    because: 'we ask for HTTP/1.1 and get it',
  },
  { name: 'h2-goaway', does: 'answers HTTP/1.1 with an HTTP/2 GOAWAY', ...unclear, secure, fault: says(GOAWAY) },
  { name: 'h2-rst-stream', does: 'answers HTTP/1.1 with an HTTP/2 RST_STREAM', ...unclear, secure, fault: says(RST_STREAM) },
]
