import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openKey } from '../../../src/bundle/seal/key.ts'
import { verifyDatabase } from '../../../src/bundle/verify/verify-database.ts'
import { now } from '../../../src/cli/clock.ts'
import { SHIPPED_CONFIG } from '../../../src/cli/folders.ts'
import { runNight } from '../../../src/cli/night.ts'
import type { Progress } from '../../../src/cli/progress.ts'
import type { Config } from '../../../src/model/config.ts'
import { instantOf } from '../../../src/model/time.ts'
import { loadConfig } from '../../../src/registry/config.ts'
import { openStore, type Store } from '../../../src/store/open.ts'
import { SILENT } from '../../store/content.ts'
import { CLOCK_CASES } from './clock-cases.ts'
import { SCHEDULE_RUNS } from './clock-schedule.ts'
import { gistOf } from './killed-night.ts'
import { type SmallProvince, serveSmallProvince } from './small-province.ts'

const DAY_MS = 86_400_000

/** What somebody has set the clock forward by. */
const clock = vi.hoisted(() => ({ offset: 0 }))
vi.mock('../../../src/cli/clock.ts', async (original) => {
  const real = await original<typeof import('../../../src/cli/clock.ts')>()
  return { ...real, now: () => real.now() + clock.offset }
})

let folder: string
let province: SmallProvince
let config: Config
let undisturbed: string[]
let made = 0
const problems: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-clock-'))
  province = await serveSmallProvince(folder)
  const loaded = await loadConfig(province.config, SHIPPED_CONFIG)
  const { politeness, vantage } = loaded.settings
  // One after the other: what happens to the first is known to the second. One reference site proves nothing against the clock.
  const canaries = loaded.sites.slice(1).map(({ home }) => home)
  const settings = { ...loaded.settings, politeness: { ...politeness, sitesAtOnce: 1 }, vantage: { ...vantage, canaries } }
  config = { ...loaded, settings }
  undisturbed = await withStore(async (night, store) => {
    await night({})
    return await gistOf(store)
  })
  // Some things are held against the first of the sites: what a wrong clock adds would be seen beside them.
  expect(undisturbed.filter((line) => line.includes(' fail '))).toHaveLength(3)
})

afterAll(async () => {
  await province.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Events {
  /** When the site of this place begins, from 0. */
  readonly at?: number
  readonly does?: () => void
  readonly signal?: AbortSignal
  readonly config?: Config
}

type Night = (events: Events) => Promise<unknown>

/** A data folder of its own, the clock right at its beginning, and everything in order at its end. */
async function withStore<T>(work: (night: Night, store: Store) => Promise<T>): Promise<T> {
  made += 1
  clock.offset = 0
  const data = join(folder, `data-${made}`)
  const store = await openStore({ file: join(data, 'govsite.sqlite'), log: SILENT })
  const night: Night = async ({ at, does, signal, config: other = config }) => {
    let begun = 0
    const site: Progress['site'] = (_, state) => {
      if (state === 'begins' && begun++ === at) does?.()
    }
    const progress = { begin() {}, site, links() {}, note() {}, end() {} }
    const log = { ...SILENT, error: (about: object, what: string) => problems.push(`${what} ${JSON.stringify(about)}`) }
    await runNight({ kind: 'crawl', config: other, store, data, log, progress, ...(signal ? { signal } : {}) })
  }
  try {
    const result = await work(night, store)
    const found: unknown[] = []
    for await (const one of verifyDatabase(store, { keys: [openKey(data).fingerprint], now: instantOf(now()) })) found.push(one)
    expect(found).toEqual([])
    expect(problems.splice(0)).toEqual([])
    return result
  } finally {
    await store.close()
    clock.offset = 0
  }
}

const set = (days: number) => () => {
  clock.offset = days * DAY_MS
}

function twoCanaries(): Config {
  const canaries = config.sites.map(({ home }) => home)
  return { ...config, settings: { ...config.settings, vantage: { ...config.settings.vantage, canaries } } }
}

async function setInTheNight(days: number): Promise<void> {
  await withStore(async (night, store) => {
    const before = performance.now()
    await night({ at: 0, does: set(days) })
    expect(await gistOf(store)).toEqual(undisturbed)
    await night({})
    // Hours and days would be waited for, not seconds.
    expect(performance.now() - before).toBeLessThan(100_000)
    expect((await store.runs.list()).map(({ id }) => id.replace(/^.*-/, ''))).toEqual(['1', '2'])
    expect((await store.runs.find('latest'))?.id).toBe((await store.runs.list())[1]?.id)
  })
}

const RUN: Record<string, () => Promise<void>> = {
  ...SCHEDULE_RUNS,
  'clock-set-forward-in-the-night': () => setInTheNight(3),
  'clock-set-back-in-the-night': () => setInTheNight(-2),
  'run-begun-in-the-future': () =>
    withStore(async (night, store) => {
      set(400)()
      const stop = new AbortController()
      await expect(night({ at: 1, does: () => stop.abort(new Error('cut off')), signal: stop.signal })).rejects.toThrow('cut off')
      set(0)()
      await night({})
      expect(await gistOf(store)).toEqual(undisturbed)
      await night({})
      expect(await store.runs.list()).toHaveLength(2)
    }),
  'clock-wrong-at-the-start': () =>
    withStore(async (night, store) => {
      set(400)()
      await expect(night({ config: twoCanaries() })).rejects.toThrow('the clock of this machine is wrong')
      const [run] = await store.runs.list()
      expect((await store.visits.ofRun(run?.id ?? '')).map(({ site }) => site)).toEqual(['@vantage'])
    }),
  'clock-wrong-in-the-night': () =>
    withStore(async (night, store) => {
      await expect(night({ at: 1, does: set(400), config: twoCanaries() })).rejects.toThrow('the clock of this machine is wrong')
      expect(await gistOf(store)).toEqual([])
      set(0)()
      await night({ config: twoCanaries() })
      expect(await gistOf(store)).toEqual(undisturbed)
    }),
  'plans-and-a-clock-set-back': () =>
    withStore(async (night, store) => {
      const plan = async (days: number) => store.probes.savePlan(instantOf(Date.now() + days * DAY_MS).slice(0, 10), 'seed', 24)
      await plan(3)
      set(3)()
      await night({})
      set(0)()
      await plan(0)
      await plan(1)
      await expectInOrder(store)
      await night({})
    }),
}

async function expectInOrder(store: Store): Promise<void> {
  const found: unknown[] = []
  for await (const one of verifyDatabase(store, { now: instantOf(now()) })) found.push(one)
  expect(found).toEqual([])
}

test.each(CLOCK_CASES)('$name: $does', async ({ name }) => {
  const run = RUN[name]
  if (!run) throw new Error(`no test of ${name}`)
  await run()
})
