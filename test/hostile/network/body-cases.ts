import zlib from 'node:zlib'
import { brotliBomb, deflateBomb, gzipBomb, gzipped, nestedBomb, zstdBomb } from './bombs.ts'
import { pass, unclear } from './connection-cases.ts'
import { every, type Fault, HTML, type LinkCase, OK, PAGE, REST, SOUND, says } from './network-case.ts'

const MUCH_ENOUGH = 'the page is there; no more of it is unpacked than a page may have'

/** A body in some coding, made when it is asked for. */
function coded(coding: string, body: () => Buffer, cut?: number): Fault {
  const head = (length: number) => `${OK}${HTML}content-encoding: ${coding}\r\ncontent-length: ${length}\r\n\r\n`
  return { kind: 'asked', say: (socket) => socket.end(Buffer.concat([Buffer.from(head(cut ?? body().length)), body().subarray(0, cut)])) }
}

const chunked = (body: string): Fault => says(`${OK}${HTML}transfer-encoding: chunked\r\n\r\n${body}`)
const chunk = (bytes: string): string => `${Buffer.byteLength(bytes).toString(16)}\r\n${bytes}\r\n`
const page = PAGE.toString()
const half = page.slice(0, 300)
const withLengths = (...lengths: (number | string)[]): Fault =>
  says(`${OK}${HTML}${lengths.map((length) => `content-length: ${length}\r\n`).join('')}\r\n${page}`)

