import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Net, Rendered, Renderer } from '../../../src/crawl/look.ts'
import { createNet } from '../../../src/crawl/net.ts'
import { createRenderer } from '../../../src/crawl/render.ts'
import type { Log } from '../../../src/model/log.ts'
import { type Listening, opened, settingsWith, silent } from './world.ts'

const PAGES: Readonly<Record<string, string>> = {
  '/list': `<meta charset=gbk><ul id=list></ul><img src=/picture><script>
    fetch('/rows').then(r => r.json()).then(rows => rows.forEach(row => { list.innerHTML += '<li>' + row }))</script>`,
  '/rows': '["通知一","通知二"]',
  '/hostile': `<p id=p>还在</p><script>
    alert('stop'); window.open('/window'); navigator.serviceWorker && navigator.serviceWorker.register('/worker').catch(() => {});
    fetch('/form', { method: 'POST', body: 'x' }).catch(() => {});
    navigator.sendBeacon('/beacon', 'x');
    new WebSocket('ws://' + location.host + '/socket');
    fetch('http://10.0.0.1/').catch(() => {}); fetch('http://canary.test:' + location.port + '/touched').catch(() => {});
    const a = document.createElement('a'); a.href = '/file'; a.download = 'x'; a.click()</script>`,
  '/loop': '<script>for (;;) {}</script>',
  '/private': '<p>private</p>',
  '/asks-private': `<p id=p></p><script>fetch('/private').then(() => { p.textContent = 'got it' }).catch(() => { p.textContent = 'no' })</script>`,
  '/posts': `<ul id=list></ul><script src=/gone></script><script>
    fetch('/hits/count', { method: 'POST' }).catch(() => {}); fetch('/gone').catch(() => {}); fetch('/busy').catch(() => {})
    const rows = new XMLHttpRequest(); rows.open('POST', '/api/rows'); rows.send()</script>`,
  '/slow': `<p>还在</p><script src=/never></script>`,
}

let seen: string[] = []
let server: Listening
let canary: Listening
let touched = 0
let net: Net
let renderer: Renderer
const logged: string[] = []
const log: Log = { ...silent, warn: (_data, message) => logged.push(message) }

function handle({ method, url = '', headers }: IncomingMessage, response: ServerResponse): void {
  seen.push(`${method} ${url}`)
  if (url === '/never') return
  response.setHeader('content-type', 'text/html; charset=utf-8')
  if (url === '/gone') response.writeHead(404)
  if (url === '/busy') response.writeHead(503)
  if (url === '/away') response.writeHead(302, { location: '/list' })
  if (url === '/to-private-address') response.writeHead(302, { location: 'http://10.0.0.1/' })
  if (url === '/agent') response.end(`<p>${headers['user-agent']}</p>`)
  else response.end(PAGES[url] ?? 'nothing')
}

beforeAll(async () => {
  server = await opened(createServer(handle), '127.0.0.1', 0, () => {})
  canary = await opened(
    createServer(() => {
      touched++
    }),
    '127.0.0.9',
    server.port,
    () => {},
  )
  const settings = settingsWith({
    resolver: { hosts: { 'site.test': ['127.0.0.1'], 'canary.test': ['127.0.0.9'] } },
    guard: { allow: [{ cidr: '127.0.0.1/32', ports: [server.port] }] },
    render: { enabled: true, timeoutSeconds: 3 },
  })
  net = createNet({ settings, log: silent, now: Date.now })
  const made = await createRenderer({ settings, net, log, now: Date.now })
  if (made === null) throw new Error(`no renderer on this machine: ${logged.join('; ')}`)
  renderer = made
})
afterAll(async () => {
  await renderer?.close()
  await net?.close()
  await server?.close()
  await canary?.close()
})
beforeEach(() => {
  seen = []
})

const render = (path: string, over: object = {}): Promise<Rendered> =>
  renderer.render({ url: `http://site.test:${server.port}${path}`, screenshot: false, ...over })

