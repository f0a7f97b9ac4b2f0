/** A request may be on its way for so long, while its connection comes about, before it counts as gone when it was let go. */
const ON_ITS_WAY_MS = 1000
/** Above so many requests a second nobody counts, and it is no rate for a site that is not our own. */
const MOST_COUNTED = 200

interface Departure {
  at: number
  gone: boolean
}

/** When the latest requests of a lane really went out: our own lateness must not bring two of them closer together. */
export interface Departures {
  /** One more was let go; call the result with the moment at which it goes, or without one when it never will. */
  begin(rate: number, now: number): (at?: number) => void
  /** From when on one more keeps every stretch of time within the rate; `slack` lengthens the stretch for jitter on the way. */
  opens(rate: number, slack: number, now: number): number
}

export function createDepartures(): Departures {
  let recent: Departure[] = []
  return {
    begin(rate, now) {
      const departure = { at: now, gone: false }
      if (countOf(rate) > 0) recent.push(departure)
      return (at) => {
        if (!departure.gone && at !== undefined) departure.at = at
        departure.gone = true
      }
    },
    opens(rate, slack, now) {
      const count = countOf(rate)
      if (count === 0) return 0
      const window = ((count * 1000) / rate) * slack
      recent = recent.filter((departure) => wentAt(departure, now) > now - window)
      if (recent.length < count) return 0
      const times = recent.map((departure) => wentAt(departure, now)).sort((a, b) => a - b)
      return (times[times.length - count] ?? 0) + window
    },
  }
}

/** A request that is not out yet may go out at any moment. */
function wentAt({ at, gone }: Departure, now: number): number {
  return gone ? at : Math.min(now, at + ON_ITS_WAY_MS)
}

/** How many may go in about a second, or in the time of one where the rate is lower; 0: not counted. */
function countOf(rate: number): number {
  return rate > MOST_COUNTED || rate <= 0 ? 0 : Math.max(1, Math.floor(rate))
}
