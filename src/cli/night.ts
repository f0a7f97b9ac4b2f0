import { availableParallelism } from 'node:os'
import PQueue from 'p-queue'
import type { CrawlDeps } from '../crawl/crawl-deps.ts'
import type { Unsandboxed } from '../crawl/launch-browser.ts'
import type { Net, Renderer } from '../crawl/look.ts'
import { createNet } from '../crawl/net.ts'
import type { Reader } from '../crawl/reader.ts'
import { createReaderPool } from '../crawl/reader-pool.ts'
import { createRenderer } from '../crawl/render.ts'
import { collectSite } from '../crawl/visit.ts'
import type { Config } from '../model/config.ts'
import type { Log } from '../model/log.ts'
import type { Site } from '../model/site.ts'
import { instantOf, millisOf } from '../model/time.ts'
import { type Run, VANTAGE_SITE, type VisitJournal } from '../model/visit.ts'
import type { Store } from '../store/open.ts'
import { toldTrouble } from '../store/trouble.ts'
import { type CanaryWatch, createCanaryWatch } from './canary-watch.ts'
import { now, steady, wait } from './clock.ts'
import { checkClock } from './clock-watch.ts'
import { databaseFile } from './folders.ts'
import { judgeRun } from './judge-run.ts'
import { pictureFaults } from './pictures.ts'
import type { Progress } from './progress.ts'
import { createSealer, sealRun } from './seal-run.ts'
import { UNSANDBOXED } from './unsandboxed.ts'

/** A run that was cut off longer ago than this is closed with what it has; tonight is another night. */
const RESUMABLE_MS = 20 * 3_600_000
/** One core is left to the network; more readers than this only wait for it. */
const READERS = Math.min(4, Math.max(1, availableParallelism() - 1))

export interface NightOptions {
  readonly kind: Run['kind']
  /** The configuration with exactly the sites to visit. */
  readonly config: Config
  readonly store: Store
  /** The data folder, where the key lies that seals the night. */
  readonly data: string
  readonly log: Log
  readonly progress: Progress
  readonly signal?: AbortSignal
}

interface Night extends NightOptions {
  readonly run: Run
  readonly net: Net
  readonly renderer: Renderer | null
  readonly reader: Reader
  /** Why a browser ran without its sandbox, if one did. */
  readonly unsandboxed: () => Unsandboxed | undefined
}

/**
 * One run over the sites of the configuration: visits each, judges all, stores everything. Goes on with a run that was cut off. A database or disk that gives
 * out ends it with a UserError or DiskError; what was committed stays, and the next start goes on.
 */
export async function runNight(options: NightOptions): Promise<Run> {
  try {
    return await wholeNight(options)
  } catch (error) {
    throw toldTrouble(error, databaseFile(options.data))
  }
}

async function wholeNight(options: NightOptions): Promise<Run> {
  const { run, config } = await beginOrResume(options)
  const settings = config.settings
  const net = createNet({ settings, log: options.log, now })
  let why: Unsandboxed | undefined
  const onUnsandboxed = (told: Unsandboxed) => {
    why = told
  }
  const renderer = await createRenderer({ settings, net, log: options.log, now, onUnsandboxed })
  const readers = createReaderPool({ config, threads: READERS, log: options.log })
  try {
    await visitAll({ ...options, config, run, net, renderer, reader: readers.reader, unsandboxed: () => why })
  } finally {
    await renderer?.close()
    await readers.close()
    await net.close()
  }
  await endRun(run, options)
  return (await options.store.runs.find(run.id)) ?? run
}

/** Judges, seals and closes a run whose visits have ended, or that is left as it is. What was already done before a crash is not done again. */
async function endRun(run: Run, { config: today, store, log, progress, data }: NightOptions): Promise<void> {
  // As it was begun with: a mended resolver counts for how sites are reached, not for how they are judged.
  const config = await store.runs.config(run.id)
  const sealer = createSealer(store, data)
  await judgeRun({ run, config, store, log, progress, sealer })
  await sealRun(sealer, { run, config, settings: today.settings, log })
}

async function beginOrResume(options: NightOptions): Promise<{ run: Run; config: Config }> {
  const { kind, config, store, log, progress } = options
  const open = await store.runs.unfinished(kind)
  if (open) {
    const stored = await store.runs.config(open.id)
    const recent = now() - millisOf(open.startedAt) < RESUMABLE_MS
    if (recent && sameSites(stored, config)) {
      log.info({ run: open.id }, 'resuming the run that was cut off')
      progress.note(`resuming run ${open.id}, which was cut off`)
      // How the sites are reached is today's business (a resolver may have been mended); what is asked of them is that night's.
      return { run: open, config: { ...stored, settings: config.settings } }
    }
    log.warn({ run: open.id }, 'closing an unfinished run with what it has')
    await endRun(open, options)
  }
  const startedAt = instantOf(now())
  const run = await store.runs.begin({ kind, startedAt, seed: `${kind} ${startedAt}`, config })
  return { run, config }
}