function html({ outcome }: Rendered): string {
  return outcome.kind === 'answered' ? Buffer.from(outcome.html).toString() : `${outcome.failure}: ${outcome.detail}`
}

test('a list that a script fills is drawn, without pictures', async () => {
  const drawn = await render('/list')
  expect(html(drawn)).toContain('<li>通知一</li><li>通知二</li>')
  expect(drawn.outcome).toMatchObject({ finalUrl: `http://site.test:${server.port}/list` })
  expect(drawn.outcome.kind === 'answered' && drawn.outcome.screenshot).toBeFalsy()
  expect(drawn.outcome).not.toHaveProperty('withheld')
  expect(seen).toEqual(['GET /list', 'GET /rows'])
})

test('a screenshot is a PNG of the whole page, pictures asked for', async () => {
  const { outcome } = await render('/list', { screenshot: true })
  const picture = outcome.kind === 'answered' ? outcome.screenshot : undefined
  expect(
    Buffer.from(picture ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
  expect(seen).toContain('GET /picture')
})

test('the browser says who it is, and follows redirects', async () => {
  expect(html(await render('/agent'))).toContain('govsite/0.1 (+mailto:office@example.test)')
  expect((await render('/away')).outcome).toMatchObject({ finalUrl: `http://site.test:${server.port}/list` })
})

test('a hostile page reaches nothing but its own GET requests', async () => {
  expect(html(await render('/hostile'))).toContain('还在')
  expect(seen.filter((line) => !line.startsWith('GET '))).toEqual([])
  expect(seen.filter((line) => /window|worker|socket|beacon/.test(line))).toEqual([])
  expect(touched).toBe(0)
})

test('robots is asked about the page and what it loads', async () => {
  const allowed = async (url: string) => !url.endsWith('/private')
  expect((await render('/private', { allowed })).outcome).toMatchObject({ kind: 'failed', failure: 'robots-disallowed' })
  const asking = await render('/asks-private', { allowed })
  expect(html(asking)).toContain('no')
  expect(asking.outcome).toMatchObject({ withheld: [`http://site.test:${server.port}/private`] })
  expect(seen).toEqual(['GET /asks-private'])
})

test.each([
  ['http://10.0.0.1/', 'not-allowed'],
  ['https://10.0.0.1/', 'not-allowed'],
  ['http://canary.test:8099/', 'not-allowed'],
])('%s ends as %s', async (url, failure) => {
  expect((await renderer.render({ url, screenshot: false })).outcome).toMatchObject({ kind: 'failed', failure })
})

test('a redirect to where we may not go is refused', async () => {
  expect((await render('/to-private-address')).outcome).toMatchObject({ kind: 'failed', failure: 'not-allowed' })
})

test('what a page asked for and did not get is told, but for what counts visitors and what is not there', async () => {
  const { outcome } = await render('/posts')
  expect(outcome).toMatchObject({
    kind: 'answered',
    withheld: ['/api/rows', '/busy'].map((path) => `http://site.test:${server.port}${path}`),
  })
})

test('what came of a slow page is kept', async () => {
  expect(html(await render('/slow'))).toContain('还在')
})

test('a page that hangs the browser costs one page', async () => {
  const [hanging, other] = await Promise.all([render('/loop'), render('/list')])
  expect(hanging.outcome).toMatchObject({ kind: 'failed', failure: 'browser-failed' })
  expect(html(other)).toContain('通知一')
  expect(html(await render('/list'))).toContain('通知一')
})

test('without a browser there is no renderer, and the log says why', async () => {
  const settings = settingsWith({ render: { browser: '/nowhere/chromium' } })
  expect(await createRenderer({ settings, net, log, now: Date.now })).toBeNull()
  expect(logged.at(-1)).toContain('no browser')
  expect(await createRenderer({ settings: settingsWith({ render: { enabled: false } }), net, log, now: Date.now })).toBeNull()
})
