import type { Browser, BrowserContext, Page } from 'playwright'
import type { Log } from '../model/log.ts'
import type { WantedMark } from '../model/picture.ts'
import type { DrawJob } from './draw-job.ts'
import { openPage, PICTURE_HEIGHT, PICTURE_WIDTH, WINDOW } from './draw-page.ts'
import { failed } from './failures.ts'
import { type Box, type FoundMarks, findingExpression } from './find-marks.ts'
import type { PictureBytes, Pictured } from './look.ts'
import { readMarkup } from './page-markup.ts'
import { type Overlay, overlayOf } from './picture-overlay.ts'

/** Pages of a fixed width somewhat wider than the window are shown whole. */
const MOST = { width: PICTURE_WIDTH, height: PICTURE_HEIGHT }
/** A picture that would be a larger PNG is a JPEG: photographs, above all. */
const LARGE_BYTES = 250_000
const JPEG_QUALITY = 70
/** For finding the marks in a page that has come to rest. */
const FIND_MS = 4_000
/** For drawing marks on a picture; nothing of the page runs there. */
const OVERLAY_MS = 15_000

export interface PictureJob extends DrawJob {
  readonly marks: readonly WantedMark[]
  readonly log: Log
}

/** Pictures one page with the marks on it. What cannot be found is named instead, and costs no picture. */
export async function picturePage(context: BrowserContext, job: PictureJob): Promise<Pictured['outcome']> {
  const { marks, log } = job
  const opened = await openPage(context, job)
  if (opened.kind === 'failed') return opened
  const { page, left, crashed } = opened
  const status = opened.status()
  // An error page in the place of the one that was judged shows nothing of the fault.
  if (status !== null && status >= 400) return failed('browser-failed', `the page came back with HTTP ${status}`)
  const html = await readMarkup(context, page, job.settings.limits.bodyBytes, left(1))
  if ('kind' in html) return html
  const found = await findMarks(context, page, marks).catch((error) => {
    log.warn({ url: job.request.url, error: String(error).slice(0, 300) }, 'nothing could be marked on a page')
    return null
  })
  const clip = {
    x: 0,
    y: 0,
    width: Math.max(found?.width ?? 0, WINDOW.width),
    height: Math.max(found?.height ?? PICTURE_HEIGHT, WINDOW.height),
  }
  const png = await page.screenshot({ type: 'png', fullPage: true, clip, animations: 'disabled', timeout: Math.max(FIND_MS, left(1)) })
  const finalUrl = page.url()
  const browser = context.browser()
  if (crashed() || !browser) return failed('browser-failed', 'the page crashed')
  await page.close()
  const placed = marks.map((mark, index) => ({ ...mark, boxes: found?.boxes[index] ?? [] }))
  const overlay = overlayOf({ png, ...sizeOf(png), url: finalUrl, marks: placed })
  const pictures = await drawOverlay(browser, overlay, png.length > LARGE_BYTES)
  return { kind: 'answered', finalUrl, html, ...pictures, marked: overlay.marked }
}

/**
 * Looks for the marks in a world of our own, in which the page's scripts have changed nothing, after these were stopped: what was measured is still there when
 * the picture is taken.
 */
async function findMarks(context: BrowserContext, page: Page, marks: readonly WantedMark[]): Promise<FoundMarks> {
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  const { frameTree } = await session.send('Page.getFrameTree')
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'govsite' })
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId: executionContextId,
    expression: findingExpression(
      marks.map(({ at }) => at),
      MOST,
    ),
    returnByValue: true,
    timeout: FIND_MS,
  })
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  return result.value
}

/** The whole and the detail, drawn in a context without scripts and without network. A large picture is a JPEG. */
async function drawOverlay(browser: Browser, { html, width, height, detail }: Overlay, large: boolean): Promise<Pictures> {
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true, viewport: { width, height: WINDOW.height } })
  try {
    const page = await context.newPage()
    await page.setContent(html, { waitUntil: 'load', timeout: OVERLAY_MS })
    return { page: await shoot(page, { x: 0, y: 0, width, height }, large), detail: await shoot(page, detail, false) }
  } finally {
    await context.close().catch(() => {})
  }
}
type Pictures = Pick<Extract<Pictured['outcome'], { kind: 'answered' }>, 'page' | 'detail'>

async function shoot(page: Page, clip: Box, large: boolean): Promise<PictureBytes> {
  const asked = { fullPage: true, clip, timeout: OVERLAY_MS } as const
  const type = large ? 'jpeg' : 'png'
  const bytes = await page.screenshot(large ? { ...asked, type: 'jpeg', quality: JPEG_QUALITY } : { ...asked, type: 'png' })
  if (!large && bytes.length > LARGE_BYTES) return shoot(page, clip, true)
  return { bytes, type: `image/${type}`, width: clip.width, height: clip.height }
}

/** Width and height out of the header of a PNG. */
function sizeOf(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}