function sameSites(a: Config, b: Config): boolean {
  const keys = (config: Config) =>
    config.sites
      .map((site) => `${site.code} ${site.home}`)
      .sort()
      .join('\n')
  return keys(a) === keys(b)
}

async function visitAll(night: Night): Promise<void> {
  const { run, config, store } = night
  const vantage = await store.visits.open(run.id, VANTAGE_SITE, instantOf(now()))
  // Its visit ends last: the run was cut off while it was being judged.
  if (vantage.visit.finishedAt !== null) return
  await checkClock(config, night.net)
  const canaries = createCanaryWatch({ config, journal: vantage.journal, net: night.net, log: night.log })
  try {
    await visitBetweenCanaries(night, vantage.journal, canaries)
  } finally {
    await canaries.stop()
  }
  await checkClock(config, night.net)
  await noteSandbox(vantage.journal, night.unsandboxed())
  await vantage.journal.finish(instantOf(now()))
}

async function visitBetweenCanaries(night: Night, vantage: VisitJournal, canaries: CanaryWatch): Promise<void> {
  const { config, progress } = night
  await canaries.take('before')
  const ipv6 = vantage
    .captures()
    .some((capture) => capture.kind === 'canary' && capture.family === 6 && capture.outcome.kind === 'answered')
  const queue = new PQueue({ concurrency: config.settings.politeness.sitesAtOnce })
  progress.begin(config.sites.length)
  // Where the database gives out, no other site is visited in vain.
  const broken = new AbortController()
  const signal = AbortSignal.any([broken.signal, ...(night.signal ? [night.signal] : [])])
  const jobs = config.sites.map((site) =>
    queue.add(() => visitOne(site, { ...night, signal }, { ipv6, canaries }).catch((error: unknown) => stopAll(broken, error))),
  )
  // Every visit ends (told to stop, each rejects at once) before the net under it is closed.
  const ends = await Promise.allSettled(jobs)
  await canaries.stop()
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  if (!vantage.captures().some((capture) => capture.kind === 'canary' && capture.phase === 'during')) await canaries.take('during')
  await canaries.take('after')
}

function stopAll(broken: AbortController, error: unknown): never {
  broken.abort(error)
  throw error
}

/** Kept with the night: what a page drawn without a sandbox shows may have been made by whoever broke out of one before it. */
async function noteSandbox(journal: VisitJournal, why: Unsandboxed | undefined): Promise<void> {
  if (why === undefined) return
  const detail = `浏览器沙箱${UNSANDBOXED[why].says}`
  await journal.once('note|browser', async () => ({
    kind: 'note' as const,
    takenAt: instantOf(now()),
    about: 'browser' as const,
    subject: VANTAGE_SITE,
    detail,
  }))
}

async function visitOne(site: Site, night: Night, route: { readonly ipv6: boolean; readonly canaries: CanaryWatch }): Promise<void> {
  const { run, store, config, net, renderer, reader, log, progress, signal } = night
  signal?.throwIfAborted()
  const { visit, journal } = await store.visits.open(run.id, site.code, instantOf(now()))
  if (visit.finishedAt !== null) return progress.site(site, 'done')
  progress.site(site, 'begins')
  const began = now()
  const deps: CrawlDeps = {
    ...{ config, journal, net, renderer, reader, log, now, steady, seed: run.seed, ipv6: route.ipv6 },
    silentOverIpv6: () => route.canaries.takePrompted(),
    wait: (ms) => wait(ms, signal),
    onProgress: (at) => progress.links(site, at),
    ...(signal ? { signal } : {}),
  }
  try {
    await collectSite(site, deps)
    await route.canaries.noteNames(journal.captures())
    await pictureFaults(site, visit, began, deps, store)
  } catch (error) {
    // What the database or its disk does says nothing about the site.
    if (toldTrouble(error, '') !== error) throw error
    // Told to stop: what was taken stays, the visit stays open and goes on at the next start.
    if (signal?.aborted) {
      await journal.flush()
      throw error
    }
    await noteCrash(site, journal, error, log)
  }
  await journal.finish(instantOf(now()))
  progress.site(site, 'done')
}

/** A bug of ours while visiting one site: loud in the log, a doubt in the findings, and no other site hears of it. */
async function noteCrash(site: Site, journal: VisitJournal, error: unknown, log: Log): Promise<void> {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log.error({ site: site.code, detail }, 'the visit crashed')
  await journal.once('note|crash', async () => ({
    kind: 'note' as const,
    takenAt: instantOf(now()),
    about: 'crash' as const,
    subject: site.home,
    detail,
  }))
}
