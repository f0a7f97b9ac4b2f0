import type { Paragraph } from 'docx'
import type { Facts, ProblemGroup, UnitProblems } from './facts.ts'
import type { Annexes } from './notice-annex.ts'
import { body, heading } from './paragraphs.ts'
import { type Span, sourced } from './spans.ts'
import { evidenceText, numeral, rowsText } from './wording.ts'

/** Units whose evidence a footnote spells out; the annex has all. */
const UNITS_A_NOTE = 4
const NAMES_A_UNIT = 2

/** Established problems by indicator, the units named with their counts. Nobody in doubt is named here. */
export function problemText({ groups }: Facts, annexes: Annexes): Paragraph[] {
  if (groups.length === 0) return [body('本次检查没有发现可以确定的问题。')]
  let row = 0
  return groups.flatMap((group, index) => {
    const first = row + 1
    row += group.units.length
    return [
      heading(2, `（${numeral(index + 1)}）${group.indicator}${remark(group)}`),
      body(...groupText(group, `${annexes.problems}${rowsText(first, row)}`)),
    ]
  })
}

function groupText(group: ProblemGroup, where: string): Span[] {
  const { units, basis } = group
  const findings = units.reduce((all, unit) => all + unit.findings, 0)
  const clause = basis.clause === '' ? '' : `（${basis.clause}）`
  return [
    `涉及网站${units.length}个，发现问题`,
    sourced(`${findings}项`, sourceOf(units, where)),
    `：${units.map(unitText).join('、')}。依据：${basis.document}${clause}。`,
  ]
}

/** `甲3项`, and how many links or the like they stand for where those are more. */
function unitText({ name, findings, subjects, vetoed }: UnitProblems): string {
  const marks = [...(subjects > findings ? [`涉及${subjects}处`] : []), ...(vetoed ? ['单项否决'] : [])]
  return `${name}${findings}项${marks.length > 0 ? `（${marks.join('，')}）` : ''}`
}

function sourceOf(units: readonly UnitProblems[], where: string): string {
  const named = units.slice(0, UNITS_A_NOTE).map(({ name, evidence }) => `${name}（${evidenceText(evidence, NAMES_A_UNIT)}）`)
  return `证据编号：${named.join('；')}${units.length > UNITS_A_NOTE ? `；等${units.length}个网站` : ''}。见${where}。`
}

function remark({ rule }: ProblemGroup): string {
  switch (rule) {
    case 'veto':
      return '（单项否决指标）'
    case 'notice':
      return '（只作提示，不计分）'
    default:
      return ''
  }
}
