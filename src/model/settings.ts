import type { ColumnKind } from './site.ts'
import type { LocalDate } from './time.ts'

/** `settings.yaml`, every default filled in. Seconds are seconds, bytes are bytes. */
export interface Settings {
  /** Name and version of the program with a contact, as the sites see it. */
  readonly userAgent: string
  readonly resolver: {
    /** `host`, `host:port` or `[v6]:port`; the system's own when empty. */
    readonly servers: readonly string[]
    /** Names answered from here, as from a hosts file: A and AAAA by the family of each address. */
    readonly hosts: Readonly<Record<string, readonly string[]>>
    readonly timeoutSeconds: number
  }
  readonly guard: {
    /** Private, loopback and special addresses are refused unless they lie in one of these. No `ports` = every port. */
    readonly allow: readonly { readonly cidr: string; readonly ports?: readonly number[] }[]
    /** Ports allowed on public addresses. */
    readonly ports: readonly number[]
  }
  readonly politeness: {
    readonly requestsPerSecond: number
    readonly requestsPerSecondPerAddress: number
    readonly connectionsPerHost: number
    readonly retryAfterCapSeconds: number
    readonly sitesAtOnce: number
  }
  readonly limits: {
    /** From the rulebook: a visit that takes this long has failed. */
    readonly deadlineSeconds: number
    readonly linksPerSite: number
    /** Pages of level 2 whose body is read for links. */
    readonly pagesPerSite: number
    readonly columnsPerSite: number
    readonly bodyBytes: number
    /** Of a link at the last level, as much is read as tells an error page from a page. */
    readonly linkBodyBytes: number
    readonly redirects: number
    /** At least so long after a failure it is looked at again. */
    readonly secondLookSeconds: number
    readonly visitMinutes: number
    readonly articleSamples: number
    readonly rendersPerSite: number
  }
  readonly vantage: {
    /** URLs of hosts known to answer over IPv4 and IPv6. Empty: homes of registered sites, and our own loopback for loopback addresses. */
    readonly canaries: readonly string[]
    readonly everySeconds: number
  }
  readonly render: {
    readonly enabled: boolean
    /** Path of the browser; found on its own when absent. */
    readonly browser?: string
    readonly timeoutSeconds: number
    /** Pages drawn side by side, of whatever sites. */
    readonly pagesAtOnce: number
    /** Pages that one browser process draws before a new one takes over: memory that pages leave behind goes with it. */
    readonly pagesPerBrowser: number
    /** Pages behind failing findings that are pictured on one visit. */
    readonly picturesPerSite: number
    /** So long a picture of the same faults on the same page serves again. */
    readonly pictureDays: number
  }
  readonly schedule: {
    readonly timezone: string
    /** Cron expression of the nightly crawl. */
    readonly crawl: string
    readonly probesPerDay: number
    /** A night missed by no more than this is caught up at start. */
    readonly catchUpHours: number
  }
  readonly seal: {
    /** URL of the RFC 3161 service that stamps a night's root; nights are not time-stamped when absent. */
    readonly timeAuthority?: string
    /** Paths of PEM files relative to the configuration folder: those to whom a stamp's certificate has to lead. */
    readonly timeAuthorityCertificates: readonly string[]
    readonly timeoutSeconds: number
  }
  /** Headings of the 找错 export: our field → the headings it may have. */
  readonly ledger: {
    readonly columns: Readonly<Record<LedgerField, readonly string[]>>
    readonly unfounded: readonly string[]
    readonly extended: readonly string[]
    /** Status words of an answered message: a row that says so without an answer time is a wrong row, not an unanswered message. */
    readonly closed?: readonly string[]
  }
}

export type LedgerField = 'number' | 'siteCode' | 'siteName' | 'submittedAt' | 'dispatchedAt' | 'answeredAt' | 'status'

/** One way a protection device shows itself. All parts given must match. `body` is plain text or a linear-time pattern. */
export interface ProtectionPattern {
  readonly name: string
  readonly title: string
  readonly status?: readonly number[]
  readonly header?: { readonly name: string; readonly contains: string }
  readonly bodyContains?: readonly string[]
  /** Only in a body shorter than this is the pattern believed. */
  readonly maxBytes?: number
  readonly source: string
  readonly confidence: string
}

/** `patterns/*.yaml`: phrases and shapes, each file with source and confidence. */
export interface Patterns {
  readonly protection: readonly ProtectionPattern[]
  readonly soft404: { readonly titles: readonly string[]; readonly phrases: readonly string[]; readonly maxTextLength: number }
  readonly underConstruction: readonly string[]
  readonly annualForm: {
    readonly names: readonly string[]
    readonly slugs: readonly string[]
    readonly files: readonly string[]
    readonly not: readonly string[]
  }
  readonly statistics: { readonly pages: readonly string[]; readonly fields: Readonly<Record<string, readonly string[]>> }
  readonly board: {
    readonly links: readonly string[]
    readonly not: readonly string[]
    readonly answered: readonly string[]
    readonly open: readonly string[]
    readonly notConsultation: readonly string[]
  }
  readonly errorReport: {
    readonly hosts: readonly string[]
    readonly oldHosts: readonly string[]
    readonly centralPages: readonly string[]
  }
}

/** `columns.yaml`: how a column's name, or its ColumnType, tells its kind, and how often a kind has to be updated. */
export interface ColumnRules {
  readonly kinds: readonly {
    readonly kind: ColumnKind
    readonly names: readonly string[]
    readonly types: readonly string[]
    readonly not: readonly string[]
  }[]
  /** Link texts that are navigation but no column (首页, 登录, English, 无障碍 …). */
  readonly ignore: readonly string[]
  /** Endings of the names of offices and their websites: such a name says whose page it is, and nothing of what a column holds. Runs of old have none stored. */
  readonly organs?: readonly string[]
}

/** `calendar.yaml`: official days off and 调休 working days of the years it names. */
export interface CalendarData {
  readonly years: Readonly<
    Record<string, { readonly off: readonly LocalDate[]; readonly work: readonly LocalDate[]; readonly source: string }>
  >
}
