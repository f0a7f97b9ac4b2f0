import { randomUUID } from 'node:crypto'
import PQueue from 'p-queue'
import type { BrowserContext } from 'playwright'
import type { Log } from '../model/log.ts'
import type { Settings } from '../model/settings.ts'
import { type Instant, instantOf } from '../model/time.ts'
import { type Browsers, createBrowsers } from './browser.ts'
import { findBrowser, hasChineseFont } from './browser-path.ts'
import type { DrawJob } from './draw-job.ts'
import { drawPage, openContext } from './draw-page.ts'
import { type Failed, failed } from './failures.ts'
import type { Unsandboxed } from './launch-browser.ts'
import { sweepLeftBehind } from './left-behind.ts'
import type { DrawRequest, Net, Renderer } from './look.ts'
import { picturePage } from './picture-page.ts'
import { openProxy } from './proxy.ts'

/** For closing what a page left open; a browser that takes longer hangs and is replaced. */
const GRACE_MS = 5_000
/** A page that is drawn in this share of its time shows that its browser is well. */
const QUICK_SHARE = 0.25

interface RendererOptions {
  readonly settings: Settings
  readonly net: Net
  readonly log: Log
  readonly now: () => number
  /** Hears of every browser process that runs without its sandbox. */
  readonly onUnsandboxed?: (why: Unsandboxed) => void
}

/** Null, with the reason logged, when pages cannot be drawn on this machine: no browser, or no font for Chinese. */
export async function createRenderer(options: RendererOptions): Promise<Renderer | null> {
  const { settings, log } = options
  if (!settings.render.enabled) return null
  const executable = await findBrowser(settings.render.browser)
  if (executable === null) {
    log.warn({ browser: settings.render.browser ?? null }, 'no browser found: pages that need one stay in doubt, and no pictures are taken')
    return null
  }
  if (!(await hasChineseFont())) {
    log.warn({}, 'no font for Chinese found: pages that need a browser stay in doubt, and no pictures are taken')
    return null
  }
  await sweepLeftBehind(options.now())
  const browsers = createBrowsers(executable, log, settings.render.pagesPerBrowser, options.onUnsandboxed)
  const closing = new AbortController()
  const queue = new PQueue({ concurrency: settings.render.pagesAtOnce })
  const parts = { ...options, browsers, closed: closing.signal }
  return {
    render: (request) => queue.add(() => drawOne({ ...request, draw: drawPage }, parts)),
    picture: ({ marks, ...request }) =>
      queue.add(() =>
        drawOne({ ...request, screenshot: true, draw: (context, job) => picturePage(context, { ...job, marks, log }) }, parts),
      ),
    async close() {
      closing.abort()
      await browsers.close()
      await queue.onIdle()
      await browsers.close()
    },
  }
}

interface Request<Outcome> extends DrawRequest {
  readonly screenshot: boolean
  readonly draw: (context: BrowserContext, job: DrawJob) => Promise<Outcome>
}

interface Parts {
  readonly settings: Settings
  readonly net: Net
  readonly log: Log
  readonly now: () => number
  readonly browsers: Browsers
  readonly closed: AbortSignal
}

async function drawOne<Answer extends { readonly kind: 'answered' }>(
  request: Request<Answer | Failed>,
  parts: Parts,
): Promise<{ readonly takenAt: Instant; readonly outcome: Answer | Failed }> {
  const takenAt = instantOf(parts.now())
  if (parts.closed.aborted) return { takenAt, outcome: failed('cancelled', 'the renderer was closed') }
  try {
    // A neighbour that crashes or exhausts the browser takes this page with it: no page is given up before it had a browser to itself.
    const first = await attempt(request, parts, false)
    const { outcome } = first.again && !parts.closed.aborted ? await attempt(request, parts, true) : first
    return { takenAt, outcome: parts.closed.aborted ? failed('cancelled', 'the renderer was closed') : outcome }
  } catch (error) {
    if (parts.closed.aborted) return { takenAt, outcome: failed('cancelled', 'the renderer was closed') }
    parts.log.warn({ url: request.url, error: String(error).slice(0, 300) }, 'the browser failed')
    return { takenAt, outcome: failed('browser-failed', String(error).split('\n', 1)[0]?.slice(0, 300) ?? '') }
  }
}

/** One try. It may be worth another, `alone`, when the page ran out of time, or lost its browser, in a process that it shared. */
async function attempt<Outcome extends { readonly kind: string }>(
  request: Request<Outcome>,
  { settings, net, browsers }: Parts,
  alone: boolean,
): Promise<{ readonly outcome: Outcome | Failed; readonly again: boolean }> {
  const secret = randomUUID()
  const graceMs = Math.min(GRACE_MS, settings.render.timeoutSeconds * 1000)
  const giveUpMs = settings.render.timeoutSeconds * 1000 + graceMs
  const { browser, disturbed, leave } = await browsers.enter({ alone })
  const given = (outcome: Outcome | Failed, hasTime: boolean) => ({
    outcome,
    again: outcome.kind !== 'answered' && !hasTime && disturbed(),
  })
  let how: 'quick' | 'sound' | 'broken' = 'broken'
  try {
    const proxy = await openProxy({ net, secret, ...pick(request) })
    try {
      const context = await within(giveUpMs, openContext(browser, proxy, settings.userAgent))
      if (context === null) return given(failed('browser-failed', 'the browser hangs'), false)
      const started = performance.now()
      const drawn = request.draw(context, { request, proxy, net, secret, settings })
      const outcome = await within(giveUpMs, drawn).catch((error) => failed('browser-failed', String(error).split('\n', 1)[0] ?? ''))
      const quick = outcome?.kind === 'answered' && performance.now() - started < giveUpMs * QUICK_SHARE
      if ((await isClosed(context, graceMs)) && browser.isConnected()) how = quick ? 'quick' : 'sound'
      if (outcome === null) return given(failed('browser-failed', `the page did not come to rest within ${giveUpMs} ms`), false)
      return given(outcome, browser.isConnected() && !isLate(outcome))
    } finally {
      await proxy.close()
    }
  } finally {
    leave(how)
  }
}

/** False for a context that does not close in time: what it left open may go on and on. */
async function isClosed(context: BrowserContext, ms: number): Promise<boolean> {
  const closed = context.close().then(() => true)
  return (await within(ms, closed).catch(() => false)) === true
}

/** Ran out of time on its own clock. */
function isLate(outcome: { readonly kind: string; readonly failure?: string }): boolean {
  return outcome.kind === 'failed' && outcome.failure === 'timed-out'
}

function pick({ rate, allowed }: DrawRequest) {
  return { ...(rate === undefined ? {} : { rate }), ...(allowed === undefined ? {} : { allowed }) }
}

/** Null when the time is over first. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  // The loser of the race may still fail after its browser was closed.
  work.catch(() => {})
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
