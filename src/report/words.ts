import type { SiteScore, Vetoed } from '../model/rubric.ts'

export const GRADES = { good: '良好', sufficient: '合格', insufficient: '不合格', open: '待定' } as const satisfies Record<
  SiteScore['grade'],
  string
>
export const VETOES = { yes: '是', maybe: '待定', no: '否' } as const satisfies Record<Vetoed, string>
