import type { CaptureId, NoteCapture } from './capture.ts'
import type { HomeView, SeenPage } from './evidence.ts'
import { FAILURES, type Failure } from './failure.ts'
import { type Doubt, type Finding, type Measured, nonEmpty } from './finding.ts'
import { LOST } from './loss.ts'

/** What several checks say in the same way; the questions themselves stand in `checks/`. */
export interface Said {
  readonly subject: string
  readonly says: string
  readonly measured?: Measured
  readonly stands?: number
}

/** Captures named in one finding at most: enough to look it up, and a summary of thousands stays readable. */
const CITED_AT_MOST = 50

/** An accusation or an acquittal with its captures; without any capture it is only a doubt. */
export function cite(verdict: 'pass' | 'fail', said: Said, evidence: readonly CaptureId[]): Finding {
  const cited = nonEmpty([...new Set(evidence)].slice(0, CITED_AT_MOST))
  return cited ? { ...said, verdict, evidence: cited } : { ...said, verdict: 'inconclusive', because: 'no-evidence' }
}

export function doubt(because: Doubt, said: Said, evidence: readonly CaptureId[] = []): Finding {
  const cited = [...new Set(evidence)].slice(0, CITED_AT_MOST)
  return { ...said, verdict: 'inconclusive', because, ...(cited.length > 0 ? { evidence: cited } : {}) }
}

export function notApplicable(said: Said, evidence: readonly CaptureId[] = []): Finding {
  return { ...said, verdict: 'not-applicable', ...(evidence.length > 0 ? { evidence } : {}) }
}

export interface Reason {
  readonly because: Doubt
  /** A clause without a full stop, in Chinese. */
  readonly says: string
}

/** Why a failure to get an answer is a doubt: ours by name, the rest as `blame-unclear`. */
export function reasonOfFailure(failure: Failure): Reason {
  const { blame, says } = FAILURES[failure]
  if (failure === 'robots-disallowed') return { because: 'robots', says }
  return { because: blame === 'us' ? 'our-failure' : 'blame-unclear', says }
}

const TURNED_AWAY: Reason = { because: 'protection', says: '首页被网站防护设备拦截' }

/** Why the homepage's content cannot be judged; null when a whole page was read. */
export function homeDoubt(home: HomeView, notes: readonly NoteCapture[]): Reason | null {
  switch (home.facts?.quality) {
    case 'ok':
      return errorStatus(home.looks)
    case 'protection':
      return TURNED_AWAY
    case 'needs-rendering':
      return { because: 'needs-rendering', says: '首页内容由脚本生成，未能渲染' }
    case 'truncated':
      return { because: 'unreadable', says: '首页过大，未能完整读取' }
    case 'empty':
      return { because: 'needs-rendering', says: '首页没有可见内容' }
    case 'error-page':
    case 'soft-404':
      return notes.some(({ about }) => about === 'protection') ? TURNED_AWAY : { because: 'no-evidence', says: '首页返回错误页面' }
    case undefined:
      return unreachedDoubt(home.looks, notes)
  }
}

/** A page that reads well is still no homepage when every look at it was answered with an error. */
function errorStatus(looks: readonly SeenPage[]): Reason | null {
  const statuses = looks.flatMap(({ outcome }) => (outcome.kind === 'answered' ? [outcome.status] : []))
  if (statuses.length === 0 || statuses.some((status) => status < 400)) return null
  return { because: 'no-evidence', says: `首页返回 HTTP ${statuses[0]}` }
}

function unreachedDoubt(looks: readonly SeenPage[], notes: readonly NoteCapture[]): Reason {
  if (
    looks.some((look) => look.facts?.quality === 'protection') ||
    (looks.length === 0 && notes.some((note) => note.about === 'protection'))
  ) {
    return TURNED_AWAY
  }
  if (looks.some(({ crashed }) => crashed)) return { because: LOST.crashed.because, says: `首页${LOST.crashed.says}` }
  const failures = looks.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.failure] : []))
  if (failures.includes('robots-disallowed') || (looks.length === 0 && notes.some((note) => note.about === 'robots'))) {
    return { because: 'robots', says: 'robots.txt 不允许访问首页' }
  }
  // Over a family that the site lacks there is nothing to learn about the other one.
  const telling = failures.filter((failure) => failure !== 'no-address')
  const last = telling.at(-1) ?? failures.at(-1)
  if (last === undefined) return { because: 'no-evidence', says: looks.length > 0 ? '首页未能读取' : '未采集到首页' }
  const blames = new Set(telling.map((failure) => FAILURES[failure].blame))
  const says = `首页无法访问（${FAILURES[last].says}）`
  if (blames.size === 1 && blames.has('us')) return { because: 'our-failure', says }
  return { because: blames.has('unclear') ? 'blame-unclear' : 'no-evidence', says }
}

/** Why something that was not seen on the homepage may be there all the same; null when a browser would add nothing to what was read. */
export function homeUnfinished(home: HomeView): Reason | null {
  if (home.lost) return { because: LOST[home.lost].because, says: `首页部分内容${LOST[home.lost].says}` }
  const unfinished = home.facts?.unfinished
  if (!unfinished) return null
  if (unfinished.render !== null) return { because: 'needs-rendering', says: '首页部分内容由脚本生成，未能渲染' }
  if (unfinished.parts.length > 0)
    return { because: 'needs-rendering', says: `首页有 ${unfinished.parts.length} 个由脚本或框架载入的部分未能读取` }
  return null
}

/** A share as officials read it, rounded down so that 100% means all: `98.5%`. */
export function percent(ratio: number): string {
  return `${Math.floor(Math.max(0, Math.min(1, ratio)) * 1000 + 1e-9) / 10}%`
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : url
}
