import { normalise } from '../extract/links.ts'
import type { AnnualFormView, HomeView, SeenPage } from '../model/evidence.ts'
import type { AnnualFormFacts, AnnualFormLink } from '../model/page.ts'
import type { Site } from '../model/site.ts'
import type { LocalDate } from '../model/time.ts'
import { leadingPages, unvisitedBecause } from './home-view.ts'
import { lostBy, unreadOf } from './page-state.ts'
import type { Reading } from './reading.ts'

/** Where the annual form is linked, and the newest form that can be read: the homepage's own before any other. */
export function viewAnnualForm(reading: Reading, site: Site, home: HomeView): AnnualFormView {
  const onHome = withYears(home.facts?.annualForm ?? [], reading)
  const known = new Set(onHome.map(({ url }) => spelled(url)))
  const elsewhere = linksElsewhere(reading, site, home).filter(({ url }) => !known.has(spelled(url)))
  const pages = reading.pages.filter((page) => page.role === 'annual-form')
  const fromHome = reachable(pages, known)
  const chosen = onHome.length > 0 ? fromHome : pages
  const form = newestForm(chosen, reading, [...withYears(onHome, reading), ...withYears(elsewhere, reading)])
  const read = form ? [form.page] : chosen.slice(0, 1)
  return {
    onHome,
    elsewhere: withYears(elsewhere, reading),
    form: form ? { ...form.facts, url: form.page.url, publishedAt: publishedAt(form.page, form.facts.filledOn, reading, home) } : null,
    unread: form || onHome.length + elsewhere.length === 0 ? null : unreadForm(chosen, reading, home),
    evidence: read.map(({ id }) => id),
  }
}

/** A link that names no year has the year of the form that it leads to. */
function withYears<L extends AnnualFormLink>(links: readonly L[], reading: Reading): L[] {
  return links.map((link) => {
    if (link.year !== null) return link
    const page = reading.pages.find((one) => one.role === 'annual-form' && spelled(one.url) === spelled(link.url))
    return { ...link, year: (page && reading.forms.get(page.id)?.year) ?? null }
  })
}

function linksElsewhere(reading: Reading, site: Site, home: HomeView): (AnnualFormLink & { readonly foundOn: string })[] {
  const homes = new Set(home.looks.map(({ url }) => url))
  const found = leadingPages(reading, home)
    .filter(({ url }) => !homes.has(url))
    .flatMap(({ url: foundOn, facts }) => facts.annualForm.map((link) => ({ ...link, foundOn })))
  const pin = site.pins.annualForm
  const pinned = pin === undefined ? [] : [{ text: '登记册指定', url: pin, year: null, foundOn: pin }]
  const distinct = new Map<string, AnnualFormLink & { readonly foundOn: string }>()
  for (const link of [...pinned, ...found]) if (!distinct.has(spelled(link.url))) distinct.set(spelled(link.url), link)
  return [...distinct.values()]
}

/** Form pages that the homepage leads to, and those that these lead to. */
function reachable(pages: readonly SeenPage[], links: ReadonlySet<string>): SeenPage[] {
  const direct = pages.filter(({ url }) => links.has(spelled(url)))
  const urls = new Set(direct.map(({ url }) => url))
  return [...direct, ...pages.filter((page) => !direct.includes(page) && page.of !== undefined && urls.has(page.of))]
}

/** None where a page that we broke down on may hold a newer form: an older one is not the one to judge. */
function newestForm(
  pages: readonly SeenPage[],
  { forms }: Reading,
  links: readonly AnnualFormLink[],
): { readonly page: SeenPage; readonly facts: AnnualFormFacts } | undefined {
  const read = pages.flatMap((page) => {
    const facts = unreadOf(page) === null ? forms.get(page.id) : undefined
    return facts ? [{ page, facts }] : []
  })
  const [newest] = read.sort((a, b) => (b.facts.year ?? 0) - (a.facts.year ?? 0))
  const yearOf = (page: SeenPage) => links.find(({ url }) => spelled(url) === spelled(page.url))?.year ?? null
  const year = newest?.facts.year ?? null
  const newer = (page: SeenPage) => year === null || (yearOf(page) ?? Number.POSITIVE_INFINITY) > year
  return pages.some((page) => lostBy(page) !== null && newer(page)) ? undefined : newest
}

/**
 * The date that the form's page prints, or the one that a list shows beside it; when the page was made, and what its URL says, is no publication date. A
 * printed date that is the form's own 填报日期 says nothing of publication.
 */
function publishedAt(page: SeenPage, filledOn: LocalDate | null, reading: Reading, home: HomeView): LocalDate | null {
  const printed = page.facts?.publishedAtSource === 'printed' ? page.facts.publishedAt : null
  if (printed !== null && printed !== filledOn) return printed
  const below = [...reading.pages.filter(({ role }) => role !== 'column'), ...reading.leading]
  const lists = [...(home.facts?.list ?? []), ...below.flatMap(({ facts }) => facts?.list ?? [])]
  return lists.find((row) => row.dateSource === 'shown' && spelled(row.url) === spelled(page.url))?.date ?? null
}

/** Why none of the form's pages gave a form: the most telling trouble of the page that leads furthest. */
function unreadForm(pages: readonly SeenPage[], reading: Reading, home: HomeView): AnnualFormView['unread'] {
  if (pages.length === 0) return unvisitedBecause(reading, home)
  const troubles = pages.map((page) => troubleOf(page, reading))
  const telling = (['crashed', 'turned-away', 'pdf', 'image', 'protection', 'robots', 'failed'] as const).find((trouble) =>
    troubles.includes(trouble),
  )
  return telling ?? 'unreadable'
}

function troubleOf(page: SeenPage, { binaries }: Reading): AnnualFormView['unread'] {
  const binary = binaries.get(page.id)
  if (binary === 'pdf' || binary === 'image') return binary
  const unread = unreadOf(page)
  return unread === 'error-page' || unread === 'needs-rendering' || unread === null ? 'unreadable' : unread
}

function spelled(url: string): string {
  return normalise(url) ?? url
}
