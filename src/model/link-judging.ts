import type { CaptureId, CensusCapture, LinkCapture } from './capture.ts'
import type { SeenLink } from './evidence.ts'
import { FAILURES, type Failure } from './failure.ts'
import type { Doubt, Finding } from './finding.ts'
import { cite, doubt, hostOf, percent } from './judging.ts'

/** What one test of a link proves: it works, it is certainly dead, or it may be either. `cause` groups alike troubles. */
export type LinkState =
  | { readonly kind: 'works' }
  | { readonly kind: 'dead'; readonly cause: string; readonly says: string }
  | { readonly kind: 'doubt'; readonly cause: string; readonly says: string; readonly because: Doubt }

export interface JudgedLink {
  readonly link: SeenLink
  readonly state: LinkState
}

/** A refusal by rate or by policy of whoever guards the site, not the absence of a page. */
const GUARDED = new Set([412, 429, 521])
const GONE = new Set([404, 410])

/** Of all links that met a trouble, those that somebody began to turn us away from are told together. */
const TURNED_AWAY = 'turned-away'

export function readLink(link: SeenLink): LinkState {
  const state = readAnswer(link)
  if (link.turnedAway !== undefined && (state.kind === 'dead' || (state.kind === 'doubt' && state.because === 'suspected')))
    return turnedAway(state.says, link)
  const itsOwnWord = state.kind !== 'dead' || GONE.has(Number(state.cause.replace('http-', ''))) || endedAtHome(link)
  return itsOwnWord ? state : { ...state, kind: 'doubt', because: 'suspected' }
}

/** Silence may as well be our own line's, or the site's that gave out. */
function turnedAway(says: string, { outcome }: SeenLink): LinkState {
  const because = outcome.kind === 'failed' ? 'blame-unclear' : 'protection'
  return { kind: 'doubt', because, cause: TURNED_AWAY, says: `${says}，此前访问正常的页面随后也是如此，可能是检查中途访问受到限制` }
}

/** Another host, to which the link leads, may refuse strangers. */
function endedAtHome({ url, outcome }: LinkCapture): boolean {
  const bare = (of: string) => hostOf(of).replace(/^www\./, '')
  return outcome.kind === 'failed' || bare(outcome.finalUrl) === bare(url)
}

function readAnswer({ outcome, quality }: LinkCapture): LinkState {
  if (outcome.kind === 'failed') return readFailure(outcome.failure)
  const { status } = outcome
  const cause = `http-${status}`
  const says = `返回 HTTP ${status}`
  if (quality === 'protection' || GUARDED.has(status))
    return { kind: 'doubt', because: 'protection', cause: 'protection', says: '被网站防护设备拦截' }
  if (GONE.has(status) || status === 403) return { kind: 'dead', cause, says }
  if (status >= 300) return { kind: 'doubt', because: 'suspected', cause: status >= 500 ? 'http-5xx' : cause, says }
  if (quality === 'soft-404') return { kind: 'dead', cause: 'soft-404', says: `返回 HTTP ${status}，内容却是“页面不存在”` }
  if (quality === 'error-page') return { kind: 'doubt', because: 'suspected', cause: 'error-page', says: '返回的是错误页面' }
  return { kind: 'works' }
}

function readFailure(failure: Failure): LinkState {
  const { blame, says } = FAILURES[failure]
  if (failure === 'robots-disallowed') return { kind: 'doubt', because: 'robots', cause: failure, says }
  return { kind: 'doubt', because: blame === 'us' ? 'our-failure' : 'suspected', cause: failure, says }
}

/** A page that was missing or refused once may have been so because of us, or for a moment: it is dead when a later look found the same. */
export function confirmed(state: LinkState, { look }: LinkCapture, looks: number): LinkState {
  if (state.kind !== 'dead' || look >= looks) return state
  return { kind: 'doubt', because: 'suspected', cause: state.cause, says: `${state.says}，尚未复核` }
}

export interface Listing {
  /** The homepage; subject of what is said of all links together. */
  readonly home: string
  /** 二级页面同站链接, as the reader should see it. */
  readonly title: string
  readonly rate: string
  readonly family: 4 | 6
  readonly census: readonly CensusCapture[]
  /** When more than this share of the links (and at least so many) have the same trouble, the cause is one, and is more likely between them and us. */
  readonly collapseShare: number
  readonly collapseLeast: number
}

