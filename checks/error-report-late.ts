import { defineCheck } from '../src/model/check.ts'
import { cite, doubt, notApplicable } from '../src/model/judging.ts'
import { noLedger, ticketsOf } from '../src/model/ticket-judging.ts'
import { addMonths, daysBetween } from '../src/model/time.ts'

/** No reported error of the last year took longer than a month to close. */
export default defineCheck({
  id: 'error-report-late',
  title: '找错留言超过一个月办结',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '监管工作年度考核：找错留言办理',
    says: '上年度留言超过 1 个月才办结的，每件扣 2 分。',
    confidence: 'partly-seen',
  },
  needs: ['tickets'],
  options: { periodMonths: 12, lateMonths: 1, clock: 'dispatched', countUnfounded: false, countExtended: false },

  run({ tickets }, { site, asOf, options }) {
    const subject = site.home
    if (tickets === null) return [noLedger(subject)]
    const closed = ticketsOf(tickets, asOf, options).flatMap(({ ticket, start, closed }) =>
      closed === null ? [] : [{ ticket, start, closed }],
    )
    if (closed.length === 0) return [notApplicable({ subject, says: '台账所载期间内没有该网站已办结的留言。' }, [tickets.importCapture])]
    const late = closed.filter((one) => one.closed > addMonths(one.start, options.lateMonths))
    const rest = closed.length - late.length
    const sound = {
      subject,
      says: `期间已办结留言 ${closed.length} 件，其中 ${rest} 件在 ${options.lateMonths} 个月内办结。`,
      stands: rest,
    }
    return [
      ...(rest > 0 ? [cite('pass', sound, [tickets.importCapture])] : []),
      ...late.map(({ ticket, start, closed }) => {
        const value = daysBetween(start, closed)
        const threshold = daysBetween(start, addMonths(start, options.lateMonths))
        const says = `留言 ${ticket.number} 自 ${start} 起算，于 ${closed} 办结，历时 ${value} 天，超过 ${options.lateMonths} 个月`
        const said = { subject: ticket.number, says: `${says}。`, measured: { value, unit: 'day', threshold } } as const
        if (!ticket.extended || options.countExtended) return cite('fail', said, [ticket.id])
        return doubt('needs-a-person', { ...said, says: `${says}，平台已批准延期，请人工核实。` }, [ticket.id])
      }),
    ]
  },
})
