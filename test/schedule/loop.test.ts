import { expect, test } from 'vitest'
import type { Site } from '../../src/model/site.ts'
import { instantOf, millisOf } from '../../src/model/time.ts'
import type { ScheduleDeps } from '../../src/schedule/deps.ts'
import { runSchedule } from '../../src/schedule/loop.ts'
import { planProbes } from '../../src/schedule/probe-plan.ts'
import { VirtualClock } from './virtual-clock.ts'

const at = (text: string) => `${text.replace(' ', 'T')}:00.000+08:00`
const site = (code: string): Site => ({
  code,
  name: code,
  owner: { name: code, kind: 'city' },
  home: `http://${code}/`,
  pins: { columns: [] },
  authorised: false,
})
const SITES = [site('a'), site('b')]

/** What a store would keep over restarts. */
class Memory {
  readonly nights: { startedAt: string; ended: boolean }[] = []
  readonly probes: { site: string; plannedFor: string; takenAt: string }[] = []
  readonly plans: { day: string; seed: string; perDay: number }[] = []
  readonly errors: string[] = []
  seeds = 0
}

interface Process {
  readonly stop: () => void
  readonly ended: Promise<void>
}

function start(clock: VirtualClock, memory: Memory, over: Partial<ScheduleDeps> = {}): Process {
  const controller = new AbortController()
  const quiet = () => {}
  const error = (_: object, message: string) => void memory.errors.push(message)
  const ended = runSchedule({
    settings: {
      schedule: { timezone: 'Asia/Shanghai', crawl: '0 2 * * *', probesPerDay: 24, catchUpHours: 20 },
      politeness: { requestsPerSecond: 5, requestsPerSecondPerAddress: 5, connectionsPerHost: 4, retryAfterCapSeconds: 5, sitesAtOnce: 4 },
    },
    sites: SITES,
    log: { debug: quiet, info: quiet, warn: error, error },
    now: clock.now,
    wait: clock.wait,
    crawl: async (signal) => {
      const open = memory.nights.find((night) => !night.ended)
      const night = open ?? { startedAt: instantOf(clock.now()), ended: false }
      if (!open) memory.nights.push(night)
      await clock.wait(3 * 3_600_000, signal)
      night.ended = true
    },
    unfinishedNight: async () => memory.nights.some((night) => !night.ended),
    lastNight: async () => memory.nights.at(-1)?.startedAt,
    probe: async (probed, plannedFor) => {
      await clock.wait(2000)
      memory.probes.push({ site: probed.code, plannedFor, takenAt: instantOf(clock.now()) })
    },
    savePlan: async (day, seed, perDay) => void memory.plans.push({ day, seed, perDay }),
    plans: async (from, to) => memory.plans.filter(({ day }) => day >= from && day <= to),
    probesBetween: async (code, from, to) =>
      memory.probes.filter((probe) => probe.site === code && probe.takenAt >= from && probe.takenAt <= to),
    newSeed: (day) => {
      memory.seeds += 1
      return `${day} ${memory.seeds}`
    },
    signal: controller.signal,
    ...over,
  })
  return { stop: () => controller.abort(new Error('stopped')), ended }
}

/** Stops the process; time goes on for as long as it needs to end, and the moment of its end is told. */
async function stop(process: Process, clock: VirtualClock): Promise<number> {
  const asked = clock.now()
  let endedAt = Number.POSITIVE_INFINITY
  process.stop()
  void process.ended.then(() => {
    endedAt = clock.now()
  })
  await clock.runTo(instantOf(asked + 15_000))
  return endedAt - asked
}

const started = (memory: Memory) => memory.nights.map((night) => night.startedAt)

