import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodiesOf } from '../../../src/model/capture.ts'
import type { RecordedFinding } from '../../../src/model/finding.ts'
import type { Site } from '../../../src/model/site.ts'
import { millisOf } from '../../../src/model/time.ts'
import { openStore } from '../../../src/store/open.ts'
import { listenDns } from '../../crawl/net/world.ts'
import { SILENT } from '../../store/content.ts'
import { accusers, blameOf, configOf, nightOver, trustOurAuthority } from '../dns/world.ts'
import { BOMB_BYTES, makeBombs } from './bombs.ts'
import { NETWORK_CASES } from './cases.ts'
import { type Standing, standUp } from './fault-server.ts'
import { HOME_PAGE } from './home-page.ts'
import { type HomeCase, type LinkCase, type NetworkCase, pageOf, says } from './network-case.ts'

const LINKS = NETWORK_CASES.filter((one): one is LinkCase => one.of === 'link')
const HOMES = NETWORK_CASES.filter((one): one is HomeCase => one.of === 'home')
const BODY_BYTES = 1_000_000
const FOUR = ['127.0.0.1']
const BOTH = ['127.0.0.1', '::1']

/** Where each case stands. */
const urls = new Map<NetworkCase, string>()
const standing: Standing[] = []
let findings: readonly RecordedFinding[] = []
/** Of every body that was kept. */
const kept: number[] = []
const visits: { readonly site: string; readonly seconds: number }[] = []
let grown = 0

const schemeOf = ({ scheme, secure }: NetworkCase) => scheme ?? (secure ? 'https' : 'http')
/** A site with a certificate has the name that stands in it. */
const hostOf = (one: NetworkCase) => (one.of === 'link' ? (one.host ?? 'site.test') : `${one.name}.test`)

function siteOf(code: string, home: string): Site {
  return { code, name: code, owner: { name: code, kind: 'city' }, home, pins: { columns: [] }, authorised: false }
}

async function stand(...of: Parameters<typeof standUp>): Promise<number> {
  const one = await standUp(...of)
  standing.push(one)
  return one.port
}

/** A sound homepage for each host that links are tested at, and their sites. */
async function sitesOfLinks(): Promise<Site[]> {
  for (const one of LINKS) {
    const port = await stand(one, FOUR, { faulty: ['/page.html'] })
    urls.set(one, `${schemeOf(one)}://${hostOf(one)}:${port}/page.html`)
  }
  const sites: Site[] = []
  for (const [host, cases] of Map.groupBy(LINKS, hostOf)) {
    const links = cases.flatMap((one) => {
      const url = urls.get(one) ?? ''
      return [url, ...(one.neighbour ? [new URL('/neighbour.html', url).href] : [])].map(
        (href) => `<p><a href="${href}">${one.name}</a></p>`,
      )
    })
    const home: HomeCase = { of: 'home', name: host, does: '', verdict: 'pass', blame: 'nobody', fault: says('') }
    const port = await stand(home, FOUR, { faulty: [], home: pageOf('测试市人民政府', links.join('')) })
    sites.push(siteOf(host, `http://${host}:${port}/`))
  }
  return sites
}

async function sitesOfHomes(): Promise<Site[]> {
  const sites: Site[] = []
  for (const one of HOMES) {
    const port = await stand(one, one.addresses ?? BOTH, { faulty: [one.path ?? '/'], home: HOME_PAGE })
    urls.set(one, `${schemeOf(one)}://${hostOf(one)}:${port}/`)
    sites.push(siteOf(one.name, urls.get(one) ?? ''))
  }
  return sites
}

function hostsOf(sites: readonly Site[]): Record<string, string[]> {
  const hosts: Record<string, string[]> = { 'other.test': FOUR }
  for (const { home } of sites) hosts[new URL(home).hostname] = BOTH
  for (const host of new Set(LINKS.map(hostOf))) hosts[host] = FOUR
  for (const one of HOMES) if (one.addresses) hosts[hostOf(one)] = [...(one.dead ?? []), ...(one.mute ?? []), ...one.addresses]
  return hosts
}

