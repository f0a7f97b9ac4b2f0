import type { Paragraph, Table } from 'docx'
import type { RunView } from '../run-view.ts'
import type { LeagueTable } from '../view.ts'
import { GRADES, VETOES } from '../words.ts'
import type { Facts } from './facts.ts'
import { note, tableTitle } from './paragraphs.ts'
import type { Standing } from './standing.ts'
import { type Column, table } from './table.ts'
import { evidenceLines, evidenceNote, namesText, numeral, pointsText, rankText, scoreText } from './wording.ts'

export interface Annex {
  readonly title: string
  readonly children: readonly (Paragraph | Table)[]
}

/** The annexes that there are, and how the text speaks of each: `附件2`, or nothing where there is none. */
export interface Annexes {
  readonly list: readonly Annex[]
  readonly results: string
  readonly problems: string
  readonly doubts: string
}

/** Sites that one row of the table of doubts names; more are counted. */
const SITES_A_DOUBT = 10
const REST = '未列全的见问题清单。'

/** The results always; the evidence of problems and of doubts where there are any. */
export function annexesOf(run: RunView, standing: Standing, facts: Facts): Annexes {
  const results = { title: '各网站得分情况表', children: resultTables(run, standing) }
  const problems = { title: '发现的问题和证据编号表', children: problemTable(run, facts) }
  const doubts = { title: '待核实事项表', children: doubtTable(run, facts) }
  const list = [results, ...(facts.groups.length > 0 ? [problems] : []), ...(facts.doubts.length > 0 ? [doubts] : [])]
  const label = ({ title }: Annex) => {
    const index = list.findIndex((annex) => annex.title === title)
    return index < 0 ? '' : `附件${list.length > 1 ? index + 1 : ''}`
  }
  return { list, results: label(results), problems: label(problems), doubts: label(doubts) }
}

function resultTables({ run, league, seal }: RunView, { unscored }: Standing): (Paragraph | Table)[] {
  const many = league.tables.length > 1
  const tables = league.tables.flatMap((one, index) => [
    tableTitle(`${many ? `（${numeral(index + 1)}）` : ''}${one.title}（满分${pointsText(one.full)}分）`),
    table(
      columnsOf(one),
      one.rows.map((row) => [
        rankText(row),
        row.name,
        scoreText(row.total),
        ...row.parts.map(scoreText),
        GRADES[row.grade],
        VETOES[row.vetoed],
        String(row.failures),
        String(row.doubts),
      ]),
    ),
  ])
  const left =
    unscored.length === 0
      ? ''
      : `${namesText(
          unscored.map(({ name }) => name),
          20,
        )}没有适用的计分表，不在表内。`
  return [
    ...tables,
    note(
      `注：本表据检查批次${run.id}的检查结论计算${seal ? `，该批次封存根值${seal.root.slice(0, 12)}` : ''}。得分为范围的，下限按待核实事项全部不利计，上限按全部有利计；名次为区间的，先后尚不能确定。“等次”“单项否决”为待定的，须待核实事项查清后认定。${left}`,
    ),
  ]
}

function columnsOf({ parts }: LeagueTable): Column[] {
  const share = 40 / Math.max(1, parts.length)
  return [
    { title: '名次', mm: 15, align: 'center' },
    { title: '网站名称', mm: 33 },
    { title: '总分', mm: 20, align: 'center' },
    ...parts.map((title): Column => ({ title, mm: share, align: 'center' })),
    { title: '等次', mm: 13, align: 'center' },
    { title: '单项否决', mm: 11, align: 'center' },
    { title: '问题项数', mm: 11, align: 'center' },
    { title: '待核实项数', mm: 13, align: 'center' },
  ]
}

function problemTable({ run }: RunView, { groups }: Facts): (Paragraph | Table)[] {
  const rows = groups.flatMap(({ indicator, units }) => units.map((unit) => ({ indicator, ...unit })))
  const columns: Column[] = [
    { title: '序号', mm: 11, align: 'center' },
    { title: '指标', mm: 48 },
    { title: '网站名称', mm: 42 },
    { title: '问题项数', mm: 11, align: 'center' },
    { title: '涉及处数', mm: 11, align: 'center' },
    { title: '证据编号', mm: 33 },
  ]
  const cells = rows.map(({ indicator, name, findings, subjects, evidence }, index) => [
    ...[String(index + 1), indicator, name, String(findings), String(subjects)],
    evidenceLines(evidence),
  ])
  return [table(columns, cells), note(`注：${evidenceNote(run.id)}；${REST}`)]
}

function doubtTable({ run }: RunView, { doubts }: Facts): (Paragraph | Table)[] {
  const columns: Column[] = [
    { title: '序号', mm: 11, align: 'center' },
    { title: '未得出结论的原因', mm: 30 },
    { title: '项数', mm: 10, align: 'center' },
    { title: '涉及网站', mm: 36 },
    { title: '处理办法', mm: 36 },
    { title: '证据编号', mm: 33 },
  ]
  const cells = doubts.map(({ label, remedy, findings, sites, evidence }, index) => [
    ...[String(index + 1), label, String(findings), namesText([...sites.values()], SITES_A_DOUBT), remedy],
    evidenceLines(evidence, 2),
  ])
  return [table(columns, cells), note(`注：列入本表不表示网站存在问题。${evidenceNote(run.id)}；${REST}`)]
}
