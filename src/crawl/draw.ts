import { concernsFooter } from '../extract/missing-footer.ts'
import type { RenderCapture } from '../model/capture.ts'
import type { PageLeads } from '../model/page.ts'
import { add, type Built } from './parts.ts'
import type { Tour } from './tour.ts'

/** Draws pages in a browser, as many as the site's budget allows. Asked one page after another, so that the order decides who is drawn. */
export interface Easel {
  /** The page with what a browser adds to it; unchanged when it could not be drawn. */
  draw(built: Built, reason: string): Promise<Built>
  /** The page drawn where its own markup is not enough. */
  finish(built: Built): Promise<Built>
}

export function createEasel(tour: Tour): Easel {
  const { desk } = tour
  let left = desk.deps.config.settings.limits.rendersPerSite
  const drawn = new Set<string>()
  const easel: Easel = {
    async draw(built, reason) {
      const { url } = built.page.capture
      if (drawn.has(url)) return built
      if (!desk.deps.renderer) {
        await desk.note('browser', url, `没有可用的浏览器，未能渲染：${reason}`)
        return built
      }
      if (left <= 0) {
        await desk.note('browser', url, `超出每个网站的渲染页面数上限，未渲染：${reason}`)
        return built
      }
      left -= 1
      drawn.add(url)
      const capture = await takeDrawing(tour, url, reason)
      const facts = capture ? await factsOf(tour, capture) : null
      return facts ? add(built, [{ as: 'render', facts }]) : built
    },
    async finish(built) {
      const reason = whyDraw(built.facts)
      // What a footer says is asked of the homepage alone.
      if (reason === null || (concernsFooter(reason) && !tour.isHome(built.page.capture.url))) return built
      return easel.draw(built, reason)
    },
  }
  return easel
}

/** Why a plain fetch of the page was not enough; null when it was. */
export function whyDraw({ unfinished, quality }: PageLeads): string | null {
  return unfinished.render ?? (quality === 'needs-rendering' ? 'a script draws the whole page' : null)
}

async function factsOf({ desk }: Tour, capture: RenderCapture): Promise<PageLeads | null> {
  if (capture.outcome.kind === 'failed') return null
  const html = await desk.deps.journal.body(capture.outcome.html)
  try {
    return await desk.reader.drawn(capture, html)
  } catch (error) {
    desk.deps.log.error({ site: desk.site.code, url: capture.url, error: String(error) }, 'a drawn page could not be read')
    await desk.note('crash', capture.url, '读取渲染后的页面时程序出错', 'drawing')
    return null
  }
}

function takeDrawing(tour: Tour, url: string, reason: string): Promise<RenderCapture | undefined> {
  const { desk } = tour
  const { renderer, journal } = desk.deps
  return desk.once<RenderCapture>(`render|${url}`, async () => {
    if (!renderer) throw new Error('drawing was asked for without a browser')
    const { takenAt, outcome } = await renderer.render({
      url,
      screenshot: tour.isHome(url),
      ...(desk.site.authorised ? {} : { allowed: desk.allowed }),
      ...(desk.site.rate === undefined ? {} : { rate: desk.site.rate }),
    })
    const common = { kind: 'render', url, of: url, reason, takenAt } as const
    if (outcome.kind === 'failed') return { ...common, outcome }
    const { html, screenshot, ...told } = outcome
    const kept = { html: journal.keep(html), ...(screenshot ? { screenshot: journal.keep(screenshot) } : {}) }
    return { ...common, outcome: { ...told, ...kept } }
  })
}
