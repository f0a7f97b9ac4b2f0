/** The candidate that differs from `word` by a slip of the keyboard, or nothing when none is near. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = fold(word)
  if (wanted.length > 60) return undefined
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(wanted, fold(candidate)) }))
    .filter((entry) => entry.distance <= Math.max(1, Math.floor(entry.candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance)
  return ranked[0]?.candidate
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '')
}

/** Edit distance (insert, delete, replace), one row of the table at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, right] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
