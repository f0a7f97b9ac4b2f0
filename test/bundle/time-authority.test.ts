import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createPlainServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { StampProblem } from '../../src/bundle/stamp/stamp-problem.ts'
import { askAuthority } from '../../src/bundle/stamp/time-authority.ts'
import { readStamp, stampRequest } from '../../src/bundle/stamp/time-stamp.ts'
import { LocalAuthority } from './local-authority.ts'

const ROOT = 'ab'.repeat(32)
const NONCE = 42n
const ASKING = { timeoutSeconds: 20, maxBytes: 65_536, agent: 'govsite-test/1.0 (contact: test@example.org)' }
const REPLY = { 'content-type': 'application/timestamp-reply' }

let at: LocalAuthority
let server: Server
let base: string
let seen: string[] = []

beforeAll(async () => {
  at = new LocalAuthority()
  at.root('root')
  at.issue('tsa')
  server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

beforeEach(() => {
  seen = []
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
  at.remove()
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url, headers } = request
  seen.push(`${method} ${url} ${headers['content-type']} ${headers['user-agent']}`)
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  if (url === '/tsa') response.writeHead(200, REPLY).end(at.reply(Buffer.concat(chunks)))
  if (url === '/500') response.writeHead(500, REPLY).end('down')
  if (url === '/html') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<title>登录</title>')
  if (url === '/moved') response.writeHead(307, { location: '/tsa' }).end()
  if (url === '/large') response.writeHead(200, REPLY).end(Buffer.alloc(65_537))
  if (url === '/endless') pour(response)
  if (url === '/half') response.writeHead(200, { ...REPLY, 'content-length': '100' }).write('0')
  if (url === '/cut') response.writeHead(200, { ...REPLY, 'content-length': '100' }).write('0', () => response.destroy())
}

/** Goes on until the other side has had enough. */
function pour(response: ServerResponse): void {
  response.writeHead(200, REPLY)
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(4096)));
  }
  response.on('drain', more)
  more()
}

test('an answer from openssl itself comes back whole and is trusted', async () => {
  const answered = await askAuthority(`${base}/tsa`, stampRequest(ROOT, NONCE), ASKING)
  expect(await readStamp(answered, ROOT, { nonce: NONCE, authorities: [at.pem('root')] })).toMatchObject({ trust: 'trusted' })
  expect(seen).toEqual([`POST /tsa application/timestamp-query ${ASKING.agent}`])
})

test.each<[string, string, string, number]>([
  ['an error of the service', '/500', '时间戳服务返回了错误状态码（500）。', 1],
  ['a page in the place of a stamp', '/html', '时间戳服务返回的不是时间戳答复（text/html; charset=utf-8）。', 1],
  ['a redirect', '/moved', '时间戳服务把请求转向了别的地址，程序不跟随（307 /tsa）。', 1],
  ['a large answer', '/large', '时间戳服务的答复超过限定大小（65536 字节）。', 1],
  ['an endless answer', '/endless', '时间戳服务的答复超过限定大小（65536 字节）。', 1],
  ['an answer that breaks off', '/cut', '连不上时间戳服务（UND_ERR_SOCKET）。', 1],
])('%s is told and not asked for again', async (_, path, says, requests) => {
  const failure = await askAuthority(base + path, stampRequest(ROOT, NONCE), ASKING).catch((error) => error)
  expect(failure).toBeInstanceOf(StampProblem)
  expect(failure.says).toBe(says)
  expect(seen).toHaveLength(requests)
})

test.each(['/silent', '/half'])('%s: who does not end in time is left', async (path) => {
  const began = performance.now()
  const failure = await askAuthority(base + path, stampRequest(ROOT, NONCE), { ...ASKING, timeoutSeconds: 0.3 }).catch((error) => error)
  expect(failure).toMatchObject({ code: 'too-slow', says: '时间戳服务没有在限定时间内答复（0.3 秒）。' })
  expect(performance.now() - began).toBeLessThan(5000)
})

test('nobody there, or somebody who speaks no HTTP', async () => {
  const plain = createPlainServer((socket) => socket.resume().end('220 mail ready\r\n'))
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`
  expect(await codeOf(url)).toBe('no-answer')
  await new Promise((resolve) => plain.close(resolve))
  expect(await codeOf(url)).toBe('no-answer')
})

test.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'tsa.example.cn', '', 'http://user:secret@127.0.0.1/', 'http://secret@127.0.0.1/'])(
  '%j is not asked',
  async (url) => {
    const failure = await askAuthority(url, stampRequest(ROOT, NONCE), ASKING).catch((error) => error)
    expect(failure).toMatchObject({ code: 'bad-address' })
    expect(failure.message).not.toContain('secret')
  },
)

async function codeOf(url: string): Promise<string> {
  return await askAuthority(url, stampRequest(ROOT, NONCE), ASKING).then(
    () => 'answered',
    (error) => error.code,
  )
}
