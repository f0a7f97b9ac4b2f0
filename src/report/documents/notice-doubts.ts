import type { Paragraph } from 'docx'
import type { RunView } from '../run-view.ts'
import type { Facts } from './facts.ts'
import type { Annexes } from './notice-annex.ts'
import { body } from './paragraphs.ts'
import { sourced } from './spans.ts'
import { countsText, namesText } from './wording.ts'

const NAMED = 6

/** What could not be judged and why: it is nobody's problem until it is settled. */
export function doubtText({ run }: RunView, { doubts, manual, unvisited }: Facts, annexes: Annexes): Paragraph[] {
  if (doubts.length === 0 && manual.length === 0) return [body('本次检查没有待核实事项。')]
  const findings = doubts.reduce((all, group) => all + group.findings, 0)
  const reasons = countsText(doubts.map((group) => [group.label, group.findings]))
  const first = body(
    '下列',
    sourced(`${findings}项`, `检查批次${run.id}中没有得出结论的检查，各原因涉及的网站、处理办法和证据编号见${annexes.doubts}。`),
    `检查因故没有得出结论，不列为问题，也未确定扣分：${reasons}。各原因涉及的网站和处理办法见${annexes.doubts}。`,
  )
  const missed = body(
    '本次检查未能采集到',
    sourced(`${unvisited.length}个`, `${namesText(unvisited, NAMED)}。检查批次${run.id}中没有这些网站的采集记录。`),
    '网站的证据，对这些网站不作任何认定。',
  )
  const titles = manual.map(({ title, sites }) => `${title}（${sites.length}个网站）`).join('、')
  const open = body(
    '须由检查人员评分的指标中，尚有',
    sourced(`${manual.length}个`, `${titles}。据检查批次${run.id}的评分结果。`),
    '未评分，评分之前按范围计入总分。',
  )
  return [...(findings > 0 ? [first] : []), ...(unvisited.length > 0 ? [missed] : []), ...(manual.length > 0 ? [open] : [])]
}
