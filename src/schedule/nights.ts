import { createTask } from 'node-cron'
import { type Instant, instantOf, millisOf } from '../model/time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** A run that began later than this from now was dated by a clock that has been set since: it must not keep the nights until then from running. */
const AHEAD_MS = 24 * HOUR_MS

/** The latest planned minute that begins in the given time, both ends included, in milliseconds since 1970. */
export type NightPlan = (from: number, to: number) => number | undefined

/** The plan that a cron expression of five fields makes in a time zone, as node-cron reads it. */
export function createNightPlan(cron: string, timezone: string): NightPlan {
  // A task that is never started is nothing but a matcher; destroyed, it also leaves node-cron's list of tasks.
  const task = createTask(cron, () => {}, { timezone })
  void task.destroy()
  // It is asked each minute over much the same hours: minutes once looked at are remembered.
  let known = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY, planned: [] as number[] }
  return (from, to) => {
    const first = Math.ceil(from / MINUTE_MS) * MINUTE_MS
    if (first < known.from || to < known.to) known = { from: first, to: first - MINUTE_MS, planned: [] }
    for (let minute = Math.max(first, known.to + MINUTE_MS); minute <= to; minute += MINUTE_MS) {
      if (task.match(new Date(minute))) known.planned.push(minute)
      known.to = minute
    }
    known.from = first
    known.planned = known.planned.filter((minute) => minute >= first)
    return known.planned.at(-1)
  }
}

/**
 * The planned moment of the night that is due now: the latest one that has come, lies at most `catchUpHours` back, and is later than the start of the
 * last run. Undefined when there is none. However many nights were missed, only the latest is made up for. A last run that lies ahead counts for a day at most.
 */
export function dueNight(plan: NightPlan, now: Instant, lastRunStartedAt: Instant | undefined, catchUpHours: number): Instant | undefined {
  const at = millisOf(now)
  // Without any catching up the minute under way still counts.
  const earliest = Math.min(at - catchUpHours * HOUR_MS, Math.floor(at / MINUTE_MS) * MINUTE_MS)
  const due = plan(earliest, at)
  const last = lastRunStartedAt === undefined ? Number.NEGATIVE_INFINITY : millisOf(lastRunStartedAt)
  const ran = due !== undefined && last >= due && last <= at + AHEAD_MS
  return due === undefined || ran ? undefined : instantOf(due)
}
