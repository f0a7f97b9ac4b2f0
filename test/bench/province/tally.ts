const WINDOW_MS = 1000

/** What one host saw of its visitor. */
export interface HostTally {
  readonly requests: number
  /** The most requests that arrived in any stretch of one second. */
  readonly mostInASecond: number
  /** Between two requests; a single short one says little, for the server may have been late with the first. */
  readonly shortestGapMs: number
  readonly mostConnections: number
  readonly mostInFlight: number
  /** Seconds from the server's start to the first and the last arrival. */
  readonly first: number
  readonly last: number
}

export interface Tally {
  /** A request has come; call the result when its answer has gone. */
  arrived(host: string): () => void
  /** A connection was opened; call the result when it is closed. */
  connected(host: string): () => void
  read(): Readonly<Record<string, HostTally>>
}

interface Log {
  readonly arrivals: number[]
  connections: number
  mostConnections: number
  inFlight: number
  mostInFlight: number
}

export function createTally(): Tally {
  const hosts = new Map<string, Log>()
  const of = (host: string): Log => {
    const known = hosts.get(host) ?? { arrivals: [], connections: 0, mostConnections: 0, inFlight: 0, mostInFlight: 0 }
    hosts.set(host, known)
    return known
  }
  return {
    arrived(host) {
      const log = of(host)
      log.arrivals.push(performance.now())
      log.inFlight += 1
      log.mostInFlight = Math.max(log.mostInFlight, log.inFlight)
      return () => {
        log.inFlight -= 1
      }
    },
    connected(host) {
      const log = of(host)
      log.connections += 1
      log.mostConnections = Math.max(log.mostConnections, log.connections)
      return () => {
        log.connections -= 1
      }
    },
    read: () => Object.fromEntries([...hosts].map(([host, log]) => [host, told(log)])),
  }
}

function told({ arrivals, mostConnections, mostInFlight }: Log): HostTally {
  const gaps = arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? 0))
  return {
    requests: arrivals.length,
    mostInASecond: mostWithin(arrivals, WINDOW_MS),
    shortestGapMs: gaps.reduce((least, gap) => Math.min(least, gap), Number.MAX_SAFE_INTEGER),
    mostConnections,
    mostInFlight,
    first: (arrivals[0] ?? 0) / 1000,
    last: (arrivals.at(-1) ?? 0) / 1000,
  }
}

/** The most arrivals in any half-open stretch of so many milliseconds; they are in order. */
export function mostWithin(arrivals: readonly number[], ms: number): number {
  let most = 0
  let from = 0
  for (const [index, at] of arrivals.entries()) {
    while (at - (arrivals[from] ?? 0) >= ms) from += 1
    most = Math.max(most, index - from + 1)
  }
  return most
}
