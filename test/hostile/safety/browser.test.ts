import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findBrowser } from '../../../src/crawl/browser-path.ts'
import type { Net, Rendered, Renderer } from '../../../src/crawl/look.ts'
import { createNet } from '../../../src/crawl/net.ts'
import { createRenderer } from '../../../src/crawl/render.ts'
import { type Listening, listenDns, listenHttp, listenRaw, settingsWith, silent } from '../../crawl/net/world.ts'
import { BROWSER_CASES, CALL, type Inner, LEAVE_CASES } from './browser-cases.ts'
import { type Canary, openCanary } from './canary.ts'
import { readNetLog } from './net-log.ts'
import { SINGLE } from './single-cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'govsite-browser-safety-'))
const before = { HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'] }
const NETLOG = join(folder, 'netlog.json')
const unsandboxed: string[] = []
let body = ''
let asked: string[] = []
let turn = 0
let site: Listening
let canary: Canary
let dns: Awaited<ReturnType<typeof listenDns>>
let inner: Inner
let shut: { readonly net: Net; readonly renderer: Renderer }

/** A renderer behind a guard, whose browser writes down everything that it does on the network. */
async function rendererWith(allow: { readonly cidr: string; readonly ports?: readonly number[] }[], netLog: string) {
  const executable = `${netLog}.sh`
  writeFileSync(executable, `#!/bin/sh\nexec ${await findBrowser()} "$@" --log-net-log=${netLog}\n`, { mode: 0o755 })
  const settings = settingsWith({
    resolver: { servers: [dns.server], hosts: { 'site.test': ['127.0.0.1'], 'inner.test': ['127.0.0.9'] } },
    guard: { allow },
    render: { enabled: true, timeoutSeconds: 8, browser: executable },
  })
  const net = createNet({ settings, log: silent, now: Date.now })
  const renderer = await createRenderer({ settings, net, log: silent, now: Date.now, onUnsandboxed: (why) => unsandboxed.push(why) })
  if (renderer === null) throw new Error('no browser or no Chinese font on this machine')
  return { net, renderer }
}

beforeAll(async () => {
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name))
  Object.assign(process.env, { HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp') })
  site = await listenHttp((request, response) => {
    const url = request.url ?? ''
    asked.push(`${request.method} ${url}`)
    if (url.startsWith('/to?')) return response.writeHead(302, { location: url.slice(4) }).end()
    response.setHeader('content-type', 'text/html; charset=utf-8')
    return response.end(`<!doctype html><p id="still">还在</p>${body}`)
  })
  dns = await listenDns({
    'rebinds.test': {
      get A() {
        turn += 1
        return [turn === 1 ? '127.0.0.1' : '127.0.0.9']
      },
    },
  })
  inner = { http: `http://inner.test:${site.port}`, https: `https://inner.test:${site.port}`, host: 'inner.test', port: site.port }
  canary = await openCanary([{ host: '127.0.0.9', port: site.port }])
  shut = await rendererWith([{ cidr: '127.0.0.1/32', ports: [site.port] }], NETLOG)
})
afterAll(async () => {
  await site.close()
  await canary.close()
  await dns.close()
  restore('HOME')
  restore('TMPDIR')
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  asked = []
  canary.touched.length = 0
})

function restore(name: 'HOME' | 'TMPDIR'): void {
  const value = before[name]
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

const draw = (path: string, by = shut, host = 'site.test') =>
  by.renderer.render({ url: `http://${host}:${site.port}${path}`, screenshot: true })
const html = ({ outcome }: Rendered) => (outcome.kind === 'answered' ? Buffer.from(outcome.html).toString() : outcome.failure)
const everyWay = () => CALL + BROWSER_CASES.map(({ markup }, index) => markup(`${inner.http}/${index}`, inner)).join('\n')

test('no way that a page knows leads the browser to where the site must not send it', async () => {
  body = everyWay()
  const drawn = html(await draw('/'))
  expect(drawn).toContain('还在')
  expect(drawn).not.toContain('root:x:')
  expect(canary.touched).toEqual([])
  expect(asked.filter((line) => !line.startsWith('GET '))).toEqual([])
})

test.each(LEAVE_CASES)('$name: $verdict', async ({ markup, to }) => {
  body = markup(to ?? `${inner.http}/`)
  const drawn = html(await draw('/'))
  expect(drawn).not.toMatch(/root:x:|Chromium.*(?:Revision|修订)/)
  expect(canary.touched).toEqual([])
})

test(SINGLE.rebindingDrawn.name, async () => {
  body = `<script>for (let n = 0; n < 3; n += 1) fetch('/again?' + n); fetch('https://' + location.host + '/tunnel').catch(() => {})</script>`
  expect(html(await draw('/', shut, 'rebinds.test'))).toContain('还在')
  expect(asked).toEqual(['GET /', 'GET /again?0', 'GET /again?1', 'GET /again?2'])
  expect(dns.asked.filter((line) => line === 'A rebinds.test')).toHaveLength(1)
  expect(canary.touched).toEqual([])
})

test(SINGLE.head.name, async () => {
  const head = 'HTTP/1.1 200 OK\r\nserver: \u001b]0;owned\u0007\r\ncontent-type: text/html\r\nconnection: close\r\n\r\nstill here'
  const odd = await listenRaw((socket) => socket.once('data', () => socket.end(Buffer.from(head, 'latin1'))))
  const by = await rendererWith([{ cidr: '127.0.0.1/32', ports: [odd.port] }], join(folder, 'odd.json'))
  const drawn = html(await by.renderer.render({ url: `http://site.test:${odd.port}/`, screenshot: false }))
  await by.renderer.close()
  await by.net.close()
  await odd.close()
  expect(drawn).toContain('still here')
})

test(SINGLE.granted.name, async () => {
  body = `<p id="said"></p><script>
    const say = (what) => { said.textContent += what + ';' }
    navigator.geolocation.getCurrentPosition(() => say('GRANTED place'), () => say('no place'))
    navigator.mediaDevices?.getUserMedia({ audio: true, video: true }).then(() => say('GRANTED camera'), () => say('no camera'))
    Notification.requestPermission().then((state) => say(state === 'granted' ? 'GRANTED notes' : 'no notes'))
    navigator.clipboard?.readText().then(() => say('GRANTED clipboard'), () => say('no clipboard'))</script>`
  const drawn = html(await draw('/'))
  expect(drawn).not.toContain('<p id="said">GRANTED')
  expect(drawn).not.toMatch(/;GRANTED/)
})

test(SINGLE.leftovers.name, async () => {
  await shut.renderer.close()
  await shut.net.close()
  expect(readdirSync(join(folder, 'tmp'))).toEqual([])
  expect(readdirSync(join(folder, 'home'))).toEqual([])
  const { connected, sent, resolved } = readNetLog(NETLOG)
  // Only to the proxies of its pages.
  expect([...connected].filter((address) => !address.startsWith('127.0.0.1:'))).toEqual([])
  expect(connected.size).toBeGreaterThan(3)
  expect([...sent]).toEqual([])
  expect([...resolved]).toEqual([])
})

test('with an open guard the same page reaches the place by the ways that are ways, and by no other', async () => {
  await canary.close()
  canary = await openCanary([])
  const reached: string[] = []
  const place = http.createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`)
    response.end()
  })
  place.on('upgrade', (request) => reached.push(`upgrade ${request.url}`))
  await new Promise<void>((resolve) => place.listen(site.port, '127.0.0.9', resolve))
  const open = await rendererWith([{ cidr: '127.0.0.0/8' }], join(folder, 'open.json'))
  body = everyWay()
  await draw('/', open)
  const names = new Set(reached.map((line) => BROWSER_CASES[Number(/^GET \/(\d+)$/.exec(line)?.[1] ?? -1)]?.name ?? line))
  expect([...names].sort()).toEqual(
    BROWSER_CASES.filter(({ leads }) => leads)
      .map(({ name }) => name)
      .sort(),
  )
  await open.renderer.close()
  await open.net.close()
  place.closeAllConnections()
  await new Promise((resolve) => place.close(resolve))
  expect([...readNetLog(join(folder, 'open.json')).sent]).toEqual([])
})
