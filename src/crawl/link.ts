import type { PageInput } from '../extract/input.ts'
import { readPage } from '../extract/page.ts'
import { readQuality } from '../extract/quality.ts'
import type { Family, Head, LinkCapture, PageCapture } from '../model/capture.ts'
import { FAILURES } from '../model/failure.ts'
import type { PageFacts, Quality } from '../model/page.ts'
import type { Instant } from '../model/time.ts'
import type { Draft } from '../model/visit.ts'
import { BLOCKED } from './home.ts'
import { inputOf, isMarkup } from './reading.ts'
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
  if (quality === 'protection' || BLOCKED.has(outcome.status)) return false
  return !isPlain(outcome.status, quality)
}

type Common = Pick<LinkCapture, 'kind' | 'url' | 'family' | 'foundOn' | 'text' | 'level' | 'sameSite' | 'look'>

async function fromPage(tour: Tour, siblings: Siblings, common: Common, page: PageCapture): Promise<Draft<LinkCapture>> {
  const told = { ...common, takenAt: page.takenAt, ...(page.address === undefined ? {} : { address: page.address }) }
  if (page.outcome.kind === 'failed') return { ...told, outcome: page.outcome }
  const bytes = await tour.desk.deps.journal.body(page.outcome.body)
  const quality = await judgeAnswer(tour, siblings, common, page.outcome, bytes)
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
  head: Head & { readonly truncated: boolean },
  bytes: Uint8Array,
): Promise<Quality | undefined> {
  if (!isMarkup(head.headers, bytes)) return undefined
  const { config, log } = desk.deps
  const start = bytes.subarray(0, config.settings.limits.linkBodyBytes)
  // That we read no further than this is no fault of the page.
  const input = inputOf({ ...head, truncated: false }, start, config)
  try {
    const read = readQuality(input).quality
    const cutByUs = head.truncated || start.length < bytes.length
    const quality = read === 'truncated' && cutByUs ? 'ok' : read
    const denied =
      quality === 'ok' &&
      link.sameSite &&
      head.status < 400 &&
      siblings.denies({ url: link.url, finalUrl: head.finalUrl, facts: once(input) })
    return denied ? 'soft-404' : quality
  } catch (error) {
    log.error({ site: desk.site.code, url: link.url, error: String(error) }, 'an answer could not be read')
    await desk.note('crash', link.url, '读取该链接的应答时程序出错')
    return undefined
  }
}

function once(input: PageInput): () => PageFacts {
  let known: PageFacts | undefined
  return () => {
    const facts = known ?? readPage(input)
    known = facts
    return facts
  }
}

/** A link that plainly works: its head is proof enough, and its body is not kept. */
function isPlain(status: number, quality: Quality | undefined): boolean {
  return status < 400 && (quality === undefined || quality === 'ok' || quality === 'truncated' || quality === 'needs-rendering')
}
