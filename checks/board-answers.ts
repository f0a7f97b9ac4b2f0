import { boardUnjudged } from '../src/model/board-judging.ts'
import { defineCheck } from '../src/model/check.ts'
import type { BoardView } from '../src/model/evidence.ts'
import { cite, doubt } from '../src/model/judging.ts'
import { LOST } from '../src/model/loss.ts'
import type { BoardMessage } from '../src/model/page.ts'
import { addMonths, dayOf, daysBetween, type LocalDate } from '../src/model/time.ts'

/** The board shows answers, and the newest is recent. */
export default defineCheck({
  id: 'board-answers',
  title: '公开留言答复的时效',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '互动交流：留言公开',
    says: '应当公开留言及答复，最新答复在两个月内；否则扣 3 分。',
    confidence: 'partly-seen',
  },
  needs: ['board', 'home', 'notes'],
  options: { months: 2 },

  run({ board, home, notes }, { site, asOf, options }) {
    const unjudged = boardUnjudged({ board, home, notes }, site.home, '留言答复')
    if (unjudged) return [unjudged]
    const subject = board.url ?? site.home
    const today = dayOf(asOf)
    const newest = newestAnswer(board, today)
    if (newest === null && board.lost)
      return [doubt(LOST[board.lost].because, { subject, says: `部分留言${LOST[board.lost].says}，无法判断答复时效。` }, board.evidence)]
    if (newest === null) return [doubt('unreadable', { subject, says: whyNoDate(board.messages) }, board.evidence)]

    const oldest = addMonths(today, -options.months)
    const value = daysBetween(newest, today)
    const measured = { value, unit: 'day', threshold: daysBetween(oldest, today) } as const
    const says = `最新公开答复日期为 ${newest}，距检查日 ${value} 天`
    if (newest >= oldest) return [cite('pass', { subject, says: `${says}。`, measured }, board.evidence)]
    if (board.lost) {
      const { because, says: how } = LOST[board.lost]
      return [doubt(because, { subject, says: `${says}，但部分留言${how}，可能有更新的答复。`, measured }, board.evidence)]
    }
    if (oldestFirst(board.messages)) {
      return [
        doubt(
          'needs-a-person',
          { subject, says: `${says}，但留言按时间由远及近排列，最新答复可能在未读取的页上。`, measured },
          board.evidence,
        ),
      ]
    }
    return [cite('fail', { subject, says: `${says}，超过 ${options.months} 个月。`, measured }, board.evidence)]
  },
})

function newestAnswer(board: BoardView, today: LocalDate): LocalDate | null {
  const dates = [board.newestAnswer, ...board.messages.map(({ answeredOn }) => answeredOn)]
  return dates.reduce((newest, date) => (date !== null && date <= today && (newest === null || date > newest) ? date : newest), null)
}

function whyNoDate(messages: readonly BoardMessage[]): string {
  if (messages.length === 0) return '互动交流页面没有读到留言，无法判断答复时效。'
  const answered = messages.filter((message) => message.answered === true).length
  if (answered === 0) return `读到留言 ${messages.length} 条，均未能确认已有答复，请人工核实。`
  return `读到已答复留言 ${answered} 条，但均未标明答复日期。`
}

/** Of at least three dated messages none is older than the one before, and the last is younger than the first. */
function oldestFirst(messages: readonly BoardMessage[]): boolean {
  const dates = messages.flatMap(({ receivedOn, answeredOn }) => receivedOn ?? answeredOn ?? [])
  const [first, last] = [dates[0], dates.at(-1)]
  if (dates.length < 3 || first === undefined || last === undefined || first >= last) return false
  return dates.every((date, index) => index === 0 || date >= (dates[index - 1] ?? date))
}
