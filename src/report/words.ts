import type { Score, SiteScore, Vetoed } from '../model/rubric.ts'

export const GRADES = { good: '良好', sufficient: '合格', insufficient: '不合格', open: '待定' } as const satisfies Record<
  SiteScore['grade'],
  string
>
export const VETOES = { yes: '是', maybe: '待定', no: '否' } as const satisfies Record<Vetoed, string>

/** A score as a reader has it: one number where nothing is in doubt. */
export function rangeText({ low, high }: Score): string {
  return low === high ? high.toFixed(2) : `${low.toFixed(2)}–${high.toFixed(2)}`
}
