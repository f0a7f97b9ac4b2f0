import { normalise, sameSite } from '../extract/links.ts'
import type { Desk, Page, PageWant } from './desk.ts'
import type { Home } from './home.ts'
import type { Names } from './names.ts'

/** A visit whose homepage was reached: what every gatherer behind the homepage works with. */
export interface Tour {
  readonly desk: Desk
  readonly names: Names
  readonly home: Home
  /** True for a URL of the site itself, wherever its homepage ended up. */
  own(url: string): boolean
  /** True for any of the homepage's own URLs. */
  isHome(url: string): boolean
  /** A page over the family that the site is read over. */
  page(want: Omit<PageWant, 'family'>): Promise<Page | undefined>
}

export function createTour(desk: Desk, names: Names, home: Home): Tour {
  const urls = new Set(home.urls)
  return {
    desk,
    names,
    home,
    own: (url) => sameSite(url, desk.site.home) || sameSite(url, home.page.capture.url) || sameSite(url, endOf(home.page)),
    isHome: (url) => urls.has(normalise(url) ?? url),
    page: (want) => desk.page({ ...want, family: home.family }),
  }
}

/** Where the page's redirects ended. */
export function endOf({ capture }: Page): string {
  return capture.outcome.kind === 'answered' ? capture.outcome.finalUrl : capture.url
}
