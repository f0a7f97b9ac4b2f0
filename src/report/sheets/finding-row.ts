import { CONCLUSIONS, type EvidenceItem, type ProblemRow } from '../site-view.ts'
import { type Cell, moment, number, text } from './cell.ts'
import { pageLink, reportLink } from './links.ts'
import type { Column } from './sheet.ts'
import type { Format } from './styles.ts'

/** 问题清单: the headings that evaluators use, then what explains a row. */
export const FINDING_COLUMNS: readonly Column[] = [
  { head: '序号', width: 8 },
  { head: '网站名称', width: 16 },
  { head: '标识码', width: 12 },
  { head: '主办单位', width: 16 },
  { head: '指标', width: 16 },
  { head: '依据', width: 20 },
  { head: '问题页面', width: 32 },
  { head: '父页面', width: 26 },
  { head: '实测值', width: 11 },
  { head: '阈值', width: 11 },
  { head: '状态', width: 12 },
  { head: '耗时', width: 11 },
  { head: '地址族', width: 7 },
  { head: '检查时间', width: 20 },
  { head: '复核次数', width: 8 },
  { head: '结论', width: 9 },
  { head: '建议扣分', width: 8 },
  { head: '证据编号', width: 24 },
  { head: '可能扣分', width: 8 },
  { head: '单项否决', width: 8 },
  { head: '涉及数量', width: 8 },
  { head: '单位', width: 10 },
  { head: '问题对象', width: 24 },
  { head: '说明', width: 44 },
  { head: '存疑原因', width: 16 },
  { head: '处理办法', width: 26 },
]

/** How measured values are named and shown. */
const UNITS: Readonly<Record<string, { readonly name: string; readonly format: Format }>> = {
  'day': { name: '天', format: 'day' },
  'working-day': { name: '个工作日', format: 'workingDay' },
  'count': { name: '个', format: 'piece' },
  'ratio': { name: '比例', format: 'percent' },
  'millisecond': { name: '毫秒', format: 'millisecond' },
}

/** Digits of an evidence number that tell captures of one run apart. */
const DIGITS = 12
const EVIDENCE_SHOWN = 3

/** One finding under `FINDING_COLUMNS`. */
export function findingCells(row: ProblemRow, order: number): Cell[] {
  const { site, basis, status, family, doubt } = row
  return [
    number(order, 'whole'),
    text(site.name),
    text(site.code),
    text(site.owner),
    text(row.indicator),
    text(`${basis.document} ${basis.clause}`.trim()),
    text(row.page, { link: pageLink(row.page) }),
    text(row.parent, { link: pageLink(row.parent) }),
    ...measuredCells(row.measured),
    typeof status === 'number' ? number(status, 'whole') : text(status),
    number(row.millis, 'millisecond'),
    text(family === null ? '' : `IPv${family}`, { format: 'centre' }),
    moment(row.checkedAt),
    number(row.rechecks, 'whole'),
    text(CONCLUSIONS[row.conclusion], { format: 'centre' }),
    number(points(row.deduction), 'points'),
    text(evidenceText(row.evidence), { link: reportLink(row.anchor) }),
    number(points(row.atRisk), 'points'),
    text(row.veto ? '是' : '否', { format: 'centre' }),
    number(row.stands, 'whole'),
    text(row.measured === null ? '' : (unitOf(row.measured.unit)?.name ?? row.measured.unit)),
    text(row.subject),
    text(row.says),
    text(doubt?.label ?? ''),
    text(doubt?.remedy ?? ''),
  ]
}

/** Points without the noise of binary fractions, fine enough to be summed. */
export function points(value: number): number {
  return Number(value.toFixed(6))
}

function measuredCells(measured: ProblemRow['measured']): Cell[] {
  if (measured === null) return [text(''), text('')]
  const format = unitOf(measured.unit)?.format ?? 'number'
  return [number(points(measured.value), format), number(measured.threshold === null ? null : points(measured.threshold), format)]
}

function unitOf(unit: string): (typeof UNITS)[string] | undefined {
  return Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined
}

/** What it is stands behind each number, so that no spreadsheet takes `1234567890e2` for a number. */
function evidenceText(evidence: readonly EvidenceItem[]): string {
  if (evidence.length === 0) return '无（见报告）'
  const shown = evidence.slice(0, EVIDENCE_SHOWN).map(({ id, what }) => `${id.slice(0, DIGITS)}（${what}）`)
  return shown.join('、') + (evidence.length > EVIDENCE_SHOWN ? `等 ${evidence.length} 件` : '')
}
