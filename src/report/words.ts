import type { Score, SiteScore, Vetoed } from '../model/rubric.ts'
import type { OwnerKind } from '../model/site.ts'

export const GRADES = { good: '良好', sufficient: '合格', insufficient: '不合格', open: '待定' } as const satisfies Record<
  SiteScore['grade'],
  string
>
export const VETOES = { yes: '是', maybe: '待定', no: '否' } as const satisfies Record<Vetoed, string>

/** The best first. */
export const GRADE_ORDER = ['good', 'sufficient', 'insufficient', 'open'] as const satisfies readonly SiteScore['grade'][]

/** Kinds of owners in the order of every table: what they are called, and what their sites are. */
export const KINDS = [
  { kind: 'city', name: '市州', sites: '市州政府网站' },
  { kind: 'department', name: '省直部门', sites: '省直部门网站' },
  { kind: 'county', name: '县区', sites: '县区政府网站' },
] as const satisfies readonly { kind: OwnerKind; name: string; sites: string }[]

/** What owners of the kind are called. */
export function kindName(kind: OwnerKind): string {
  return KINDS.find((one) => one.kind === kind)?.name ?? ''
}

/** A score as a reader has it: one number where nothing is in doubt. */
export function rangeText({ low, high }: Score): string {
  return low === high ? high.toFixed(2) : `${low.toFixed(2)}–${high.toFixed(2)}`
}
