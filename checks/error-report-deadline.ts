import { addWorkingDays, workingDaysBetween } from '../src/extract/calendar.ts'
import type { CaptureId } from '../src/model/capture.ts'
import { defineCheck } from '../src/model/check.ts'
import type { Finding } from '../src/model/finding.ts'
import { cite, doubt, notApplicable, percent } from '../src/model/judging.ts'
import { knownUntil, noLedger, type OpenTicket, ticketsOf } from '../src/model/ticket-judging.ts'
import { addMonths, type Calendar, type LocalDate } from '../src/model/time.ts'

/** Each reported error is answered within three working days. On-time rate = closed by the deadline ÷ due in the period. */
export default defineCheck({
  id: 'error-report-deadline',
  title: '找错留言按期办结率',
  basis: {
    document: '甘政办发〔2022〕29号',
    clause: '“我为政府网站找错”',
    says: '网民留言应当在 3 个工作日内答复；按期办结率为期限内办结数除以期间到期应办结数。',
    confidence: 'seen',
  },
  needs: ['tickets'],
  options: { workingDays: 3, periodMonths: 12, clock: 'dispatched', countUnfounded: false, countExtended: false },

  run({ tickets }, { site, asOf, calendar, options }) {
    const subject = site.home
    if (tickets === null) return [noLedger(subject)]
    const known = knownUntil(tickets, asOf)
    const judged = ticketsOf(tickets, asOf, options).map((one) => judge(one, calendar, options.workingDays, known))
    const due = judged.filter(({ state }) => state !== 'not-due')
    if (due.length === 0) return [notApplicable({ subject, says: '台账所载期间内没有到期应办结的留言。' }, [tickets.importCapture])]
    const onTime = due.filter(({ state }) => state === 'on-time')
    return [
      ...(onTime.length > 0 ? [summary(subject, due, tickets.importCapture)] : []),
      ...due.filter(({ state }) => state !== 'on-time').map((one) => late(one, calendar, options.workingDays, options.countExtended)),
    ]
  },
})

interface Judged extends OpenTicket {
  readonly deadline: LocalDate | undefined
  readonly state: 'on-time' | 'late' | 'open' | 'not-due' | 'unknown'
}

function judge(one: OpenTicket, calendar: Calendar, days: number, known: LocalDate): Judged {
  const deadline = addWorkingDays(calendar, one.start, days)
  if (deadline === undefined) return { ...one, deadline, state: 'unknown' }
  if (one.closed !== null) return { ...one, deadline, state: one.closed <= deadline ? 'on-time' : 'late' }
  return { ...one, deadline, state: deadline < known ? 'open' : 'not-due' }
}

function summary(subject: string, due: readonly Judged[], importCapture: CaptureId): Finding {
  const number = (state: Judged['state']) => due.filter((one) => one.state === state).length
  const [onTime, overdue, open, unknown] = [number('on-time'), number('late'), number('open'), number('unknown')]
  const month = due.filter(({ start, closed }) => closed !== null && closed > addMonths(start, 1)).length
  const ratio = onTime / due.length
  const rest = `逾期办结 ${overdue} 件（其中超过 1 个月 ${month} 件），逾期未办结 ${open} 件${unknown > 0 ? `，期限无法计算 ${unknown} 件` : ''}`
  const says = `期间到期应办结留言 ${due.length} 件，按期办结 ${onTime} 件，按期办结率 ${percent(ratio)}；${rest}。`
  return cite('pass', { subject, says, measured: { value: ratio, unit: 'ratio' }, stands: onTime }, [importCapture])
}

function late(one: Judged, calendar: Calendar, threshold: number, countExtended: boolean): Finding {
  const { ticket, start, closed, deadline } = one
  const subject = ticket.number
  if (deadline === undefined) {
    return doubt('calendar-unknown', { subject, says: `留言 ${subject} 自 ${start} 起算的期限所在年份放假安排未知，无法计算。` }, [
      ticket.id,
    ])
  }
  const value = closed === null ? undefined : workingDaysBetween(calendar, start, closed)
  const took = value === undefined ? '' : `，历时 ${value} 个工作日`
  const says = `留言 ${subject} 自 ${start} 起算，应于 ${deadline} 前（含当日）办结，${closed === null ? '至今未办结' : `实际于 ${closed} 办结${took}`}`
  const said = {
    subject,
    says: `${says}。`,
    ...(value === undefined ? {} : { measured: { value, unit: 'working-day', threshold } as const }),
  }
  if (ticket.extended && !countExtended)
    return doubt('needs-a-person', { ...said, says: `${says}，平台已批准延期，请人工核实延长后的期限。` }, [ticket.id])
  return cite('fail', said, [ticket.id])
}
