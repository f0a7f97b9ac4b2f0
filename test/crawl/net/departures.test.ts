import { expect, test } from 'vitest'
import { createDepartures } from '../../../src/crawl/departures.ts'

/** Requests let go at `grants[i]` that really go at `sends[i]` (never, where null): from when on may one more go, asked at `now`? */
test.each([
  { about: 'fewer than the rate', rate: 4, grants: [0, 250, 500], sends: [0, 250, 500], now: 600, opens: 0 },
  { about: 'as many as the rate', rate: 4, grants: [0, 250, 500, 750], sends: [0, 250, 500, 750], now: 800, opens: 1000 },
  { about: 'the first went late', rate: 4, grants: [0, 250, 500, 750], sends: [120, 250, 500, 750], now: 800, opens: 1120 },
  { about: 'one overtook another', rate: 4, grants: [0, 250, 500, 750], sends: [600, 250, 500, 750], now: 800, opens: 1250 },
  { about: 'one is not out yet', rate: 1, grants: [0], sends: [undefined], now: 400, opens: 1400 },
  {
    about: 'a connection that does not come about holds nobody up for long',
    rate: 1,
    grants: [0],
    sends: [undefined],
    now: 3000,
    opens: 0,
  },
  { about: 'one that never went counts from when it was let go', rate: 1, grants: [0], sends: [null], now: 400, opens: 1000 },
  { about: 'less than one a second', rate: 0.5, grants: [0], sends: [100], now: 1500, opens: 2100 },
  { about: 'no whole number', rate: 2.5, grants: [0, 400], sends: [0, 400], now: 500, opens: 800 },
  { about: 'a rate that nobody counts', rate: 10_000, grants: [0, 0, 0], sends: [0, 0, 0], now: 1, opens: 0 },
])('$about', ({ rate, grants, sends, now, opens }) => {
  const departures = createDepartures()
  for (const [index, at] of grants.entries()) {
    const mark = departures.begin(rate, at)
    const sent = sends[index]
    if (sent === null) mark()
    else if (sent !== undefined) mark(sent)
  }
  expect(departures.opens(rate, 1, now)).toBe(opens)
})
