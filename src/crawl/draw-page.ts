import type { Browser, BrowserContext, Frame, Page, Request, Response, Route } from 'playwright'
import { FAILURES, type Failure } from '../model/failure.ts'
import type { Settings } from '../model/settings.ts'
import { type Failed, failed, failureOf } from './failures.ts'
import type { Net, Rendered, Renderer } from './look.ts'
import { type ForwardProxy, ownFailure } from './proxy.ts'

export const WINDOW = { width: 1280, height: 1000 }
/** Taller pictures kill the browser. */
export const PICTURE_HEIGHT = 16_000
const ONLY_FOR_PICTURES = new Set(['image', 'media', 'font'])
const NEVER = new Set(['websocket', 'eventsource', 'ping', 'prefetch', 'manifest', 'cspviolationreport'])
/** The document may come to rest in this share of the time; the rest is for reading it. */
const LOAD_SHARE = 0.8

export interface DrawJob {
  readonly request: Parameters<Renderer['render']>[0]
  readonly proxy: ForwardProxy
  readonly net: Net
  readonly secret: string
  readonly settings: Settings
}

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
}

/** Draws one page: loads it, waits until the network is quiet, and reads what its scripts made of it. */
export async function drawPage(context: BrowserContext, job: DrawJob): Promise<Outcome> {
  const started = performance.now()
  const opened = await openPage(context, job)
  if (opened.kind === 'failed') return opened
  const { page, left, crashed } = opened
  const html = Buffer.from(await page.content(), 'utf8')
  if (html.length > job.settings.limits.bodyBytes * 2) return failed('browser-failed', `the drawn page has ${html.length} bytes`)
  const screenshot = job.request.screenshot ? await takePicture(page, left(1)) : undefined
  if (crashed()) return failed('browser-failed', 'the page crashed')
  return {
    kind: 'answered',
    finalUrl: page.url(),
    html,
    ...(screenshot === undefined ? {} : { screenshot }),
    millis: Math.round(performance.now() - started),
  }
}

/** Loads the page behind its fence, and waits until the network is quiet. */
export async function openPage(context: BrowserContext, job: DrawJob): Promise<OpenedPage | Failed> {
  const started = performance.now()
  const limit = job.settings.render.timeoutSeconds * 1000
  const left = (share: number) => Math.max(1, started + limit * share - performance.now())
  const page = await context.newPage()
  const refused = await fence(context, page, job)
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
    if (!isTimeout(error) || page.url() === 'about:blank') return refused() ?? failureOfNavigation(message, job)
  }
  const own = response && ownFailure(response.headers(), job.secret, isFailure)
  if (own) return own
  await page.waitForLoadState('networkidle', { timeout: left(LOAD_SHARE) }).catch(() => {})
  return { kind: 'opened', page, status: () => status, left, crashed: () => crashed }
}

/** Lets only GET requests out that robots and guard let pass; returns why the document itself was refused, if it was. */
async function fence(context: BrowserContext, page: Page, job: DrawJob): Promise<() => Failed | undefined> {
  let refused: Failed | undefined
  context.on('page', (other) => {
    if (other !== page) other.close().catch(() => {})
  })
  page.on('dialog', (dialog) => {
    dialog.dismiss().catch(() => {})
  })
  await context.routeWebSocket(/./, (socket) => socket.close())
  await context.route(/./, async (route) => {
    const frame = frameOf(route.request())
    // Windows that the page opened are closed, and ask for nothing.
    const own = frame?.page() === page
    const reason = own ? await refusalOf(route, job).catch((error) => failureOf(error)) : failed('not-allowed', 'a window of its own')
    if (reason === null) return route.continue().catch(() => {})
    if (own && route.request().isNavigationRequest() && frame === page.mainFrame()) refused ??= reason
    return route.abort('blockedbyclient').catch(() => {})
  })
  return () => refused
}

async function refusalOf(route: Route, { request, net }: DrawJob): Promise<Failed | null> {
  const asked = route.request()
  const type = asked.resourceType()
  if (asked.method() !== 'GET' || NEVER.has(type)) return failed('not-allowed', `${asked.method()} ${type}`)
  if (ONLY_FOR_PICTURES.has(type) && !request.screenshot) return failed('not-allowed', type)
  const url = URL.canParse(asked.url()) ? new URL(asked.url()) : null
  // Plain http passes our proxy request by request: robots, guard and limiter wait there.
  if (url?.protocol === 'http:') return null
  if (url?.protocol !== 'https:') return failed('not-allowed', asked.url().slice(0, 100))
  if (request.allowed && !(await request.allowed(url.href))) return failed('robots-disallowed', url.href)
  const admitted = await net.admit(url.hostname, Number(url.port || 443), request.rate)
  return 'failure' in admitted ? failed(admitted.failure, admitted.detail) : null
}

function frameOf(request: Request): Frame | null {
  try {
    return request.frame()
  } catch {
    // A window that is just opening has no frame yet.
    return null
  }
}

async function takePicture(page: Page, timeout: number): Promise<Buffer | undefined> {
  try {
    const height = await page.evaluate('document.documentElement.scrollHeight')
    const tall = typeof height !== 'number' || height > PICTURE_HEIGHT
    return await page.screenshot({
      type: 'png',
      fullPage: true,
      timeout,
      animations: 'disabled',
      ...(tall ? { clip: { x: 0, y: 0, width: WINDOW.width, height: PICTURE_HEIGHT } } : {}),
    })
  } catch {
    // A picture is a courtesy; the page itself is the evidence.
    return undefined
  }
}

function failureOfNavigation(message: string, { request, proxy }: DrawJob): Failed {
  const line = message.split('\n', 1)[0] ?? ''
  const url = new URL(request.url)
  const tunnel = proxy.tunnelFailure(`${url.hostname}:${url.port || 443}`)
  if (line.includes('ERR_TUNNEL_CONNECTION_FAILED') && tunnel) return tunnel
  if (line.includes('net::ERR_CERT_')) return failed('certificate-invalid', line)
  if (line.includes('net::ERR_SSL_')) return failed('tls-failed', line)
  if (line.includes('net::ERR_TOO_MANY_REDIRECTS')) return failed('too-many-redirects', line)
  if (/Timeout \d+ms exceeded/.test(line)) return failed('timed-out', line)
  return failed('browser-failed', line)
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError'
}

function isFailure(name: string): name is Failure {
  return Object.hasOwn(FAILURES, name)
}
