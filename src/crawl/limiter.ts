import type { Settings } from '../model/settings.ts'
import { createDepartures, type Departures } from './departures.ts'

/** Slots are this much longer than 1/rate, so that jitter on the way never shows a server more than the rate. */
const SLACK = 1.02
/** A slot that was left late by no more than this share of itself does not put off those behind it. */
const LATE_SHARE = 0.05
const LANES_KEPT = 2_000

interface Turn {
  readonly host: string
  readonly address: string
  /** Requests a second of this host, where its owner agreed to another rate. */
  readonly rate?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** A place at a host, and leave to send one request. */
export interface Pass {
  /** To be called when the request really goes out: however late we are, no two requests come closer together by it. */
  sent(): void
  /** Gives the place back. */
  leave(): void
}

/** The one gate below every socket: paces by host and by address, first come first served, without bursts. */
export interface Limiter {
  /** Waits for a connection of the host and for its turn. Rejects when the signal aborts. */
  enter(turn: Turn): Promise<Pass>
  /** Waits for its turn only. */
  pace(turn: Turn): Promise<void>
  /** No request to this host for so long: its `Retry-After`. */
  holdBack(host: string, ms: number): void
}

interface Lane {
  readonly flights: Gate
  readonly gate: Gate
  /** What went lately, by when it really went. */
  readonly departures: Departures
  /** Moment (monotonic) of the next slot. */
  next: number
  /** A `Retry-After` in force. */
  heldUntil: number
}

export function createLimiter(politeness: Settings['politeness']): Limiter {
  const hosts = new Lanes(politeness.connectionsPerHost)
  const addresses = new Lanes(Number.POSITIVE_INFINITY)
  const sharedRate = politeness.requestsPerSecondPerAddress

  /** Gives what is to be called with the moment at which the request goes, or without one when it never will. */
  async function grant({ host, address, rate, signal }: Turn): Promise<(at?: number) => void> {
    const lane = hosts.of(host)
    const own = rate ?? politeness.requestsPerSecond
    // Host before address: a host that must wait does not keep its neighbours on the same address waiting.
    const leave = await lane.gate.pass(signal)
    try {
      await waitUntil(() => Math.max(opens(lane, own), lane.heldUntil), signal)
      const shared = addresses.of(address)
      while (!(await takeShared(lane, shared, sharedRate, signal))) await waitUntil(() => lane.heldUntil, signal)
      const now = performance.now()
      occupy(lane, own, now)
      const marks = [lane.departures.begin(own, now), shared.departures.begin(sharedRate, now)]
      return (at) => {
        for (const mark of marks) mark(at)
      }
    } finally {
      leave()
    }
  }

  return {
    async pace(turn) {
      const mark = await grant(turn)
      mark()
    },
    async enter(turn) {
      const leave = await hosts.of(turn.host).flights.pass(turn.signal)
      try {
        const mark = await grant(turn)
        return {
          sent: () => mark(performance.now()),
          leave() {
            mark()
            leave()
          },
        }
      } catch (error) {
        leave()
        throw error
      }
    },
    holdBack(host, ms) {
      const lane = hosts.of(host)
      lane.heldUntil = Math.max(lane.heldUntil, performance.now() + ms)
    },
  }
}

/** Takes the address's next slot; false when the host was told to wait meanwhile. */
async function takeShared(lane: Lane, shared: Lane, rate: number, signal: AbortSignal | undefined): Promise<boolean> {
  const leave = await shared.gate.pass(signal)
  try {
    await waitUntil(() => opens(shared, rate), signal)
    const now = performance.now()
    if (lane.heldUntil > now) return false
    occupy(shared, rate, now)
    return true
  } finally {
    leave()
  }
}

/** Moment of the lane's next slot: in step, and with no more in any second than the rate, whatever was late. */
function opens(lane: Lane, rate: number): number {
  return Math.max(lane.next, lane.departures.opens(rate, SLACK, performance.now()))
}

function occupy(lane: Lane, rate: number, now: number): void {
  const gap = gapOf(rate)
  lane.next = Math.max(lane.next, now - gap * LATE_SHARE) + gap
}

function gapOf(rate: number): number {
  return rate > 0 ? (1000 / rate) * SLACK : 0
}

/** Monotonic: a clock that jumps neither floods a site nor stops the night. Gaps below a timer's grain are not waited for. */
async function waitUntil(moment: () => number, signal: AbortSignal | undefined): Promise<void> {
  for (let ms = moment() - performance.now(); ms >= 0.5; ms = moment() - performance.now()) await pause(Math.ceil(ms), signal)
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

class Lanes {
  readonly #lanes = new Map<string, Lane>()
  readonly #flights: number

  constructor(flights: number) {
    this.#flights = flights
  }

  of(key: string): Lane {
    const known = this.#lanes.get(key)
    if (known) return known
    if (this.#lanes.size >= LANES_KEPT) this.#dropIdle()
    const lane = { flights: new Gate(this.#flights), gate: new Gate(1), departures: createDepartures(), next: 0, heldUntil: 0 }
    this.#lanes.set(key, lane)
    return lane
  }

  #dropIdle(): void {
    const now = performance.now()
    for (const [key, lane] of this.#lanes) {
      if (lane.flights.idle && lane.gate.idle && Math.max(lane.next, lane.heldUntil) < now) this.#lanes.delete(key)
    }
  }
}

/** Lets so many in at a time, in the order they came. */
class Gate {
  readonly #places: number
  #inside = 0
  readonly #waiting = new Set<() => void>()

  constructor(places: number) {
    this.#places = places
  }

  get idle(): boolean {
    return this.#inside === 0
  }

  pass(signal: AbortSignal | undefined): Promise<() => void> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (this.#inside < this.#places) return Promise.resolve(this.#admit())
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', giveUp)
        resolve(this.#admit())
      }
      const giveUp = () => {
        this.#waiting.delete(enter)
        reject(signal?.reason)
      }
      this.#waiting.add(enter)
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  #admit(): () => void {
    this.#inside++
    let left = false
    return () => {
      if (left) return
      left = true
      this.#inside--
      const [first] = this.#waiting
      if (first === undefined) return
      this.#waiting.delete(first)
      first()
    }
  }
}
