import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Net } from '../../../src/crawl/look.ts'
import { listenRaw, netWith } from './world.ts'

const OK = 'HTTP/1.1 200 OK\r\n'

let net: Net
beforeAll(() => {
  net = netWith()
})
afterAll(() => net.close())

test('nobody listens', async () => {
  expect((await net.look({ url: 'http://site.test:1/', family: 4, maxBytes: 1 })).outcome).toMatchObject({ failure: 'connection-refused' })
})

test('rubbish after one answer is not blamed on the next', async () => {
  const server = await listenRaw((socket) => socket.on('data', () => socket.write(`${OK}content-length: 2\r\n\r\nokRUBBISH`)))
  for (let index = 0; index < 6; index++) {
    const { outcome } = await net.look({ url: `http://site.test:${server.port}/${index}`, family: 4, maxBytes: 100 })
    expect(outcome).toMatchObject({ kind: 'answered', status: 200 })
  }
  await server.close()
})

test('a kept connection that died meanwhile is not blamed on the next request', async () => {
  const server = await listenRaw((socket) => {
    socket.once('data', () => {
      socket.write(`${OK}content-length: 2\r\n\r\nok`)
      socket.once('data', () => socket.resetAndDestroy())
    })
  })
  for (let index = 0; index < 4; index++) {
    const { outcome } = await net.look({ url: `http://site.test:${server.port}/${index}`, family: 4, maxBytes: 100 })
    expect(outcome).toMatchObject({ kind: 'answered', status: 200 })
  }
  await server.close()
})

test('closing the net ends what is under way', async () => {
  const server = await listenRaw(() => {})
  const own = netWith({ limits: { deadlineSeconds: 60 } })
  const looking = own.look({ url: `http://site.test:${server.port}/`, family: 4, maxBytes: 1 })
  await new Promise(setImmediate)
  await own.close()
  expect((await looking).outcome).toMatchObject({ failure: 'cancelled' })
  await server.close()
})
