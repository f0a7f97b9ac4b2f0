import { defineCheck } from '../src/model/check.ts'
import { cite, notApplicable } from '../src/model/judging.ts'
import { knownUntil, noLedger, ticketsOf } from '../src/model/ticket-judging.ts'
import { addMonths, dayOf, daysBetween } from '../src/model/time.ts'

/** No reported error of the last year was left without an end. */
export default defineCheck({
  id: 'error-report-open',
  title: '找错留言长期未办结',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '监管工作年度考核：找错留言办理',
    says: '上年度有留言未办结的，每件扣 3 分。',
    confidence: 'partly-seen',
  },
  needs: ['tickets'],
  /** A message is left lying when it is still open after `openMonths`; before that it is only late, see `error-report-deadline`. */
  options: { periodMonths: 12, openMonths: 1, clock: 'dispatched', countUnfounded: false },

  run({ tickets }, { site, asOf, options }) {
    const subject = site.home
    if (tickets === null) return [noLedger(subject)]
    const known = knownUntil(tickets, asOf)
    const judged = ticketsOf(tickets, asOf, options)
    if (judged.length === 0) return [notApplicable({ subject, says: '台账所载期间内没有该网站的留言。' }, [tickets.importCapture])]
    const open = judged.filter(({ start, closed }) => closed === null && addMonths(start, options.openMonths) < known)
    const rest = judged.length - open.length
    const sound = { subject, says: `期间留言 ${judged.length} 件，其中 ${rest} 件已办结或未逾 ${options.openMonths} 个月。`, stands: rest }
    return [
      ...(rest > 0 ? [cite('pass', sound, [tickets.importCapture])] : []),
      ...open.map(({ ticket, start }) => {
        const value = daysBetween(start, dayOf(asOf))
        const says = `留言 ${ticket.number} 自 ${start} 起算，至检查日 ${value} 天仍未办结（状态：${ticket.status}）。`
        return cite('fail', { subject: ticket.number, says, measured: { value, unit: 'day' } }, [ticket.id])
      }),
    ]
  },
})
