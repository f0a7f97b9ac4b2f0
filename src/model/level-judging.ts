import type { CensusCapture } from './capture.ts'
import type { Evidence, SeenLink } from './evidence.ts'
import type { Finding } from './finding.ts'
import { doubt, homeDoubt, notApplicable } from './judging.ts'
import { confirmed, type JudgedLink, listLinks, readLink, unreadPages } from './link-judging.ts'
import { mayBeLost } from './loss.ts'

export interface LevelOptions {
  readonly collapseShare: number
  readonly collapseLeast: number
  /** So many looks before a missing page counts. */
  readonly looks: number
  /** Up to so many unread pages are named one by one. */
  readonly named: number
}

const LEVEL_NAMES = { 2: '二级', 3: '三级' } as const

/** Same-site links of one level over IPv4: certain dead links accuse, everything else that does not work is a doubt. */
export function judgeLevel(
  evidence: Pick<Evidence, 'links' | 'census' | 'home' | 'notes'>,
  home: string,
  level: 2 | 3,
  options: LevelOptions,
): Finding[] {
  const census = evidence.census.filter((one) => one.level === level)
  const name = LEVEL_NAMES[level]
  const tested = tellingLooks(evidence.links, level)
  if (tested.length === 0) return [nothingTested(evidence, home, name, census)]
  const judged = tested.map((link): JudgedLink => ({ link, state: confirmed(readLink(link), link, options.looks) }))
  const listing = { home, title: `${name}页面同站链接`, rate: '连通率', family: 4 as const, census, ...options }
  return [...listLinks(judged, listing), ...unreadPages(census, evidence.links, options.named)]
}

/** One test a link: over IPv4, or over IPv6 where the host has nothing else. */
function tellingLooks(links: readonly SeenLink[], level: 2 | 3): SeenLink[] {
  const ofLevel = links.filter((link) => link.sameSite && link.level === level)
  const v4Less = (link: SeenLink) => link.outcome.kind === 'failed' && link.outcome.failure === 'no-address'
  const byUrl = new Map<string, SeenLink>()
  for (const link of ofLevel) {
    const kept = byUrl.get(link.url)
    if (!kept || (link.family === 4 && !v4Less(link)) || (link.family === 6 && kept.family === 4 && v4Less(kept))) byUrl.set(link.url, link)
  }
  return [...byUrl.values()]
}

/** Why a level has no tested link: the homepage was not read, pages were not read, or there are none. */
export function nothingTested(
  evidence: Pick<Evidence, 'home' | 'notes'>,
  home: string,
  name: string,
  census: readonly CensusCapture[],
): Finding {
  const reason = homeDoubt(evidence.home, evidence.notes)
  if (reason) return doubt(reason.because, { subject: home, says: `${reason.says}，未能检测${name}页面链接。` }, evidence.home.evidence)
  const robots = evidence.notes.find(({ about }) => about === 'robots')
  if (robots) return doubt('robots', { subject: home, says: `${robots.detail}，未能检测${name}页面链接。` }, [robots.id])
  const ids = census.map(({ id }) => id)
  const complete = census.length > 0 && census.every((one) => one.unread.length === 0 && one.distinct === one.external)
  if (complete) return notApplicable({ subject: home, says: `网站没有${name}页面同站链接。` }, ids)
  const lost = mayBeLost(evidence.home, evidence.notes)
  if (lost) return doubt(lost.because, { subject: home, says: `${lost.says}，未能检测${name}页面链接。` }, ids)
  return doubt('no-evidence', { subject: home, says: `未采集到${name}页面同站链接的检测结果。` }, ids)
}
