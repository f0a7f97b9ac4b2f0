import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findBrowser } from '../../../src/crawl/browser-path.ts'
import { blameOf, configOf, type Night, nightOver, siteOf } from '../dns/world.ts'
import { BROWSER_CASES, READER_CASES } from './limit-cases.ts'
import { type Host, openHost } from './limited-host.ts'

vi.mock('../../../src/crawl/reader-pool.ts', async (original) => {
  const real = await original<typeof import('../../../src/crawl/reader-pool.ts')>()
  const script = new URL('./eating-thread.ts', import.meta.url)
  return { ...real, createReaderPool: (given: Parameters<typeof real.createReaderPool>[0]) => real.createReaderPool({ ...given, script }) }
})

type Findings = Night['findings']

let host: Host
let folder: string
let real: string
/** With a sound browser, or for a site that needs none. */
let undisturbed: Findings
let eaten: Findings

beforeAll(async () => {
  host = await openHost()
  folder = mkdtempSync(join(tmpdir(), 'govsite-limits-'))
  real = (await findBrowser()) ?? ''
  undisturbed = await spend(['drawn', 'plain'], real)
  eaten = await spend(READER_CASES.map(({ site }) => site))
})

afterAll(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

async function spend(sites: readonly string[], browser?: string): Promise<Findings> {
  const hosts = Object.fromEntries(sites.map((name) => [`${name}.test`, ['127.0.0.1', '::1']]))
  const config = await configOf(
    sites.map((name) => siteOf(`http://${name}.test:${host.port}/`)),
    {
      resolver: { servers: ['127.0.0.1:1'], timeoutSeconds: 0.2, hosts },
      render: browser === undefined ? { enabled: false } : { enabled: true, browser, timeoutSeconds: 10, picturesPerSite: 0 },
    },
  )
  return (await nightOver(config)).findings
}

const gistOf = (findings: Findings, site: string) =>
  findings
    .filter((one) => one.site === `${site}.test`)
    .map((one) => [one.check, one.subject, one.verdict, one.verdict === 'inconclusive' ? one.because : ''].join(' '))
const faultsOf = (findings: Findings, site: string) =>
  gistOf(
    findings.filter(({ verdict }) => verdict === 'fail'),
    site,
  )
const HOME_CHECK = 'annual-form-home'

test('a sound browser shows what the site is to be blamed for', () => {
  expect(faultsOf(undisturbed, 'drawn')).toContainEqual(expect.stringContaining(HOME_CHECK))
})

test.each(BROWSER_CASES)('$name: $does', async ({ name, program, verdict, blame }) => {
  const path = join(folder, name)
  writeFileSync(path, program.replace('$REAL', real))
  chmodSync(path, 0o755)
  let killed = 0
  host.onRequest = (asked) => {
    if (asked !== '/app.js' || !existsSync(`${path}.pid`)) return
    // The one that we had started in its place.
    process.kill(Number(readFileSync(`${path}.pid`, 'utf8')), 'SIGKILL')
    killed += 1
  }
  const findings = await spend(['drawn', 'plain'], path)
  host.onRequest = () => undefined
  expect(killed > 0).toBe(program.includes('.pid'))
  const home = findings.find(({ site, check }) => site === 'drawn.test' && check === HOME_CHECK)
  expect(home && { verdict: home.verdict, blame: blameOf(home), because: home.verdict === 'inconclusive' && home.because }).toEqual({
    ...{ verdict, blame, because: 'needs-rendering' },
  })
  expect(faultsOf(findings, 'drawn')).toEqual([])
  expect(gistOf(findings, 'plain')).toEqual(gistOf(undisturbed, 'plain'))
})

test.each(READER_CASES)('$name: $does', ({ site, check, verdict, blame }) => {
  const known = faultsOf(undisturbed, 'plain').map((fault) => fault.replaceAll('//plain.', `//${site}.`))
  expect(faultsOf(eaten, site).filter((fault) => !known.includes(fault))).toEqual([])
  const seen = eaten.filter((one) => one.site === `${site}.test` && one.check === check)
  expect(seen.map((one) => [one.verdict, blameOf(one)])).toEqual([[verdict, blame]])
})
