import type { RecordedFinding } from '../model/finding.ts'
import type { FindingChange, ScoreChange, Standing } from '../score/changes.ts'
import { plainText } from './plain-text.ts'

interface Changes {
  readonly run: { readonly id: string }
  readonly judged: number
  readonly configurationDiffers: readonly string[]
  readonly sites: readonly {
    readonly site: string
    readonly name: string
    readonly findings: readonly FindingChange[]
    readonly scores: readonly ScoreChange[]
  }[]
}

const VERDICT = { 'pass': '通过', 'fail': '问题', 'inconclusive': '存疑', 'not-applicable': '不适用' } as const
const CHANGE = { added: '新增', removed: '取消', changed: '改变' } as const

/** What judging again changed, site by site: findings first, then points. */
export function changesText(changes: Changes): string {
  const differs = changes.configurationDiffers.length > 0 ? `与当时不同的配置：${changes.configurationDiffers.join('、')}。\n` : ''
  const head = `重新评判 ${changes.run.id}，共 ${changes.judged} 个网站，${changes.sites.length} 个有变化。\n${differs}`
  const sites = changes.sites.map(({ site, name, findings, scores }) => {
    const lines = [...findings.map(findingLine), ...scores.map(scoreLine)]
    return [`\n${plainText(name)}（${plainText(site)}）`, ...lines.map((line) => `  ${line}`)].join('\n')
  })
  return head + sites.join('\n')
}

function findingLine({ change, check, subject, before, after }: FindingChange): string {
  const said = (finding: RecordedFinding | null) => (finding ? `${VERDICT[finding.verdict]}“${plainText(finding.says)}”` : '无')
  return `${CHANGE[change]}  ${check}  ${plainText(subject)}\n      原：${said(before)}\n      今：${said(after)}`
}

function scoreLine({ id, title, before, after }: ScoreChange): string {
  return `得分  ${id === 'total' ? '总分' : title}：${standing(before)} → ${standing(after)}`
}

function standing(one: Standing | null): string {
  if (!one) return '无'
  const { low, high } = one.score
  const veto = one.vetoed === 'yes' ? '（否决）' : one.vetoed === 'maybe' ? '（可能否决）' : ''
  return `${low === high ? low : `${low}–${high}`}${veto}`
}
