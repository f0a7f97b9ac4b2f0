const TRIES = 3

/**
 * How many times as long the work takes at twice the size, in processor time of this process: 2 where it grows in line, 4 where it grows with the square. The
 * best of a few tries counts, for a collector of garbage or a neighbour can only add to it. Work of no more than some milliseconds says nothing: 1.
 */
export function growthOf(work: (n: number) => void, n: number, good = 3): { readonly ratio: number; readonly millis: number } {
  let [one, two] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let turn = 0; turn < TRIES; turn += 1) {
    one = Math.min(
      one,
      millisOf(() => work(n)),
    )
    two = Math.min(
      two,
      millisOf(() => work(2 * n)),
    )
    if (two < 8 || two / one < good) break
  }
  return { ratio: two < 8 ? 1 : two / one, millis: two }
}

function millisOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
