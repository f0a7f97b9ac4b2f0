import { normalise } from '../extract/links.ts'
import type { Site } from '../model/site.ts'
import { gatherAnnualForm } from './annual-form.ts'
import { completeBoard, gatherBoard } from './board.ts'
import { chooseColumns, columnsOfHome, columnsOfPages, completeColumns, gatherColumns } from './columns.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { createDesk, type Desk, type Page } from './desk.ts'
import { createEasel, type Easel } from './draw.ts'
import { gatherHome } from './home.ts'
import { takeLastLooks } from './last-look.ts'
import { completePages, gatherLevelTwo, type LevelTwo, targetsOfHome } from './level-two.ts'
import { gatherNames } from './names.ts'
import { type Built, build } from './parts.ts'
import { proofreadAll } from './proofread-all.ts'
import { createRules } from './rules.ts'
import { takeSecondLooks } from './second-look.ts'
import { createSiblings, type Siblings } from './siblings.ts'
import { createTour, type Tour } from './tour.ts'
import { type Surveyed, targetsOfPages, testLinks } from './walk.ts'

export type { CrawlDeps } from './crawl-deps.ts'

/**
 * One visit to one site: everything that is seen goes into the journal, nothing about the site is thrown. A visit that was cut off is called again with
 * the same journal, asks for nothing that it already has, and ends with the same evidence. Rejects with the signal's reason when it is aborted.
 */
export async function collectSite(site: Site, deps: CrawlDeps): Promise<void> {
  deps.signal?.throwIfAborted()
  const desk = createDesk(site, deps)
  const names = await gatherNames(desk, new URL(site.home).hostname)
  const rules = createRules(desk, names)
  desk.allowed = rules.allowed
  const home = await gatherHome(desk, names, rules)
  const surveyed = home !== null && (await walk(createTour(desk, names, home)))
  await proofreadAll(desk)
  if (desk.outOfTime()) await noteBudget(desk, surveyed)
}

/** What is seen from the homepage on; first looks at everything, then second looks at what failed. True when there was time for all the pages. */
async function walk(tour: Tour): Promise<boolean> {
  const easel = createEasel(tour)
  const siblings = createSiblings(tour)
  const surveyed = await survey(tour, easel, siblings)
  const inTime = !tour.desk.outOfTime()
  if (!surveyed) return inTime
  tour.desk.forgetFacts()
  await testLinks(tour, siblings, surveyed)
  await completeRecovered(tour, easel, await takeSecondLooks(tour, siblings))
  await takeLastLooks(tour, siblings)
  return inTime
}

/** Everything that needs what stands in the pages; null when there is no homepage to begin with. */
async function survey(tour: Tour, easel: Easel, siblings: Siblings): Promise<Surveyed | null> {
  const home = await completeHome(tour, easel)
  if (!home) return null
  const targets = targetsOfHome(tour, home)
  const atLevel2 = new Set(targets.map(({ url }) => url))
  const named = columnsOfHome(tour, home.facts, atLevel2)
  const two = await gatherLevelTwo(tour, home, targets, named)
  await siblings.learn(targets)

  const columns = await gatherColumns(tour, easel, chooseColumns(tour, columnsOfPages(tour, two.pages, named, atLevel2)))
  await gatherBoard(tour, easel, home, two.pages)
  await gatherAnnualForm(tour, easel, home, two.pages)

  const built = [...columns, ...(await completeRest(tour, easel, two, home, columns))]
  const three = await targetsOfPages(tour, home, two, built, siblings)
  const whole = new Set([...two.pages.map(({ capture }) => capture.url), ...columns.map(({ page }) => page.capture.url)])
  return { second: two.targets, third: three, whole }
}

async function completeHome(tour: Tour, easel: Easel): Promise<Built | null> {
  const home = await build(tour, tour.home.page)
  return home && easel.finish(home)
}

/** Pages of the second level that are no columns, as far as their links are drawn by script. */
async function completeRest(tour: Tour, easel: Easel, two: LevelTwo, home: Built, columns: readonly Built[]): Promise<Built[]> {
  const done = new Set(columns.map(({ page }) => page.capture.url))
  const asked = home.page.facts?.unfinished.parts.map(({ url }) => normalise(url) ?? url) ?? []
  const rest = await completePages(
    tour,
    two.pages.filter(({ capture }) => !done.has(capture.url)),
    new Set(asked),
  )
  const finished: Built[] = []
  for (const page of rest) finished.push(page.facts.quality === 'needs-rendering' ? await easel.finish(page) : page)
  return finished
}

/** What a first look at these pages would have led to. */
async function completeRecovered(tour: Tour, easel: Easel, pages: readonly Page[]): Promise<void> {
  await completeColumns(
    tour,
    easel,
    pages.filter(({ capture }) => capture.role === 'column'),
  )
  for (const page of pages) if (page.capture.role === 'board') await completeBoard(tour, easel, page)
}

async function noteBudget(desk: Desk, surveyed: boolean): Promise<void> {
  const { visitMinutes } = desk.deps.config.settings.limits
  await desk.note(
    'budget',
    desk.site.home,
    `本次检查时间（${visitMinutes} 分钟）用尽，其余内容未检查`,
    ...(surveyed ? (['link'] as const) : []),
  )
}
