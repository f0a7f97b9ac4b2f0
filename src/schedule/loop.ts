import type { ScheduleDeps } from './deps.ts'
import { createNightWatch } from './night-watch.ts'
import { createProbeWatch } from './probe-watch.ts'

const MINUTE_MS = 60_000
/** Of the ten seconds that stopping may take, what is left after it belongs to the closing of network and database. */
const PARKING_MS = 8_000

/**
 * Runs all year: the nights and the probes side by side, until the signal aborts; then takes nothing new, gives the work under way eight seconds to
 * park, and returns. An error of one night or probe is logged and costs no other.
 */
export async function runSchedule(deps: ScheduleDeps): Promise<void> {
  const { signal, log } = deps
  const nights = createNightWatch(deps)
  const probes = createProbeWatch(deps)
  while (!signal.aborted) {
    for (const watch of [nights, probes]) {
      await watch
        .tick()
        .catch((error: unknown) => log.error({ error: error instanceof Error ? error.stack : String(error) }, 'the schedule stumbled'))
    }
    await deps.wait(untilNext(deps.now(), probes.next()), signal).catch(() => {})
  }
  await park(deps, [nights.ended(), probes.ended()])
}

/** Nights begin on the minute; probes on the second. */
function untilNext(now: number, probe: number): number {
  return Math.max(1, Math.min(MINUTE_MS - (now % MINUTE_MS), probe - now))
}

async function park({ wait, log }: ScheduleDeps, work: readonly Promise<void>[]): Promise<void> {
  const patience = new AbortController()
  const late = wait(PARKING_MS, patience.signal).then(
    () => true,
    () => false,
  )
  const parked = Promise.allSettled(work).then(() => false)
  if (await Promise.race([late, parked])) log.warn({}, 'work under way could not be parked in time; what was committed is kept')
  patience.abort()
  await late
}
