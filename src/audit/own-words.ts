import type { SeenPage } from '../model/evidence.ts'
import type { Reading } from './reading.ts'

/**
 * Tells pages that say something of their own from pages that only repeat what other pages of the site say too. A column without a readable list is
 * called empty only when it has no words of its own: prose, cards and tables are content, whatever their shape.
 */
export async function hasOwnWords({ words }: Pick<Reading, 'words'>, pages: readonly SeenPage[]): Promise<(page: SeenPage) => boolean> {
  const said = new Map<SeenPage['id'], ReadonlySet<string>>()
  for (const page of pages) said.set(page.id, await words(page))
  return (page) => {
    const own = said.get(page.id) ?? new Set<string>()
    const others = [...said].filter(([id]) => id !== page.id).map(([, theirs]) => theirs)
    return [...own].some((piece) => !(page.facts?.title ?? '').includes(piece) && !others.some((theirs) => theirs.has(piece)))
  }
}
