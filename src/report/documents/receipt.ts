import { Paragraph, type Table } from 'docx'
import type { ProblemRow, SiteView } from '../site-view.ts'
import { note } from './paragraphs.ts'
import { type Column, form, table } from './table.ts'

/** 回执: who received it and when, and what was done about each kind of problem; the blanks are the unit's to fill in. */
export function receipt(site: SiteView, problems: readonly ProblemRow[]): (Paragraph | Table)[] {
  const columns: Column[] = [
    { title: '问题序号', mm: 24, align: 'center' },
    { title: '指标', mm: 42 },
    { title: '整改措施和结果（有异议的写明理由）', mm: 62 },
    { title: '完成日期', mm: 28, align: 'center' },
  ]
  const rows = [
    ...Map.groupBy(
      problems.map((row, index) => ({ indicator: row.indicator, number: index + 1 })),
      ({ indicator }) => indicator,
    ),
  ]
  return [
    form(
      [30, 48, 30, 48],
      [
        ['主办单位', site.owner.name, '网站名称', site.name],
        ['网站标识码', site.code, '收件日期', '　　年　月　日'],
        ['收件人（签字）', '', '联系电话', ''],
      ],
    ),
    new Paragraph({ style: 'Note', children: [] }),
    table(
      columns,
      rows.map(([indicator, own]) => [numbersText(own.map(({ number }) => number)), indicator, '', '　　年　月　日']),
      { tall: true },
    ),
    new Paragraph({ style: 'Note', children: [] }),
    form(
      [30, 48, 30, 48],
      [
        ['单位负责人（签字）', '', '单位（盖章）', ''],
        ['填报人', '', '填报日期', '　　年　月　日'],
      ],
    ),
    note('注：问题序号与附件1一致。'),
  ]
}

/** `1至3、7`: runs of neighbours are drawn together. */
function numbersText(numbers: readonly number[]): string {
  const spans: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = spans.at(-1)
    if (last && last.to === number - 1) last.to = number
    else spans.push({ from: number, to: number })
  }
  return spans.map(({ from, to }) => (from === to ? String(from) : `${from}至${to}`)).join('、')
}