/** One pass standing for all working links, one finding for each other, and one doubt where most have the same trouble. */
export function listLinks(judged: readonly JudgedLink[], listing: Listing): Finding[] {
  const total = judged.length
  const working = judged.filter(({ state }) => state.kind === 'works')
  const found: Finding[] = []
  if (working.length > 0) found.push(summary(working, total, listing))
  for (const [cause, group] of byCause(judged)) {
    const share = cause === TURNED_AWAY ? 0 : total * listing.collapseShare
    const common = group.length > share && group.length >= listing.collapseLeast
    if (common && !GONE.has(Number(cause.replace('http-', '')))) found.push(collapsed(cause, group, total, listing))
    else found.push(...group.map((one) => single(one, listing)))
  }
  return found
}

function summary(working: readonly JudgedLink[], total: number, { home, title, rate, census }: Listing): Finding {
  const sampled = census.some(({ seed }) => seed !== undefined) ? '（抽样）' : ''
  const says = `${title}共检测 ${total} 个${sampled}，可以访问 ${working.length} 个，${rate} ${percent(working.length / total)}。`
  const measured = { value: working.length / total, unit: 'ratio' } as const
  const evidence = census.length > 0 ? census.map(({ id }) => id) : working.map(({ link }) => link.id)
  return cite('pass', { subject: home, says, measured, stands: working.length }, evidence)
}

function byCause(judged: readonly JudgedLink[]): Map<string, JudgedLink[]> {
  const groups = Map.groupBy(judged, ({ state }) => (state.kind === 'works' ? '' : state.cause))
  groups.delete('')
  return groups
}

function collapsed(cause: string, group: readonly JudgedLink[], total: number, { home, title }: Listing): Finding {
  const [first] = group
  const trouble = first && first.state.kind !== 'works' ? first.state.says : cause
  const says = `${title}共检测 ${total} 个，其中 ${group.length} 个${trouble}；数量异常集中，可能是访问限制或识别有误，不作为死链认定。`
  const ids = group.map(({ link }) => link.id)
  return doubt(commonDoubt(cause, first?.state), { subject: home, says, stands: group.length }, ids)
}

function commonDoubt(cause: string, state: LinkState | undefined): Doubt {
  if (cause === 'http-403' || cause === 'protection') return 'protection'
  if (cause === 'soft-404') return 'needs-a-person'
  if (state?.kind === 'doubt' && state.because !== 'suspected') return state.because
  return cause.startsWith('http-') || cause === 'error-page' ? 'suspected' : 'blame-unclear'
}

function single({ link, state }: JudgedLink, { family }: Listing): Finding {
  if (state.kind === 'works') return cite('pass', { subject: link.url, says: '可以访问。' }, [link.id])
  const how = family === 6 ? '通过 IPv6 ' : ''
  const says = `${parent(link)}${how}${state.says}。`
  const evidence: readonly CaptureId[] = [link.id, ...(link.turnedAway === undefined ? [] : [link.turnedAway])]
  return state.kind === 'dead'
    ? cite('fail', { subject: link.url, says }, evidence)
    : doubt(state.because, { subject: link.url, says }, evidence)
}

/** Names the page and the words an official has to look for. */
function parent({ foundOn, text }: LinkCapture): string {
  return `页面 ${foundOn} 上的链接${text.trim() === '' ? '' : `“${text.trim().slice(0, 60)}”`}`
}

/** Pages whose links could not be read and that no other finding already names: their links are missing from the count. */
export function unreadPages(census: readonly CensusCapture[], listed: readonly LinkCapture[], named: number): Finding[] {
  const known = new Set(listed.filter((link) => readLink(link).kind !== 'works').map(({ url }) => url))
  const evidence = census.map(({ id }) => id)
  const unread = census.flatMap((one) => one.unread).filter(({ url }) => !known.has(url))
  const [first] = unread
  if (!first) return []
  if (unread.length > named) {
    const says = `有 ${unread.length} 个页面（如 ${first.url}）的链接未能读取（${first.why}），未计入连通率。`
    return [doubt('no-evidence', { subject: first.url, says, stands: unread.length }, evidence)]
  }
  return unread.map(({ url, why }) =>
    doubt('no-evidence', { subject: url, says: `该页面的链接未能读取（${why}），未计入连通率。` }, evidence),
  )
}
