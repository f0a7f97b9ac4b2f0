import { createHash } from 'node:crypto'
import type { DnsOutcome, Look, LookRequest, Net, Rendered, Renderer } from '../../../src/crawl/look.ts'
import { type CrawlDeps, collectSite } from '../../../src/crawl/visit.ts'
import type { BodyRef, Capture, Family, LinkCapture, NoteCapture, PageCapture, PageRole } from '../../../src/model/capture.ts'
import type { Config } from '../../../src/model/config.ts'
import type { Failure } from '../../../src/model/failure.ts'
import type { Site } from '../../../src/model/site.ts'
import { instantOf, millisOf } from '../../../src/model/time.ts'
import type { Draft, VisitJournal } from '../../../src/model/visit.ts'
import { CONFIG } from './config.ts'

/** What a server answers to one URL: markup, or anything else said in full, or no answer at all. */
export type Answer =
  | string
  | { readonly status?: number; readonly body?: string; readonly type?: string; readonly to?: string }
  | { readonly failure: Failure }

/** Answers by URL; a function is told the family and how often the URL was asked for before in it. */
export type Town = Readonly<Record<string, Answer | ((asked: { readonly family: Family; readonly before: number }) => Answer)>>

export interface TownOptions {
  readonly town: Town
  /** Hosts with an IPv6 address; every host of the town has an IPv4 address. */
  readonly six?: readonly string[]
  /** Hosts without an IPv4 address. */
  readonly notFour?: readonly string[]
  readonly nameServers?: Readonly<Record<string, readonly string[]>>
  /** How many turns of the event loop an answer takes. */
  readonly delay?: (url: string) => number
  readonly drawings?: Readonly<Record<string, string>>
  readonly clock?: { now: number }
}

export const START = millisOf('2026-03-02T02:00:00.000+08:00')

export interface FakeNet extends Net {
  /** `4 http://…` for every hop that was asked for, in order. */
  readonly log: string[]
}

/** A net with servers made of data, and no sockets: what a visit does is told by what it asks for. */
export function createFakeNet(options: TownOptions): FakeNet {
  const { town, six = [], notFour = [], nameServers = {}, delay = () => 0 } = options
  const clock = options.clock ?? { now: START }
  const hosts = new Set(Object.keys(town).map((url) => new URL(url).hostname))
  const counts = new Map<string, number>()
  const log: string[] = []
  const has = (host: string, family: Family) => hosts.has(host) && (family === 6 ? six.includes(host) : !notFour.includes(host))

  const hop = async (url: string, family: Family): Promise<Answer> => {
    log.push(`${family} ${url}`)
    const key = `${family} ${url}`
    const before = counts.get(key) ?? 0
    counts.set(key, before + 1)
    for (let turn = delay(url); turn > 0; turn -= 1) await new Promise((resolve) => setImmediate(resolve))
    clock.now += 1
    const { hostname } = new URL(url)
    if (!hosts.has(hostname)) return { failure: 'no-such-host' }
    if (!has(hostname, family)) return { failure: 'no-address' }
    const answer = town[url] ?? { status: 404, body: '<html><title>404</title><body>Not Found</body></html>' }
    return typeof answer === 'function' ? answer({ family, before }) : answer
  }

  return {
    log,
    async resolve(host, type): Promise<DnsOutcome> {
      if (type === 'NS') return { kind: 'answered', records: nameServers[host] ?? [] }
      const records = has(host, type === 'A' ? 4 : 6) ? [type === 'A' ? '127.0.0.1' : '::1'] : []
      return hosts.has(host) ? { kind: 'answered', records } : { kind: 'failed', failure: 'no-such-host', detail: 'NXDOMAIN' }
    },
    async look(request): Promise<Look> {
      return follow(request, hop, () => instantOf(clock.now))
    },
    scope: async (host, family) => (has(host, family) ? 'loopback' : undefined),
    admit: async () => ({ address: '127.0.0.1' }),
    close: async () => undefined,
  }
}

async function follow(request: LookRequest, hop: (url: string, family: Family) => Promise<Answer>, now: () => string): Promise<Look> {
  const redirects: { url: string; status: number }[] = []
  let url = request.url
  for (let turn = 0; turn < 5; turn += 1) {
    if (request.allowed && !(await request.allowed(url))) {
      return { takenAt: now(), outcome: { kind: 'failed', failure: 'robots-disallowed', detail: url } }
    }
    const answer = await hop(url, request.family)
    if (typeof answer === 'object' && 'failure' in answer)
      return { takenAt: now(), outcome: { kind: 'failed', failure: answer.failure, detail: url } }
    const { status, body = '', type = 'text/html; charset=utf-8', to } = typeof answer === 'string' ? { body: answer } : answer
    if (to !== undefined) {
      redirects.push({ url, status: status ?? 302 })
      url = new URL(to, url).href
      continue
    }
    const bytes = Buffer.from(body)
    const kept = bytes.subarray(0, request.maxBytes)
    const head = { status: status ?? 200, finalUrl: url, redirects, headers: { 'content-type': type }, millis: 5 }
    const address = request.family === 4 ? '127.0.0.1' : '::1'
    return { takenAt: now(), address, outcome: { kind: 'answered', ...head, body: kept, truncated: kept.length < bytes.length } }
  }
  return { takenAt: now(), outcome: { kind: 'failed', failure: 'too-many-redirects', detail: url } }
}

