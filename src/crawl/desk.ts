import { createHash } from 'node:crypto'
import type { Capture, CaptureId, Family, NoteCapture, PageCapture, PageRole } from '../model/capture.ts'
import { FAILURES } from '../model/failure.ts'
import type { PageFacts, PageLeads, Quality } from '../model/page.ts'
import type { Site } from '../model/site.ts'
import { type Instant, instantOf } from '../model/time.ts'
import type { Draft } from '../model/visit.ts'
import { createClock } from './clock.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { createCrew } from './crew.ts'
import { isJudgedWhole } from './judged-whole.ts'
import type { Look } from './look.ts'
import { createReaderHere, type Reader } from './reader.ts'
import { isMarkup } from './reading.ts'

/** A page with what is read in it; `facts` is null when there was no answer, or nothing that can be read. */
export interface Page {
  readonly capture: PageCapture
  readonly facts: PageLeads | null
}

export interface PageWant {
  readonly role: PageRole
  readonly url: string
  readonly family: Family
  readonly look?: number
  readonly of?: string
  readonly label?: string
  readonly level?: 1 | 2 | 3
  readonly maxBytes?: number
  /** The moment of the failure that this look repeats: it is made no sooner than the settings' interval after it. */
  readonly after?: Instant
  /** Robots do not bind robots.txt itself. */
  readonly unbound?: boolean
}

export type LookWant = Pick<PageWant, 'url' | 'family' | 'maxBytes' | 'unbound' | 'after'>

/**
 * Takes every capture of one visit exactly once: a capture that the journal has is never asked for again, an answer that one role has fetched serves
 * the others, and nothing new is asked after the visit's time is up.
 */
export interface Desk {
  readonly site: Site
  readonly deps: CrawlDeps
  readonly reader: Reader
  /** Whether a robots.txt lets us ask for this URL; set as soon as the rules of the site are known. */
  allowed: (url: string) => Promise<boolean>
  /** The capture under this key; undefined when it is not there and the time is up. */
  once<C extends Capture>(key: string, take: () => Promise<Draft<C>>): Promise<C | undefined>
  /** Everything that `once` gave so far, by key: the same in a visit that was cut off and in one that was not. */
  taken(): Capture[]
  /** Writes down what is already known; not subject to the time limit. */
  record<C extends Capture>(key: string, make: () => Draft<C>): Promise<C>
  note(about: NoteCapture['about'], subject: string, detail: string, reading?: NoteCapture['reading']): Promise<NoteCapture>
  look(want: LookWant): Promise<Look>
  page(want: PageWant): Promise<Page | undefined>
  /** The whole answer that some role of this visit already has for the URL. */
  answered(url: string, family: Family, look: number): Promise<PageCapture | undefined>
  /** Where the page leads, read once. */
  facts(capture: PageCapture): Promise<PageLeads | null>
  /** Of the page, read once; null when there was nothing to read. */
  quality(capture: PageCapture): Promise<Quality | null>
  /** Lets go of where pages lead; their qualities stay known. A hundred visits go on side by side, most of their time with links alone. */
  forgetFacts(): void
  /** Everything that the page says; null when it cannot be read. */
  whole(capture: PageCapture): Promise<PageFacts | null>
  /** URLs of the pages that reading broke down on: nobody knows what they say. */
  readonly broken: Set<string>
  /** Captures that were proofread when they were read. */
  readonly proven: Set<CaptureId>
  /** Runs the tasks side by side; the results stand in the order of the items. */
  each<T, R>(what: string, items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]>
  /** From here on the whole time of the visit counts, not only the first looks' part of it. */
  beginSecondLooks(): void
  outOfTime(): boolean
  /** A number for the name, evenly spread, the same in every visit of the run. */
  rank(name: string): string
}

