import { instantOf } from '../model/time.ts'
import type { ScheduleDeps } from './deps.ts'
import { createNightPlan, dueNight } from './nights.ts'

const FIRST_PAUSE_MS = 5 * 60_000
const LONGEST_PAUSE_MS = 60 * 60_000

export interface NightWatch {
  /** Begins the night that is due or was cut off, unless one is under way. */
  tick(): Promise<void>
  /** Ends when no night is under way any more; never rejects. */
  ended(): Promise<void>
}

/** Sees to it that each planned night runs once, one at a time; a night that broke off in an error is gone on with after a pause. */
export function createNightWatch(deps: ScheduleDeps): NightWatch {
  const { log, signal } = deps
  const { crawl, timezone, catchUpHours } = deps.settings.schedule
  const plan = createNightPlan(crawl, timezone)
  let running: Promise<void> | undefined
  let done: string | undefined
  let failures = 0
  let pause = { from: 0, to: 0 }
  const run = async (plannedFor: string | undefined): Promise<void> => {
    try {
      log.info({ plannedFor }, 'the night begins')
      await deps.crawl(signal)
      done = plannedFor ?? done
      failures = 0
      log.info({ plannedFor }, 'the night has ended')
    } catch (error) {
      if (signal.aborted) return
      const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures)
      failures += 1
      pause = { from: deps.now(), to: deps.now() + ms }
      log.error({ plannedFor, error: stackOf(error), again: instantOf(pause.to) }, 'the night broke off')
    } finally {
      running = undefined
    }
  }
  return {
    async tick() {
      // A clock that was set back behind the beginning of the pause would make it last for days.
      if (running || (deps.now() >= pause.from && deps.now() < pause.to)) return
      const due = dueNight(plan, instantOf(deps.now()), await deps.lastNight(), catchUpHours)
      const fresh = due !== undefined && due !== done
      const wanted = fresh || (await deps.unfinishedNight())
      if (wanted && !signal.aborted) running = run(fresh ? due : undefined)
    },
    async ended() {
      await running
    },
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
