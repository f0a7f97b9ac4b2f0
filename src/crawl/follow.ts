import type { Head } from '../model/capture.ts'
import type { Failure } from '../model/failure.ts'
import { requestFields } from '../model/request-fields.ts'
import type { Settings } from '../model/settings.ts'
import { type Instant, instantOf } from '../model/time.ts'
import type { Addresses } from './addresses.ts'
import { CookieJar } from './cookies.ts'
import { failed, failureOf } from './failures.ts'
import { resolveLocation } from './headers.ts'
import type { Limiter } from './limiter.ts'
import { liveNow } from './live-clock.ts'
import type { Look, LookRequest } from './look.ts'
import { type Hop, type HopAnswer, type HopOutcome, isRedirect } from './request.ts'
import { bareName } from './resolver.ts'
import { retryAfter } from './retry-after.ts'

/** Addresses of a host that are tried in one look, where each refuses at once. */
const MOST_ADDRESSES = 4
const SAYS_NOTHING_OF_THE_ADDRESS: ReadonlySet<Failure> = new Set<Failure>(['not-allowed', 'our-limit', 'cancelled'])

export interface FollowDeps {
  readonly settings: Settings
  readonly addresses: Addresses
  readonly limiter: Limiter
  readonly now: () => number
  readonly ask: (hop: Hop) => Promise<HopOutcome>
  readonly askLeniently: (hop: Hop) => Promise<HopOutcome>
  /** Aborts when the net is closed. */
  readonly closed: AbortSignal
}

/** What one look carries from hop to hop. */
interface Trail {
  readonly request: LookRequest
  readonly signal: AbortSignal
  readonly redirects: Redirect[]
  readonly seen: Set<string>
  readonly jar: CookieJar
  /** Milliseconds spent on the wire; waiting for our turn does not count against the site. */
  spent: number
  waitedForRetry: boolean
  takenAt: Instant | undefined
  address: string | undefined
}

type Outcome = Look['outcome']
type Redirect = Head['redirects'][number]

/** One look: hop after hop within one family, every hop asked of robots, guard and limiter. Never throws. */
export async function follow(request: LookRequest, deps: FollowDeps): Promise<Look> {
  const trail: Trail = {
    request,
    signal: request.signal ? AbortSignal.any([request.signal, deps.closed]) : deps.closed,
    redirects: [],
    seen: new Set(),
    jar: new CookieJar(),
    spent: 0,
    waitedForRetry: false,
    takenAt: undefined,
    address: undefined,
  }
  const outcome = await outcomeOf(trail, deps)
  return {
    takenAt: trail.takenAt ?? instantOf(deps.now()),
    ...(trail.address === undefined ? {} : { address: trail.address }),
    outcome,
  }
}

async function outcomeOf(trail: Trail, deps: FollowDeps): Promise<Outcome> {
  try {
    return await walk(trail, deps)
  } catch (error) {
    return trail.signal.aborted ? failed('cancelled', 'the look was cancelled') : failureOf(error)
  }
}

async function walk(trail: Trail, deps: FollowDeps): Promise<Outcome> {
  const { request } = trail
  let url = URL.canParse(request.url) ? new URL(request.url) : null
  if (url === null || !isHttp(url)) return failed('not-allowed', `${request.url.slice(0, 200)} is no http(s) URL`)
  for (;;) {
    if (request.allowed && !(await request.allowed(url.href))) return failed('robots-disallowed', url.href)
    const answer = await hop(url, trail, deps)
    if (trail.signal.aborted) return failed('cancelled', 'the look was cancelled')
    if (answer.kind === 'failed') return failed(answer.failure, answer.detail)
    const held = holdBack(url, answer, deps)
    if (held !== null && held <= deps.settings.politeness.retryAfterCapSeconds * 1000 && !trail.waitedForRetry) {
      trail.waitedForRetry = true
      continue
    }
    if (!isRedirect(answer.status) || answer.location === undefined || answer.location.length === 0) return answered(url, answer, trail)
    const next: URL | null = resolveLocation(answer.location, url)
    if (next === null || !isHttp(next))
      return failed('malformed-answer', `${answer.status} to ${answer.headers['location']?.slice(0, 200)}`)
    const from = trail.redirects.length === 0 ? request.url : url.href
    const location = answer.headers['location']
    trail.redirects.push({ url: from, status: answer.status, ...(location === undefined ? {} : { location }) })
    trail.jar.take(bareName(url.hostname), answer.cookies)
    if (isLoop(url, next, trail) || trail.redirects.length > deps.settings.limits.redirects) {
      return failed('too-many-redirects', `after ${trail.redirects.length} redirects: ${next.href.slice(0, 200)}`)
    }
    url = next
  }
}

