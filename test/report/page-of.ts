import { load } from 'cheerio'
import { reportPage } from '../../src/report/page/report-page.ts'
import type { RunView } from '../../src/report/run-view.ts'
import type { ProblemRow, SiteView } from '../../src/report/site-view.ts'
import { samplePictures, sampleRun, sampleSites } from './views.ts'

/** The page over the sample, or over what is given instead, in one piece. */
export async function pageOf(
  run: RunView = sampleRun(),
  sites: Iterable<SiteView> = sampleSites(),
  pictures = pictureBytes,
): Promise<string> {
  let page = ''
  for await (const chunk of reportPage(run, sites, pictures)) page += chunk
  return page
}

export async function readPage(run?: RunView, sites?: Iterable<SiteView>, pictures?: typeof pictureBytes) {
  return load(await pageOf(run, sites, pictures))
}

export async function pictureBytes(sha256: string): Promise<Uint8Array> {
  const bytes = samplePictures().get(sha256)
  if (!bytes) throw new Error(`the sample has no picture ${sha256}`)
  return bytes
}

/** A site of the sample, by what its home says. */
export function siteNamed(slug: string): SiteView {
  const site = sampleSites().find(({ home }) => home.includes(slug))
  if (!site) throw new Error(`the sample has no site ${slug}`)
  return site
}

/** A site with so many problems of one kind. */
export function crowded(site: SiteView, number: number): SiteView {
  const [first] = site.problems
  if (!first) throw new Error('the site has no problem to repeat')
  const problems = Array.from({ length: number }, (_, index): ProblemRow => ({ ...first, anchor: `f-${site.code}-${index + 1}` }))
  return { ...site, problems }
}
