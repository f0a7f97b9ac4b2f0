import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createNet } from '../../../src/crawl/net.ts'
import { createReaderPool } from '../../../src/crawl/reader-pool.ts'
import { collectSite } from '../../../src/crawl/visit.ts'
import type { LinkCapture, PageCapture } from '../../../src/model/capture.ts'
import type { Config } from '../../../src/model/config.ts'
import type { Site } from '../../../src/model/site.ts'
import { instantOf } from '../../../src/model/time.ts'
import type { VisitJournal } from '../../../src/model/visit.ts'
import { loadConfig } from '../../../src/registry/config.ts'
import { openStore } from '../../../src/store/open.ts'

/** One visit as on any night, its evidence stored in a database of its own; only the politeness is taken away, and the minute before a second look. Prints one line of JSON. */
/** `--here` reads the pages in the main thread, for comparison. */
const [option, address] = process.argv.slice(2)
const home = (option === '--here' ? address : option) ?? ''
const site: Site = {
  code: '6299000001',
  name: '示例市人民政府',
  owner: { name: '示例市人民政府', kind: 'city' },
  home,
  pins: { columns: [] },
  authorised: false,
}
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error }
const shipped = join(import.meta.dirname, '..', '..', '..', 'config')
const folder = mkdtempSync(join(tmpdir(), 'govsite-bench-'))

const config = hurried(await loadConfig(shipped, shipped))
const store = await openStore({ file: join(folder, 'govsite.sqlite'), log })
const run = await store.runs.begin({ kind: 'crawl', startedAt: instantOf(Date.now()), seed: 'bench', config })
const { journal } = await store.visits.open(run.id, site.code, instantOf(Date.now()))
const threads = option === '--here' ? 0 : 1
const delay = monitorEventLoopDelay({ resolution: 5 })
const readers = threads > 0 ? createReaderPool({ config, threads, log }) : null
const net = createNet({ settings: config.settings, log, now: Date.now })
delay.enable()
await collectSite(site, {
  ...{ config, journal, net, renderer: null, log, now: Date.now, seed: run.seed, ipv6: false },
  ...(readers ? { reader: readers.reader } : {}),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
})
delay.disable()
const counts = countsOf(journal)
await journal.finish(instantOf(Date.now()))
await net.close()
await readers?.close()
await store.close()
rmSync(folder, { recursive: true })
const used = process.resourceUsage()
console.log(
  JSON.stringify({
    ...counts,
    heldMillis: Math.round(delay.max / 1e6),
    maxRssKiB: used.maxRSS,
    cpuMillis: Math.round((used.userCPUTime + used.systemCPUTime) / 1000),
  }),
)

function hurried(config: Config): Config {
  const { settings } = config
  return {
    ...config,
    sites: [site],
    settings: {
      ...settings,
      guard: { ...settings.guard, allow: [{ cidr: '127.0.0.0/8' }] },
      politeness: { ...settings.politeness, requestsPerSecond: 1e6, requestsPerSecondPerAddress: 1e6, connectionsPerHost: 16 },
      limits: { ...settings.limits, linksPerSite: 10_000, secondLookSeconds: 0 },
    },
  }
}

/** Distinct links, those whose last look failed, and the pages among what was tested or read. */
function countsOf(kept: VisitJournal): { readonly pages: number; readonly links: number; readonly broken: number } {
  const links = new Map<string, LinkCapture>()
  for (const capture of kept.captures()) {
    if (capture.kind === 'link' && (links.get(capture.url)?.look ?? 0) < capture.look) links.set(capture.url, capture)
  }
  const homes = kept.captures().filter((capture): capture is PageCapture => capture.kind === 'page' && capture.role === 'home')
  const pages = [...links.values()].filter((link) => !isBroken(link) && link.outcome.kind === 'answered' && isHtml(link.outcome.headers))
  return { pages: pages.length + Math.min(1, homes.length), links: links.size, broken: [...links.values()].filter(isBroken).length }
}

function isBroken({ outcome }: LinkCapture): boolean {
  return outcome.kind === 'failed' || outcome.status >= 400
}

function isHtml(headers: Readonly<Record<string, string>>): boolean {
  return headers['content-type']?.startsWith('text/html') ?? false
}
