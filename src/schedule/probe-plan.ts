import { createHash } from 'node:crypto'
import type { SiteCode } from '../model/site.ts'
import { type Instant, instantOf, type LocalDate, millisOf } from '../model/time.ts'

const DAY_MS = 86_400_000

/**
 * The moments of a day at which a homepage is to be visited, in order: one in each of `perDay` equal slices, at least half a slice apart, and spread
 * differently for each site. They follow from the arguments alone, so that a stored seed proves afterwards what had been planned.
 */
export function planProbes(seed: string, day: LocalDate, perDay: number, site: SiteCode): Instant[] {
  const begin = millisOf(`${day}T00:00:00.000+08:00`)
  const slice = DAY_MS / perDay
  const phase = fraction(seed, day, site, 'phase')
  return Array.from({ length: perDay }, (_, index) => {
    // Phase and jitter take half a slice each: two neighbours can never meet.
    const within = (phase + fraction(seed, day, site, String(index))) / 2
    return instantOf(begin + Math.floor(((index + within) * slice) / 1000) * 1000)
  })
}

/** A number from 0 up to, not including, 1 that is spread evenly over all arguments. */
function fraction(...parts: readonly string[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUIntBE(0, 6) / 2 ** 48
}
