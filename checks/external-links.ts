import type { LinkCapture } from '../src/model/capture.ts'
import { defineCheck } from '../src/model/check.ts'
import { doubt, homeDoubt, notApplicable } from '../src/model/judging.ts'
import { type JudgedLink, type LinkState, listLinks, readLink } from '../src/model/link-judging.ts'
import { mayBeLost } from '../src/model/loss.ts'

/** Links to other sites. Listed for the editors: another's server is not this site's doing, and costs it nothing. */
export default defineCheck({
  id: 'external-links',
  title: '外部链接可用情况',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '链接可用性',
    says: '网站上的外部链接应当可以访问；外部链接单独列出，由网站自行清理。',
    confidence: 'partly-seen',
  },
  needs: ['links', 'census', 'home', 'notes'],
  options: { collapseShare: 0.5, collapseLeast: 10 },

  run({ links, census, home, notes }, { site, options }) {
    const judged = judge(links.filter((link) => !link.sameSite))
    if (judged.length > 0) return listLinks(judged, { home: site.home, title: '外部链接', rate: '可用率', family: 4, census, ...options })
    const reason = homeDoubt(home, notes) ?? mayBeLost(home, notes)
    if (reason) return [doubt(reason.because, { subject: site.home, says: `${reason.says}，未能检测外部链接。` })]
    const ids = census.map(({ id }) => id)
    if (
      census.length > 0 &&
      census.every(({ external, tested, distinct, unread }) => external === 0 && tested === distinct && unread.length === 0)
    )
      return [notApplicable({ subject: site.home, says: '网站没有外部链接。' }, ids)]
    return [doubt('no-evidence', { subject: site.home, says: '未采集到外部链接的检测结果。' }, ids)]
  },
})

/** One state a link: it works if it works over either family. */
function judge(links: readonly LinkCapture[]): JudgedLink[] {
  const byUrl = new Map<string, JudgedLink>()
  for (const link of links) {
    const kept = byUrl.get(link.url)
    const one = { link, state: soften(link) }
    if (!kept || one.state.kind === 'works' || (kept.state.kind !== 'works' && link.family === 4)) byUrl.set(link.url, one)
  }
  return [...byUrl.values()]
}

/** Another site may refuse strangers; only its own word that the page is gone is certain. */
function soften(link: LinkCapture): LinkState {
  const state = readLink(link)
  const gone = state.kind === 'dead' && (state.cause === 'http-404' || state.cause === 'http-410')
  return state.kind === 'dead' && !gone ? { ...state, kind: 'doubt', because: 'suspected' } : state
}
