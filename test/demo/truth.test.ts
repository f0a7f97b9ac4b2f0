import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { now } from '../../src/cli/clock.ts'
import { SHIPPED_CONFIG } from '../../src/cli/folders.ts'
import { runNight } from '../../src/cli/night.ts'
import { createProgress } from '../../src/cli/progress.ts'
import { createNet } from '../../src/crawl/net.ts'
import { createRenderer } from '../../src/crawl/render.ts'
import type { Conditions, Expected } from '../../src/demo/plan.ts'
import { type Province, startProvince } from '../../src/demo/province.ts'
import type { Config } from '../../src/model/config.ts'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { Settings } from '../../src/model/settings.ts'
import { dayOf, instantOf } from '../../src/model/time.ts'
import { loadConfig } from '../../src/registry/config.ts'
import { readLedger } from '../../src/registry/ledger.ts'
import { openStore } from '../../src/store/open.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const today = dayOf(instantOf(now()))
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

interface Night {
  readonly only?: readonly string[]
  readonly ipv6?: boolean
  readonly browser?: boolean
}

/** One whole night over the province (or some of its sites), as the command line composes it; what was expected and what was found, site by site. */
async function night({ only, ipv6, browser }: Night): Promise<{ expected: string[]; found: string[]; checks: Map<string, Set<string>> }> {
  const dir = mkdtempSync(join(tmpdir(), 'govsite-truth-'))
  folders.push(dir)
  const province = await startProvince({ today, log, dir, firstPort: 0, ...(ipv6 === undefined ? {} : { ipv6 }) })
  const config = await configOf(province, only, browser)
  const store = await openStore({ file: join(dir, 'evidence.sqlite'), log })
  try {
    const { rows, problems } = await readLedger(province.ledgerFile, config.settings, config.sites)
    expect(only ? [] : problems).toEqual([])
    await store.tickets.import(rows, { file: province.ledgerFile, bytes: readFileSync(province.ledgerFile), at: instantOf(now()) })
    const run = await runNight({ kind: 'demo', config, store, data: dir, log, progress: createProgress(process.stderr, true) })
    const findings = await store.judgements.findings(run.id)
    const conditions = { ipv6: province.ipv6, browser: await hasBrowser(config.settings) }
    return {
      expected: expectedOf(province, config, conditions),
      found: findings
        .filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')
        .map((finding) => line(finding.site, finding))
        .sort(),
      checks: new Map(
        config.sites.map(({ code }) => [code, new Set(findings.filter(({ site }) => site === code).map(({ check }) => check))]),
      ),
    }
  } finally {
    await store.close()
    await province.close()
  }
}

async function configOf(province: Province, only: readonly string[] | undefined, browser: boolean | undefined): Promise<Config> {
  const config = await loadConfig(province.configDir, SHIPPED_CONFIG)
  const render = browser === false ? { ...config.settings.render, enabled: false } : config.settings.render
  return { ...config, sites: config.sites.filter(({ code }) => only?.includes(code) ?? true), settings: { ...config.settings, render } }
}

async function hasBrowser(settings: Settings): Promise<boolean> {
  const net = createNet({ settings, log, now })
  const renderer = await createRenderer({ settings, net, log, now })
  await renderer?.close()
  await net.close()
  return renderer !== null
}

function expectedOf(province: Province, config: Config, conditions: Conditions): string[] {
  const visited = province.sites.filter(({ code }) => config.sites.some((site) => site.code === code))
  return visited.flatMap((site) => site.truth(conditions).map((expected) => line(site.code, expected))).sort()
}

/** Site, check, verdict with its doubt, and subject: what has to be equal. */
function line(site: string, finding: Expected | RecordedFinding): string {
  const because = finding.verdict === 'inconclusive' ? ` (${finding.because})` : ''
  return `${site} ${finding.check}: ${finding.verdict}${because} ${finding.subject}`
}

test('a night over the province finds every planted fault, accuses nothing else, and names every doubt', { timeout: 180_000 }, async () => {
  const began = now()
  const { expected, found, checks } = await night({})
  expect(found).toEqual(expected)
  const every = [...checks.values()]
  for (const one of every) expect(one.size).toBe(every[0]?.size)
  expect(now() - began).toBeLessThan(120_000)
})

test('without a browser, what only a script draws is a doubt', { timeout: 60_000 }, async () => {
  const { expected, found } = await night({ only: ['9900000011', '9900000014'], browser: false })
  expect(found).toEqual(expected)
})

test('without IPv6 nothing is held against a site that has an address there', { timeout: 60_000 }, async () => {
  const { expected, found } = await night({ only: ['9901000001', '9903000001', '9904000001', '9906000001', '9900000018'], ipv6: false })
  expect(found).toEqual(expected)
})
