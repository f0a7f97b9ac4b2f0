import type { LinkCapture, PageCapture, PageRole } from '../model/capture.ts'
import type { Page } from './desk.ts'
import { lookAgain, standing, worthRepeating } from './home.ts'
import { linkFailed, testLink } from './link.ts'
import { byTurns } from './sample.ts'
import type { Siblings } from './siblings.ts'
import type { Tour } from './tour.ts'

/** Roles that another phase repeats itself, or that are only asked to see them fail. */
const LEFT_ALONE: ReadonlySet<PageRole> = new Set<PageRole>(['robots', 'home', 'sibling'])

/** Looks once more at everything that failed, no sooner than the settings ask; the pages that answered this time. */
export async function takeSecondLooks(tour: Tour, siblings: Siblings): Promise<Page[]> {
  const { desk } = tour
  desk.beginSecondLooks()
  const first = desk.taken()
  const links = first.filter((capture): capture is LinkCapture => capture.kind === 'link' && capture.look === 1 && linkFailed(capture))
  const pages = await failedPages(
    tour,
    first.filter((capture): capture is PageCapture => capture.kind === 'page'),
  )
  await lookAgain(desk, tour.home.looks)
  const again = await desk.each('second looks', inOrder(pages), (page) => desk.page(repeat(page)))
  await desk.each(
    'second looks',
    byTurns(inOrder(links), ({ url }) => new URL(url).host),
    (link) => testLink(tour, siblings, { target: link, family: link.family, look: 2, after: link.takenAt }),
  )
  return again.filter((page) => page !== undefined && standing(page) === 'usable').filter((page) => page !== undefined)
}

async function failedPages(tour: Tour, captures: readonly PageCapture[]): Promise<PageCapture[]> {
  const first = captures.filter((capture) => capture.look === 1 && !LEFT_ALONE.has(capture.role))
  const pages = await Promise.all(
    first.map(async (capture) => {
      const quality = await tour.desk.quality(capture)
      return { capture, facts: quality === null ? null : { quality } }
    }),
  )
  return pages.filter(worthRepeating).map(({ capture }) => capture)
}

/** The oldest failures first: those are due first. */
function inOrder<C extends LinkCapture | PageCapture>(captures: readonly C[]): C[] {
  return [...captures].sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : 0))
}

function repeat({ role, url, family, of, label, level, takenAt }: PageCapture) {
  return {
    role,
    url,
    family,
    look: 2,
    after: takenAt,
    ...(of === undefined ? {} : { of }),
    ...(label === undefined ? {} : { label }),
    ...(level === undefined ? {} : { level }),
  }
}
