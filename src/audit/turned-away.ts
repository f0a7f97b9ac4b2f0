import { sameSite } from '../extract/links.ts'
import type { LinkCapture } from '../model/capture.ts'
import type { SeenLink, SeenPage } from '../model/evidence.ts'
import { folderOf, LAST_LOOK, mannerOf } from '../model/turned-away.ts'
import { endOf } from './page-state.ts'

export interface Marked {
  readonly pages: readonly SeenPage[]
  readonly links: readonly SeenLink[]
}

/**
 * The pages and links without the last looks. Those of which nothing was had in the same manner as, in a last look, of the homepage or of a page in the same
 * folder, which had answered well before, are marked with the capture that shows it.
 */
export function markTurnedAway(pages: readonly SeenPage[], links: readonly LinkCapture[], finalLinks: readonly LinkCapture[]): Marked {
  const homes = pages.filter((page) => page.role === 'home' && page.look >= LAST_LOOK)
  const folders = links.filter(({ look }) => look >= LAST_LOOK)
  const kept = pages.filter((page) => !homes.includes(page))
  if (homes.length === 0) return { pages: kept, links: finalLinks }

  const isOwn = ({ url }: SeenPage) => homes.some((home) => sameSite(url, home.url) || sameSite(url, endOf(home)))
  const shownBy = (one: SeenPage | LinkCapture, own: boolean) => {
    const manner = manneredAs(one)
    if (manner === null || !own) return {}
    const home = homes.find((last) => last.family === one.family && manneredAs(last) === manner)
    const folder = folders.find(
      (last) => last.family === one.family && manneredAs(last) === manner && folderOf(last.url) === folderOf(one.url),
    )
    const shown = home ?? folder
    return shown ? { turnedAway: shown.id } : {}
  }
  return {
    pages: kept.map((page) => (page.role === 'home' ? page : { ...page, ...shownBy(page, isOwn(page)) })),
    links: finalLinks.map((link) => ({ ...link, ...shownBy(link, link.sameSite) })),
  }
}

function manneredAs(one: SeenPage | LinkCapture) {
  return mannerOf(one.outcome, one.kind === 'link' ? one.quality : one.facts?.quality)
}
