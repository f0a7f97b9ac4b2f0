import net from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { secureContext } from '../../../src/crawl/connections.ts'
import { createGuard } from '../../../src/crawl/guard.ts'
import { askLeniently } from '../../../src/crawl/lenient.ts'
import type { Net } from '../../../src/crawl/look.ts'
import { openProxy } from '../../../src/crawl/proxy.ts'
import { type Listening, listenDns, listenHttp, listenRaw, netWith, type Zone } from '../../crawl/net/world.ts'
import { ADDRESS_CASES, type AddressCase, SCHEME_CASES } from './address-cases.ts'
import { type Canary, freePort, openCanary, watchSockets } from './canary.ts'
import { SINGLE } from './single-cases.ts'

let site: Listening
let canary: Canary
let net_: Net
let open: Net
let dns: Awaited<ReturnType<typeof listenDns>>
let turn = 0
let forbidden: number

/** Names of the cases, and one whose addresses change after the first answer. */
function zone(): Zone {
  const named = ADDRESS_CASES.flatMap(({ records }, index) => {
    const six = (records ?? []).filter((one) => one.includes(':'))
    return records ? [[`case-${index}.test`, { A: records.filter((one) => !one.includes(':')), AAAA: six }]] : []
  })
  return {
    ...Object.fromEntries(named),
    'rebinds.test': {
      get A() {
        turn += 1
        return [turn === 1 ? '127.0.0.1' : '127.0.0.9']
      },
    },
  }
}

beforeAll(async () => {
  site = await listenHttp((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://site.test')
    const to = searchParams.get('to')
    if (to !== null) response.writeHead(302, { location: Buffer.from(to).toString('latin1') })
    response.end('the site')
  })
  forbidden = await freePort()
  canary = await openCanary([
    { host: '127.0.0.9', port: site.port },
    { host: '::1', port: site.port },
    { host: '127.0.0.1', port: forbidden },
  ])
  dns = await listenDns(zone())
  const resolver = { servers: [dns.server], hosts: { 'site.test': ['127.0.0.1'] } }
  const ports = [80, 443, site.port]
  net_ = netWith({ resolver, guard: { allow: [{ cidr: '127.0.0.1/32', ports: [site.port] }], ports } })
  open = netWith({ resolver, guard: { allow: [{ cidr: '127.0.0.0/8' }], ports } })
})
afterAll(async () => {
  await net_.close()
  await open.close()
  await site.close()
  await canary.close()
  await dns.close()
})
afterEach(() => {
  vi.restoreAllMocks()
  canary.touched.length = 0
})

const urlOf = ({ host, otherPort }: AddressCase, index: number) =>
  `http://${host ?? `case-${index}.test`}:${otherPort ? forbidden : site.port}/`
const over = (url: string, by: Net = net_) => Promise.all(([4, 6] as const).map((family) => by.look({ url, family, maxBytes: 100 })))
const SITE = () => `127.0.0.1 ${site.port}`

test('the canary notices who comes', async () => {
  await new Promise((resolve) => net.connect(site.port, '127.0.0.9').on('close', resolve).on('error', resolve).resume())
  await new Promise((resolve) => net.connect(site.port, '::1').on('close', resolve).on('error', resolve).resume())
  expect(canary.touched).toEqual([`127.0.0.9 ${site.port}`, `::1 ${site.port}`])
})

test.each(ADDRESS_CASES.map((one, index) => ({ ...one, index })))('$name: $verdict', async ({ index, leads, ...one }) => {
  const url = urlOf({ leads, ...one }, index)
  const sockets = watchSockets()
  try {
    for (const { outcome } of await over(url)) {
      expect(outcome).toMatchObject({ kind: 'failed', failure: expect.stringMatching(/^(not-allowed|no-address)$/) })
    }
    // The same as a redirect, and as a browser's wish.
    for (const { outcome } of await over(`http://site.test:${site.port}/?to=${encodeURIComponent(url)}`)) {
      expect(outcome.kind).toBe('failed')
    }
    expect(await net_.admit(new URL(url).hostname, Number(new URL(url).port))).toMatchObject({
      failure: expect.stringMatching(/^(not-allowed|no-address)$/),
    })
    expect(sockets.told.filter((told) => told !== SITE())).toEqual([])
    expect(canary.touched).toEqual([])
    if (leads) {
      await over(url, open)
      expect(canary.touched).toContain(one.otherPort ? `127.0.0.1 ${forbidden}` : `127.0.0.9 ${site.port}`)
    }
  } finally {
    sockets.stop()
  }
})

