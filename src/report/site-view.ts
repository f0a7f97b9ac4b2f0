import type { CaptureId, Family } from '../model/capture.ts'
import type { Verdict } from '../model/finding.ts'
import type { Rule, Score, SiteScore, Vetoed } from '../model/rubric.ts'
import type { OwnerKind, SiteCode } from '../model/site.ts'
import type { Instant, LocalDate } from '../model/time.ts'
import type { DoubtView } from './doubt-view.ts'

/**
 * Everything that any document says of one site, formatted for no medium: made once by `siteView`, read by every writer. Texts of sites are already harmless
 * lines; instants are Beijing's.
 */
export interface SiteView {
  readonly code: SiteCode
  readonly name: string
  readonly home: string
  readonly owner: { readonly name: string; readonly kind: OwnerKind }
  readonly visit: { readonly startedAt: Instant; readonly finishedAt: Instant | null } | null
  /** Places among the sites of the same kind: `best` and `worst` differ where doubts leave it open. */
  readonly rank: { readonly best: number; readonly worst: number; readonly of: number } | null
  /** Under the first rubric that applies; null for a site that no rubric covers. */
  readonly score: SiteScore | null
  /** `id@version` and title of that rubric. */
  readonly rubric: { readonly id: string; readonly title: string } | null
  readonly indicators: readonly IndicatorView[]
  /** Failing and doubted findings, the most expensive first: vetoes, then points lost for certain, then points in doubt. */
  readonly problems: readonly ProblemRow[]
  /** Scores of earlier runs and of this one, oldest first, of the same rubric id only. */
  readonly history: readonly HistoryPoint[]
  readonly seal: SealView | null
}

/** One line of the points table. */
export interface IndicatorView {
  readonly id: string
  readonly title: string
  readonly part: { readonly id: string; readonly title: string }
  readonly basis: { readonly document: string; readonly clause: string; readonly says: string }
  readonly rule: Rule
  readonly points: number
  readonly score: Score
  /** Points lost for certain (`low`) and at most, were every doubt held against the site (`high`). */
  readonly lost: Score
  readonly vetoed: Vetoed
  /** Subjects by verdict. */
  readonly tally: Readonly<Record<Verdict, number>>
  /** `ProblemRow.anchor` of the findings that it counts. */
  readonly problems: readonly string[]
}

export const CONCLUSIONS = { certain: '确定', suspected: '疑似', unchecked: '无法检查' } as const
export type Conclusion = keyof typeof CONCLUSIONS

/** One problem as evaluators list it: a finding that fails, or one in doubt. */
export interface ProblemRow {
  /** Name of the row in links: letters, digits and `-`, unique within the run and the same in every export of it. */
  readonly anchor: string
  readonly site: { readonly code: SiteCode; readonly name: string; readonly owner: string }
  readonly check: string
  /** Title of the indicator that counts it, or else of the check. */
  readonly indicator: string
  readonly basis: { readonly document: string; readonly clause: string }
  readonly verdict: 'fail' | 'inconclusive'
  readonly conclusion: Conclusion
  /** The whole sentence. */
  readonly says: string
  readonly doubt: DoubtView | null
  /** URL, column, ticket number …: what the finding is about. */
  readonly subject: string
  /** 问题页面: a URL that a browser opens; null where the subject has none. */
  readonly page: string | null
  /** 父页面: the page on which the link stood. */
  readonly parent: string | null
  readonly measured: { readonly value: number; readonly unit: string; readonly threshold: number | null } | null
  /** HTTP status, or the failure in Chinese; null where neither applies. */
  readonly status: number | string | null
  readonly millis: number | null
  readonly family: Family | null
  readonly checkedAt: Instant | null
  /** 复核次数: looks beyond the first. */
  readonly rechecks: number
  /** How many alike subjects the row stands for. */
  readonly stands: number
  readonly veto: boolean
  /** 建议扣分: points of the indicator that this row costs for certain; 0 for a doubt and where another row already cost all. */
  readonly deduction: number
  /** Points that it may cost besides, should the doubt be held against the site. */
  readonly atRisk: number
  readonly evidence: readonly EvidenceItem[]
  readonly picture: PictureView | null
}

/** One capture as a reader can look it up. */
export interface EvidenceItem {
  readonly id: CaptureId
  /** What it is, in Chinese: 页面, 链接检测, 域名解析, 渲染, 找错台账 … */
  readonly what: string
  readonly url: string | null
  readonly takenAt: Instant | null
  readonly family: Family | null
  readonly address: string | null
  /** `HTTP 404`, a failure in Chinese, or a short summary. */
  readonly says: string
  /** Of the body as received; null where none was kept. */
  readonly body: { readonly sha256: string; readonly length: number } | null
}

export interface PictureView {
  readonly capture: CaptureId
  /** Number by which the picture marks what this row is about. */
  readonly mark: number
  readonly url: string
  readonly takenAt: Instant
  /** The part around the marked element, or else the top of the page. */
  readonly detail: PictureBody
  readonly page: PictureBody
}

export interface PictureBody {
  readonly sha256: string
  /** `image/png` or `image/jpeg`. */
  readonly type: string
  readonly width: number
  readonly height: number
}

export interface HistoryPoint {
  readonly run: string
  readonly day: LocalDate
  readonly total: Score
  readonly full: number
}

export interface SealView {
  /** SHA-256 that the seal stands for, in hex. */
  readonly root: string
  readonly sealedAt: Instant
}
