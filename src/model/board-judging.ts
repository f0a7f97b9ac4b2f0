import { unreadReason } from './column-judging.ts'
import type { Evidence } from './evidence.ts'
import type { Finding } from './finding.ts'
import { doubt, homeDoubt, notApplicable, type Reason } from './judging.ts'
import { readLink } from './link-judging.ts'
import { mayBeLost } from './loss.ts'

/** Where a site has no readable board, the one thing to say about what would stand on it; null when it can be judged. */
export function boardUnjudged(evidence: Pick<Evidence, 'board' | 'home' | 'notes'>, home: string, what: string): Finding | null {
  const { board, notes } = evidence
  const subject = board.url ?? home
  if (board.exempt) return notApplicable({ subject, says: '登记册注明该网站无需设置互动交流渠道。' })
  if (board.url === null) {
    const lost = mayBeLost(evidence.home, notes)
    const unfound: Reason = lost
      ? { ...lost, says: `${lost.says}，未发现互动交流渠道` }
      : { because: 'no-evidence', says: '未发现互动交流渠道' }
    const reason = homeDoubt(evidence.home, notes) ?? unfound
    return doubt(reason.because, { subject, says: `${reason.says}，无法检查${what}。` }, evidence.home.evidence)
  }
  if (board.unread === null) return null
  const { because, says } = unreadReason(board.unread)
  return doubt(because, { subject, says: `互动交流页面${says}，无法检查${what}。` }, board.evidence)
}

/** Names of channels are short; a longer text is the title of an article. */
const CHANNEL_NAME = 12

/** Why something not found in the walk may be there all the same: part of the homepage or of a level was not read or opened, or a link sounds like it. */
export function mayBeMissed(evidence: Pick<Evidence, 'home' | 'census' | 'links' | 'notes'>, words: readonly string[]): Reason | null {
  const lost = mayBeLost(evidence.home, evidence.notes)
  if (lost) return lost
  const says = missedWhere(evidence, words)
  return says === null ? null : { because: 'needs-a-person', says }
}

function missedWhere(evidence: Pick<Evidence, 'home' | 'census' | 'links'>, words: readonly string[]): string | null {
  const unfinished = evidence.home.facts?.unfinished
  if (unfinished && (unfinished.render !== null || unfinished.parts.length > 0)) return '首页部分内容未能读取'
  const unread = evidence.census.flatMap((census) => census.unread)
  if (unread.length > 0) return `有 ${unread.length} 个页面未能读取`
  if (evidence.census.length === 0) return '未遍历二级页面'
  const second = evidence.links.filter((one) => one.sameSite && one.level === 2 && one.quality !== undefined)
  const unopened = second.filter((one) => readLink(one).kind === 'doubt')
  if (unopened.length > 0) return `有 ${unopened.length} 个二级页面未能正常打开`
  // One page for every name is a guard's more often than a site's.
  if (second.filter(({ quality }) => quality === 'soft-404').length * 2 > second.length) return '多数二级页面的内容是“页面不存在”'
  const link = evidence.links.find(({ text }) => text.trim().length <= CHANNEL_NAME && words.some((word) => text.includes(word)))
  return link ? `链接“${link.text.trim().slice(0, 40)}”可能与此有关（${link.url}）` : null
}
