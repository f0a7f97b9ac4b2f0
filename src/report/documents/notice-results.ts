import type { Paragraph } from 'docx'
import type { RunView } from '../run-view.ts'
import type { LeagueTable } from '../view.ts'
import type { Annexes } from './notice-annex.ts'
import { body, heading } from './paragraphs.ts'
import { type Span, sourced } from './spans.ts'
import type { Scored, Standing } from './standing.ts'
import { numeral, pointsText, rubricText, scoreText } from './wording.ts'

/** The good ones by name, those that may be good apart from them, and where all the others stand. */
export function resultText(run: RunView, standing: Standing, annexes: Annexes): Paragraph[] {
  const parts = [goodText(run, standing, annexes), maybeText(run, standing, annexes)].filter(({ paragraphs }) => paragraphs.length > 0)
  const all = {
    title: '各网站得分',
    paragraphs: [
      body(
        '各网站总分、',
        partsOf(run.league.tables),
        '得分和名次见',
        annexes.results,
        '。总分为范围的，下限按待核实事项全部不利计，上限按全部有利计；范围重叠的网站不分先后，名次以区间表示。',
      ),
    ],
  }
  return [...parts, all].flatMap(({ title, paragraphs }, index) => [heading(2, `（${numeral(index + 1)}）${title}`), ...paragraphs])
}

function goodText(run: RunView, { good, scored }: Standing, annexes: Annexes) {
  const paragraphs = run.league.tables.map((table) => {
    const own = ordered(table, good)
    const line = lineOf(table, scored)
    if (own.length === 0) return body(`${table.title}：没有可以确定为良好的网站${line}。`)
    return body(`${table.title}：`, ...listed(own, run, `总分下限达到良好线且没有单项否决。见${annexes.results}。`), `${line}。`)
  })
  return { title: '良好网站', paragraphs }
}

function maybeText(run: RunView, { maybeGood }: Standing, annexes: Annexes) {
  // Where only a person's points are missing there is no annex of doubts.
  const where = [annexes.results, annexes.doubts].filter((label) => label !== '').join('和')
  const paragraphs = run.league.tables.flatMap((table) => {
    const own = ordered(table, maybeGood)
    return own.length === 0
      ? []
      : [
          body(
            `${table.title}：`,
            ...listed(own, run, `总分范围跨良好线，或者单项否决尚待核实。见${where}。`),
            '。待核实事项查清之前，不列入良好网站。',
          ),
        ]
  })
  return { title: '待核实后方可确定是否良好的网站', paragraphs }
}

/** `甲（97分）、乙（96.5～98分）` in the order of the table. */
function listed(sites: readonly Scored[], { run }: RunView, why: string): Span[] {
  return sites.flatMap(({ card, score, rubric }, index): Span[] => {
    const named = `${card.name}（${scoreText(score.total)}分）`
    const last = index === sites.length - 1
    if (!last) return [`${named}、`]
    return [sourced(named, `${why}总分据检查批次${run.id}的检查结论按${rubricText(rubric)}计算。`)]
  })
}

function ordered(table: LeagueTable, sites: readonly Scored[]): Scored[] {
  return table.rows.flatMap(({ code }) => sites.filter(({ card }) => card.code === code))
}

function lineOf(table: LeagueTable, sites: readonly Scored[]): string {
  const first = sites.find(({ card }) => table.rows.some(({ code }) => code === card.code))
  return first ? `（满分${pointsText(table.full)}分，良好线${pointsText(first.rubric.good)}分）` : ''
}

function partsOf(tables: readonly LeagueTable[]): string {
  return [...new Set(tables.flatMap(({ parts }) => parts))].join('、')
}
