import PQueue from 'p-queue'
import type { Site } from '../model/site.ts'
import { addDays, dayOf, type Instant, instantOf, type LocalDate, millisOf } from '../model/time.ts'
import type { ScheduleDeps } from './deps.ts'
import { planProbes } from './probe-plan.ts'

/** A probe this late would no longer tell how the site was at the planned moment: it is left out, and stays missing. */
const LATEST_MS = 5 * 60_000

interface Planned {
  readonly site: Site
  readonly at: Instant
}

export interface ProbeWatch {
  /** Makes the plan of a new day, and begins every probe whose moment has come. */
  tick(): Promise<void>
  /** Milliseconds since 1970 of the next probe of the day; infinite when there is none left. */
  next(): number
  /** Ends when no probe is under way any more; once the signal has aborted, none begins. */
  ended(): Promise<void>
}

/** Sees to it that every homepage is visited as the stored plan of the day says. */
export function createProbeWatch(deps: ScheduleDeps): ProbeWatch {
  const { log, signal } = deps
  const queue = new PQueue({ concurrency: deps.settings.politeness.sitesAtOnce })
  let today: LocalDate | undefined
  let pending: Planned[] = []
  const probe = async ({ site, at }: Planned): Promise<void> => {
    const late = deps.now() - millisOf(at)
    if (signal.aborted) return
    if (late > LATEST_MS) return log.warn({ site: site.code, plannedFor: at, lateMs: late }, 'a probe came too late and is left out')
    try {
      await deps.probe(site, at)
    } catch (error) {
      log.error({ site: site.code, plannedFor: at, error: error instanceof Error ? error.stack : String(error) }, 'a probe crashed')
    }
  }
  const begin = (): void => {
    const now = deps.now()
    const due = pending.findIndex((planned) => millisOf(planned.at) > now)
    for (const planned of pending.splice(0, due < 0 ? pending.length : due)) void queue.add(() => probe(planned))
  }
  return {
    async tick() {
      begin()
      const day = dayOf(instantOf(deps.now()))
      if (day === today) return
      pending = await planDay(day, deps)
      today = day
      begin()
    },
    next: () => (pending[0] ? millisOf(pending[0].at) : Number.POSITIVE_INFINITY),
    ended: () => queue.onIdle(),
  }
}

/** What the stored plan of the day still asks for, in order of time; a day without a plan gets one, stored before it is used. */
async function planDay(day: LocalDate, deps: ScheduleDeps): Promise<Planned[]> {
  const known = await deps.plans(day, day)
  if (known.length === 0) await deps.savePlan(day, deps.newSeed(day), deps.settings.schedule.probesPerDay)
  const [plan] = known.length > 0 ? known : await deps.plans(day, day)
  if (!plan) throw new Error(`the plan of ${day} was stored but cannot be found`)
  const planned: Planned[] = []
  let missed = 0
  for (const site of deps.sites) {
    const taken = known.length > 0 ? await takenOf(site, day, deps) : new Set()
    for (const at of planProbes(plan.seed, day, plan.perDay, site.code)) {
      if (taken.has(at)) continue
      if (deps.now() - millisOf(at) > LATEST_MS) missed += 1
      else planned.push({ site, at })
    }
  }
  if (missed > 0) deps.log.info({ day, missed }, 'probes of the time before this start are missing and stay so')
  return planned.sort((a, b) => (a.at < b.at ? -1 : 1))
}

async function takenOf(site: Site, day: LocalDate, { probesBetween }: ScheduleDeps): Promise<ReadonlySet<Instant>> {
  // A probe planned shortly before midnight may have been taken after it.
  const probes = await probesBetween(site.code, `${day}T00:00:00.000+08:00`, `${addDays(day, 1)}T01:00:00.000+08:00`)
  return new Set(probes.map((probe) => probe.plannedFor))
}
