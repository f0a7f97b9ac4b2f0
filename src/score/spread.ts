/** Spreads so many cents: to each what it wants, in order, until nothing is left. Wants may be fractions; the shares are whole cents and add up to all of them. */
export function oneByOne(cents: number, wants: readonly number[]): number[] {
  const last = wants.findLastIndex((want) => want > 0)
  let wanted = 0
  let given = 0
  return wants.map((want, index) => {
    wanted += want
    // Rounding the running sum, not the single share: no cent is lost, and none is anybody's by more than one.
    const upTo = index === last ? cents : Math.min(cents, Math.round(wanted))
    const share = Math.max(0, upTo - given)
    given += share
    return share
  })
}

/** Spreads so many cents by weight; the single cents that rounding leaves over go to the last. Of several lists of weights the first that weighs anything counts. */
export function inProportion(cents: number, ...choices: readonly (readonly number[])[]): number[] {
  const weights = choices.find((list) => list.some((weight) => weight > 0)) ?? []
  const total = weights.reduce((all, weight) => all + weight, 0)
  const shares = weights.map((weight) => Math.floor((cents * weight) / total))
  let left = cents - shares.reduce((all, share) => all + share, 0)
  return shares
    .map((share, index) => ({ share, weight: weights[index] ?? 0 }))
    .reverse()
    .map(({ share, weight }) => {
      if (weight <= 0 || left <= 0) return share
      left -= 1
      return share + 1
    })
    .reverse()
}