/** Heads that only the forgiving can read, and bodies that are not what their heads say. */
export const BODY_CASES: readonly LinkCase[] = [
  { name: 'length-too-long', does: 'closes before it has sent as much as it said', ...pass, fault: withLengths(PAGE.length + 500) },
  { name: 'length-too-short', does: 'sends more than it said', ...pass, fault: withLengths(PAGE.length - 20), neighbour: true },
  { name: 'two-lengths', does: 'gives two lengths that differ', ...unclear, fault: withLengths(PAGE.length, 9) },
  { name: 'length-twice', does: 'gives the length twice', ...pass, fault: withLengths(PAGE.length, PAGE.length) },
  { name: 'length-of-words', does: 'gives a length that is no number', ...pass, fault: withLengths('many') },
  { name: 'length-negative', does: 'gives a negative length', ...pass, fault: withLengths(-1) },
  { name: 'chunks', does: 'sends sound chunks', ...pass, fault: chunked(`${chunk(page)}0\r\n\r\n`) },
  { name: 'broken-chunks', does: 'sends a chunk whose length is no number', ...pass, fault: chunked(`${chunk(half)}zz\r\n${page}`) },
  { name: 'cut-chunks', does: 'closes between two chunks', ...pass, fault: chunked(chunk(half)) },
  { name: 'giant-chunk', does: 'announces a chunk of 16 exabytes', ...pass, fault: chunked(`${chunk(half)}ffffffffffffffff\r\n${half}`) },
  {
    ...{ name: 'endless-trailers', does: 'sends chunks, and then fields without end', ...pass },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(`${OK}${HTML}transfer-encoding: chunked\r\n\r\n${chunk(page)}0\r\n`)
        every(socket, 20, () => 'x: y\r\n')
      },
    },
  },
  {
    ...{ name: 'both-lengths', does: 'gives a length and sends chunks', ...pass },
    fault: says(`${OK}${HTML}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n${chunk(page)}0\r\n\r\n`),
  },
  {
    name: 'gzip-bomb',
    does: 'sends half a megabyte that unpacks to half a gigabyte (gzip)',
    ...pass,
    fault: coded('gzip', gzipBomb),
    because: MUCH_ENOUGH,
  },
  { name: 'brotli-bomb', does: 'sends a bomb in brotli', ...pass, fault: coded('br', brotliBomb), because: MUCH_ENOUGH },
  { name: 'zstd-bomb', does: 'sends a bomb in zstd', ...pass, fault: coded('zstd', zstdBomb), because: MUCH_ENOUGH },
  { name: 'deflate-bomb', does: 'sends a bomb in deflate', ...pass, fault: coded('deflate', deflateBomb), because: MUCH_ENOUGH },
  {
    name: 'nested-bomb',
    does: 'sends a bomb packed twice, a few kilobytes long',
    ...pass,
    fault: coded('gzip, gzip', nestedBomb),
    because: MUCH_ENOUGH,
  },
  {
    name: 'many-codings',
    does: 'says that its body is packed fifty times',
    ...pass,
    fault: coded(Array(50).fill('gzip').join(', '), nestedBomb),
  },
  { name: 'gzip-cut', does: 'closes in the middle of a packed body', ...pass, fault: coded('gzip', gzipped, 900) },
  {
    name: 'gzip-short',
    does: 'sends a packed body that its own server cut short',
    ...pass,
    fault: coded('gzip', () => gzipped().subarray(0, 900)),
  },
  {
    name: 'gzip-damaged',
    does: 'sends a packed body with a damaged end',
    ...pass,
    fault: coded('gzip', () => Buffer.concat([gzipped().subarray(0, -8), Buffer.alloc(8)])),
  },
  { name: 'not-gzip', does: 'calls plain text gzip', ...pass, fault: coded('gzip', () => PAGE) },
  { name: 'other-coding', does: 'calls gzip brotli', ...pass, fault: coded('br', () => zlib.gzipSync(PAGE)) },
  { name: 'unknown-coding', does: 'uses a coding that nobody knows', ...pass, fault: coded('rot13', () => PAGE) },
  {
    name: 'large-head',
    does: 'sets 2,000 cookies',
    ...pass,
    fault: says(`${OK}${'set-cookie: a=bbbbbbbbbbbbbbbbbbbb\r\n'.repeat(2_000)}${REST}`),
  },
  { name: 'giant-head', does: 'sends a head of 600 KB', ...unclear, fault: says(`${OK}a: ${'x'.repeat(600_000)}\r\n${REST}`) },
  {
    name: 'two-heads',
    does: 'gives its whole head twice over',
    ...pass,
    fault: says(`${OK}${HTML}${HTML}server: a\r\nserver: b\r\n${REST}`),
  },
  { name: 'nul-in-head', does: 'sends NUL in the head', ...pass, fault: says(`${OK}x: a\0b\r\n${REST}`) },
  { name: 'controls-in-head', does: 'sends control characters in the head', ...pass, fault: says(`${OK}x: a\x01b\x07\x1b[31m\r\n${REST}`) },
  { name: 'nul-in-body', does: 'sends NUL in the body', ...pass, fault: says(SOUND.replace('</h1>', '\0/h1>')) },
  {
    name: 'controls-in-reason',
    does: 'sends control characters in the status line',
    ...pass,
    fault: says(`HTTP/1.1 200 \x07O\x1bK\r\n${REST}`),
  },
  { name: 'folded-fields', does: 'folds a field over two lines', ...pass, fault: says(`${OK}x: a\r\n b\r\n${REST}`) },
  {
    name: 'proto-in-head',
    does: 'has fields named __proto__ and constructor',
    ...pass,
    fault: says(`${OK}__proto__: a\r\nconstructor: b\r\n${REST}`),
  },
  {
    name: 'line-feeds',
    does: 'ends lines in LF alone',
    ...pass,
    fault: says(`${OK}${REST.slice(0, REST.indexOf('<!'))}`.replaceAll('\r', '') + page),
  },
  { name: 'no-colon', does: 'has a line without a colon in the head', ...pass, fault: says(`${OK}what is this\r\n${REST}`) },
  { name: 'blank-lines-first', does: 'begins with empty lines', ...pass, fault: says(`\r\n\r\n${SOUND}`) },
  {
    name: 'few-1xx',
    does: 'sends 100 and 103 before its answer',
    ...pass,
    fault: says(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${SOUND}`),
  },
  {
    ...{ name: 'storm-of-1xx', does: 'sends 102 without end', ...unclear },
    fault: { kind: 'asked', say: (socket) => every(socket, 5, () => 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(50)) },
  },
  {
    name: 'upgrade',
    does: 'changes to another protocol, unasked',
    ...unclear,
    fault: says('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
  },
  {
    name: 'upgrade-on-offer',
    does: 'offers HTTP/2 beside its answer',
    ...pass,
    fault: says(`${OK}upgrade: h2,h2c\r\nconnection: Upgrade\r\n${REST}`),
  },
]
