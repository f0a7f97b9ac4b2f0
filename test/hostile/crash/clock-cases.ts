import type { HostileCase } from '../hostile-case.ts'

const unchanged = { verdict: 'unchanged', blame: 'nobody' } as const

export const CLOCK_CASES: readonly HostileCase[] = [
  {
    ...unchanged,
    name: 'clock-set-forward-in-the-night',
    does: 'the clock is set three days forward while the first site is visited, and stays so',
    because: 'a visit’s time is told by a clock that nobody sets; the next night and the seals are in order',
  },
  {
    ...unchanged,
    name: 'clock-set-back-in-the-night',
    does: 'the clock is set two days back while the first site is visited, and stays so',
    because: 'no second look waits for days; no visit is judged as if it had begun before its run',
  },
  {
    ...unchanged,
    name: 'run-begun-in-the-future',
    does: 'a night begins with a clock 400 days ahead, is cut off, and goes on when the clock is right',
    because: 'nothing is judged as of a moment after today: no list looks stale',
  },
  {
    name: 'clock-wrong-at-the-start',
    does: 'the clock is 400 days ahead, and two other machines agree that it is not',
    verdict: 'refused',
    blame: 'nobody',
    because: 'nobody is visited or judged by such a clock; the sentence says to set it',
  },
  {
    ...unchanged,
    name: 'clock-wrong-in-the-night',
    does: 'the clock is set 400 days forward between two sites, and is right again at the next start',
    because: 'the night breaks off before it judges, and goes on',
  },
  {
    ...unchanged,
    name: 'night-after-a-night-in-the-future',
    does: 'the last night is dated three days ahead',
    because: 'only tonight’s is left out at most',
  },
  {
    ...unchanged,
    name: 'pause-after-an-error',
    does: 'the clock is set two days back while a broken night pauses',
    because: 'it is gone on with at once',
  },
  {
    ...unchanged,
    name: 'probes-and-a-clock-set-forward',
    does: 'the clock is set three days forward',
    because: 'probes of the time between are left out, not made up for',
  },
  { ...unchanged, name: 'probes-and-a-clock-set-back', does: 'the clock is set back a day', because: 'no planned probe is made twice' },
  {
    ...unchanged,
    name: 'plans-and-a-clock-set-back',
    does: 'a night seals the probe plan of a day ahead; then the clock is set right, and plans and probes of earlier days follow',
    because: 'what was sealed is as it was',
  },
]
