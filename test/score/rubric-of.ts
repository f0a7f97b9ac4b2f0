import type { RecordedFinding } from '../../src/model/finding.ts'
import type { Indicator, Rubric, Rule, SiteScore } from '../../src/model/rubric.ts'

const basis = { document: '文件', clause: '条款', says: '要求', confidence: 'believed' } as const

export function indicator(id: string, rule: Rule, given: Partial<Indicator> = {}): Indicator {
  return { id, title: id, basis, check: id, rule, ...given }
}

/** A rubric of one part that is worth what its indicators are worth. */
export function rubricOf(...indicators: readonly Indicator[]): Rubric {
  const points = indicators.reduce((all, { rule }) => all + ('points' in rule && rule.kind !== 'bonus' ? rule.points : 0), 0)
  return {
    id: 'r',
    version: '1',
    title: '计分表',
    appliesTo: ['city'],
    full: points,
    good: points * 0.96,
    sufficient: points * 0.6,
    basis,
    source: '测试',
    parts: [{ id: 'running', title: '网站运行情况', points, indicators }],
  }
}

export const ABOUT = { site: 's', asOf: '2026-03-02T10:00:00.000+08:00' }

type Given = { readonly subject?: string; readonly stands?: number; readonly site?: string; readonly says?: string }

const said = (check: string, { subject = 'x', site = 's', says = '说明。', stands }: Given) => ({
  check,
  subject,
  site,
  says,
  ...(stands ? { stands } : {}),
})

export const pass = (check: string, given: Given = {}): RecordedFinding => ({ ...said(check, given), verdict: 'pass', evidence: ['e'] })
export const fail = (check: string, given: Given = {}): RecordedFinding => ({ ...said(check, given), verdict: 'fail', evidence: ['e'] })
export const unsure = (check: string, given: Given = {}): RecordedFinding => ({
  ...said(check, given),
  verdict: 'inconclusive',
  because: 'suspected',
})
export const absent = (check: string, given: Given = {}): RecordedFinding => ({ ...said(check, given), verdict: 'not-applicable' })

export function scored(site: string, low: number, high: number, given: Partial<SiteScore> = {}): SiteScore {
  return {
    site,
    rubric: 'r@1',
    asOf: ABOUT.asOf,
    total: { low, high },
    full: 100,
    vetoed: 'no',
    grade: 'open',
    parts: [],
    indicators: [],
    ...given,
  }
}