export function createFakeRenderer(drawings: Readonly<Record<string, string>>): Renderer & { readonly log: string[] } {
  const log: string[] = []
  return {
    log,
    async render({ url }): Promise<Rendered> {
      log.push(url)
      const html = drawings[url]
      if (html === undefined) return { takenAt: instantOf(START), outcome: { kind: 'failed', failure: 'browser-failed', detail: url } }
      return { takenAt: instantOf(START), outcome: { kind: 'answered', finalUrl: url, html: Buffer.from(html), millis: 9 } }
    },
    picture: async ({ url }) => ({ takenAt: instantOf(START), outcome: { kind: 'failed', failure: 'browser-failed', detail: url } }),
    close: async () => undefined,
  }
}

export class Killed extends Error {}

/** A journal in memory that outlives the process that writes it, which is killed before its so-many-th new capture. */
export class MemoryJournal implements VisitJournal {
  readonly byKey = new Map<string, Capture>()
  readonly bodies = new Map<string, Uint8Array>()
  left = Number.POSITIVE_INFINITY

  keep(bytes: Uint8Array): BodyRef {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    this.bodies.set(sha256, Uint8Array.from(bytes))
    return { sha256, length: bytes.length }
  }

  async once<C extends Capture>(key: string, take: () => Promise<Draft<C>>): Promise<C> {
    const known = this.byKey.get(key)
    if (known) return known as C
    const draft = await take()
    if (this.byKey.has(key)) throw new Error(`the key ${key} was taken twice`)
    if (this.left <= 0) throw new Killed('killed')
    this.left -= 1
    const capture = {
      ...draft,
      id: createHash('sha256')
        .update(`${key}${JSON.stringify(draft)}`)
        .digest('hex'),
    } as unknown as C
    this.byKey.set(key, capture)
    return capture
  }

  async body(ref: BodyRef): Promise<Uint8Array> {
    const bytes = this.bodies.get(ref.sha256)
    if (!bytes) throw new Error(`no body ${ref.sha256}`)
    return bytes
  }

  captures(): readonly Capture[] {
    return [...this.byKey.values()]
  }

  async flush(): Promise<void> {}
  async finish(): Promise<void> {}

  /** First looks alone where no look is named. */
  pages(role: PageRole, look: number | 'all' = 1): PageCapture[] {
    return this.captures().filter(
      (capture): capture is PageCapture => capture.kind === 'page' && capture.role === role && (look === 'all' || capture.look === look),
    )
  }

  links(level: 2 | 3, family: Family = 4, look = 1): LinkCapture[] {
    return this.captures().filter(
      (capture): capture is LinkCapture =>
        capture.kind === 'link' && capture.level === level && capture.family === family && capture.look === look,
    )
  }

  notes(): NoteCapture[] {
    return this.captures().filter((capture): capture is NoteCapture => capture.kind === 'note')
  }

  /** Everything that was seen, without the moment of seeing: equal for equal visits. */
  substance(): unknown[] {
    const keys = [...this.byKey.keys()].sort()
    return keys.map((key) => [key, { ...this.byKey.get(key), id: null, takenAt: null }])
  }
}

export function siteAt(home: string, more: Partial<Site> = {}): Site {
  const owner = { name: '测试市人民政府', kind: 'city' } as const
  return { code: '6299000001', name: '测试市政府网', owner, home, pins: { columns: [] }, authorised: false, ...more }
}

export interface Visited {
  readonly journal: MemoryJournal
  readonly net: FakeNet
  readonly waits: number[]
  readonly drawn: string[]
}

export interface VisitOptions extends TownOptions {
  readonly site?: Site
  readonly config?: Config
  readonly journal?: MemoryJournal
  readonly deps?: Partial<CrawlDeps>
}

/** Visits the site of the town (its home is `http://a.test/` unless said otherwise) and gives what came of it. */
export async function visit(options: VisitOptions): Promise<Visited> {
  const clock = options.clock ?? { now: START }
  const net = createFakeNet({ ...options, clock })
  const journal = options.journal ?? new MemoryJournal()
  const renderer = options.drawings ? createFakeRenderer(options.drawings) : null
  const waits: number[] = []
  await collectSite(options.site ?? siteAt('http://a.test/'), {
    config: options.config ?? CONFIG,
    journal,
    net,
    renderer,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => clock.now,
    seed: 'seed',
    ipv6: true,
    wait: async (ms) => {
      waits.push(ms)
      clock.now += ms
    },
    ...options.deps,
  })
  return { journal, net, waits, drawn: renderer?.log ?? [] }
}

/** A page of the site with so much text that nobody takes it for a shell. */
export function page(title: string, body: string, head = ''): string {
  const text = `<p>${'本页面登载有关工作情况、政策措施和办事指南，供社会公众查阅。'.repeat(8)}</p>`
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><h1>${title}</h1>${body}${text}</body></html>`
}

export function links(...urls: readonly string[]): string {
  return urls.map((url) => `<p><a href="${url}">链接 ${url}</a></p>`).join('\n')
}
