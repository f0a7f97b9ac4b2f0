import { expect } from 'vitest'
import type { Site } from '../../../src/model/site.ts'
import { instantOf } from '../../../src/model/time.ts'
import type { ScheduleDeps } from '../../../src/schedule/deps.ts'
import { createNightWatch } from '../../../src/schedule/night-watch.ts'
import { createProbeWatch } from '../../../src/schedule/probe-watch.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START = Date.parse('2026-03-02T01:59:30+08:00')
const SITE: Site = {
  code: 'a',
  name: 'a',
  owner: { name: 'a', kind: 'city' },
  home: 'http://a/',
  pins: { columns: [] },
  authorised: false,
}

/** A schedule over a clock that stands where the test sets it. */
function world(over: Partial<ScheduleDeps> = {}) {
  const state = { at: START, nights: 0, probed: [] as string[], last: undefined as string | undefined, fails: false, cutOff: false }
  const plans: { day: string; seed: string; perDay: number }[] = []
  const deps: ScheduleDeps = {
    settings: {
      schedule: { timezone: 'Asia/Shanghai', crawl: '0 2 * * *', probesPerDay: 24, catchUpHours: 6 },
      politeness: {
        requestsPerSecond: 5,
        requestsPerSecondPerAddress: 10,
        connectionsPerHost: 4,
        retryAfterCapSeconds: 60,
        sitesAtOnce: 4,
      },
    },
    sites: [SITE],
    log: { debug() {}, info() {}, warn() {}, error() {} },
    now: () => state.at,
    wait: async () => undefined,
    crawl: async () => {
      state.nights += 1
      state.cutOff = state.fails
      if (state.fails) throw new Error('broken')
      state.last = instantOf(state.at)
    },
    unfinishedNight: async () => state.cutOff,
    lastNight: async () => state.last,
    probe: async (_, plannedFor) => void state.probed.push(plannedFor),
    savePlan: async (day, seed, perDay) => void plans.push({ day, seed, perDay }),
    plans: async (from, to) => plans.filter(({ day }) => day >= from && day <= to),
    probesBetween: async () => state.probed.map((plannedFor) => ({ plannedFor })),
    newSeed: (day) => day,
    signal: new AbortController().signal,
    ...over,
  }
  return { state, deps }
}

/** Ticks once a minute for so long. */
async function live(state: { at: number }, hours: number, watch: { tick(): Promise<void>; ended(): Promise<void> }): Promise<void> {
  for (let minute = 0; minute < hours * 60; minute += 1) {
    await watch.tick()
    await watch.ended()
    state.at += 60_000
  }
}

const noneTwice = (probed: readonly string[]) => expect(new Set(probed).size).toBe(probed.length)

/** Runs of the cases that concern the year-round process. */
export const SCHEDULE_RUNS: Record<string, () => Promise<void>> = {
  'night-after-a-night-in-the-future': async () => {
    const { state, deps } = world()
    state.last = instantOf(START + 3 * DAY_MS)
    const nights = createNightWatch(deps)
    await live(state, 49, nights)
    expect(state.nights).toBe(3)
    // Dated some hours ahead it may be tonight's own: that one is not run again.
    const hours = world()
    hours.state.last = instantOf(START + 5 * HOUR_MS)
    await live(hours.state, 20, createNightWatch(hours.deps))
    expect(hours.state.nights).toBe(0)
    await live(hours.state, 20, createNightWatch(hours.deps))
    expect(hours.state.nights).toBe(1)
  },
  'pause-after-an-error': async () => {
    const { state, deps } = world()
    state.fails = true
    const nights = createNightWatch(deps)
    await live(state, 0.1, nights)
    expect(state.nights).toBe(1)
    state.fails = false
    state.at -= 2 * DAY_MS
    await live(state, 0.1, nights)
    expect(state.nights).toBe(2)
    await live(state, 1, nights)
    expect(state.nights).toBe(2)
  },
  'probes-and-a-clock-set-forward': async () => {
    const { state, deps } = world()
    const probes = createProbeWatch(deps)
    await live(state, 3, probes)
    const before = state.probed.length
    expect(before).toBeGreaterThan(1)
    state.at += 3 * DAY_MS
    await live(state, 0.2, probes)
    expect(state.probed.length - before).toBeLessThan(3)
    noneTwice(state.probed)
  },
  'probes-and-a-clock-set-back': async () => {
    const { state, deps } = world()
    const probes = createProbeWatch(deps)
    await live(state, 30, probes)
    const before = state.probed.length
    state.at -= DAY_MS
    await live(state, 30, probes)
    noneTwice(state.probed)
    expect(state.probed.length).toBeGreaterThan(before)
  },
}
