import { bodiesOf } from '../../model/capture.ts'
import { UserError } from '../../model/config.ts'
import { type Run, VANTAGE_SITE } from '../../model/visit.ts'
import { contentId } from '../../store/canonical.ts'
import type { Store } from '../../store/open.ts'
import type { Archive } from '../archive/open.ts'
import type { Bag } from '../bag/open.ts'
import { marksOf } from '../seal/marks.ts'
import type { SealFile } from '../seal/seal-file.ts'
import { contentsOf } from './bundle-contents.ts'
import type { Context } from './evidence-line.ts'
import type { BundledSite } from './evidence-reader.ts'

/**
 * Takes the evidence of a verified bundle into a database: what is exported from there again is what was exported. A UserError when the database has the run
 * already, or runs of its own: made here and made elsewhere are not to be mixed up.
 */
export async function importBundle(bag: Bag, store: Store, onSite: (done: number, total: number) => void = () => {}): Promise<Run> {
  const contents = contentsOf(bag)
  const config = await contents.config()
  const seals = await contents.seals()
  const { run } = await contents.evidence()
  await refuseMixing(store, run, bag.file)
  await store.runs.adopt(run, config, await contextsOf(bag))
  const { plans, sites } = await contents.evidence()
  for (const { day, seed, perDay } of plans) await store.probes.savePlan(day, seed, perDay)
  await contents.withArchive(async (archive) => {
    let done = 0
    for await (const group of sites) {
      await importVisit(group, { run, store, archive })
      if (group.site !== VANTAGE_SITE) await importJudgement(group, { run, store, seals })
      onSite(done, config.sites.length)
      done += 1
    }
  })
  await importNight(seals, store, run)
  return run
}

async function refuseMixing(store: Store, run: Run, file: string): Promise<void> {
  for (const known of await store.runs.list()) {
    const own = (await store.runs.contexts(known.id)) === undefined
    if (known.id !== run.id && !own) continue
    const got = own ? `runs that were made here, such as ${known.id}` : `run ${run.id} already`
    throw new UserError(`${file} is not imported`, [
      {
        file: 'command line',
        at: '--data',
        expected: 'a new folder, or one with imported runs',
        got: `a folder that has ${got}`,
        fix: 'choose another folder with --data',
      },
    ])
  }
}

/** By site: a few numbers each. */
async function contextsOf(bag: Bag): Promise<Record<string, Context>> {
  const contexts: Record<string, Context> = {}
  for await (const { site, context } of (await contentsOf(bag).evidence()).sites) if (context) contexts[site] = context
  return contexts
}

async function importVisit(
  { site, visit, entries }: BundledSite,
  { run, store, archive }: { run: Run; store: Store; archive: Archive },
): Promise<void> {
  if (!visit) return
  const { journal } = await store.visits.open(run.id, site, visit.startedAt)
  const body = archive.sites.includes(site) ? await archive.bodies(site) : undefined
  for (const { key, capture } of entries) {
    await journal.once(key, async () => {
      for (const ref of bodiesOf(capture)) if (body) journal.keep(await body(ref))
      const { id: _named, ...draft } = capture
      return draft
    })
  }
  await (visit.finishedAt === null ? journal.flush() : journal.finish(visit.finishedAt))
}

async function importJudgement(group: BundledSite, { run, store, seals }: { run: Run; store: Store; seals: SealFile }): Promise<void> {
  const { site, asOf, availability, findings, scores, tickets = null } = group
  const seal = seals.sites.find(({ statement }) => statement.site === site)
  if (!seal || asOf === undefined || !availability) throw new Error(`the bundle has no judgement of ${site}`)
  const known = new Set((await store.probes.window(site, asOf, availability.days)).probes.map(({ id }) => id))
  for (const { id, ...draft } of availability.probes) if (!known.has(id)) await store.probes.append(site, draft)
  await store.judgements.save({ run: run.id, site, asOf, findings, scores })
  const hashes = [...group.entries.map(({ capture }) => capture.id), ...findings.map(contentId)]
  await store.seals.addSite({ ...seal, marks: marksOf(hashes), der: keyOf(seals, seal.key) }, tickets)
}

async function importNight(seals: SealFile, store: Store, run: Run): Promise<void> {
  const { stamp, ...night } = seals.night
  // Of the probes of all sites a bundle has only some: nothing tells here which of the others changed.
  await store.seals.addNight({ ...night, marks: new Uint8Array(), der: keyOf(seals, night.key) })
  if (stamp !== null) await store.seals.stamp(run.id, Buffer.from(stamp, 'base64'))
}

function keyOf({ keys }: SealFile, fingerprint: string): Uint8Array {
  const key = new Map(Object.entries(keys)).get(fingerprint)
  if (key === undefined) throw new Error(`the bundle has no key ${fingerprint}`)
  return Buffer.from(key, 'base64')
}