test.each(SCHEME_CASES)('$name: $verdict', async ({ url }) => {
  const sockets = watchSockets()
  try {
    for (const { outcome } of await over(url)) expect(outcome).toMatchObject({ kind: 'failed', failure: 'not-allowed' })
    const [redirected] = await over(`http://site.test:${site.port}/?to=${encodeURIComponent(url)}`)
    expect(redirected?.outcome).toMatchObject({ kind: 'failed', failure: 'malformed-answer' })
    expect(sockets.told.filter((told) => told !== SITE())).toEqual([])
  } finally {
    sockets.stop()
  }
})

test(SINGLE.rebinding.name, async () => {
  const url = `http://rebinds.test:${site.port}/`
  const sockets = watchSockets()
  for (let round = 0; round < 3; round += 1) {
    expect((await net_.look({ url, family: 4, maxBytes: 100 })).outcome).toMatchObject({ kind: 'answered', status: 200 })
    expect(await net_.admit('rebinds.test', site.port)).toEqual({ address: '127.0.0.1' })
  }
  const later = performance.now() + 31 * 60_000
  vi.spyOn(performance, 'now').mockImplementation(() => later)
  expect((await net_.look({ url, family: 4, maxBytes: 100 })).outcome).toMatchObject({ failure: 'not-allowed' })
  expect(await net_.admit('rebinds.test', site.port)).toMatchObject({ failure: 'not-allowed' })
  expect(dns.asked.filter((asked) => asked === 'A rebinds.test')).toHaveLength(2)
  expect(new Set(sockets.told)).toEqual(new Set([SITE()]))
  sockets.stop()
  expect(canary.touched).toEqual([])
})

test(SINGLE.astray.name, async () => {
  const asked: string[] = []
  const astray = await listenRaw((socket) => socket.on('data', (bytes) => asked.push(bytes.toString('latin1'))), '127.0.0.7')
  const { port } = astray
  const settings = { resolver: { hosts: { 'strays.test': ['127.0.0.5'] } }, guard: { allow: [{ cidr: '127.0.0.0/8' }] } }
  const own = netWith(settings)
  const proxy = await openProxy({ net: own, secret: 'secret' })
  const sockets = watchSockets({ from: '127.0.0.5', to: '127.0.0.7' })
  const url = new URL(`http://strays.test:${port}/`)
  expect((await own.look({ url: url.href, family: 4, maxBytes: 100 })).outcome).toMatchObject({
    failure: 'not-allowed',
    detail: 'reached 127.0.0.7',
  })
  const hop = { url, address: '127.0.0.5', headers: {}, deadlineMs: 5000, maxBytes: 100, fresh: true }
  const guard = createGuard({ ...settings.guard, ports: [] })
  expect(await askLeniently(hop, guard, secureContext())).toMatchObject({ failure: 'not-allowed', detail: 'reached 127.0.0.7' })
  expect(await throughProxy(proxy.url, `GET ${url.href} HTTP/1.1\r\nhost: strays.test\r\nconnection: close\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 502/,
  )
  expect(await throughProxy(proxy.url, `CONNECT strays.test:${port} HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1.1 502/)
  expect(sockets.told.filter((told) => told === `127.0.0.5 ${port}`)).toHaveLength(4)
  sockets.stop()
  await Promise.all([own.close(), proxy.close(), astray.close()])
  expect(asked).toEqual([])
})

/** The raw answer of the browser's proxy. */
async function throughProxy(proxy: string, request: string): Promise<string> {
  const socket = net.connect(Number(new URL(proxy).port), '127.0.0.1')
  socket.write(request)
  let answer = ''
  for await (const bytes of socket) answer += String(bytes)
  return answer
}
