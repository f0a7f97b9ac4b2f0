import type { ColumnRules, Patterns } from '../model/settings.ts'

/** What the extractors need of the configuration. */
export interface ExtractConfig {
  readonly patterns: Patterns
  readonly columns: ColumnRules
}

/** A page as it was received; only bytes and URL are needed, the rest makes the reading surer. */
export interface PageInput {
  readonly bytes: Uint8Array
  readonly url: string
  /** 200 when absent. */
  readonly status?: number
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>
  /** Known to be cut off. */
  readonly truncated?: boolean
  /** Drawn by a browser already: nothing more is to come. */
  readonly rendered?: boolean
  readonly config: ExtractConfig
}
