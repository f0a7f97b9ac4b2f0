import type { ProbeCapture } from '../model/capture.ts'
import type { Log } from '../model/log.ts'
import type { Settings } from '../model/settings.ts'
import type { Site, SiteCode } from '../model/site.ts'
import type { Instant, LocalDate } from '../model/time.ts'

/** What the year-round process is made of; it knows neither network nor database nor clock. */
export interface ScheduleDeps {
  readonly settings: Pick<Settings, 'schedule' | 'politeness'>
  readonly sites: readonly Site[]
  readonly log: Log
  /** Milliseconds since 1970. */
  now(): number
  /** Ends after `ms`, or rejects as soon as the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  /** Runs a night, or goes on with the one that was cut off; told to stop, it parks its work and ends in whatever way. */
  crawl(signal: AbortSignal): Promise<void>
  /** Whether a night was begun and not ended. */
  unfinishedNight(): Promise<boolean>
  /** When the last night began. */
  lastNight(): Promise<Instant | undefined>
  /** Visits a homepage once and stores the outcome. */
  probe(site: Site, plannedFor: Instant): Promise<void>
  /** Stores the plan of a day; a plan that is there already stays. */
  savePlan(day: LocalDate, seed: string, perDay: number): Promise<void>
  plans(from: LocalDate, to: LocalDate): Promise<readonly { readonly day: LocalDate; readonly seed: string; readonly perDay: number }[]>
  probesBetween(site: SiteCode, from: Instant, to: Instant): Promise<readonly Pick<ProbeCapture, 'plannedFor'>[]>
  newSeed(day: LocalDate): string
  /** Aborted when the process is to end. */
  readonly signal: AbortSignal
}
