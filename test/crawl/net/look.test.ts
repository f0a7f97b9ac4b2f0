import type http from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Look, Net } from '../../../src/crawl/look.ts'
import { type Listening, listenDns, listenHttp, netWith } from './world.ts'

let seen: { url: string; headers: http.IncomingHttpHeaders; family: string }[] = []
let four: Listening
let six: Listening
let net: Net

function handle(request: http.IncomingMessage, response: http.ServerResponse): unknown {
  const url = request.url ?? ''
  seen.push({ url, headers: request.headers, family: request.socket.remoteFamily ?? '' })
  const redirect = (status: number, location: string | Buffer) => {
    response.writeHead(status, { location: location.toString('latin1') })
    response.end('moved')
  }
  const code = /^\/redirect-(\d+)$/.exec(url)
  if (code) return redirect(Number(code[1]), '/end?x=1')
  if (url === '/self') return redirect(302, '/self')
  if (url === '/ping') return redirect(302, '/pong')
  if (url === '/pong') return redirect(302, '/ping')
  if (url.startsWith('/more')) return redirect(302, `/more${url.length}-${'x'.repeat(url.length)}`)
  if (url === '/scheme') return redirect(302, 'ftp://site.test/')
  if (url === '/nonsense') return redirect(302, 'http://[::')
  if (url === '/nowhere') return response.writeHead(302).end('no location')
  if (url === '/only-four') return redirect(302, `http://four.test:${port()}/end`)
  if (url === '/forbidden') return redirect(302, '/private')
  if (url === '/inside') return redirect(302, 'http://10.0.0.1/')
  if (url === '/utf8') return redirect(302, Buffer.from('/中文'))
  if (url === '/gbk') return redirect(302, Buffer.from([0x2f, 0xd6, 0xd0]))
  if (url === '/cookie' && !request.headers.cookie?.includes('seen=1')) {
    response.setHeader('set-cookie', ['seen=1; path=/', 'other=2; HttpOnly'])
    return redirect(302, '/cookie')
  }
  if (url === '/long') return response.end('x'.repeat(50_000))
  response.setHeader('x-twice', ['a', 'b'])
  response.end(`page ${url}`)
}

const port = () => four.port

beforeAll(async () => {
  four = await listenHttp(handle)
  six = await listenHttp(handle, '::1', four.port)
})
afterAll(() => Promise.all([four.close(), six.close()]))
beforeEach(() => {
  seen = []
  net = netWith({ resolver: { hosts: { 'site.test': ['127.0.0.1', '::1'], 'four.test': ['127.0.0.1'] } } })
})
afterEach(() => net.close())

const look = (path: string, over: object = {}): Promise<Look> =>
  net.look({ url: `http://site.test:${port()}${path}`, family: 4, maxBytes: 10_000, ...over })

function body(answer: Look): string {
  return answer.outcome.kind === 'answered' ? Buffer.from(answer.outcome.body).toString() : answer.outcome.failure
}

test('an answer carries head, body, address and time', async () => {
  const answer = await look('/a?b=1#c')
  expect(answer).toMatchObject({ address: '127.0.0.1', outcome: { kind: 'answered', status: 200, redirects: [], truncated: false } })
  expect(answer.outcome).toMatchObject({ finalUrl: `http://site.test:${port()}/a?b=1#c`, headers: { 'x-twice': 'a, b' } })
  expect(body(answer)).toBe('page /a?b=1')
  expect(answer.takenAt).toMatch(/^\d{4}-.*\+08:00$/)
})

test('the request says honestly who asks', async () => {
  await look('/')
  expect(seen[0]?.headers).toMatchObject({
    'user-agent': 'govsite/0.1 (+mailto:office@example.test)',
    'accept-encoding': 'gzip, deflate, br, zstd',
    'host': `site.test:${port()}`,
  })
})

test('each family is asked by itself', async () => {
  expect((await look('/', { family: 6 })).address).toBe('::1')
  expect(seen[0]?.family).toBe('IPv6')
  expect((await net.look({ url: `http://[::1]:${port()}/`, family: 6, maxBytes: 100 })).address).toBe('::1')
  expect((await net.look({ url: `http://[::1]:${port()}/`, family: 4, maxBytes: 100 })).outcome).toMatchObject({ failure: 'no-address' })
  expect((await net.look({ url: `http://four.test:${port()}/`, family: 6, maxBytes: 100 })).outcome).toMatchObject({
    failure: 'no-address',
  })
})

test.each([301, 302, 303, 307, 308])('%s is followed', async (status) => {
  const { outcome } = await look(`/redirect-${status}`)
  expect(outcome).toMatchObject({
    status: 200,
    finalUrl: `http://site.test:${port()}/end?x=1`,
    redirects: [{ url: `http://site.test:${port()}/redirect-${status}`, status }],
  })
})

test.each([
  ['/self', 'too-many-redirects'],
  ['/ping', 'too-many-redirects'],
  ['/more', 'too-many-redirects'],
  ['/scheme', 'malformed-answer'],
  ['/nonsense', 'malformed-answer'],
  ['/inside', 'not-allowed'],
])('%s ends as %s', async (path, failure) => {
  expect((await look(path)).outcome).toMatchObject({ kind: 'failed', failure })
})

test('a redirect stays in its family', async () => {
  expect((await look('/only-four', { family: 6 })).outcome).toMatchObject({ failure: 'no-address' })
  expect((await look('/only-four')).outcome).toMatchObject({ status: 200 })
})

