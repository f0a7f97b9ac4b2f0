import type { PictureCapture, RenderCapture } from '../model/capture.ts'
import type { Quality } from '../model/page.ts'
import type { WantedPicture } from '../model/picture.ts'
import type { Site } from '../model/site.ts'
import { type Instant, millisOf } from '../model/time.ts'
import type { Draft } from '../model/visit.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { createDesk, type Desk } from './desk.ts'
import { failed } from './failures.ts'
import type { PictureBytes, Pictured, Renderer } from './look.ts'
import { gatherNames } from './names.ts'
import { createRules } from './rules.ts'

const DAY_MS = 86_400_000
/** In the place of the page that was judged these show nothing of its fault. */
const OTHER_PAGES: ReadonlySet<Quality> = new Set<Quality>(['protection', 'error-page', 'soft-404'])

export interface PictureDeps extends CrawlDeps {
  readonly renderer: Renderer
  /** Pictures of the site's latest earlier visit, and the run that it belongs to. */
  readonly earlier: { readonly run: string; readonly pictures: readonly PictureCapture[] }
  /** Moment at which the visit's time is up: nothing is pictured after it. */
  readonly until: number
}

/**
 * Pictures the pages in their order, as long as there is time. A picture of the same faults that an earlier run took not long ago serves again. A page that
 * cannot be pictured is recorded as such and costs no other page its picture. Rejects with the signal's reason when it is aborted.
 */
export async function takePictures(site: Site, wanted: readonly WantedPicture[], deps: PictureDeps): Promise<void> {
  const desk = createDesk(site, deps)
  const rules = createRules(desk, await gatherNames(desk, new URL(site.home).hostname))
  desk.allowed = rules.allowed
  // One after another: the first come first served of the browser is for all sites, and the time may be up after any.
  for (const picture of wanted) {
    if (deps.now() >= deps.until) return
    const capture = await desk.once<PictureCapture>(`picture|${picture.url}`, () => again(picture, deps) ?? take(picture, desk, deps))
    if (capture?.outcome.kind !== 'failed') continue
    const { failure, detail } = capture.outcome
    deps.log.warn({ site: site.code, url: picture.url, failure, detail }, 'a page behind a finding could not be pictured')
  }
}

/** The picture that an earlier run took of just this, while it is young enough. */
function again({ url, marks }: WantedPicture, { earlier, config, now }: PictureDeps): Promise<Draft<PictureCapture>> | null {
  const youngest = now() - config.settings.render.pictureDays * DAY_MS
  const shows = showsOf(marks)
  const same = earlier.pictures.find(
    (picture) =>
      picture.url === url &&
      picture.outcome.kind === 'answered' &&
      millisOf(picture.takenAt) > youngest &&
      JSON.stringify(picture.shows.map(({ check, subject }) => [check, subject])) === JSON.stringify(shows.map(Object.values)),
  )
  if (!same) return null
  const { id: _ofThatRun, ...draft } = same
  return Promise.resolve({ ...draft, takenIn: same.takenIn ?? earlier.run })
}

async function take({ url, marks }: WantedPicture, desk: Desk, { renderer }: PictureDeps): Promise<Draft<PictureCapture>> {
  const { site } = desk
  const pictured = await renderer.picture({
    url,
    marks,
    ...(site.authorised ? {} : { allowed: desk.allowed }),
    ...(site.rate === undefined ? {} : { rate: site.rate }),
  })
  const common = { kind: 'picture', url, shows: showsOf(marks), takenAt: pictured.takenAt } as const
  const { outcome } = pictured
  if (outcome.kind === 'failed') return { ...common, outcome }
  const quality = await qualityOf(url, pictured.takenAt, outcome, desk)
  if (quality === null || OTHER_PAGES.has(quality)) {
    return { ...common, outcome: failed('browser-failed', `the page came back as ${quality ?? 'something that cannot be read'}`) }
  }
  return { ...common, outcome: kept(outcome, desk) }
}

/** Null for a page that makes the extractors throw: what it shows is then not known. */
async function qualityOf(
  url: string,
  takenAt: Instant,
  { html, finalUrl }: Answered,
  { deps: { log }, reader, site }: Desk,
): Promise<Quality | null> {
  const shown = { kind: 'answered', finalUrl, html: { sha256: '', length: html.length }, millis: 0 } as const
  const drawing: RenderCapture = { kind: 'render', id: '', url, of: url, reason: 'a picture', takenAt, outcome: shown }
  try {
    return (await reader.drawn(drawing, html))?.quality ?? null
  } catch (error) {
    log.error({ site: site.code, url: finalUrl, error: String(error) }, 'a pictured page could not be read')
    return null
  }
}

function kept({ finalUrl, page, detail, marked }: Answered, { deps: { journal } }: Desk): Kept {
  const keep = ({ bytes, type, width, height }: PictureBytes) => ({ body: journal.keep(bytes), type, width, height })
  return { kind: 'answered', finalUrl, page: keep(page), detail: keep(detail), marked }
}
type Answered = Extract<Pictured['outcome'], { kind: 'answered' }>
type Kept = Extract<PictureCapture['outcome'], { kind: 'answered' }>

function showsOf(marks: WantedPicture['marks']): PictureCapture['shows'] {
  return marks.map(({ check, subject }) => ({ check, subject }))
}
