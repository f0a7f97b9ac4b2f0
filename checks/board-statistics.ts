import { boardUnjudged, mayBeMissed } from '../src/model/board-judging.ts'
import { defineCheck } from '../src/model/check.ts'
import { cite, doubt } from '../src/model/judging.ts'
import { LOST } from '../src/model/loss.ts'
import type { BoardStatistics } from '../src/model/page.ts'

/** The site publishes how many messages it received and answered. */
export default defineCheck({
  id: 'board-statistics',
  title: '留言办理情况统计公开',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '互动交流：统计公开',
    says: '应当公开留言的收到、办结等统计数据。',
    confidence: 'partly-seen',
  },
  needs: ['board', 'home', 'census', 'links', 'notes'],
  options: {
    words: ['留言统计', '来信统计', '信件统计', '办理统计', '情况统计', '数据统计', '统计分析', '办理情况', '答复情况', '情况通报'],
  },

  run(evidence, { site, options }) {
    const { board } = evidence
    const best = board.statistics.find((one) => !one.unfilled && counts(one) !== '')
    if (best)
      return [
        cite('pass', { subject: best.url, says: `公开了留言统计：${best.period ?? '未注明时段'}，${counts(best)}。` }, [best.capture]),
      ]

    const unjudged = boardUnjudged(evidence, site.home, '留言统计')
    if (unjudged) return [unjudged]
    const [unread] = board.statistics
    if (unread?.unfilled)
      return [doubt('needs-rendering', { subject: unread.url, says: '留言统计数字由脚本填入，未能读取。' }, [unread.capture])]
    if (board.lost) {
      const { because, says } = LOST[board.lost]
      return [
        doubt(because, { subject: board.url ?? site.home, says: `互动交流页面的部分内容${says}，无法检查留言统计。` }, board.evidence),
      ]
    }
    if (unread) return [doubt('unreadable', { subject: unread.url, says: '有留言统计页面，但数字无法识别。' }, [unread.capture])]
    const subject = board.url ?? site.home
    const missed = mayBeMissed(evidence, options.words)
    if (missed !== null)
      return [doubt(missed.because, { subject, says: `未识别到留言统计，但${missed.says}，请人工核实。` }, board.evidence)]
    return [cite('fail', { subject, says: '互动交流页面没有公开留言统计数据。' }, board.evidence)]
  },
})

function counts(statistics: BoardStatistics): string {
  const fields = [
    ['收到', statistics.received],
    ['有效', statistics.valid],
    ['转办', statistics.forwarded],
    ['办结', statistics.finished],
    ['在办', statistics.pending],
    ['超期', statistics.overdue],
  ] as const
  return fields.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value} 件`])).join('、')
}
