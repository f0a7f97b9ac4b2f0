import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { type NightOptions, runNight } from '../../../src/cli/night.ts'
import { createProgress } from '../../../src/cli/progress.ts'
import type { Config } from '../../../src/model/config.ts'
import type { Blame } from '../../../src/model/failure.ts'
import type { Doubt, RecordedFinding } from '../../../src/model/finding.ts'
import type { Settings } from '../../../src/model/settings.ts'
import type { Site } from '../../../src/model/site.ts'
import type { Run } from '../../../src/model/visit.ts'
import { loadConfig } from '../../../src/registry/config.ts'
import { openStore } from '../../../src/store/open.ts'
import { SILENT } from '../../store/content.ts'

const SHIPPED = new URL('../../../config', import.meta.url).pathname
const pem = (name: string) => readFileSync(new URL(`../../crawl/net/certificates/${name}.pem`, import.meta.url), 'utf8')

type Parts = { readonly [Key in keyof Settings]?: Partial<Settings[Key]> }

/** The shipped configuration, made fast, for sites on loopback; `over` replaces single keys. */
export async function configOf(sites: readonly Site[], over: Parts = {}): Promise<Config> {
  const shipped = await loadConfig(SHIPPED, SHIPPED)
  const fast: Parts = {
    guard: { allow: [{ cidr: '127.0.0.0/8' }, { cidr: '::1/128' }], ports: [80, 443] },
    politeness: { requestsPerSecond: 1000, requestsPerSecondPerAddress: 10_000, connectionsPerHost: 8, sitesAtOnce: 64 },
    limits: { deadlineSeconds: 5, secondLookSeconds: 0 },
    render: { enabled: false },
  }
  const names = Object.keys(shipped.settings) as (keyof Settings)[]
  const merged = names.map((key) => [key, merge(shipped.settings[key], fast[key], over[key])])
  return { ...shipped, sites, settings: Object.fromEntries(merged) }
}

function merge(base: unknown, ...over: readonly unknown[]): unknown {
  return typeof base === 'object' && !Array.isArray(base) ? Object.assign({}, base, ...over) : base
}

export function siteOf(home: string): Site {
  const { hostname } = new URL(home)
  return { code: hostname, name: hostname, owner: { name: hostname, kind: 'city' }, home, pins: { columns: [] }, authorised: false }
}

export interface Night {
  readonly run: Run
  readonly findings: readonly RecordedFinding[]
}

/** One whole night, as the command line composes it, over a store and a data folder of its own. */
export async function nightOver(config: Config, more: Partial<NightOptions> = {}): Promise<Night> {
  const data = mkdtempSync(join(tmpdir(), 'govsite-hostile-'))
  const store = more.store ?? (await openStore({ file: join(data, 'evidence.sqlite'), log: SILENT }))
  try {
    const run = await runNight({ kind: 'crawl', config, store, data, log: SILENT, progress: createProgress(process.stderr, true), ...more })
    return { run, findings: await store.judgements.findings(run.id) }
  } finally {
    if (!more.store) await store.close()
    rmSync(data, { recursive: true, force: true })
  }
}

export interface Served {
  readonly port: number
  close(): Promise<void>
}

/** What a site says; undefined is a 404. */
export type Pages = (path: string, request: http.IncomingMessage) => string | undefined

interface Serving {
  /** One for each address; plain HTTP without. */
  readonly certificates?: readonly string[]
  readonly port?: number
  /** Where the request is sent on to, if it is. */
  readonly redirect?: Pages
}

/** One server that listens at several addresses, on one port. Closing it twice is closing it once. */
export async function serve(
  pages: Pages,
  addresses: readonly string[],
  { certificates = [], port = 0, redirect }: Serving = {},
): Promise<Served> {
  const handle: http.RequestListener = (request, response) => {
    const to = redirect?.(request.url ?? '/', request)
    if (to !== undefined) return void response.writeHead(302, { location: to }).end()
    const body = pages(request.url ?? '/', request)
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(body ?? 'Not Found')
  }
  const sockets = new Set<Socket>()
  const servers: Server[] = []
  let bound = port
  for (const [index, address] of addresses.entries()) {
    const cert = certificates[index]
    const server = cert === undefined ? http.createServer(handle) : https.createServer({ key: pem('key'), cert: pem(cert) }, handle)
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    await new Promise<void>((done, fail) => server.once('error', fail).listen(bound, address, done))
    const at = server.address()
    bound = at !== null && typeof at === 'object' ? at.port : 0
    servers.push(server)
  }
  return {
    port: bound,
    close: async () => {
      const closed = servers.splice(0).map((server) => new Promise<void>((done) => server.close(() => done())))
      for (const socket of sockets) socket.destroy()
      await Promise.all(closed)
    },
  }
}

/** The authority behind the certificates of the tests. */
export function trustOurAuthority(): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), pem('authority')])
}

/** A homepage, a column and a few pages: enough for every check to have something to say. */
export const sitePages: Pages = (path, request) => {
  const name = (request.headers.host ?? '').split(':', 1)[0]
  const paths = ['/tzgg/', '/a.html', '/b.html', '/c.html', '/d.html', '/e.html']
  const links = paths.map((one, index) => `<li><a href="${one}">${index === 0 ? '通知公告' : `第${index}条消息的标题`}</a></li>`).join('')
  if (path === '/') return page(`${name}人民政府`, `<ul>${links}</ul>`)
  if (path === '/tzgg/')
    return page('通知公告', '<ul class="list"><li><a href="/a.html">关于若干事项的通知</a><span>2026-01-05</span></li></ul>')
  return paths.includes(path) ? page(`${path}`, `<p>${'这是一段正文内容。'.repeat(30)}</p>`) : undefined
}

export function page(title: string, body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${body}<div class="footer">主办单位：某某人民政府办公室 版权所有</div></body></html>`
}

const HELD_AGAINST_US: ReadonlySet<Doubt> = new Set<Doubt>(['our-failure', 'no-ipv6-here', 'check-crashed', 'needs-rendering'])
const UNCLEAR: ReadonlySet<Doubt> = new Set<Doubt>(['blame-unclear', 'suspected', 'no-evidence'])

/** Whose doing the finding says it is. */
export function blameOf(finding: RecordedFinding): Blame | 'nobody' {
  if (finding.verdict === 'fail') return 'site'
  if (finding.verdict !== 'inconclusive') return 'nobody'
  if (HELD_AGAINST_US.has(finding.because)) return 'us'
  return UNCLEAR.has(finding.because) ? 'unclear' : 'nobody'
}

/** The checks that find fault with the site. */
export function accusers(findings: readonly RecordedFinding[], code: string): string[] {
  return [...new Set(findings.filter(({ site, verdict }) => site === code && verdict === 'fail').map(({ check }) => check))].sort()
}
