import type { RunView } from '../run-view.ts'
import { scaleText } from '../scale.ts'
import type { IndicatorView, ProblemRow, SiteView } from '../site-view.ts'
import { VETOES } from '../words.ts'
import { type Cell, number, text } from './cell.ts'
import { points } from './finding-row.ts'
import { reportLink } from './links.ts'
import { printed } from './print.ts'
import type { Column, Row, Sheet } from './sheet.ts'

const COLUMNS: readonly Column[] = [
  { head: '网站名称', width: 18 },
  { head: '标识码', width: 12 },
  { head: '指标', width: 20 },
  { head: '行别', width: 6 },
  { head: '分值', width: 8 },
  { head: '得分低值', width: 8 },
  { head: '得分高值', width: 8 },
  { head: '扣分低值', width: 8 },
  { head: '扣分高值', width: 8 },
  { head: '单项否决', width: 8 },
  { head: '通过', width: 7 },
  { head: '问题', width: 7 },
  { head: '存疑', width: 7 },
  { head: '不适用', width: 8 },
  { head: '逐条扣分', width: 8 },
  { head: '逐条可能扣分', width: 9 },
  { head: '说明', width: 54 },
  { head: '依据', width: 24 },
  { head: '证据', width: 6 },
]

/**
 * One sub-score: a row for each site and indicator, and folded under it a row for each finding that costs or may cost it something, linked to the report. Points of
 * indicators and of findings stand in columns of their own, so that each can be summed.
 */
export function partSheet(run: RunView, name: string, title: string, sites: AsyncIterable<SiteView>): Sheet {
  return {
    name,
    columns: COLUMNS,
    rows: rowsOf(title, sites),
    frozen: 3,
    filtered: true,
    print: printed(run, `政府网站考核评分表（${title}）`, 1),
  }
}

async function* rowsOf(title: string, sites: AsyncIterable<SiteView>): AsyncGenerator<Row> {
  for await (const site of sites) {
    const problems = new Map(site.problems.map((problem) => [problem.anchor, problem]))
    for (const indicator of site.indicators) {
      if (indicator.part.title !== title) continue
      yield { cells: indicatorCells(site, indicator) }
      const counted = indicator.problems.flatMap((anchor) => problems.get(anchor) ?? [])
      const costly = counted.filter(({ deduction, atRisk }) => deduction > 0 || atRisk > 0 || indicator.rule.kind === 'veto')
      for (const problem of costly) yield { cells: problemCells(site, indicator, problem), under: true }
      if (counted.length > costly.length) yield { cells: restCells(site, indicator, counted.length - costly.length), under: true }
    }
    const own = site.indicators.find((indicator) => indicator.part.title === title)
    const scale = own ? scaleText(site, own.part.id) : null
    if (own && scale !== null)
      yield { cells: [...underCells(site, { ...own, title: '折算' }, '折算'), ...blanks(7), text(scale), ...blanks(2)], under: true }
  }
}

function indicatorCells(site: SiteView, indicator: IndicatorView): Cell[] {
  const { score, lost, rule, vetoed, tally, basis } = indicator
  const tone = 'tinted' as const
  const pointless = rule.kind === 'veto' || rule.kind === 'notice'
  const costs = [indicator.points, score.low, score.high, lost.low, lost.high]
  return [
    ...[site.name, site.code, indicator.title].map((value) => text(value, { tone })),
    text('指标', { format: 'centre', tone }),
    ...costs.map((value) => number(pointless ? null : points(value), 'points', tone)),
    text(rule.kind === 'veto' ? VETOES[vetoed] : '', { format: 'centre', tone }),
    ...[tally.pass, tally.fail, tally.inconclusive, tally['not-applicable']].map((value) => number(value, 'whole', tone)),
    ...[text('', { tone }), text('', { tone })],
    text(basis.says, { tone }),
    text(`${basis.document} ${basis.clause}`.trim(), { tone }),
    text('', { tone }),
  ]
}

function problemCells(site: SiteView, indicator: IndicatorView, problem: ProblemRow): Cell[] {
  const kind = problem.verdict === 'fail' ? '问题' : '存疑'
  const says = problem.doubt === null ? problem.says : `${problem.says}（${problem.doubt.label}）`
  return [
    ...underCells(site, indicator, kind),
    text(problem.veto ? '是' : '', { format: 'centre' }),
    ...blanks(4),
    // Under a veto a finding is listed for what it decides; what it costs stands once, under the indicator that takes the points.
    ...(indicator.rule.kind === 'veto'
      ? blanks(2)
      : [number(points(problem.deduction), 'points'), number(points(problem.atRisk), 'points')]),
    text(says),
    text(''),
    text('查看', { format: 'centre', link: reportLink(problem.anchor) }),
  ]
}

function restCells(site: SiteView, indicator: IndicatorView, left: number): Cell[] {
  return [...underCells(site, indicator, '其余'), ...blanks(7), text(`另有 ${left} 条不计分或者不再扣分，见问题清单。`), ...blanks(2)]
}

function underCells(site: SiteView, indicator: IndicatorView, kind: string): Cell[] {
  return [...[site.name, site.code, indicator.title].map((value) => text(value)), text(kind, { format: 'centre' }), ...blanks(5)]
}

const blanks = (count: number): Cell[] => Array.from({ length: count }, () => text(''))
