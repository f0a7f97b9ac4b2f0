import type { HomeView, Lost, SeenPage } from '../model/evidence.ts'
import type { Quality } from '../model/page.ts'
import { complete } from './complete.ts'
import { endOf } from './page-state.ts'
import type { Reading } from './reading.ts'

/** Which quality of two looks tells more about the homepage. */
const WORTH: Readonly<Record<Quality, number>> = {
  'ok': 0,
  'truncated': 1,
  'needs-rendering': 2,
  'empty': 3,
  'protection': 4,
  'soft-404': 5,
  'error-page': 6,
}

/** The homepage over all looks, its content from the best of them. */
export function viewHome(reading: Reading): HomeView {
  const looks = reading.pages.filter((page) => page.role === 'home')
  const best = bestLook(looks)
  if (!best) return { looks, facts: null, evidence: looks.map(({ id }) => id), renders: [] }
  const urls = homeUrls(looks)
  const whole = complete(reading, best, urls)
  const renders = reading.renders.map(({ capture }) => capture).filter(({ of, url }) => urls.includes(of) || urls.includes(url))
  return { looks, facts: whole.facts, evidence: whole.evidence, ...(whole.lost === null ? {} : { lost: whole.lost }), renders }
}

/** Why a page that is known of was not visited. */
export function unvisitedBecause({ cut, late }: Pick<Reading, 'cut' | 'late'>, home: HomeView): Lost | 'failed' {
  if (cut !== null || late !== null) return cut ?? late ?? 'failed'
  return home.facts === null && home.looks.some(({ crashed }) => crashed) ? 'crashed' : 'failed'
}

/** Every URL under which the homepage was seen. */
export function homeUrls(looks: readonly SeenPage[]): string[] {
  return [...new Set(looks.flatMap((look) => [look.url, endOf(look)]))]
}

function bestLook(looks: readonly SeenPage[]): SeenPage | undefined {
  const readable = looks.filter(({ facts, outcome }) => facts !== null && outcome.kind === 'answered')
  const worth = ({ facts, outcome }: SeenPage) => {
    const failed = outcome.kind === 'answered' && outcome.status >= 400 && facts?.quality === 'ok'
    return failed || !facts ? Number.POSITIVE_INFINITY : WORTH[facts.quality]
  }
  return readable
    .filter((look) => !isStopover(look, readable))
    .sort((a, b) => worth(a) - worth(b) || a.family - b.family || a.look - b.look)[0]
}

/** True for a page that only sent the visitor on to another look. */
function isStopover(look: SeenPage, looks: readonly SeenPage[]): boolean {
  return looks.some((next) => next.of === look.url && next.url !== look.url && next.family === look.family && next.look === look.look)
}

/** Facts of the site's own pages that lead further: the homepage completed, and what was read whole at the levels below. */
export function leadingPages({ leading }: Reading, home: HomeView): Reading['leading'] {
  const [first] = home.looks
  return home.facts && first ? [{ url: first.url, facts: home.facts }, ...leading] : leading
}
