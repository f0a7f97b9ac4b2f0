import { defineCheck } from '../src/model/check.ts'
import { lostAmong } from '../src/model/column-judging.ts'
import type { ColumnView, HomeView } from '../src/model/evidence.ts'
import type { Finding } from '../src/model/finding.ts'
import { cite, doubt, homeDoubt, homeUnfinished } from '../src/model/judging.ts'
import { dayOf, daysBetween, type LocalDate } from '../src/model/time.ts'

/** The homepage shows something new. A pure navigation homepage is judged by the pages it leads to. */
export default defineCheck({
  id: 'home-freshness',
  title: '首页信息更新',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '单项否决：首页不更新',
    says: '首页两周内应有信息更新；首页仅为导航的，看全部二级页面。',
    confidence: 'seen',
  },
  needs: ['home', 'columns', 'notes'],
  /** `datelessShare`: from this share of rows without any date on, a stale date proves nothing. */
  options: { days: 14, datelessShare: 0.5 },

  run({ home, columns, notes }, { site, asOf, options }) {
    const subject = site.home
    const today = dayOf(asOf)
    // Something new that was seen acquits, however little else could be read.
    const rows = datedRows(home, columns, today)
    const newest = latest(rows.map(({ date }) => date))
    if (newest !== null && daysBetween(newest, today) <= options.days) return [fresh(subject, newest, today, options.days, home.evidence)]
    const reason = homeDoubt(home, notes) ?? homeUnfinished(home)
    if (reason) return [doubt(reason.because, { subject, says: `${reason.says}，无法判断首页更新情况。` }, home.evidence)]
    if (rows.length === 0) return [judgeNavigation(subject, columns, today, options.days, home)]

    const dateless = rows.filter(({ date }) => date === null).length
    const shown = latest(rows.map(({ date, certain }) => (certain ? date : null)))
    if (shown === null || dateless >= rows.length * options.datelessShare) {
      return [
        doubt(
          'unreadable',
          { subject, says: `首页 ${rows.length} 条信息中有 ${dateless} 条未标日期，无法判断首页更新情况。` },
          home.evidence,
        ),
      ]
    }
    // Rows borrow their dates from columns.
    const lost = dateless > 0 ? lostAmong(columns) : null
    if (lost)
      return [
        doubt(
          lost.because,
          { subject, says: `首页有 ${dateless} 条信息未标日期，部分栏目${lost.says}，无法判断首页更新情况。` },
          home.evidence,
        ),
      ]
    return [stale(subject, newest ?? shown, today, options.days, home.evidence, '首页最新信息')]
  },
})

interface DatedRow {
  readonly date: LocalDate | null
  /** Printed by the site, here or in the column's own list; a date out of a URL may acquit but not accuse. */
  readonly certain: boolean
}

/** Rows of the homepage; one without a date borrows it from the column where the same item stands. Days to come are no news. */
function datedRows(home: HomeView, columns: readonly ColumnView[], today: LocalDate): DatedRow[] {
  const printed = new Map(
    columns.flatMap(({ rows }) => rows).flatMap((row) => (row.dateSource === 'shown' && row.date !== null ? [[row.url, row.date]] : [])),
  )
  return (home.facts?.list ?? []).map((row) => {
    const own = row.dateSource === 'shown' ? row.date : null
    const date = own ?? printed.get(row.url) ?? row.date
    if (date === null || date > today) return { date: null, certain: false }
    return { date, certain: own !== null || printed.has(row.url) }
  })
}

function latest(dates: readonly (LocalDate | null)[]): LocalDate | null {
  return dates.reduce((newest, date) => (date !== null && (newest === null || date > newest) ? date : newest), null)
}

function fresh(subject: string, newest: LocalDate, today: LocalDate, threshold: number, evidence: readonly string[]): Finding {
  const value = daysBetween(newest, today)
  return cite(
    'pass',
    { subject, says: `最新信息日期为 ${newest}，距检查日 ${value} 天。`, measured: { value, unit: 'day', threshold } },
    evidence,
  )
}

function stale(
  subject: string,
  newest: LocalDate,
  today: LocalDate,
  threshold: number,
  evidence: readonly string[],
  what: string,
): Finding {
  const value = daysBetween(newest, today)
  const says = `${what}日期为 ${newest}，距检查日 ${value} 天，超过 ${threshold} 天未更新。`
  return cite('fail', { subject, says, measured: { value, unit: 'day', threshold } }, evidence)
}

function judgeNavigation(subject: string, columns: readonly ColumnView[], today: LocalDate, days: number, home: HomeView): Finding {
  const second = columns.filter((column) => column.level === 2)
  const dated = second.filter(({ newest }) => newest !== null && newest <= today)
  const newest = latest(dated.map((column) => column.newest))
  const evidence = [...home.evidence, ...second.flatMap((column) => column.evidence)]
  if (newest !== null && daysBetween(newest, today) <= days) {
    const from = dated.filter((column) => column.newest === newest).flatMap((column) => column.evidence)
    return fresh(subject, newest, today, days, [...from, ...home.evidence])
  }
  const readable =
    second.length > 0 && second.every(({ unread, lost, newer, newestFrom }) => unread === null && !lost && !newer && newestFrom !== 'url')
  if (newest === null || !readable) {
    return doubt('unreadable', { subject, says: '首页没有带日期的信息，二级页面也未能全部读取，无法判断更新情况。' }, evidence)
  }
  return stale(subject, newest, today, days, evidence, '首页仅为导航，二级页面最新信息')
}
