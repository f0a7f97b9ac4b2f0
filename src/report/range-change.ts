import type { Score } from '../model/rubric.ts'

export const CHANGES = { better: '上升', worse: '下降', equal: '持平', untold: '无法判断' } as const
export type Change = keyof typeof CHANGES

/** What one range says of another: only ranges that lie wholly apart are in an order, since the true score may be anywhere within. */
export function rangeChange(before: Score, after: Score): Change {
  if (after.low > before.high) return 'better'
  if (after.high < before.low) return 'worse'
  return before.low === after.low && before.high === after.high ? 'equal' : 'untold'
}