export function createDesk(site: Site, deps: CrawlDeps): Desk {
  const clock = createClock(deps)
  const { limits } = deps.config.settings
  const answers = new Map<string, Promise<PageCapture | undefined>>()
  const read: Readings = { facts: new Map(), qualities: new Map() }
  const taken = new Map<string, Capture>()
  const desk: Desk = {
    site,
    deps,
    reader: deps.reader ?? createReaderHere(deps.config),
    allowed: async () => true,
    async once(key, take) {
      const capture = await clock.guarded(() => deps.journal.once(key, () => clock.timed(take)))
      if (capture) taken.set(key, capture)
      return capture
    },
    taken: () => [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, capture]) => capture),
    record: (key, make) => deps.journal.once(key, async () => make()),
    note: (about, subject, detail, reading) =>
      desk.record<NoteCapture>(['note', about, ...(reading ? [reading] : []), subject].join('|'), () => ({
        kind: 'note',
        about,
        subject,
        ...(reading ? { reading } : {}),
        detail,
        takenAt: instantOf(deps.now()),
      })),
    look: async (want) => {
      if (want.after !== undefined) await clock.waitSince(want.after, limits.secondLookSeconds * 1000)
      const seen = await look(desk, want)
      if (want.after !== undefined && want.family === 6 && isSilent(seen)) await deps.silentOverIpv6?.()
      return seen
    },
    page: (want) => takeShared(desk, answers, want),
    answered: async (url, family, lookNumber) => answers.get(answerKey(url, family, lookNumber)),
    facts: (capture) => readOnce(desk, read, capture),
    quality: (capture) => qualityOnce(desk, read, capture),
    forgetFacts: () => read.facts.clear(),
    whole: (capture) => readWhole(desk, capture),
    broken: new Set(),
    proven: new Set(),
    each: createCrew(deps).each,
    beginSecondLooks: clock.beginSecondLooks,
    outOfTime: clock.outOfTime,
    rank: (name) => createHash('sha256').update(`${deps.seed}\n${site.code}\n${name}`).digest('hex'),
  }
  return desk
}

/** Roles whose answer is fetched under other terms than a page's, and so serves no other role. */
const UNSHARED: ReadonlySet<PageRole> = new Set<PageRole>(['robots', 'sibling'])
/** Roles that mean something only together with the page they belong to. */
const OF_A_PAGE: ReadonlySet<PageRole> = new Set<PageRole>(['part', 'list-data', 'article', 'message', 'statistics'])

function answerKey(url: string, family: Family, lookNumber: number): string {
  return `${family}|${lookNumber}|${url}`
}

function pageKey(site: Site, want: PageWant): string {
  const start = `page|${want.role}|${want.family}|${want.look ?? 1}`
  if (want.role === 'home' && want.url === site.home) return start
  return OF_A_PAGE.has(want.role) ? `${start}|${want.url}|${want.of ?? ''}` : `${start}|${want.url}`
}

/** A page, out of an answer that another role of the visit has had where there is one. */
async function takeShared(desk: Desk, answers: Map<string, Promise<PageCapture | undefined>>, want: PageWant): Promise<Page | undefined> {
  const key = answerKey(want.url, want.family, want.look ?? 1)
  const source = answers.get(key)
  const taking = desk.once<PageCapture>(pageKey(desk.site, want), () => takePage(desk, want, source))
  if (!source && !UNSHARED.has(want.role)) answers.set(key, taking)
  const capture = await taking
  return capture && { capture, facts: await desk.facts(capture) }
}

/** What pages were found to be, by what they are made of. */
interface Readings {
  readonly facts: Map<string, Promise<PageLeads | null>>
  readonly qualities: Map<string, Promise<Quality | null>>
}

function readOnce(desk: Desk, read: Readings, capture: PageCapture): Promise<PageLeads | null> {
  const key = factsKey(capture)
  const facts = read.facts.get(key) ?? readFacts(desk, capture)
  read.facts.set(key, facts)
  if (!read.qualities.has(key))
    read.qualities.set(
      key,
      facts.then((known) => known?.quality ?? null),
    )
  return facts
}

