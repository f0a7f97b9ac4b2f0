import type { BrowserContext, Frame, Page, Request, Route } from 'playwright'
import type { DrawJob } from './draw-job.ts'
import { type Failed, failed, failureOf } from './failures.ts'

const ONLY_FOR_PICTURES = new Set(['image', 'media', 'font'])
const NEVER = new Set(['websocket', 'eventsource', 'ping', 'prefetch', 'manifest', 'cspviolationreport'])
/**
 * What a page may ask for while it is drawn. No page that is made for people comes near; one that goes on and on is closed, for every question that it asks
 * costs this process time, and every document it goes to is fetched from somebody's server.
 */
const MOST = { requests: 2000, documents: 15, windows: 10, dialogs: 20 }

/** What became of a page behind its fence. */
export interface Fence {
  /** Why the document itself was not fetched, or why the page was closed; undefined while all is well. */
  refused(): Failed | undefined
}

/** Lets only GET requests out that robots and guard let pass, closes the windows that the page opens, and closes a page that asks for too much. */
export async function fence(context: BrowserContext, page: Page, job: DrawJob): Promise<Fence> {
  const asked = { requests: 0, documents: 0, windows: 0, dialogs: 0 }
  let refused: Failed | undefined
  const tooMuch = (what: keyof typeof asked): boolean => {
    asked[what] += 1
    if (asked[what] > MOST[what]) refused ??= failed('browser-failed', `the page asked for more than ${MOST[what]} ${what}`)
    if (asked[what] === MOST[what] + 1) page.close().catch(() => {})
    return asked[what] > MOST[what]
  }
  context.on('page', (other) => {
    if (other === page) return
    tooMuch('windows')
    other.close().catch(() => {})
  })
  page.on('dialog', (dialog) => {
    tooMuch('dialogs')
    dialog.dismiss().catch(() => {})
  })
  await context.routeWebSocket(/./, (socket) => socket.close())
  await context.route(/./, async (route) => {
    const frame = frameOf(route.request())
    // Windows that the page opened are closed, and ask for nothing.
    const own = frame?.page() === page
    const document = own && route.request().isNavigationRequest() && frame === page.mainFrame()
    if (tooMuch('requests') || (document && tooMuch('documents'))) return route.abort('blockedbyclient').catch(() => {})
    const reason = own ? await refusalOf(route, job).catch((error) => failureOf(error)) : failed('not-allowed', 'a window of its own')
    if (reason === null) return route.continue().catch(() => {})
    if (document) refused ??= reason
    return route.abort('blockedbyclient').catch(() => {})
  })
  return { refused: () => refused }
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

/** The frame that asks; null for a window that is just opening. */
export function frameOf(request: Request): Frame | null {
  try {
    return request.frame()
  } catch {
    // A window that is just opening has no frame yet.
    return null
  }
}