test('a redirect without a target is an answer', async () => {
  expect((await look('/nowhere')).outcome).toMatchObject({ kind: 'answered', status: 302 })
})

test('targets that are not ASCII reach the server as it wrote them', async () => {
  await look('/utf8')
  await look('/gbk')
  expect(seen.map(({ url }) => url)).toEqual(['/utf8', '/%E4%B8%AD%E6%96%87', '/gbk', '/%D6%D0'])
})

test('a site that sets a cookie and redirects to the same page is no loop', async () => {
  expect(body(await look('/cookie'))).toBe('page /cookie')
})

test('every hop is asked of robots', async () => {
  const asked: string[] = []
  const allowed = async (url: string) => {
    asked.push(new URL(url).pathname)
    return !url.endsWith('/private')
  }
  expect((await look('/forbidden', { allowed })).outcome).toMatchObject({ failure: 'robots-disallowed' })
  expect(asked).toEqual(['/forbidden', '/private'])
  expect(seen.map(({ url }) => url)).toEqual(['/forbidden'])
})

test('more bytes than wanted are cut off', async () => {
  const { outcome } = await look('/long', { maxBytes: 1_000 })
  expect(outcome).toMatchObject({ truncated: true })
  expect(outcome.kind === 'answered' && outcome.body.length).toBe(1_000)
  expect((await look('/long', { maxBytes: 50_000 })).outcome).toMatchObject({ truncated: false })
})

test('what is no http URL, or calls itself off, is our failure', async () => {
  for (const url of ['mailto:a@b', 'file:///etc/passwd', 'http://', 'nonsense']) {
    expect((await net.look({ url, family: 4, maxBytes: 1 })).outcome).toMatchObject({ failure: 'not-allowed' })
  }
  expect((await look('/', { signal: AbortSignal.abort() })).outcome).toMatchObject({ failure: 'cancelled' })
})

test('a connection is used again', async () => {
  const sockets = new Set<unknown>()
  const server = await listenHttp((request, response) => {
    sockets.add(request.socket)
    response.end('ok')
  })
  for (let index = 0; index < 5; index++) await net.look({ url: `http://site.test:${server.port}/${index}`, family: 4, maxBytes: 100 })
  expect(sockets.size).toBe(1)
  await server.close()
})

test('several addresses take turns, one that refuses is left out, and the guard is asked about each', async () => {
  await net.close()
  const second = await listenHttp((_, response) => response.end('second'), '127.0.0.3', port())
  net = netWith({
    resolver: { hosts: { 'many.test': ['127.0.0.3', '127.0.0.2', '127.0.0.1', '10.0.0.1'], 'dead.test': ['127.0.0.4', '127.0.0.5'] } },
    guard: { allow: [{ cidr: '127.0.0.0/8', ports: [port()] }] },
  })
  const look = (host: string) => net.look({ url: `http://${host}:${port()}/`, family: 4, maxBytes: 100 })
  const looks: Look[] = []
  for (let index = 0; index < 5; index++) looks.push(await look('many.test'))
  expect(looks.map(({ outcome }) => outcome.kind)).toEqual(looks.map(() => 'answered'))
  expect(new Set(looks.map(({ address }) => address))).toEqual(new Set(['127.0.0.1', '127.0.0.3']))
  expect((await look('dead.test')).outcome).toMatchObject({ failure: 'connection-refused' })
  expect((await look('dead.test')).outcome).toMatchObject({ failure: 'connection-refused' })
  await second.close()
})

test('an address in any spelling is judged by what it is', async () => {
  await net.close()
  net = netWith({ guard: { allow: [] } })
  const spellings = [
    '0x7f.1',
    '2130706433',
    '0177.0.0.1',
    '127.1',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    'localhost',
  ]
  for (const host of spellings) {
    for (const family of [4, 6] as const) {
      const { outcome } = await net.look({ url: `http://${host}:${port()}/`, family, maxBytes: 10 })
      expect(outcome, host).toMatchObject({ kind: 'failed', failure: expect.stringMatching(/not-allowed|no-address/) })
    }
  }
  expect(seen).toEqual([])
})

test('names are looked up at the configured name server', async () => {
  const dns = await listenDns({
    'dns.test': { A: ['127.0.0.1'] },
    'mapped.test': { AAAA: ['::ffff:127.0.0.1'] },
    'dead.test': { rcode: 2 },
  })
  const own = netWith({ resolver: { servers: [dns.server], hosts: {} } })
  const at = (host: string, family: 4 | 6 = 4) => own.look({ url: `http://${host}:${port()}/`, family, maxBytes: 100 })
  expect((await at('dns.test')).outcome).toMatchObject({ status: 200 })
  expect((await at('mapped.test', 6)).outcome).toMatchObject({ failure: 'not-allowed' })
  expect((await at('dead.test')).outcome).toMatchObject({ failure: 'resolver-failed' })
  expect((await at('gone.test')).outcome).toMatchObject({ failure: 'no-such-host' })
  expect(await own.scope('dns.test', 4)).toBe('loopback')
  expect(await own.scope('dns.test', 6)).toBeUndefined()
  expect(await own.admit('dns.test', port())).toEqual({ address: '127.0.0.1' })
  expect(await own.admit('gone.test', 80)).toMatchObject({ failure: 'no-such-host' })
  await own.close()
  await dns.close()
})