async function qualityOnce(desk: Desk, read: Readings, capture: PageCapture): Promise<Quality | null> {
  const known = read.qualities.get(factsKey(capture))
  if (known !== undefined) return known
  const facts = await readOnce(desk, read, capture)
  return facts?.quality ?? null
}

/** Captures with the same bytes from the same place say the same: they are read once. */
function factsKey(capture: PageCapture): string {
  if (capture.outcome.kind === 'failed') return 'failed'
  return [capture.role === 'part', capture.outcome.status, capture.outcome.body.sha256, capture.outcome.finalUrl].join('|')
}

function isSilent({ outcome }: Look): boolean {
  return outcome.kind === 'failed' && outcome.failure !== 'no-address' && FAILURES[outcome.failure].blame !== 'us'
}

function look(desk: Desk, want: LookWant): Promise<Look> {
  const { deps, site } = desk
  return deps.net.look({
    url: want.url,
    family: want.family,
    maxBytes: want.maxBytes ?? deps.config.settings.limits.bodyBytes,
    ...(site.rate === undefined ? {} : { rate: site.rate }),
    ...(want.unbound || site.authorised ? {} : { allowed: desk.allowed }),
    ...(deps.signal ? { signal: deps.signal } : {}),
  })
}

/** A new answer, or the one that another role has already had. */
async function takePage(desk: Desk, want: PageWant, source: Promise<PageCapture | undefined> | undefined): Promise<Draft<PageCapture>> {
  const { role, url, family } = want
  const about = {
    ...(want.of === undefined ? {} : { of: want.of }),
    ...(want.label === undefined ? {} : { label: want.label }),
    ...(want.level === undefined ? {} : { level: want.level }),
  }
  const common = { kind: 'page', role, url, family, look: want.look ?? 1, ...about } as const
  const had = await source
  if (had && !(had.outcome.kind === 'answered' && had.outcome.truncated)) {
    return { ...common, takenAt: had.takenAt, ...(had.address === undefined ? {} : { address: had.address }), outcome: had.outcome }
  }
  const seen = await desk.look(want)
  const told = { ...common, takenAt: seen.takenAt, ...(seen.address === undefined ? {} : { address: seen.address }) }
  if (seen.outcome.kind === 'failed') return { ...told, outcome: seen.outcome }
  const { body, truncated, ...head } = seen.outcome
  // A download that looked like a page is told by its beginning; only a page is worth keeping whole.
  const most = role === 'page' && !isMarkup(head.headers, body) ? desk.deps.config.settings.limits.linkBodyBytes : body.length
  const kept = desk.deps.journal.keep(body.subarray(0, most))
  return { ...told, outcome: { ...head, body: kept, truncated: truncated || kept.length < body.length } }
}

async function readWhole(desk: Desk, { outcome, url }: PageCapture): Promise<PageFacts | null> {
  if (outcome.kind === 'failed') return null
  const bytes = await desk.deps.journal.body(outcome.body)
  return isMarkup(outcome.headers, bytes) ? attempt(desk, url, () => desk.reader.answer(outcome, bytes)) : null
}

async function readFacts(desk: Desk, capture: PageCapture): Promise<PageLeads | null> {
  if (capture.outcome.kind === 'failed') return null
  const bytes = await desk.deps.journal.body(capture.outcome.body)
  const facts = await attempt(desk, capture.url, () => desk.reader.captured(capture, bytes))
  if (facts !== null && isJudgedWhole(capture)) desk.proven.add(capture.id)
  return facts
}

async function attempt<T>(desk: Desk, url: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    desk.deps.log.error({ site: desk.site.code, url, error: String(error) }, 'a page could not be read')
    desk.broken.add(url)
    await desk.note('crash', url, '读取该页面时程序出错', 'page')
    return null
  }
}
