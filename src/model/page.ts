import type { ColumnKind } from './site.ts'
import type { LocalDate } from './time.ts'

/** What kind of answer a page is, before anything is read out of it. Only `ok` may accuse. */
export type Quality = 'ok' | 'protection' | 'error-page' | 'soft-404' | 'truncated' | 'empty' | 'needs-rendering'

export interface PageLink {
  /** Absolute, without fragment. */
  readonly url: string
  readonly text: string
  /** Where in the markup it stands: only `nav` and `a` lead to columns; all are tested. */
  readonly from: 'a' | 'area' | 'img' | 'script' | 'css' | 'iframe' | 'option' | 'redirect'
}

export interface ListRow {
  readonly title: string
  readonly url: string
  /** The date shown in the row; from the URL only when nothing is shown; null when neither. */
  readonly date: LocalDate | null
  readonly dateSource: 'shown' | 'url' | null
  /** The row stands in a list beside the page's own, such as 热点 or 推荐. */
  readonly aside?: true
}

/** Rows that a script would fetch: the request a browser would make, GET only. */
export interface DataRequest {
  readonly url: string
  readonly platform: 'gansu-search' | 'jpage' | 'other'
}

export type PublishedAtSource = 'printed' | 'meta' | 'url'
export type ErrorReportForm = 'script' | 'script-old-host' | 'link' | 'central-page'

export interface AnnualFormLink {
  readonly text: string
  readonly url: string
  readonly year: number | null
}

/** Counts published about a message board. Absent numbers are `null`; a zero is only a zero when it was printed by the server. */
export interface BoardStatistics {
  readonly period: string | null
  readonly received: number | null
  readonly valid: number | null
  readonly forwarded: number | null
  readonly finished: number | null
  readonly pending: number | null
  readonly overdue: number | null
  /** 0–1 */
  readonly rate: number | null
  readonly averageDays: number | null
  readonly form: 'sentence' | 'table' | 'article'
  /** True when numbers are empty or zero and a script would fill them: cannot be judged unrendered. */
  readonly unfilled: boolean
}

export interface BoardMessage {
  readonly title: string
  readonly url: string | null
  readonly status: string | null
  readonly receivedOn: LocalDate | null
  readonly answeredOn: LocalDate | null
  /** True: an answer is shown or the status says so; false: the status says it is still open; null: cannot be told. */
  readonly answered: boolean | null
  /** 咨询, 投诉, 建议, 信访, 举报 … as printed; null when not said. */
  readonly type: string | null
}

/** Everything the extractors see in one page; `inspect` prints it. */
export interface PageFacts {
  readonly url: string
  readonly charset: string
  readonly quality: Quality
  readonly protection: string | null
  readonly title: string | null
  readonly publishedAt: LocalDate | null
  readonly publishedAtSource: PublishedAtSource | null
  /** The meta PubDate where it differs from the printed date. */
  readonly otherDates: readonly { readonly source: PublishedAtSource; readonly date: LocalDate }[]
  readonly meta: Readonly<Record<string, string>>
  readonly siteCode: string | null
  readonly columnName: string | null
  readonly columnTypes: readonly string[]
  readonly contentSource: string | null
  readonly errorReport: { readonly form: ErrorReportForm; readonly siteCode: string | null } | null
  readonly badge: string | null
  readonly icp: string | null
  readonly police: string | null
  readonly links: readonly PageLink[]
  readonly list: readonly ListRow[]
  readonly newest: LocalDate | null
  readonly annualForm: readonly AnnualFormLink[]
  readonly boardStatistics: BoardStatistics | null
  /** What a browser would still have to add, and where it would get it. */
  readonly unfinished: {
    readonly data: readonly DataRequest[]
    /** Scripts that write markup (`document.write`) and frames that hold part of the page. */
    readonly parts: readonly { readonly url: string; readonly as: 'script' | 'iframe' }[]
    /** Why a plain fetch is not enough; null when it is. */
    readonly render: string | null
  }
  /** Columns that the navigation or a heading's "more" link names. */
  readonly columns: readonly ColumnLink[]
  readonly board: {
    /** Links that lead to a message board, or to its statistics. */
    readonly links: readonly { readonly url: string; readonly text: string; readonly leads: 'board' | 'statistics' }[]
    readonly messages: readonly BoardMessage[]
  }
  /** The words 正在建设中 and their like, in a page that shows no rows. */
  readonly underConstruction: boolean
  /** Hashes of the page's structure without its numbers and dates, to compare two copies of a page. */
  readonly structure: readonly string[]
  /** Length of the visible text in characters. */
  readonly textLength: number
}

/** Where a page leads and what it lists: what a visit goes on. The rest is what the page says of itself; only judging asks for it, and reading it costs as much again. */
export type PageLeads = Omit<
  PageFacts,
  | 'title'
  | 'publishedAt'
  | 'publishedAtSource'
  | 'otherDates'
  | 'siteCode'
  | 'contentSource'
  | 'errorReport'
  | 'badge'
  | 'icp'
  | 'police'
  | 'structure'
>

export interface ColumnLink {
  readonly name: string
  readonly url: string
  readonly from: 'nav' | 'heading' | 'link'
  readonly kind: ColumnKind | null
}

/** The annual form as a document, read out of HTML. Amounts are `null` where the form does not show them. */
export interface AnnualFormFacts {
  readonly year: number | null
  readonly siteName: string | null
  readonly home: string | null
  readonly siteCode: string | null
  readonly filledOn: LocalDate | null
  /** Field name as in the form (信息发布总数, 收到留言数量, 办结留言数量 …) → value. */
  readonly numbers: Readonly<Record<string, number>>
}
