import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SINGLE } from './single-cases.ts'
import { socketOpeners } from './socket-openers.ts'

/** Every file that can open a socket or start a program, and why it may. A new one must ask the guard, as these do, or say here why it need not. */
const MAY = {
  // Ask the guard about the literal address before they connect and about the one really reached.
  'src/crawl/connections.ts': ['tls', 'undici'],
  'src/crawl/lenient.ts': ['net', 'tls'],
  'src/crawl/proxy.ts': ['http', 'net'],
  // Questions to name servers; what they answer passes the guard.
  'src/crawl/resolver.ts': ['dns/promises'],
  // The browser, whose only way out is the proxy; and the question whether there is a Chinese font.
  'src/crawl/launch-browser.ts': ['playwright'],
  'src/crawl/browser-path.ts': ['child_process'],
  // A listener of our own on loopback, and a connection to it.
  'src/crawl/vantage.ts': ['net'],
  // The service that the settings name: no crawled text leads there, and no redirect is followed.
  'src/bundle/stamp/time-authority.ts': ['undici'],
  // Installing, and starting the program under the right Node.
  'src/cli/setup.mjs': ['child_process'],
  'src/cli/launch.mjs': ['child_process'],
}
/** The demo listens on loopback; what it may open is told by its own tests. */
const LISTENS = 'src/demo/'

const files = ['src', 'checks'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .map((name) => join(room, name))
    .filter((name) => /\.(?:ts|mjs|js)$/.test(name) && !name.startsWith(LISTENS)),
)

test(SINGLE.openers.name, () => {
  expect(files.length).toBeGreaterThan(200)
  const found = files.map((file) => [file, socketOpeners(readFileSync(file, 'utf8'))] as const).filter(([, openers]) => openers.length > 0)
  expect(Object.fromEntries(found)).toEqual(MAY)
})

test.each([
  ["import net from 'node:net'", ['net']],
  ["import * as tls from 'tls'", ['tls']],
  ["import { connect } from 'node:http2'", ['http2']],
  ["import { isIP, connect } from 'node:net'", ['net']],
  ["import { isIP as is } from 'node:net'", []],
  ["import type { Socket } from 'node:net'", []],
  ["import { type Socket } from 'node:net'", []],
  ["import 'undici'", ['undici']],
  ["export { request } from 'node:https'", ['https']],
  ["await import('node:dgram')", ['dgram']],
  ["createRequire(import.meta.url)('node:http')", ['http']],
  ["process.getBuiltinModule('net')", ['net']],
  ["fetch('http://a/')", ['fetch()']],
  ["globalThis.fetch('http://a/')", ['fetch()']],
  ["new WebSocket('ws://a/')", ['WebSocket()']],
  ["desk.fetch('a')", []],
  ["import { chromium } from 'playwright'", ['playwright']],
])('%s: %j', (text, openers) => {
  expect(socketOpeners(text)).toEqual(openers)
})
