import type { Basis } from './basis.ts'
import type { Verdict } from './finding.ts'
import type { OwnerKind, SiteCode } from './site.ts'
import type { Instant } from './time.ts'

/** A published set of indicators. Data, in `config/rubrics/`; never edited once used, only superseded. */
export interface Rubric {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly appliesTo: readonly OwnerKind[]
  /** Points of a site without any fault. */
  readonly full: number
  /** A total of at least this is 良好. */
  readonly good: number
  /** A total below this is 不合格; a veto is so in any case. */
  readonly sufficient: number
  readonly basis: Basis
  readonly source: string
  readonly parts: readonly Part[]
}

/** A named sub-score: 网站运行情况 or 常态化监管情况. */
export interface Part {
  readonly id: string
  readonly title: string
  readonly points: number
  readonly indicators: readonly Indicator[]
}

export interface Indicator {
  readonly id: string
  readonly title: string
  readonly basis: Basis
  /** The check that answers it; absent when a person must. */
  readonly check?: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly rule: Rule
  /** A subject that cost points under an earlier indicator of the same group costs none here. */
  readonly group?: string
}

/**
 * How findings become points. `points` is what the indicator can lose at most.
 * veto: at least `failures` failing subjects are 单项否决. deduct: `each` a failing subject. share: points × min(1, working ÷ judged ÷ full).
 * step: the points of the first step whose `atLeast` the measured share reaches. bonus: up to `points` more, only from `above` on. manual: a person gives
 * them. notice: reported, no points.
 */
export type Rule =
  | { readonly kind: 'veto'; readonly failures: number }
  | { readonly kind: 'deduct'; readonly points: number; readonly each: number }
  | { readonly kind: 'share'; readonly points: number; readonly full: number }
  | { readonly kind: 'step'; readonly points: number; readonly steps: readonly { readonly atLeast: number; readonly points: number }[] }
  | { readonly kind: 'bonus'; readonly points: number; readonly each: number; readonly above: number }
  | { readonly kind: 'manual'; readonly points: number }
  | { readonly kind: 'notice' }

/** What the evidence allows one to say: a range, and a single number only when nothing is in doubt. */
export interface Score {
  readonly low: number
  readonly high: number
}

export type Vetoed = 'yes' | 'no' | 'maybe'
export type Tally = Readonly<Record<Verdict, number>>

export interface IndicatorScore {
  readonly id: string
  readonly part: string
  readonly title: string
  readonly check: string | null
  readonly score: Score
  readonly points: number
  readonly vetoed: Vetoed
  readonly tally: Tally
}

export interface SiteScore {
  readonly site: SiteCode
  /** `id@version` */
  readonly rubric: string
  readonly asOf: Instant
  readonly total: Score
  readonly full: number
  readonly vetoed: Vetoed
  readonly grade: 'good' | 'sufficient' | 'insufficient' | 'open'
  readonly parts: readonly { readonly id: string; readonly title: string; readonly points: number; readonly score: Score }[]
  readonly indicators: readonly IndicatorScore[]
}
