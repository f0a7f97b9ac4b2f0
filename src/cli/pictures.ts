import { loadChecks } from '../audit/catalogue.ts'
import { assembleEvidence } from '../audit/evidence.ts'
import { choosePictures } from '../audit/pictured.ts'
import type { CrawlDeps } from '../crawl/crawl-deps.ts'
import { takePictures } from '../crawl/pictures.ts'
import type { BodyRef } from '../model/capture.ts'
import type { WantedPicture } from '../model/picture.ts'
import type { Site } from '../model/site.ts'
import type { Visit } from '../model/visit.ts'
import type { Store } from '../store/open.ts'
import { judgeEvidence } from './judge-material.ts'

/**
 * Pictures the pages behind what the visit will be blamed for, as part of the visit. It never rejects but with the signal's reason: a finding stands without
 * its picture.
 */
export async function pictureFaults(site: Site, visit: Visit, began: number, deps: CrawlDeps, store: Store): Promise<void> {
  const { renderer, config, log, signal } = deps
  const { picturesPerSite } = config.settings.render
  if (!renderer || picturesPerSite === 0) return
  try {
    const wanted = await choose(site, visit, deps)
    if (wanted.length === 0) return
    const earlier = await earlierPictures(visit, store)
    const until = began + config.settings.limits.visitMinutes * 60_000
    await takePictures(site, wanted, { ...deps, renderer, earlier, until })
  } catch (error) {
    if (signal?.aborted) throw error
    log.error(
      { site: site.code, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      'taking pictures crashed',
    )
  }
}

/** By a judgement of what the visit has seen so far. What else counts later (the vantage, the ledger, availability) is seen on no page. */
async function choose(site: Site, visit: Visit, { journal, config, log }: CrawlDeps): Promise<WantedPicture[]> {
  const asOf = visit.startedAt
  const availability = { probes: [], planned: 0, days: 0 }
  const body = (ref: BodyRef) => journal.body(ref)
  const checks = await loadChecks()
  const material = { site, captures: journal.captures(), vantage: [], body, tickets: null, availability, asOf, config, checks, log }
  const evidence = await assembleEvidence(material)
  const judged = judgeEvidence(evidence, material)
  return choosePictures({ site, asOf, evidence, ...judged, patterns: config.patterns }, config.settings.render.picturesPerSite)
}

async function earlierPictures({ run, site }: Visit, store: Store): Promise<Parameters<typeof takePictures>[2]['earlier']> {
  const visit = await store.visits.before(run, site)
  if (!visit) return { run, pictures: [] }
  const captures = await store.visits.captures(visit.id)
  return { run: visit.run, pictures: captures.filter((capture) => capture.kind === 'picture') }
}