/** Back at an address with the same cookies: nothing new can come. */
function isLoop(from: URL, to: URL, { seen, jar }: Trail): boolean {
  const key = (url: URL) => `${url.href.split('#', 1)[0]} ${jar.header(bareName(url.hostname))}`
  if (seen.size === 0 && jar.header(bareName(from.hostname)) === '') seen.add(key(from))
  const state = key(to)
  if (seen.has(state)) return true
  seen.add(state)
  return false
}

function answered(url: URL, answer: HopAnswer, trail: Trail): Outcome {
  return {
    kind: 'answered',
    status: answer.status,
    finalUrl: trail.redirects.length === 0 ? trail.request.url : url.href,
    redirects: trail.redirects,
    headers: answer.headers,
    millis: Math.round(trail.spent),
    body: answer.body,
    truncated: answer.truncated,
  }
}

function holdBack(url: URL, answer: HopAnswer, { limiter, now, settings }: FollowDeps): number | null {
  const ms = retryAfter(answer.status, answer.headers, now())
  if (ms !== null) limiter.holdBack(bareName(url.hostname), Math.min(ms, settings.politeness.retryAfterCapSeconds * 1000))
  return ms
}

/** One hop, to the host's next address where one refuses, as a visitor's browser would go on. */
async function hop(url: URL, trail: Trail, deps: FollowDeps): Promise<HopOutcome> {
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const { family } = trail.request
  const asked = new Set<string>()
  let refused: HopOutcome | undefined
  for (;;) {
    const picked = await deps.addresses.pick(url.hostname, port, family)
    if (picked.kind === 'failed') return refused ?? picked
    if (refused && asked.has(picked.address)) return refused
    trail.address = picked.address
    asked.add(picked.address)
    const answer = await hopTo(url, picked.address, trail, deps)
    if (answer.kind === 'answered' || trail.signal.aborted) return answer
    if (SAYS_NOTHING_OF_THE_ADDRESS.has(answer.failure)) return answer
    await deps.addresses.missed(url.hostname, port, family, picked.address)
    if (answer.failure !== 'connection-refused' || asked.size >= MOST_ADDRESSES) return answer
    refused = answer
  }
}

/** One hop to one address, and once more where the first connection was an old one, or the answer too odd for the strict parser. */
async function hopTo(url: URL, address: string, trail: Trail, deps: FollowDeps): Promise<HopOutcome> {
  const first = await turn(url, address, trail, deps, deps.ask, false)
  if (first.kind === 'answered' || first.again === undefined) return first
  const again = first.again === 'lenient' ? deps.askLeniently : deps.ask
  const second = await turn(url, address, trail, deps, again, true)
  if (second.kind === 'failed' && second.again === 'lenient') return turn(url, address, trail, deps, deps.askLeniently, true)
  return second
}

async function turn(
  url: URL,
  address: string,
  trail: Trail,
  deps: FollowDeps,
  ask: (hop: Hop) => Promise<HopOutcome>,
  fresh: boolean,
): Promise<HopOutcome> {
  const { signal, request } = trail
  const pass = await deps.limiter.enter({ host: bareName(url.hostname), address, rate: request.rate, signal })
  const cookie = trail.jar.header(bareName(url.hostname))
  const started = liveNow()
  trail.takenAt = instantOf(deps.now())
  try {
    const answer = await ask({
      url,
      address,
      headers: { ...requestFields(deps.settings.userAgent), ...(cookie === '' ? {} : { cookie }) },
      deadlineMs: deps.settings.limits.deadlineSeconds * 1000 - trail.spent,
      maxBytes: request.maxBytes,
      fresh,
      signal,
      onSent: pass.sent,
    })
    const last = answer.kind === 'answered' && !isRedirect(answer.status)
    trail.spent += last ? answer.millis : liveNow() - started
    return answer
  } finally {
    pass.leave()
  }
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:'
}