beforeAll(async () => {
  trustOurAuthority()
  const dns = await listenDns({})
  const sites = [...(await sitesOfLinks()), ...(await sitesOfHomes())]
  await Promise.all(standing.map((one) => one.vacate()))
  const ports = [...new Set(standing.map(({ port }) => port))]
  const config = await configOf(sites, {
    resolver: { servers: [dns.server], hosts: hostsOf(sites), timeoutSeconds: 1 },
    guard: { allow: ['127.0.0.0/8', '::1/128'].map((cidr) => ({ cidr, ports })), ports: [80, 443] },
    politeness: {
      requestsPerSecond: 10_000,
      requestsPerSecondPerAddress: 10_000,
      connectionsPerHost: 32,
      retryAfterCapSeconds: 1,
      sitesAtOnce: 64,
    },
    limits: { deadlineSeconds: 1.5, secondLookSeconds: 0.2, bodyBytes: BODY_BYTES, redirects: 5 },
  })
  const data = mkdtempSync(join(tmpdir(), 'govsite-network-'))
  const store = await openStore({ file: join(data, 'evidence.sqlite'), log: SILENT })
  makeBombs()
  const before = process.memoryUsage().rss
  const watch = setInterval(() => {
    grown = Math.max(grown, process.memoryUsage().rss - before)
  }, 20)
  const night = await nightOver(config, { store })
  clearInterval(watch)
  findings = night.findings
  for (const { id, site, startedAt, finishedAt } of await store.visits.ofRun(night.run.id)) {
    visits.push({ site, seconds: finishedAt === null ? Number.POSITIVE_INFINITY : (millisOf(finishedAt) - millisOf(startedAt)) / 1000 })
    kept.push(...(await store.visits.captures(id)).flatMap(bodiesOf).map(({ length }) => length))
  }
  await store.close()
  rmSync(data, { recursive: true, force: true })
  await dns.close()
})
afterAll(() => Promise.all(standing.map((one) => one.close())))

const said = (found: readonly RecordedFinding[]) =>
  found.map((finding) => ({ verdict: finding.verdict, blame: blameOf(finding), says: finding.says }))
const told = ({ verdict, blame }: NetworkCase) => ({ verdict, blame, says: expect.any(String) })

/** A working link has no finding of its own: all of them are one. */
const about = (url: string) => findings.filter(({ subject, check }) => subject === url && check === 'links-level-2')

test.each(LINKS)('$name: $does', (one) => {
  const url = urls.get(one) ?? ''
  expect(said(about(url))).toEqual(one.verdict === 'pass' ? [] : [told(one)])
  if (one.neighbour) expect(said(about(new URL('/neighbour.html', url).href))).toEqual([])
})

test('every link that works is counted among those that do', () => {
  for (const [host, cases] of Map.groupBy(LINKS, hostOf)) {
    const working = cases.filter(({ verdict }) => verdict === 'pass').length + cases.filter(({ neighbour }) => neighbour).length
    const all = cases.length + cases.filter(({ neighbour }) => neighbour).length
    const [summary] = findings.filter(({ site, check, verdict }) => site === host && check === 'links-level-2' && verdict === 'pass')
    expect(summary?.says).toContain(`检测 ${all} 个，可以访问 ${working} 个`)
  }
})

test.each(HOMES)('$name: $does', (one) => {
  const check = one.check ?? 'links-level-2'
  const found = findings.filter((finding) => finding.site === one.name && finding.check === check)
  expect(said(found)).toContainEqual(told(one))
  expect(found.filter(({ verdict }) => verdict !== one.verdict)).toEqual([])
})

test.each(HOMES)('$name: nothing else is held against the site', (one) => {
  const allowed = new Set([...(one.seen ? accusers(findings, 'home-sound') : []), ...(one.costs ?? [])])
  expect(accusers(findings, one.name).filter((check) => !allowed.has(check))).toEqual([])
})

test('a bomb is unpacked no further than a page may go, and nothing is kept beyond', () => {
  expect(Math.max(...kept)).toBeLessThanOrEqual(BODY_BYTES)
  expect(grown).toBeLessThan(BOMB_BYTES)
})

test('every visit ends', () => {
  expect(visits.filter(({ seconds }) => seconds > 90)).toEqual([])
  expect(visits.length).toBe(HOMES.length + new Set(LINKS.map(hostOf)).size + 1)
})

test('no check crashed', () => {
  expect(findings.filter((finding) => finding.verdict === 'inconclusive' && finding.because === 'check-crashed')).toEqual([])
})
