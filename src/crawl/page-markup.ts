import type { BrowserContext, Page } from 'playwright'
import { type Failed, failed } from './failures.ts'

/** How often the limit of a body as it is sent a drawn page may fill: scripts add to it. */
const DRAWN = 2

/**
 * What the page's scripts made of it. It is put into words once, in a world of our own in which the page has changed nothing, and is handed over only when it is
 * no larger than may be kept: a page that grows without end would otherwise grow in this process too.
 */
export async function readMarkup(context: BrowserContext, page: Page, bodyBytes: number, timeout: number): Promise<Buffer | Failed> {
  const most = bodyBytes * DRAWN
  const session = await context.newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'govsite-markup',
  })
  const expression = `(() => {
    const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : ''
    const html = type + (document.documentElement ? document.documentElement.outerHTML : '')
    return html.length > ${most} ? html.length : html
  })()`
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { contextId, expression, returnByValue: true, timeout })
  await session.detach()
  if (exceptionDetails) return failed('browser-failed', `the drawn page cannot be read: ${exceptionDetails.text}`)
  const { value }: { value?: unknown } = result
  if (typeof value !== 'string') return failed('browser-failed', `the drawn page has ${String(value)} characters`)
  const html = Buffer.from(value, 'utf8')
  return html.length > most ? failed('browser-failed', `the drawn page has ${html.length} bytes`) : html
}
