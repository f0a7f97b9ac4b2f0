import type { Difference } from '../../model/difference.ts'
import type { SiteStatement } from '../../model/seal.ts'
import { contentId } from '../../store/canonical.ts'
import type { SiteFacts } from '../seal/statements.ts'

const PARTS = {
  run: '检查批次',
  visit: '检查的起止时间',
  asOf: '评判时点',
  vantage: '检查点自身的探测记录',
  tickets: '找错留言',
  availability: '首页探测记录',
  scores: '得分',
  settings: '配置',
} as const satisfies Partial<Record<keyof SiteFacts, string>>

/** What a site's seal says otherwise than its evidence does now; which capture or finding it is, only those who hold the items can tell. */
export function* compareFacts(now: SiteFacts, sealed: SiteStatement): Generator<Difference> {
  const place = `${sealed.run.id} ${sealed.site}`
  const parts = Object.entries(PARTS).map(([part, says]) => ({ part, says, now: partOf(now, part), was: partOf(sealed, part) }))
  for (const { part, says, now: is, was } of parts) {
    if (is !== was) yield { what: 'changed', path: `${part} ${place}`, says: `${says}与封存时不符。` }
  }
}

function partOf(facts: object, part: string): string {
  return contentId(new Map<string, unknown>(Object.entries(facts)).get(part))
}
