import type { Paragraph } from 'docx'
import { dayOf } from '../../model/time.ts'
import type { RunView } from '../run-view.ts'
import { type Change, changeBetween, type Earlier } from './change.ts'
import type { Facts } from './facts.ts'
import type { Annexes } from './notice-annex.ts'
import { body } from './paragraphs.ts'
import { type Span, sourced } from './spans.ts'
import type { Scored, Standing } from './standing.ts'
import { countsText, dayText, namesText, percentText } from './wording.ts'

const NAMED = 8
const INDICATORS_NAMED = 5

/** Counts, and what changed since the runs that there are to compare with. */
export function overallText(run: RunView, standing: Standing, facts: Facts, earlier: Earlier, annexes: Annexes): Paragraph[] {
  const changes = [
    ...changeText(run, earlier.previous, (day) => `环比情况。与上次检查（${day}）相比`),
    ...changeText(run, earlier.lastYear, (day) => `同比情况。与上年同期检查（${day}）相比`),
  ]
  return [body(...gradesOf(run, standing, annexes)), body(...problemsOf(run, facts, annexes)), ...changes]
}

function gradesOf({ run }: RunView, standing: Standing, annexes: Annexes): Span[] {
  const { scored, unscored, good, sufficient, insufficient, open, vetoed, maybeVetoed } = standing
  if (scored.length === 0) return ['本次检查的网站均没有评分结果，不作等次统计。']
  const counted = (sites: readonly Scored[], how: string) =>
    sourced(
      `${sites.length}个`,
      sites.length === 0 ? `检查批次${run.id}中没有${how}的网站。` : `${how}：${namesOf(sites)}。见${annexes.results}。`,
    )
  const graded = [
    `可以评定等次的${scored.length - open.length}个，其中良好`,
    counted(good, '评为良好'),
    '、合格',
    counted(sufficient, '评为合格'),
    '、不合格',
    counted(insufficient, '评为不合格'),
    ...(vetoed.length > 0 ? ['（其中单项否决', counted(vetoed, '有单项否决问题'), '）'] : []),
  ]
  return [
    ...graded,
    '。',
    ...(open.length > 0 ? ['另有', counted(open, '等次待定'), '网站因有事项待核实或者指标待评分，等次待定，不计入上述等次。'] : []),
    ...(maybeVetoed.length > 0 ? ['其中', counted(maybeVetoed, '单项否决尚待核实'), '网站的单项否决事项尚待核实，未作认定。'] : []),
    ...(unscored.length > 0
      ? [
          `${namesText(
            unscored.map(({ name }) => name),
            NAMED,
          )}没有适用的计分表，未评分。`,
        ]
      : []),
    ...passRateOf(run.id, standing),
  ]
}

/** A share that doubts leave open is given by its two ends. */
function passRateOf(run: string, { scored, surelySufficient, insufficient }: Standing): Span[] {
  const of = scored.length
  const [least, most] = [surelySufficient.length / of, (of - insufficient.length) / of]
  const source = `下限按待核实事项全部不利计（${surelySufficient.length}个网站确定合格），上限按全部有利计（除${insufficient.length}个不合格网站外均合格），分母为有评分的${of}个网站。据检查批次${run}的评分结果。`
  if (least === most) return ['总体合格率为', sourced(percentText(most), source), '。']
  return ['等次全部评定之前，总体合格率在', sourced(`${percentText(least)}至${percentText(most)}`, source), '之间。']
}

function problemsOf({ run }: RunView, { groups, doubts, units }: Facts, annexes: Annexes): Span[] {
  const byGroup = groups.map((group) => ({ ...group, findings: total(group.units) }))
  const named = byGroup.map(({ indicator, findings }) => [indicator, findings] as const)
  const sites = new Set(doubts.flatMap((group) => [...group.sites.keys()])).size
  const found = `检查批次${run.id}中结论为“确定”的问题，按指标合计：${countsText(named, INDICATORS_NAMED)}。证据编号见${annexes.problems}。`
  const open = `检查批次${run.id}中没有得出结论的检查，见${annexes.doubts}。`
  return [
    ...(byGroup.length === 0
      ? ['本次检查没有发现可以确定的问题。']
      : [`本次检查发现问题${total(byGroup)}项，涉及网站`, sourced(`${units}个`, found), '。']),
    ...(doubts.length === 0
      ? ['没有待核实事项。']
      : [`另有待核实事项${total(doubts)}项，涉及网站`, sourced(`${sites}个`, open), '，均未列为问题，情况见第四部分。']),
  ]
}

function total(counted: readonly { readonly findings: number }[]): number {
  return counted.reduce((all, { findings }) => all + findings, 0)
}

function changeText(now: RunView, then: RunView | null, lead: (day: string) => string): Paragraph[] {
  const change = then && changeBetween(then, now)
  if (!then || !change) return []
  const source = `检查批次${then.run.id}与${now.run.id}，本段数字只计两次都检查了的${change.common}个网站。`
  const others = [...(change.added > 0 ? [`新增${change.added}个`] : []), ...(change.gone > 0 ? [`减少${change.gone}个`] : [])]
  const scope = others.length > 0 ? `（本次${others.join('、')}网站，不列入比较）` : ''
  return [
    body(
      `${lead(dayText(dayOf(then.run.startedAt)))}，两次都检查的网站`,
      sourced(`${change.common}个`, source),
      `${scope}，发现的问题${step(change, 'failures', '项')}，待核实事项${step(change, 'doubts', '项')}；${gradeChange(change)}`,
      change.before.doubts === change.after.doubts ? '' : '待核实事项的增减会影响发现的问题数，比较时应当一并考虑。',
    ),
  ]
}

function gradeChange(change: Change): string {
  if (!change.sameTables) return '两次检查所用计分表不同，等次不作比较。'
  return `良好网站${step(change, 'good', '个')}，不合格网站${step(change, 'insufficient', '个')}，其中单项否决${step(change, 'vetoed', '个')}。`
}

/** `由5项变为3项（减少2项）`: numbers, no praise. */
function step({ before, after }: Change, key: keyof Change['before'], unit: string): string {
  const [was, is] = [before[key], after[key]]
  if (was === is) return `仍为${is}${unit}`
  return `由${was}${unit}变为${is}${unit}（${is > was ? '增加' : '减少'}${Math.abs(is - was)}${unit}）`
}

function namesOf(sites: readonly Scored[]): string {
  return namesText(
    sites.map(({ card }) => card.name),
    NAMED,
  )
}
