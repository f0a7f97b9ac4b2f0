import type { Browser, BrowserContext, Page, Response } from 'playwright'
import { FAILURES, type Failure } from '../model/failure.ts'
import type { DrawJob } from './draw-job.ts'
import { type Failed, failed } from './failures.ts'
import type { Rendered } from './look.ts'
import { fence, frameOf } from './page-fence.ts'
import { readMarkup } from './page-markup.ts'
import { type ForwardProxy, ownFailure } from './proxy.ts'
import { watchWithheld } from './withheld.ts'

export const WINDOW = { width: 1280, height: 1000 }
/** Larger pictures kill the browser. */
export const PICTURE_HEIGHT = 16_000
export const PICTURE_WIDTH = 1920
/** The document may come to rest in this share of the time; the rest is for reading it. */
const LOAD_SHARE = 0.8

type Outcome = Rendered['outcome']

/** A context of the page's own, behind the page's own proxy; closing it forgets everything the page kept. */
export function openContext(browser: Browser, proxy: ForwardProxy, userAgent: string): Promise<BrowserContext> {
  return browser.newContext({
    proxy: { server: proxy.url, bypass: '<-loopback>' },
    userAgent,
    viewport: WINDOW,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: false,
    serviceWorkers: 'block',
  })
}

/** A page that has come to rest, or as far as it came in its time. */
export interface OpenedPage {
  readonly kind: 'opened'
  readonly page: Page
  /** Of the last document that was loaded, for some guards answer a first time with an error; null where none came in time. */
  readonly status: () => number | null
  /** Milliseconds until this share of the page's time is over; never less than one. */
  readonly left: (share: number) => number
  readonly crashed: () => boolean
  /** What the page asked for and did not get. */
  readonly withheld: () => readonly string[]
}

/** Draws one page: loads it, waits until the network is quiet, and reads what its scripts made of it. */
export async function drawPage(context: BrowserContext, job: DrawJob): Promise<Outcome> {
  const started = performance.now()
  const opened = await openPage(context, job)
  if (opened.kind === 'failed') return opened
  const { page, left, crashed } = opened
  const withheld = opened.withheld()
  const html = await readMarkup(context, page, job.settings.limits.bodyBytes, left(1))
  if ('kind' in html) return html
  const screenshot = job.request.screenshot ? await takePicture(page, left(1)) : undefined
  if (crashed()) return failed('browser-failed', 'the page crashed')
  return {
    kind: 'answered',
    finalUrl: page.url(),
    html,
    ...(screenshot === undefined ? {} : { screenshot }),
    ...(withheld.length === 0 ? {} : { withheld }),
    millis: Math.round(performance.now() - started),
  }
}

/** Loads the page behind its fence, and waits until the network is quiet. */
export async function openPage(context: BrowserContext, job: DrawJob): Promise<OpenedPage | Failed> {
  const page = await context.newPage()
  const { refused } = await fence(context, page, job)
  const withheld = watchWithheld(page)
  // What the browser takes to open a window is not the page's time.
  const started = performance.now()
  const limit = job.settings.render.timeoutSeconds * 1000
  const left = (share: number) => Math.max(1, started + limit * share - performance.now())
  let crashed = false
  page.on('crash', () => {
    crashed = true
  })
  let status: number | null = null
  page.on('response', (one) => {
    if (one.request().isNavigationRequest() && frameOf(one.request()) === page.mainFrame()) status = one.status()
  })
  let response: Response | null = null
  try {
    response = await page.goto(job.request.url, { waitUntil: 'load', timeout: left(LOAD_SHARE) })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (crashed) return failed('browser-failed', 'the page crashed')
    // Too slow to load everything is no reason to throw away what is there.
    if (!isTimeout(error) || page.url() === 'about:blank') return refused() ?? failureOfNavigation(message, isTimeout(error), job)
  }
  const own = response && ownFailure(response.headers(), job.secret, isFailure)
  if (own) return own
  await page.waitForLoadState('networkidle', { timeout: left(LOAD_SHARE) }).catch(() => {})
  const stopped = page.isClosed() ? refused() : undefined
  if (stopped) return stopped
  return { kind: 'opened', page, status: () => status, left, crashed: () => crashed, withheld }
}

async function takePicture(page: Page, timeout: number): Promise<Buffer | undefined> {
  try {
    return await page.screenshot({
      type: 'png',
      fullPage: true,
      timeout,
      animations: 'disabled',
      clip: { x: 0, y: 0, width: PICTURE_WIDTH, height: PICTURE_HEIGHT },
    })
  } catch {
    // A picture is a courtesy; the page itself is the evidence.
    return undefined
  }
}

function failureOfNavigation(message: string, late: boolean, { request, proxy }: DrawJob): Failed {
  const line = message.split('\n', 1)[0] ?? ''
  const url = new URL(request.url)
  const tunnel = proxy.tunnelFailure(`${url.hostname}:${url.port || 443}`)
  if (line.includes('ERR_TUNNEL_CONNECTION_FAILED') && tunnel) return tunnel
  if (line.includes('net::ERR_CERT_')) return failed('certificate-invalid', line)
  if (line.includes('net::ERR_SSL_')) return failed('tls-failed', line)
  if (line.includes('net::ERR_TOO_MANY_REDIRECTS')) return failed('too-many-redirects', line)
  if (late) return failed('timed-out', line)
  return failed('browser-failed', line)
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError'
}

function isFailure(name: string): name is Failure {
  return Object.hasOwn(FAILURES, name)
}
