import type { Target } from './targets.ts'

/**
 * At most `cap` of the targets: all that must be kept, then the same share of every stratum (same site or external × page, attachment or image) of each
 * level. A level that needs less than half leaves the rest to the other. The choice depends on nothing but the names and the ranks.
 */
export function sample(
  targets: readonly Target[],
  options: { readonly cap: number; readonly keep: (target: Target) => boolean; readonly rank: (name: string) => string },
): Target[] {
  if (targets.length <= options.cap) return [...targets]
  const kept = targets.filter(options.keep)
  const rest = targets.filter((target) => !options.keep(target))
  const [second, third] = [rest.filter((target) => target.level === 2), rest.filter((target) => target.level === 3)]
  const room = Math.max(0, options.cap - kept.length)
  const forSecond = Math.min(second.length, Math.max(Math.ceil(room / 2), room - third.length))
  const chosen = new Set([...kept, ...ofStrata(second, forSecond, options.rank), ...ofStrata(third, room - forSecond, options.rank)])
  return targets.filter((target) => chosen.has(target))
}

/** Shares of the strata by largest remainder, and in each stratum the lowest ranks. */
function ofStrata(targets: readonly Target[], room: number, rank: (name: string) => string): Target[] {
  const strata = Object.entries(Object.groupBy(targets, ({ sameSite, kind }) => `${sameSite}|${kind}`))
    .map(([name, members = []]) => ({ name, members, exact: (room * members.length) / Math.max(1, targets.length) }))
    .sort((a, b) => (b.exact % 1) - (a.exact % 1) || (a.name < b.name ? -1 : 1))
  let left = Math.min(room, targets.length) - strata.reduce((sum, { exact }) => sum + Math.floor(exact), 0)
  return strata.flatMap(({ members, exact }) => {
    const extra = left > 0 && exact < members.length ? 1 : 0
    left -= extra
    return byRank(members, ({ url }) => url, rank).slice(0, Math.floor(exact) + extra)
  })
}

/** The items in the order of the ranks of their names. */
export function byRank<T>(items: readonly T[], nameOf: (item: T) => string, rank: (name: string) => string): T[] {
  const ranked = items.map((item) => ({ item, rank: rank(nameOf(item)) }))
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0)).map(({ item }) => item)
}

/** The items taken by turns from their groups, so that one host's slowness holds up no other's. */
export function byTurns<T>(items: readonly T[], groupOf: (item: T) => string): T[] {
  const groups = [...Map.groupBy(items, groupOf).values()]
  const longest = Math.max(0, ...groups.map((group) => group.length))
  return Array.from({ length: longest }, (_, turn) => groups.flatMap((group) => group.slice(turn, turn + 1))).flat()
}

/** The first item of every name, in order. */
export function distinctBy<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return [...Map.groupBy(items, nameOf).values()].flatMap((group) => group.slice(0, 1))
}
