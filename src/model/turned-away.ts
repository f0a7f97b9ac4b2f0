import type { Head } from './capture.ts'
import { FAILURES, type Outcome } from './failure.ts'
import type { Quality } from './page.ts'

/** The number of a look that asks, when all else has been looked at, for something that answered well before. */
export const LAST_LOOK = 3

/** Ways in which nothing of a page is had. `refused`: by whatever stands in between; a ban begins with one of these and goes on with another. */
export type Manner = 'refused' | 'gone' | 'wrong' | 'another-page'

/** Statuses by which a server or a device in front of it turns programs away; none of them says that a page is missing. */
export const REFUSALS: ReadonlySet<number> = new Set([401, 403, 405, 406, 407, 412, 418, 429, 521])

/** In which way nothing was had of a page; null for one that was had, and where that was our own doing. */
export function mannerOf(outcome: Outcome<Pick<Head, 'status'>>, quality: Quality | null | undefined): Manner | null {
  if (outcome.kind === 'failed') return FAILURES[outcome.failure].blame === 'us' || outcome.failure === 'no-address' ? null : 'refused'
  const { status } = outcome
  if (quality === 'protection' || REFUSALS.has(status) || status >= 500) return 'refused'
  if (status === 404 || status === 410) return 'gone'
  if (status >= 400) return 'wrong'
  return quality === 'soft-404' || quality === 'error-page' ? 'another-page' : null
}

/** The part of a site that one rule of a guard is likely to be about: the host with the first folder of the path. */
export function folderOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { host, pathname } = new URL(url)
  const [first, ...below] = pathname.split('/').slice(1)
  return below.length > 0 ? `${host}/${first}/` : `${host}/`
}
