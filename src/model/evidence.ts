import type {
  CanaryCapture,
  CaptureId,
  CensusCapture,
  DnsCapture,
  LinkCapture,
  NoteCapture,
  PageCapture,
  ProbeCapture,
  RenderCapture,
} from './capture.ts'
import type { AnnualFormFacts, AnnualFormLink, BoardMessage, BoardStatistics, ListRow, PageFacts } from './page.ts'
import type { ColumnKind, SiteCode } from './site.ts'
import type { Instant, LocalDate } from './time.ts'

/** A page capture with what the extractors read in its body; `facts` is null when there was no answer. `crashed`: there was one, and our program broke down on it. */
export type SeenPage = PageCapture & { readonly facts: PageFacts | null; readonly crashed?: true; readonly turnedAway?: CaptureId }

/** `turnedAway`: nothing was had of it in the manner in which, later, nothing was had of what answered well before. The capture shows that. */
export type SeenLink = LinkCapture & { readonly turnedAway?: CaptureId }

/**
 * How something was lost by our own doing: our program broke down on it, or the visit's time was up before it was asked for, or the visit was cut off by a
 * breakdown, or somebody began to turn us away in the middle of it. What is left without it may acquit, and never accuse: what was lost may be newer, or all that is missed.
 */
export type Lost = 'crashed' | 'unasked' | 'cut-off' | 'turned-away'

/** Whether our own route of a family was proven for the scope of the site's addresses, over the whole run. */
export interface FamilyProof {
  readonly proven: boolean
  /** What was and was not proven, in Chinese. */
  readonly says: string
  readonly canaries: readonly CanaryCapture[]
}

/** A known-good host's answer, and the pages of the site that were the very same: somebody answers in everybody's name. */
export interface Impostor {
  readonly canary: CanaryCapture
  readonly pages: readonly PageCapture[]
}

/** The homepage as a visitor has it: its own bytes, the parts that scripts and frames add, and what a browser drew. */
export interface HomeView {
  /** Every look over both families, in time order. */
  readonly looks: readonly SeenPage[]
  /** Facts of the best look, completed by parts and rendering; null when no look gave a page. */
  readonly facts: PageFacts | null
  /** The captures that `facts` was read from. */
  readonly evidence: readonly CaptureId[]
  /** Parts of it are lost. */
  readonly lost?: Lost
  readonly renders: readonly RenderCapture[]
}

/** A column, discovered or pinned, with all its rows from whatever source they came. */
export interface ColumnView {
  readonly name: string
  readonly url: string
  readonly kind: ColumnKind
  readonly pinned: boolean
  /** Click distance from the homepage. */
  readonly level: 2 | 3
  readonly rows: readonly ListRow[]
  /** The newest date that rows (or sampled articles) show and that does not lie after the visit. */
  readonly newest: LocalDate | null
  readonly newestFrom: 'list' | 'article' | 'url' | null
  /** Something of the site, or the reason why the column could not be read: the column may then only be doubted. */
  readonly unread: null | 'protection' | 'failed' | 'needs-rendering' | 'error-page' | 'unreadable' | 'robots' | Lost
  /** Rows, or articles that tell their dates, are lost. */
  readonly lost?: Lost
  /** Why an item may be newer than the newest that was read: rows tell no date, or all that were read stand in a list beside the column's own. */
  readonly newer?: 'undated' | 'beside'
  readonly underConstruction: boolean
  readonly evidence: readonly CaptureId[]
}

export interface BoardView {
  /** Pinned to `null` in the registry: the site need not run one. */
  readonly exempt: boolean
  readonly url: string | null
  readonly unread: ColumnView['unread']
  /** Pages of it, messages or statistics are lost. */
  readonly lost?: Lost
  readonly messages: readonly BoardMessage[]
  /** Date of the newest published answer. */
  readonly newestAnswer: LocalDate | null
  readonly statistics: readonly (BoardStatistics & { readonly url: string; readonly capture: CaptureId })[]
  readonly evidence: readonly CaptureId[]
}

export interface AnnualFormView {
  /** Links to the form on the homepage itself, parts and rendering included. */
  readonly onHome: readonly AnnualFormLink[]
  /** Forms found elsewhere on the site. */
  readonly elsewhere: readonly (AnnualFormLink & { readonly foundOn: string })[]
  /** The form that the homepage leads to, read; null when it is an image, a PDF, or was not reached. */
  readonly form: (AnnualFormFacts & { readonly url: string; readonly publishedAt: LocalDate | null }) | null
  /** Why the form could not be read as text. */
  readonly unread: null | 'pdf' | 'image' | 'failed' | 'protection' | 'unreadable' | 'robots' | Lost
  readonly evidence: readonly CaptureId[]
}

/** One row of the 我为政府网站找错 export. */
export interface Ticket {
  readonly number: string
  readonly site: SiteCode
  readonly submittedAt: Instant
  /** When the platform sent it on to the unit; null where the export does not say. */
  readonly dispatchedAt: Instant | null
  readonly answeredAt: Instant | null
  readonly status: string
  /** Unfounded or withdrawn by the platform: whether it counts is a setting of the check. */
  readonly unfounded: boolean
  /** Deadline extended by the platform. */
  readonly extended: boolean
  /** Id of the stored row, so that findings can cite it. */
  readonly id: CaptureId
}

/** All that a check may read. A new kind of evidence is a line here, a gatherer in `src/crawl`, and its view in `src/audit`. */
export interface Evidence {
  /** `impostor`: what was collected in the site's name is not the site's, and no check may say anything of it. */
  readonly vantage: {
    readonly ipv4: FamilyProof
    readonly ipv6: FamilyProof
    /** Our resolver was seen to give an IPv6 address for some name, in this visit or elsewhere in the run. */
    readonly ipv6Names: boolean
    readonly impostor?: Impostor
  }
  readonly dns: readonly DnsCapture[]
  readonly home: HomeView
  /** Final looks only, both families, both levels. */
  readonly links: readonly SeenLink[]
  readonly census: readonly CensusCapture[]
  readonly columns: readonly ColumnView[]
  readonly board: BoardView
  readonly annualForm: AnnualFormView
  /** Stored homepage probes of the period judged, oldest first, and how many the stored plan had asked for. */
  readonly availability: { readonly probes: readonly ProbeCapture[]; readonly planned: number; readonly days: number }
  /** Null when no ledger was imported for any site: then nothing is known, which is not "no tickets". */
  readonly tickets: null | {
    readonly rows: readonly Ticket[]
    readonly importedAt: Instant
    readonly coversTo: LocalDate
    readonly importCapture: CaptureId
  }
  readonly notes: readonly NoteCapture[]
}

export type EvidenceKind = keyof Evidence
