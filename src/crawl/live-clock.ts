const TICK_MS = 50
/** Shorter stops put off an answer by no more than this, which no limit of seconds depends on. */
const LATE_MS = 250

let lost = 0
let ticked = performance.now()
const ticker = setInterval(() => {
  const at = performance.now()
  lost += late(at)
  ticked = at
}, TICK_MS)
ticker.unref()

/**
 * Milliseconds in which this process could hear what others say. It stands still while we are busy with ourselves, suspended, or starved of the processor:
 * a site is not slow for that.
 */
export function liveNow(): number {
  const at = performance.now()
  return at - lost - late(at)
}

/** How much of the time since the last tick was lost: all of it beyond the tick, where that is worth mentioning. */
function late(at: number): number {
  const over = at - ticked - TICK_MS
  return over > LATE_MS ? over : 0
}
