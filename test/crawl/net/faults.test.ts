import type { Socket } from 'node:net'
import zlib from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Net } from '../../../src/crawl/look.ts'
import type { Failure } from '../../../src/model/failure.ts'
import { listenRaw, netWith } from './world.ts'

type Verdict = { readonly failure: Failure } | { readonly status: number; readonly body?: string; readonly truncated: boolean }

interface Case {
  readonly name: string
  readonly serve: (socket: Socket, connection: number) => void
  readonly verdict: Verdict
}

const OK = 'HTTP/1.1 200 OK\r\n'
const every = (socket: Socket, ms: number, write: () => void) => {
  const timer = setInterval(write, ms)
  socket.on('close', () => clearInterval(timer))
}
const after = (answer: string | Buffer) => (socket: Socket) => socket.once('data', () => socket.end(answer))
const gzip = zlib.gzipSync(Buffer.from('政府网站'.repeat(10_000)))
const bomb = zlib.gzipSync(Buffer.alloc(50_000_000))
const coded = (name: string, body: Buffer, length = body.length) =>
  Buffer.concat([Buffer.from(`${OK}content-encoding: ${name}\r\ncontent-length: ${length}\r\n\r\n`), body])

const CASES: readonly Case[] = [
  { name: 'reset at once', serve: (socket) => socket.resetAndDestroy(), verdict: { failure: 'connection-reset' } },
  { name: 'closed without a word', serve: after(''), verdict: { failure: 'connection-reset' } },
  {
    name: 'reset in the middle of the head',
    serve: (socket) => socket.once('data', () => socket.write(OK, () => socket.resetAndDestroy())),
    verdict: { failure: 'connection-reset' },
  },
  { name: 'closed in the middle of the head', serve: after(`${OK}content-ty`), verdict: { failure: 'connection-reset' } },
  { name: 'accepts and says nothing', serve: () => {}, verdict: { failure: 'timed-out' } },
  {
    name: 'one byte of the head now and then',
    serve: (socket) => every(socket, 50, () => socket.write('H')),
    verdict: { failure: 'malformed-answer' },
  },
  {
    name: 'a head that never ends',
    serve: (socket) => {
      socket.write(OK)
      every(socket, 20, () => socket.write('a: b\r\n'))
    },
    verdict: { failure: 'timed-out' },
  },
  { name: 'a head without measure', serve: after(`${OK}a: ${'x'.repeat(600_000)}\r\n\r\n`), verdict: { failure: 'malformed-answer' } },
  {
    name: 'a large but honest head',
    serve: after(`${OK}${'set-cookie: a=bbbbbbbbbbbbbbbbbbbb\r\n'.repeat(2_000)}content-length: 2\r\n\r\nok`),
    verdict: { status: 200, body: 'ok', truncated: false },
  },
  { name: 'HTTP/0.9', serve: after('<html>hello</html>'), verdict: { failure: 'malformed-answer' } },
  { name: 'another protocol', serve: (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), verdict: { failure: 'malformed-answer' } },
  {
    name: 'a body that never ends',
    serve: (socket) => {
      socket.write(`${OK}\r\n`)
      every(socket, 10, () => socket.write('x'.repeat(1_000)))
    },
    verdict: { status: 200, truncated: true },
  },
  {
    name: 'a body of one byte now and then',
    serve: (socket) => {
      socket.write(`${OK}content-length: 9999\r\n\r\n`)
      every(socket, 50, () => socket.write('x'))
    },
    verdict: { status: 200, truncated: true },
  },
  {
    name: 'reset in the middle of the body',
    serve: (socket) =>
      socket.once('data', () => socket.write(`${OK}content-length: 99\r\n\r\nhalf`, () => setImmediate(() => socket.resetAndDestroy()))),
    verdict: { status: 200, truncated: true },
  },
  {
    name: 'shorter than it says',
    serve: after(`${OK}content-length: 99\r\n\r\nhalf`),
    verdict: { status: 200, body: 'half', truncated: true },
  },
  {
    name: 'longer than it says',
    serve: after(`${OK}content-length: 4\r\n\r\nhalf and more`),
    verdict: { status: 200, body: 'half', truncated: false },
  },
  {
    name: 'no length, ended by closing',
    serve: after(`${OK}\r\nall of it`),
    verdict: { status: 200, body: 'all of it', truncated: false },
  },
  { name: 'HTTP/1.0', serve: after('HTTP/1.0 200 OK\r\n\r\nold'), verdict: { status: 200, body: 'old', truncated: false } },
  {
    name: 'chunks',
    serve: after(`${OK}transfer-encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n`),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'broken chunks',
    serve: after(`${OK}transfer-encoding: chunked\r\n\r\n3\r\none\r\nzz\r\n`),
    verdict: { status: 200, body: 'one', truncated: true },
  },
  {
    name: 'chunks that break off',
    serve: after(`${OK}transfer-encoding: chunked\r\n\r\n3\r\none\r\n`),
    verdict: { status: 200, body: 'one', truncated: true },
  },
  {
    name: 'both kinds of length',
    serve: after(`${OK}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n`),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'two lengths',
    serve: after(`${OK}content-length: 3\r\ncontent-length: 3\r\n\r\none`),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'two different lengths',
    serve: after(`${OK}content-length: 3\r\ncontent-length: 4\r\n\r\none`),
    verdict: { failure: 'malformed-answer' },
  },
  {
    name: 'a length that is no number',
    serve: after(`${OK}content-length: many\r\n\r\none`),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'a line without a colon',
    serve: after(`${OK}what is this\r\ncontent-length: 3\r\n\r\none`),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'lines that end in LF only',
    serve: after('HTTP/1.1 200 OK\ncontent-length: 3\n\none'),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  { name: 'white space before a colon', serve: after(`${OK}content-length : 3\r\n\r\none`), verdict: { status: 200, truncated: false } },
  {
    name: 'no reason phrase',
    serve: after('HTTP/1.1 200\r\ncontent-length: 3\r\n\r\none'),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'bytes beyond ASCII in the head',
    serve: after(Buffer.from(`${OK}x-title: 政府\r\ncontent-length: 3\r\n\r\none`)),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'control characters in the head',
    serve: after(`${OK}x: a\x01b\x07\r\ncontent-length: 3\r\n\r\none`),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'an unasked 100',
    serve: after(`HTTP/1.1 100 Continue\r\n\r\n${OK}content-length: 3\r\n\r\none`),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'early hints',
    serve: after(`HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${OK}content-length: 3\r\n\r\none`),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  {
    name: 'a storm of 1xx',
    serve: (socket) => every(socket, 5, () => socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(50))),
    verdict: { failure: 'timed-out' },
  },
  {
    name: 'an upgrade nobody asked for',
    serve: after('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    verdict: { failure: 'malformed-answer' },
  },
  {
    name: 'an upgrade offered on the side',
    serve: after(`${OK}upgrade: h2,h2c\r\nconnection: Upgrade\r\ncontent-length: 3\r\n\r\none`),
    verdict: { status: 200, body: 'one', truncated: false },
  },
  { name: '204', serve: after('HTTP/1.1 204 No Content\r\n\r\n'), verdict: { status: 204, body: '', truncated: false } },
  {
    name: 'an unheard-of status',
    serve: after('HTTP/1.1 799 Odd\r\ncontent-length: 3\r\n\r\none'),
    verdict: { status: 799, body: 'one', truncated: false },
  },
  {
    name: 'gzip that breaks off',
    serve: after(coded('gzip', gzip.subarray(0, 60), gzip.length)),
    verdict: { status: 200, truncated: true },
  },
  {
    name: 'gzip cut short by its own server',
    serve: after(coded('gzip', gzip.subarray(0, 60))),
    verdict: { status: 200, truncated: true },
  },
  { name: 'a gzip bomb', serve: after(coded('gzip', bomb)), verdict: { status: 200, truncated: true } },
  {
    name: 'plain text that says it is gzip',
    serve: after(coded('gzip', Buffer.from('plain'))),
    verdict: { status: 200, body: 'plain', truncated: true },
  },
]

let net: Net
beforeAll(() => {
  net = netWith()
})
afterAll(() => net.close())

test.concurrent.each(CASES)('$name', async ({ serve, verdict }) => {
  let connections = 0
  const server = await listenRaw((socket) => serve(socket, ++connections))
  const started = performance.now()
  const { outcome } = await net.look({ url: `http://site.test:${server.port}/`, family: 4, maxBytes: 100_000 })
  expect(performance.now() - started).toBeLessThan(6_000)
  if ('failure' in verdict) expect(outcome).toMatchObject({ kind: 'failed', failure: verdict.failure })
  else {
    expect(outcome).toMatchObject({ kind: 'answered', status: verdict.status, truncated: verdict.truncated })
    if (outcome.kind === 'answered') expect(outcome.body.length).toBeLessThanOrEqual(100_000)
    if (outcome.kind === 'answered' && verdict.body !== undefined) expect(Buffer.from(outcome.body).toString()).toBe(verdict.body)
  }
  await server.close()
})
