import type { Paragraph, Table } from 'docx'
import type { RunView } from '../run-view.ts'
import type { ProblemRow, SiteView } from '../site-view.ts'
import { doubtOf } from './facts.ts'
import { note } from './paragraphs.ts'
import { type Column, table } from './table.ts'
import { evidenceLines, evidenceNote, measuredText, momentText, pointsText } from './wording.ts'

/** Longer texts are cut, or one row could be longer than a page; the list of problems has them whole. */
const SAYS_AT_MOST = 160
const URL_AT_MOST = 200

/** Every established problem, one a row, on paper that lies on its side. */
export function problemTable(site: SiteView, rows: readonly ProblemRow[], { run }: RunView): (Paragraph | Table)[] {
  const columns: Column[] = [
    { title: '序号', mm: 10, align: 'center' },
    { title: '指标', mm: 24 },
    { title: '问题页面', mm: 40, breakable: true },
    { title: '问题描述', mm: 44 },
    { title: '实测／阈值', mm: 17, align: 'center' },
    { title: '检查时间', mm: 22, align: 'center' },
    { title: '依据', mm: 26 },
    { title: '建议扣分', mm: 11, align: 'center' },
    { title: '证据编号', mm: 31 },
  ]
  const cells = rows.map((row, index) => [
    ...leading(row, index),
    measuredText(row.measured),
    momentText(row.checkedAt).split(' '),
    basisText(row),
    row.veto ? '单项否决' : pointsText(row.deduction),
    evidenceLines(row.evidence.map(({ id }) => id)),
  ])
  return [
    siteLine(site),
    table(columns, cells),
    note(`注：检查时间为北京时间。${evidenceNote(run.id)}。建议扣分为0的，该指标分值已由其他各行扣完，或者只作提示、不计分。`),
  ]
}

/** What could not be judged: nothing that the site has to put right. */
export function doubtTable(site: SiteView, rows: readonly ProblemRow[], { run }: RunView): (Paragraph | Table)[] {
  const columns: Column[] = [
    { title: '序号', mm: 10, align: 'center' },
    { title: '指标', mm: 33 },
    { title: '检查对象', mm: 44, breakable: true },
    { title: '情况', mm: 50 },
    { title: '未得出结论的原因', mm: 25 },
    { title: '处理办法', mm: 32 },
    { title: '证据编号', mm: 31 },
  ]
  const cells = rows.map((row, index) => [
    ...leading(row, index),
    doubtOf(row).label,
    doubtOf(row).remedy,
    evidenceLines(row.evidence.map(({ id }) => id)),
  ])
  return [siteLine(site), table(columns, cells), note(`注：列入本表不表示网站存在问题。${evidenceNote(run.id)}。`)]
}

/** Number, indicator, place and description: how a row of either table begins. */
function leading(row: ProblemRow, index: number): string[] {
  return [String(index + 1), row.indicator, cut(row.page ?? row.subject, URL_AT_MOST), cut(row.says, SAYS_AT_MOST)]
}

/** An annex that goes round by itself still says whose it is. */
function siteLine({ name, code, owner, home }: SiteView): Paragraph {
  return note(`网站名称：${name}　网站标识码：${code}　主办单位：${owner.name}　首页：${home}`)
}

function basisText({ basis }: ProblemRow): string {
  return basis.clause === '' ? basis.document : `${basis.document}（${basis.clause}）`
}

function cut(text: string, atMost: number): string {
  const characters = [...text]
  return characters.length > atMost ? `${characters.slice(0, atMost).join('')}……` : text
}