test('day after day: one night each, and every probe of the stored plan at its moment', async () => {
  const clock = new VirtualClock('2026-11-22T23:30:00+08:00')
  const memory = new Memory()
  memory.nights.push({ startedAt: at('2026-11-22 02:00'), ended: true })
  const process = start(clock, memory)
  await clock.runTo('2026-11-25T00:05:00+08:00')
  expect(started(memory).slice(1)).toEqual([at('2026-11-23 02:00'), at('2026-11-24 02:00')])
  expect(memory.plans.map(({ day }) => day)).toEqual(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'])
  for (const { day, seed, perDay } of memory.plans.slice(1, 3)) {
    for (const { code } of SITES) {
      const taken = memory.probes.filter((probe) => probe.site === code && probe.plannedFor.startsWith(day))
      expect(taken.map((probe) => probe.plannedFor)).toEqual(planProbes(seed, day, perDay, code))
      expect(taken.every((probe) => millisOf(probe.takenAt) - millisOf(probe.plannedFor) === 2000)).toBe(true)
    }
  }
  expect(await stop(process, clock)).toBeLessThan(10_000)
  expect(memory.errors).toEqual([])
})

test('a night missed while the process was down is caught up once, and the next comes in its time', async () => {
  const clock = new VirtualClock('2026-11-24T09:17:00+08:00')
  const memory = new Memory()
  memory.nights.push({ startedAt: at('2026-11-21 02:00'), ended: true })
  const process = start(clock, memory)
  await clock.runTo('2026-11-25T04:00:00+08:00')
  expect(started(memory).slice(1)).toEqual([at('2026-11-24 09:17'), at('2026-11-25 02:00')])
  await stop(process, clock)
})

test('a night parked by a stop goes on at the next start, and is not run a second time', async () => {
  const clock = new VirtualClock('2026-11-24T01:59:30+08:00')
  const memory = new Memory()
  memory.nights.push({ startedAt: at('2026-11-23 02:00'), ended: true })
  const first = start(clock, memory)
  await clock.runTo('2026-11-24T02:30:00+08:00')
  expect(await stop(first, clock)).toBeLessThan(10_000)
  expect(memory.nights.at(-1)).toEqual({ startedAt: at('2026-11-24 02:00'), ended: false })
  const second = start(clock, memory)
  await clock.runTo('2026-11-24T23:00:00+08:00')
  expect(memory.nights).toHaveLength(2)
  expect(memory.nights.at(-1)?.ended).toBe(true)
  await stop(second, clock)
})

test('probes missed while the process was down stay missing; the stored plan goes on and none is taken twice', async () => {
  const clock = new VirtualClock('2026-11-24T00:00:00+08:00')
  const memory = new Memory()
  const first = start(clock, memory)
  await clock.runTo('2026-11-24T08:00:00+08:00')
  await stop(first, clock)
  await clock.runTo('2026-11-24T14:00:00+08:00')
  const second = start(clock, memory)
  await clock.runTo('2026-11-24T23:59:59+08:00')
  expect(memory.seeds).toBe(1)
  const plan = planProbes('2026-11-24 1', '2026-11-24', 24, 'a')
  const taken = memory.probes.filter((probe) => probe.site === 'a').map((probe) => probe.plannedFor)
  expect(taken).toEqual(plan.filter((moment) => moment < '2026-11-24T08:00' || moment > '2026-11-24T13:55'))
  await stop(second, clock)
})

test('a probe taken just before a restart is not taken again after it', async () => {
  const clock = new VirtualClock('2026-11-24T00:00:00+08:00')
  const memory = new Memory()
  const first = start(clock, memory)
  while (memory.probes.length === 0) await clock.runTo(instantOf(clock.now() + 1000))
  await stop(first, clock)
  const second = start(clock, memory)
  await clock.runTo('2026-11-24T23:59:59+08:00')
  const moments = memory.probes.map((probe) => `${probe.site} ${probe.plannedFor}`)
  expect(new Set(moments).size).toBe(moments.length)
  await stop(second, clock)
})

test('a night is not run twice in one process, even if the store does not tell of it', async () => {
  const clock = new VirtualClock('2026-11-24T01:59:00+08:00')
  const memory = new Memory()
  let nights = 0
  const crawl = async () => {
    nights += 1
  }
  const process = start(clock, memory, { crawl, lastNight: async () => at('2026-11-23 02:00') })
  await clock.runTo('2026-11-24T12:00:00+08:00')
  expect(nights).toBe(1)
  await stop(process, clock)
})

test('work that cannot be parked is left behind after eight seconds', async () => {
  const clock = new VirtualClock('2026-11-24T01:59:30+08:00')
  const memory = new Memory()
  const process = start(clock, memory, { crawl: () => clock.wait(86_400_000) })
  await clock.runTo('2026-11-24T02:30:00+08:00')
  expect(await stop(process, clock)).toBe(8000)
  expect(memory.errors).toEqual(['work under way could not be parked in time; what was committed is kept'])
})

test('after a stop no probe and no night begins', async () => {
  const clock = new VirtualClock('2026-11-24T01:59:59+08:00')
  const memory = new Memory()
  const process = start(clock, memory)
  await stop(process, clock)
  const { nights, probes } = { nights: memory.nights.length, probes: memory.probes.length }
  await clock.runTo('2026-11-24T12:00:00+08:00')
  expect([memory.nights.length, memory.probes.length]).toEqual([nights, probes])
})

test('a night that breaks off is gone on with after a pause that grows; probes go on meanwhile', async () => {
  const clock = new VirtualClock('2026-11-24T01:59:30+08:00')
  const memory = new Memory()
  memory.nights.push({ startedAt: at('2026-11-23 02:00'), ended: true })
  const attempts: string[] = []
  const crawl = async () => {
    attempts.push(instantOf(clock.now()).slice(11, 16))
    if (attempts.length === 1) memory.nights.push({ startedAt: instantOf(clock.now()), ended: false })
    if (attempts.length < 4) throw new Error('disk full')
    const open = memory.nights.at(-1)
    if (open) open.ended = true
  }
  const process = start(clock, memory, { crawl })
  await clock.runTo('2026-11-24T12:00:00+08:00')
  expect(attempts).toEqual(['02:00', '02:05', '02:15', '02:35'])
  expect(memory.probes.length).toBeGreaterThanOrEqual(18)
  await stop(process, clock)
})

test('a probe or a store that fails costs nothing but itself', async () => {
  const clock = new VirtualClock('2026-11-24T00:00:00+08:00')
  const memory = new Memory()
  let asked = 0
  const process = start(clock, memory, {
    probe: async () => {
      throw new Error('broken')
    },
    lastNight: async () => {
      asked += 1
      if (asked < 3) throw new Error('locked')
      return at('2026-11-24 02:00')
    },
  })
  await clock.runTo('2026-11-24T03:00:00+08:00')
  expect(memory.errors.filter((message) => message === 'the schedule stumbled')).toHaveLength(2)
  expect(memory.errors.filter((message) => message === 'a probe crashed').length).toBeGreaterThanOrEqual(4)
  await stop(process, clock)
})
