/** The registry's key of a site: its 政府网站标识码, or a slug where the code is not known. */
export type SiteCode = string

export type OwnerKind = 'city' | 'department' | 'county'

/** One registered website. The registry is the only place a site comes from, but for an audit of an unregistered URL. */
export interface Site {
  readonly code: SiteCode
  readonly name: string
  readonly owner: { readonly name: string; readonly kind: OwnerKind }
  /** Absolute URL of the homepage (level 1). */
  readonly home: string
  /** What an official corrected by hand; absent parts are discovered. */
  readonly pins: Pins
  /** Requests a second, where this site's owner agreed to another rate than the settings'. */
  readonly rate?: number
  /** The owner authorised the audit in writing: robots.txt does not bind it. */
  readonly authorised: boolean
}

export interface Pins {
  readonly columns: readonly PinnedColumn[]
  /** URL of the message board; `none` is said with `null` (the owner runs no board and need not). */
  readonly board?: string | null
  readonly annualForm?: string
}

export interface PinnedColumn {
  readonly name: string
  readonly url: string
  readonly kind: ColumnKind
}

/** The kind decides how fresh a column has to be; `columns.yaml` maps names to kinds. `static` need not be updated. */
export type ColumnKind = 'news' | 'notice' | 'policy' | 'personnel' | 'planning' | 'other' | 'static'

/** True for a code of the official form: ten digits, `bm` + 8 digits, or `N` + 9 digits. */
export function isOfficialCode(code: string): boolean {
  return /^(?:\d{10}|bm\d{8}|N\d{9})$/i.test(code)
}
