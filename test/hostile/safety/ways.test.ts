import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { askAuthority } from '../../../src/bundle/stamp/time-authority.ts'
import { createNet } from '../../../src/crawl/net.ts'
import { takeCanaries } from '../../../src/crawl/vantage.ts'
import { collectSite } from '../../../src/crawl/visit.ts'
import type { Config } from '../../../src/model/config.ts'
import type { Settings } from '../../../src/model/settings.ts'
import type { Site } from '../../../src/model/site.ts'
import { type Listening, listenDns, listenHttp, silent } from '../../crawl/net/world.ts'
import { CONFIG } from '../../crawl/visit/config.ts'
import { MemoryJournal, siteAt } from '../../crawl/visit/town.ts'
import { type Canary, openCanary, watchSockets } from './canary.ts'
import { SINGLE } from './single-cases.ts'
import { WAY_CASES, type WayAnswer, type WayCase } from './way-cases.ts'

let server: Listening
let canary: Canary
let dns: Awaited<ReturnType<typeof listenDns>>
let pages: Readonly<Record<string, WayAnswer>> = {}
let settings: Settings

beforeAll(async () => {
  server = await listenHttp((request, response) => {
    const answer = pages[request.url ?? ''] ?? { status: 404, body: 'Not Found' }
    const { status = 200, location, type = 'text/html; charset=utf-8', body = '' } = typeof answer === 'string' ? { body: answer } : answer
    const [plain = '', refresh] = type.split('\r\nrefresh: ')
    if (refresh) response.setHeader('refresh', refresh)
    response.writeHead(status, { 'content-type': plain, ...(location === undefined ? {} : { location }) }).end(body)
  })
  canary = await openCanary([{ host: '127.0.0.9', port: server.port }])
  dns = await listenDns({ 'site.test': {} })
  settings = {
    ...CONFIG.settings,
    resolver: { servers: [dns.server], hosts: { 'www.site.test': ['127.0.0.1'], 'inner.site.test': ['127.0.0.9'] }, timeoutSeconds: 1 },
    guard: { allow: [{ cidr: '127.0.0.1/32', ports: [server.port] }], ports: [80, 443] },
  }
})
afterAll(async () => {
  await server.close()
  await canary.close()
  await dns.close()
})
afterEach(() => {
  canary.touched.length = 0
})

const inner = () => `http://inner.site.test:${server.port}`
const OPEN = { allow: [{ cidr: '127.0.0.0/8' }], ports: [] }

function siteOf({ home, pins }: WayCase): Site {
  const { columns = [], ...rest } = pins?.(inner()) ?? {}
  const pinned = columns.map((url) => ({ name: '通知公告', kind: 'notice' as const, url }))
  return siteAt(home === 'inner' ? `${inner()}/` : `http://www.site.test:${server.port}/`, { pins: { columns: pinned, ...rest } })
}

/** Visits the site of the case; what was seen of the forbidden place. */
async function visit(one: WayCase, guard: Settings['guard']): Promise<MemoryJournal> {
  pages = one.pages(inner())
  const config: Config = { ...CONFIG, settings: { ...settings, guard } }
  const net = createNet({ settings: config.settings, log: silent, now: Date.now })
  const journal = new MemoryJournal()
  const deps = { config, journal, net, renderer: null, log: silent, now: Date.now, seed: 'seed', ipv6: true, wait: async () => undefined }
  await collectSite(siteOf(one), deps).finally(() => net.close())
  return journal
}

test.each(WAY_CASES)('$name: $verdict', async (one) => {
  const sockets = watchSockets()
  const journal = await visit(one, settings.guard)
  sockets.stop()
  expect(sockets.told.filter((told) => told !== `127.0.0.1 ${server.port}`)).toEqual([])
  expect(canary.touched).toEqual([])
  const about = journal
    .captures()
    .flatMap((capture) => ('outcome' in capture && capture.outcome.kind === 'failed' ? [capture.outcome.failure] : []))
  // Nothing is said of the place but that we do not go there.
  expect(new Set(about)).toEqual(new Set(one.follows ? ['not-allowed'] : []))
  await visit(one, OPEN)
  expect(canary.touched.length > 0, 'with an open guard').toBe(one.follows)
})

test(SINGLE.canaries.name, async () => {
  const config = { ...CONFIG, settings: { ...settings, vantage: { canaries: [`${inner()}/`], everySeconds: 60 } } }
  const net = createNet({ settings: config.settings, log: silent, now: Date.now })
  const journal = new MemoryJournal()
  await takeCanaries('before', { config, journal, net, now: Date.now, sequence: 1 })
  await net.close()
  expect(journal.captures()[0]).toMatchObject({ outcome: { failure: 'not-allowed' } })
  expect(canary.touched).toEqual([])
})

test(SINGLE.authority.name, async () => {
  const authority = await listenHttp((_, response) => response.writeHead(307, { location: `http://127.0.0.9:${server.port}/` }).end())
  const asking = { timeoutSeconds: 5, maxBytes: 1000, agent: 'test' }
  await expect(askAuthority(`http://127.0.0.1:${authority.port}/`, new Uint8Array(3), asking)).rejects.toMatchObject({
    name: 'StampProblem',
  })
  await authority.close()
  expect(canary.touched).toEqual([])
})
