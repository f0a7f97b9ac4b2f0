import { boardUnjudged } from '../src/model/board-judging.ts'
import { defineCheck } from '../src/model/check.ts'
import type { BoardView } from '../src/model/evidence.ts'
import type { Finding } from '../src/model/finding.ts'
import { cite, doubt } from '../src/model/judging.ts'
import { LOST } from '../src/model/loss.ts'
import type { BoardMessage } from '../src/model/page.ts'
import { addMonths, dayOf, daysBetween, type LocalDate } from '../src/model/time.ts'

/** No question of the last year has waited longer than three months. Interviews, surveys, petitions and denunciations are not questions. */
export default defineCheck({
  id: 'board-unanswered',
  title: '留言超期未答复',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '单项否决：互动回应差',
    says: '一年内有效咨询超过三个月未答复的为不合格；访谈、征集调查、信访、纪检举报不计。',
    confidence: 'seen',
  },
  needs: ['board', 'home', 'notes'],
  options: {
    periodMonths: 12,
    openMonths: 3,
    notConsultation: ['信访', '举报', '检举', '控告', '纪检', '监察', '征集', '调查', '访谈', '问卷'],
    named: 10,
  },

  run({ board, home, notes }, { site, asOf, options }) {
    const unjudged = boardUnjudged({ board, home, notes }, site.home, '留言超期未答复情况')
    if (unjudged) return [unjudged]
    const subject = board.url ?? site.home
    if (board.messages.length === 0)
      return [doubt('unreadable', { subject, says: '互动交流页面没有读到留言，无法检查超期未答复情况。' }, board.evidence)]

    const today = dayOf(asOf)
    const [since, before] = [addMonths(today, -options.periodMonths), addMonths(today, -options.openMonths)]
    const counted = (message: BoardMessage) =>
      !options.notConsultation.some((word) => `${message.type ?? ''} ${message.title}`.includes(word))
    const old = (message: BoardMessage) => message.receivedOn === null || (message.receivedOn >= since && message.receivedOn < before)
    const waiting = board.messages.filter((message) => message.answered !== true && counted(message) && old(message))
    const overdue = waiting.filter((message) => message.answered === false && message.receivedOn !== null)
    const unknown = waiting.filter((message) => !overdue.includes(message))
    const sound = board.messages.length - waiting.length
    return [
      ...(sound > 0
        ? [
            cite(
              'pass',
              { subject, says: `读到留言 ${board.messages.length} 条，其中 ${sound} 条已答复、未超期或不计入。`, stands: sound },
              board.evidence,
            ),
          ]
        : []),
      ...overdue.map((message) => accuse(message, board, today, before)),
      ...doubts(unknown, board, subject, options.named),
      ...unseen(board, subject),
    ]
  },
})

function accuse(message: BoardMessage, board: BoardView, today: LocalDate, before: LocalDate): Finding {
  const { title, status, receivedOn } = message
  const value = receivedOn === null ? 0 : daysBetween(receivedOn, today)
  const measured = { value, unit: 'day', threshold: daysBetween(before, today) } as const
  const says = `留言“${title}”${receivedOn ?? ''} 收到，至检查日 ${value} 天仍未答复${status === null ? '' : `（状态：${status}）`}。`
  return cite('fail', { subject: nameOf(message, board), says, measured }, board.evidence)
}

function doubts(unknown: readonly BoardMessage[], board: BoardView, subject: string, named: number): Finding[] {
  if (unknown.length > named) {
    const says = `有 ${unknown.length} 条留言看不出是否已答复或何时收到，请人工核实。`
    return [doubt('unreadable', { subject, says, stands: unknown.length }, board.evidence)]
  }
  return unknown.map((message) => {
    const says = `留言“${message.title}”${message.receivedOn === null ? '未标明收到日期' : '看不出是否已答复'}，请人工核实。`
    return doubt('unreadable', { subject: nameOf(message, board), says }, board.evidence)
  })
}

/** A message that was lost may be one that waits. */
function unseen(board: BoardView, subject: string): Finding[] {
  if (!board.lost) return []
  const { because, says } = LOST[board.lost]
  return [doubt(because, { subject, says: `部分留言${says}，无法检查其是否超期未答复。` }, board.evidence)]
}

const nameOf = (message: BoardMessage, board: BoardView): string => message.url ?? `${board.url ?? ''} ${message.title}`.trim()
