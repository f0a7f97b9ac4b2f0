/** At most so many of the items: those at the beginning, and half as many at the end. A list may put its newest row first, or last. */
export function endsOf<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items
  const last = Math.floor(most / 3)
  return [...items.slice(0, most - last), ...items.slice(-last)]
}
