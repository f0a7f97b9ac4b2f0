import type { Config } from '../model/config.ts'
import type { Log } from '../model/log.ts'
import type { VisitJournal } from '../model/visit.ts'
import type { Net, Renderer } from './look.ts'
import type { Reader } from './reader.ts'

/** What a visit is given by the composition root. */
export interface CrawlDeps {
  readonly config: Config
  readonly journal: VisitJournal
  readonly net: Net
  /** Null where no browser (or no Chinese font) is to be had: pages that need one are noted. */
  readonly renderer: Renderer | null
  /** Pages are read in this thread without one. */
  readonly reader?: Reader
  readonly log: Log
  readonly now: () => number
  /** Milliseconds on a clock that nobody sets; where absent, `now` is taken for one. */
  readonly steady?: () => number
  readonly seed: string
  /** A route for IPv6 seems to exist; without one no look over IPv6 is made at all. */
  readonly ipv6: boolean
  /** Hears of each second look over IPv6 that found nothing: whether our own route works is to be seen at that very time. */
  readonly silentOverIpv6?: () => Promise<void>
  readonly signal?: AbortSignal
  readonly wait: (ms: number) => Promise<void>
  readonly onProgress?: (progress: { readonly done: number; readonly planned: number; readonly what: string }) => void
}
