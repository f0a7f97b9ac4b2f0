/** Bytes of each hash that are kept: they need not prove anything, for the root does, only tell which item it is that changed. */
const KEPT = 2
const DIGITS = KEPT * 2

/** The first bytes of each hash, one after another. */
export function marksOf(hashes: readonly string[]): Buffer {
  return Buffer.from(hashes.map((hash) => hash.slice(0, DIGITS)).join(''), 'hex')
}

export interface Item {
  readonly hash: string
  /** What to call it. */
  readonly name: string
}

export interface Deviation {
  readonly what: 'changed' | 'added' | 'missing'
  /** Of a missing item nothing is left but its place. */
  readonly name: string
}

/** Which of the items are not what was marked, given that something is not: both lists in the same order. */
export function deviations(items: readonly Item[], marks: Uint8Array): Deviation[] {
  const marked = Array.from({ length: Math.floor(marks.length / KEPT) }, (_, at) => hexAt(marks, at))
  const found: Deviation[] = []
  let [here, there] = [0, 0]
  const fits = (item: number, mark: number) =>
    items[item]?.hash.slice(0, DIGITS) === marked[mark] && item < items.length && mark < marked.length
  while (here < items.length || there < marked.length) {
    const name = items[here]?.name ?? ''
    if (fits(here, there)) here += 1
    else if (here >= items.length || (fits(here, there + 1) && items.length < marked.length)) {
      found.push({ what: 'missing', name: placeOf(items, here) })
      there += 1
      continue
    } else if (there >= marked.length || (fits(here + 1, there) && items.length > marked.length)) {
      found.push({ what: 'added', name })
      here += 1
      continue
    } else {
      found.push({ what: 'changed', name })
      here += 1
    }
    there += 1
  }
  return found
}

function placeOf(items: readonly Item[], at: number): string {
  const before = items[at - 1]
  const after = items[at]
  return [before ? `在 ${before.name} 之后` : '', after ? `在 ${after.name} 之前` : ''].filter((text) => text !== '').join('，')
}

function hexAt(marks: Uint8Array, at: number): string {
  return Buffer.from(marks.subarray(at * KEPT, (at + 1) * KEPT)).toString('hex')
}
