import type { Family, LinkCapture, PageCapture } from '../model/capture.ts'
import { FAILURES } from '../model/failure.ts'
import type { PageFacts, Quality } from '../model/page.ts'
import type { Instant } from '../model/time.ts'
import { REFUSALS } from '../model/turned-away.ts'
import type { Draft } from '../model/visit.ts'
import { type Answer, isMarkup, isScript } from './reading.ts'
import type { Siblings } from './siblings.ts'
import type { Target } from './targets.ts'
import type { Tour } from './tour.ts'

export interface LinkWant {
  readonly target: Omit<Target, 'kind'>
  readonly family: Family
  readonly look?: number
  /** The moment of the failure that this look repeats. */
  readonly after?: Instant
}

/** Tests one link over one family; from the page's own answer where the page was fetched whole. Undefined when the time is up. */
export function testLink(tour: Tour, siblings: Siblings, want: LinkWant): Promise<LinkCapture | undefined> {
  const { target, family, look = 1 } = want
  return tour.desk.once<LinkCapture>(`link|${family}|${look}|${target.url}`, async () => {
    const { url, foundOn, text, level, sameSite } = target
    const common = { kind: 'link', url, family, foundOn, text, level, sameSite, look } as const
    const whole = await tour.desk.answered(url, family, look)
    return whole ? fromPage(tour, siblings, common, whole) : fromLook(tour, siblings, common, want.after)
  })
}

/** True for a link that failed in a way that may pass, or that a dead link must show twice. */
export function linkFailed({ outcome, quality }: LinkCapture): boolean {
  if (outcome.kind === 'failed') return FAILURES[outcome.failure].retry
  if (quality === 'protection' || (REFUSALS.has(outcome.status) && outcome.status !== 403)) return false
  return !isPlain(outcome.status, quality)
}

type Common = Pick<LinkCapture, 'kind' | 'url' | 'family' | 'foundOn' | 'text' | 'level' | 'sameSite' | 'look'>

async function fromPage(tour: Tour, siblings: Siblings, common: Common, page: PageCapture): Promise<Draft<LinkCapture>> {
  const told = { ...common, takenAt: page.takenAt, ...(page.address === undefined ? {} : { address: page.address }) }
  if (page.outcome.kind === 'failed') return { ...told, outcome: page.outcome }
  const read = page.role === 'part' && isScript(page.outcome) ? null : await tour.desk.quality(page)
  const quality = read === null ? undefined : await settle(siblings, common, page.outcome, read, () => tour.desk.whole(page))
  const { body, ...head } = page.outcome
  return { ...told, ...(quality ? { quality } : {}), outcome: { ...head, ...(isPlain(head.status, quality) ? {} : { body }) } }
}

async function fromLook(tour: Tour, siblings: Siblings, common: Common, after: Instant | undefined): Promise<Draft<LinkCapture>> {
  const { deps } = tour.desk
  const maxBytes = deps.config.settings.limits.linkBodyBytes
  const { takenAt, address, outcome } = await tour.desk.look({
    url: common.url,
    family: common.family,
    maxBytes,
    ...(after ? { after } : {}),
  })
  const told = { ...common, takenAt, ...(address === undefined ? {} : { address }) }
  if (outcome.kind === 'failed') return { ...told, outcome }
  const { body, ...head } = outcome
  const quality = await judgeAnswer(tour, siblings, common, outcome, body)
  const kept = isPlain(head.status, quality) ? {} : { body: deps.journal.keep(body) }
  return { ...told, ...(quality ? { quality } : {}), outcome: { ...head, ...kept } }
}

/** What the answer turned out to be; undefined for anything but markup. */
async function judgeAnswer(
  { desk }: Tour,
  siblings: Siblings,
  link: Common,
  answer: Answer,
  bytes: Uint8Array,
): Promise<Quality | undefined> {
  if (!isMarkup(answer.headers, bytes)) return undefined
  try {
    const { quality } = await desk.reader.quality(answer, bytes)
    return await settle(siblings, link, answer, quality, () => desk.reader.answer(answer, bytes))
  } catch (error) {
    desk.deps.log.error({ site: desk.site.code, url: link.url, error: String(error) }, 'an answer could not be read')
    await desk.note('crash', link.url, '读取该链接的应答时程序出错', 'link')
    return undefined
  }
}

/** The quality that counts for a link: that we read no further is no fault of the page, and a page may be the site's way of saying "not there". */
async function settle(
  siblings: Siblings,
  { url, sameSite }: Common,
  { status, finalUrl, truncated }: Answer,
  read: Quality,
  facts: () => Promise<PageFacts | null>,
): Promise<Quality> {
  const quality = read === 'truncated' && truncated ? 'ok' : read
  if (quality !== 'ok' || !sameSite || status >= 400) return quality
  const known = siblings.compares(url) ? await facts() : null
  return siblings.denies({ url, finalUrl, facts: known }) ? 'soft-404' : 'ok'
}

/** A link that plainly works: its head is proof enough, and its body is not kept. */
function isPlain(status: number, quality: Quality | undefined): boolean {
  return status < 400 && (quality === undefined || quality === 'ok' || quality === 'truncated' || quality === 'needs-rendering')
}
