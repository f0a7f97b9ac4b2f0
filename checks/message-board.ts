import { mayBeMissed } from '../src/model/board-judging.ts'
import { defineCheck } from '../src/model/check.ts'
import { unreadReason } from '../src/model/column-judging.ts'
import { cite, doubt, homeDoubt, notApplicable } from '../src/model/judging.ts'

/** The site has a channel for questions. It is called missing only where everything that could lead to one was read. */
export default defineCheck({
  id: 'message-board',
  title: '设有互动交流渠道',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '单项否决：互动回应差',
    says: '网站应当设有网上咨询渠道；没有的为不合格。',
    confidence: 'seen',
  },
  needs: ['board', 'home', 'census', 'links', 'notes'],
  /** A link with one of these words may be the channel, under a name that was not recognised. */
  options: { words: ['咨询', '留言', '信箱', '互动', '来信', '信件', '问政', '交流', '诉求', '12345', '问答', '民意', '建言'] },

  run({ board, home, census, links, notes }, { site, options }) {
    if (board.exempt) return [notApplicable({ subject: site.home, says: '登记册注明该网站无需设置互动交流渠道。' })]
    if (board.url !== null) {
      const subject = board.url
      if (board.unread !== null) {
        const { because, says } = unreadReason(board.unread)
        return [doubt(because, { subject, says: `网站设有互动交流入口，但页面${says}。` }, board.evidence)]
      }
      const answered = board.messages.filter((message) => message.answered === true).length
      return [
        cite(
          'pass',
          { subject, says: `网站设有互动交流渠道，读到留言 ${board.messages.length} 条，其中已答复 ${answered} 条。` },
          board.evidence,
        ),
      ]
    }
    const subject = site.home
    const reason = homeDoubt(home, notes)
    if (reason) return [doubt(reason.because, { subject, says: `${reason.says}，未能查找互动交流渠道。` }, home.evidence)]
    const missed = mayBeMissed({ home, census, links, notes }, options.words)
    if (missed !== null)
      return [doubt(missed.because, { subject, says: `未识别到互动交流渠道，但${missed.says}，请人工核实。` }, home.evidence)]
    return [cite('fail', { subject, says: '首页和二级页面均没有互动交流渠道的入口。' }, [...home.evidence, ...census.map(({ id }) => id)])]
  },
})
