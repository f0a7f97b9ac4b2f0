import type { SeenPage } from '../model/evidence.ts'
import { endOf } from './page-state.ts'
import { placeOf } from './place.ts'
import type { Reading } from './reading.ts'

/** Pieces of text shorter than this are labels, breadcrumbs and the like; only many of them, so many characters together, are content: a table of names. */
const PROSE = 10
const MANY = 40
/** So many links or pictures that no other page has are content, whatever their shape; a pager has fewer. */
const LINKS = 6

/**
 * Tells pages that say something of their own from pages that only repeat what other pages of the site say too. A column without a readable list is
 * called empty only when it has no content of its own: prose, cards, tables, rows of short links and pictures are content, whatever their shape.
 */
export async function hasOwnContent({ words }: Pick<Reading, 'words'>, pages: readonly SeenPage[]): Promise<(page: SeenPage) => boolean> {
  const said = new Map<SeenPage['id'], ReadonlySet<string>>()
  for (const page of pages) said.set(page.id, await words(page))
  const linked = Map.groupBy([...new Map(pages.map((page) => [page.id, linksOf(page)])).values()].flat(), (url) => url)
  return (page) => {
    const others = [...said].filter(([id]) => id !== page.id).map(([, theirs]) => theirs)
    const own = [...(said.get(page.id) ?? [])].filter(
      (piece) => !(page.facts?.title ?? '').includes(piece) && !others.some((theirs) => theirs.has(piece)),
    )
    if (own.some((piece) => piece.length >= PROSE) || own.reduce((sum, { length }) => sum + length, 0) >= MANY) return true
    return linksOf(page).filter((url) => linked.get(url)?.length === 1).length >= LINKS
  }
}

/** Where a visitor of the page may go, and the pictures that are shown; once each, the page itself left out. */
function linksOf(page: SeenPage): string[] {
  const shown = (page.facts?.links ?? []).filter(({ from }) => from === 'a' || from === 'area' || from === 'img')
  return [...new Set(shown.map(({ url }) => url))].filter((url) => placeOf(url) !== placeOf(endOf(page)))
}
