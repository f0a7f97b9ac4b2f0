import { sameSite } from '../extract/links.ts'
import type { CanaryCapture, Capture, PageCapture } from '../model/capture.ts'
import type { Impostor } from '../model/evidence.ts'
import type { Site } from '../model/site.ts'

/** So many of a site's addresses must give what a stranger's gave: one alone may be the empty page that both were installed with. */
const LEAST = 2

/**
 * Something between us and the world that answers in everybody's name, such as the login page of a hotel's network: pages of the site are the same bytes, or
 * end at the same third host, as the answer of a known-good host that has nothing to do with the site. Null where nothing shows it.
 */
export function findImpostor(site: Site, captures: readonly Capture[], vantage: readonly Capture[]): Impostor | null {
  const canaries = vantage.filter((one): one is CanaryCapture => one.kind === 'canary' && !sameSite(one.url, site.home))
  const pages = captures.filter((one): one is PageCapture => one.kind === 'page' && sameSite(one.url, site.home))
  for (const canary of canaries) {
    const alike = pages.filter((page) => isAnswerOf(canary, page, site))
    if (new Set(alike.map(({ url }) => url)).size >= LEAST) return { canary, pages: alike }
  }
  return null
}

function isAnswerOf({ url, outcome }: CanaryCapture, page: PageCapture, site: Site): boolean {
  if (outcome.kind === 'failed' || page.outcome.kind === 'failed') return false
  const { finalUrl, body } = page.outcome
  if (sameSite(finalUrl, url)) return false
  if (outcome.endedAt !== undefined && !sameSite(finalUrl, site.home) && sameSite(finalUrl, outcome.endedAt)) return true
  return outcome.sha256 !== undefined && body.sha256 === outcome.sha256
}
