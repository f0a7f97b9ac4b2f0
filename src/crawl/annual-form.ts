import { normalise } from '../extract/links.ts'
import type { AnnualFormLink, PageLeads } from '../model/page.ts'
import type { Page } from './desk.ts'
import type { Easel } from './draw.ts'
import { standing } from './home.ts'
import { type Built, build } from './parts.ts'
import { distinctBy } from './sample.ts'
import type { Tour } from './tour.ts'

/** Forms that are fetched from one page: the newest years. */
const MOST_FORMS = 3

/** The annual form that the homepage leads to; where it leads to none, the forms that pages of the second level lead to. */
export async function gatherAnnualForm(tour: Tour, easel: Easel, home: Built, pages: readonly Page[]): Promise<void> {
  const { annualForm } = tour.desk.site.pins
  if (annualForm !== undefined) await takeForm(tour, easel, { text: '登记册指定', url: annualForm, year: null }, undefined)
  const onHome = newest(home.facts)
  const leads = onHome.length > 0 ? onHome.map((link) => ({ link, of: home.page.capture.url })) : elsewhere(pages)
  const asked = new Set(leads.map(({ link }) => link.url))
  for (const { link, of } of leads) {
    const built = await takeForm(tour, easel, link, of)
    if (!built) continue
    // The link may lead to a column that lists the forms, or to a page around the form.
    const inner = newest(built.facts).filter(({ url }) => !asked.has(url) && url !== built.page.capture.url)
    for (const next of inner) {
      asked.add(next.url)
      await takeForm(tour, easel, next, built.page.capture.url)
    }
  }
}

async function takeForm(tour: Tour, easel: Easel, link: AnnualFormLink, of: string | undefined): Promise<Built | null> {
  const url = normalise(link.url) ?? link.url
  if (tour.isHome(url) || !/^https?:/i.test(url)) return null
  const page = await tour.page({ role: 'annual-form', url, label: link.text, ...(of === undefined ? {} : { of }) })
  const built = page && standing(page) === 'usable' ? await build(tour, page) : null
  return built && easel.finish(built)
}

/** The page's forms, the newest year first; a link that names no year may be the newest. */
function newest(facts: PageLeads): AnnualFormLink[] {
  const links = facts.annualForm.map((link) => ({ ...link, url: normalise(link.url) ?? link.url }))
  return distinctBy(links, ({ url }) => url)
    .sort((a, b) => (b.year ?? 9999) - (a.year ?? 9999))
    .slice(0, MOST_FORMS)
}

function elsewhere(pages: readonly Page[]): { readonly link: AnnualFormLink; readonly of: string }[] {
  const all = pages.flatMap((page) =>
    page.facts && standing(page) === 'usable' ? newest(page.facts).map((link) => ({ link, of: page.capture.url })) : [],
  )
  return distinctBy(all, ({ link }) => link.url).slice(0, MOST_FORMS)
}
