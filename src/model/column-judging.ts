import type { ColumnView, Evidence } from './evidence.ts'
import type { Finding } from './finding.ts'
import { cite, doubt, homeDoubt, notApplicable, type Reason } from './judging.ts'
import { isLost, LOST } from './loss.ts'
import type { ColumnKind } from './site.ts'
import { addDays, addMonths, daysBetween, type LocalDate } from './time.ts'

/** How long a column may go without a new item. */
export type Limit = { readonly days: number } | { readonly months: number }

const UNREAD = {
  'protection': { because: 'protection', says: '被网站防护设备拦截' },
  'failed': { because: 'blame-unclear', says: '未能访问' },
  'needs-rendering': { because: 'needs-rendering', says: '列表由脚本生成，未能渲染' },
  'error-page': { because: 'suspected', says: '返回错误页面' },
  'unreadable': { because: 'unreadable', says: '内容无法识别' },
  'robots': { because: 'robots', says: 'robots.txt 不允许访问' },
  ...LOST,
} as const satisfies Record<NonNullable<ColumnView['unread']>, Reason>

const NEWER: Readonly<Record<NonNullable<ColumnView['newer']>, string>> = {
  undated: '有信息的日期未能识别，可能有更新的信息',
  beside: '读到的信息均在“热点”“推荐”等附属列表中，不能确定为本栏目的信息',
}

export function unreadReason(unread: NonNullable<ColumnView['unread']>): Reason {
  return UNREAD[unread]
}

/** Why some of the columns, or parts of them, are lost; null when none is. */
export function lostAmong(columns: readonly ColumnView[]): Reason | null {
  const [lost] = columns.flatMap(({ unread, lost: part }) => (unread !== null && isLost(unread) ? [unread] : (part ?? [])))
  return lost === undefined ? null : LOST[lost]
}

/** Nothing is in the column, and that was read, not guessed: see `empty-columns`. */
export function isEmpty(column: ColumnView): boolean {
  return column.unread === null && column.rows.length === 0
}

/** Columns that stand in the main navigation, or that a person registered. */
export function isFirstClass(column: ColumnView): boolean {
  return column.pinned || column.level === 2
}

/** Whether the column's newest item is young enough. A date that only a URL tells, or beside which a newer one may be lost or unread, may acquit, never accuse. */
export function judgeColumn(column: ColumnView, today: LocalDate, limit: Limit): Finding {
  const { name, url: subject, newest, evidence } = column
  if (column.unread !== null) {
    const { because, says } = UNREAD[column.unread]
    return doubt(because, { subject, says: `栏目“${name}”${says}，无法判断更新情况。` }, evidence)
  }
  if (isEmpty(column)) return notApplicable({ subject, says: `栏目“${name}”没有内容，由空白栏目检查认定。` }, evidence)
  if (newest === null || newest > today) {
    return doubt('unreadable', { subject, says: `栏目“${name}”的 ${column.rows.length} 条信息均未标明可识别的日期。` }, evidence)
  }
  const oldest = 'days' in limit ? addDays(today, -limit.days) : addMonths(today, -limit.months)
  const value = daysBetween(newest, today)
  const measured = { value, unit: 'day', threshold: daysBetween(oldest, today) } as const
  const says = `栏目“${name}”最新信息日期为 ${newest}，距检查日 ${value} 天`
  if (newest >= oldest) return cite('pass', { subject, says: `${says}。`, measured }, evidence)
  if (column.lost) {
    const { because, says: how } = LOST[column.lost]
    return doubt(because, { subject, says: `${says}，但部分信息${how}，可能有更新的信息。`, measured }, evidence)
  }
  if (column.newestFrom === 'url') return doubt('unreadable', { subject, says: `${says}，但日期仅见于网址，需核实。`, measured }, evidence)
  if (column.newer) return doubt('unreadable', { subject, says: `${says}，但${NEWER[column.newer]}，需核实。`, measured }, evidence)
  return cite(
    'fail',
    { subject, says: `${says}，超过 ${'days' in limit ? `${limit.days} 天` : `${limit.months} 个月`}未更新。`, measured },
    evidence,
  )
}

const KIND_NAMES = {
  news: '动态要闻类',
  notice: '通知公告类',
  policy: '政策文件类',
  personnel: '人事类',
  planning: '规划计划类',
  other: '其他应更新的',
  static: '无需更新的',
} as const satisfies Record<ColumnKind, string>

/** What to say when none of the columns asked for was found: the homepage may not have been read. */
export function noColumns(evidence: Pick<Evidence, 'home' | 'notes'>, subject: string, kinds: readonly ColumnKind[]): Finding {
  const names = kinds.map((kind) => KIND_NAMES[kind]).join('、')
  const reason = homeDoubt(evidence.home, evidence.notes)
  if (reason) return doubt(reason.because, { subject, says: `${reason.says}，未能查找${names}栏目。` }, evidence.home.evidence)
  return doubt('no-evidence', { subject, says: `未在网站导航中识别到${names}栏目，可在登记册中指定。` }, evidence.home.evidence)
}
