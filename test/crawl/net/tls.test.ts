import { readFileSync } from 'node:fs'
import https from 'node:https'
import type { Socket } from 'node:net'
import tls from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Net } from '../../../src/crawl/look.ts'
import { type Listening, listenRaw, netWith, opened } from './world.ts'

const pem = (name: string) => readFileSync(new URL(`certificates/${name}.pem`, import.meta.url), 'utf8')
const key = pem('key')

let net: Net
beforeAll(() => {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), pem('authority')])
  net = netWith()
})
afterAll(() => net.close())

async function listenTls(options: https.ServerOptions): Promise<Listening> {
  const server = https.createServer({ key, ...options }, (_request, response) => response.end('secure'))
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  return opened(server, '127.0.0.1', 0, () => {
    for (const socket of sockets) socket.destroy()
  })
}

test.each([
  ['a sound certificate', { cert: pem('valid') }, { kind: 'answered', status: 200 }],
  ['an expired certificate', { cert: pem('expired') }, { failure: 'certificate-invalid' }],
  ['a self-signed certificate', { cert: pem('self-signed') }, { failure: 'certificate-invalid' }],
  ["another name's certificate", { cert: pem('other-name') }, { failure: 'certificate-invalid' }],
  ['TLS 1.0 only', { cert: pem('valid'), minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }, { status: 200 }],
  ['TLS 1.1 only', { cert: pem('valid'), minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }, { status: 200 }],
  ['a cipher nobody shares', { cert: pem('valid'), maxVersion: 'TLSv1.2', ciphers: 'PSK' }, { failure: 'tls-failed' }],
] as const)('%s', async (_, options, outcome) => {
  const server = await listenTls(options)
  expect((await net.look({ url: `https://site.test:${server.port}/`, family: 4, maxBytes: 100 })).outcome).toMatchObject(outcome)
  await server.close()
})

test('an address is verified as an address', async () => {
  const server = await listenTls({ cert: pem('valid') })
  expect((await net.look({ url: `https://127.0.0.1:${server.port}/`, family: 4, maxBytes: 100 })).outcome).toMatchObject({ status: 200 })
  await server.close()
})

test.each([
  ['stalls', () => {}, 'timed-out'],
  ['speaks plain HTTP', (socket: Socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')), 'tls-failed'],
  ['resets', (socket: Socket) => void socket.once('data', () => socket.resetAndDestroy()), 'connection-reset'],
])('a server that %s instead of shaking hands', async (_, serve, failure) => {
  const server = await listenRaw(serve)
  expect((await net.look({ url: `https://site.test:${server.port}/`, family: 4, maxBytes: 100 })).outcome).toMatchObject({ failure })
  await server.close()
})

test('an odd answer is read leniently behind TLS too', async () => {
  const server = tls.createServer({ key, cert: pem('valid') }, (socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'))
  })
  const { port, close } = await opened(server, '127.0.0.1', 0, () => {})
  expect((await net.look({ url: `https://site.test:${port}/`, family: 4, maxBytes: 100 })).outcome).toMatchObject({ status: 200 })
  await close()
})
