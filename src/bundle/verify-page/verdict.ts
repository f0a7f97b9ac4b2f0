import type { Difference } from '../../model/difference.ts'
import type { Report } from './check-bundle.ts'
import type { Comparison } from './published.ts'

export const DIFFERENCE_WORDS: Readonly<Record<Difference['what'], string>> = {
  missing: '缺少',
  changed: '改动',
  added: '多出',
  invalid: '无效',
}

/** The one answer of the page. */
export interface Verdict {
  readonly kind: Report['verdict']
  readonly word: string
  readonly says: string
  readonly more: string
}

/** What the check found and what the published fingerprint adds to it: a sound bundle that somebody else signed proves nothing. */
export function verdictOf(report: Report, { isGood }: Pick<Comparison, 'isGood'>): Verdict {
  const count = report.differences.length
  switch (report.verdict) {
    case 'unverifiable':
      return { kind: 'unverifiable', word: '无法验证', says: report.why ?? '', more: '没有得出任何结论：既不能说完好，也不能说被改动。' }
    case 'changed':
      return {
        kind: 'changed',
        word: '有改动',
        says: `这份证据包与封存时不一致，共 ${count} 处，列于下方。`,
        more: '请不要据此认定任何问题，并向导出单位索取原件。',
      }
    case 'intact':
      break
  }
  if (isGood === false) {
    return {
      kind: 'unverifiable',
      word: '无法验证',
      says: '签名所用的公钥不是公布的那一把：不能认定这份证据包出自公布该指纹的单位。',
      more: '包内各项彼此相符，但任何人都能用自己的密钥重新制作这样一份。请核对粘贴的指纹有没有抄错，并向发布单位询问。',
    }
  }
  const sites = report.seals?.sites.size ?? 0
  return {
    kind: 'intact',
    word: '完好',
    says: `与封存时一致：${report.files} 个文件与清单相符，签名有效，${sites} 个网站的封存与证据相符。`,
    more: isGood === true ? '签名所用的公钥与公布的一致。' : '还差一步：签名的是谁，请在下方核对公钥指纹。',
  }
}
