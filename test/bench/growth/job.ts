import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lastJson, type Measured, measure } from '../measure.ts'
import { atMost, type BenchOptions, round, type Section, type Table, type Target } from '../section.ts'
import { temporaryFolder } from '../stop.ts'
import { govsite, type ServedTowns, serveTowns, writeConfig } from '../towns.ts'

/** As fast as the machine goes: what is measured is the program. */
const UNPACED = { requestsPerSecond: 100_000, requestsPerSecondPerAddress: 100_000 }
const SMALL = { columns: 4, articlesOfColumn: 3, paragraphs: 6, latencyMs: [0, 0], changing: 0 } as const
const CHANGE = 0.03
const NIGHTS = 30

/** Ten, a hundred, a thousand small sites; the thousand judged again; thirty nights in one database. */
export async function growthJob({ quick, say }: BenchOptions): Promise<Section> {
  const counts = quick ? [1, 10, 50] : [1, 10, 100, 1000]
  const { served, server } = await serveTowns({ ...SMALL, count: counts.at(-1) ?? 1 })
  const folder = temporaryFolder('growth')
  const runs: Run[] = []
  for (const count of counts) {
    say(`growth: a night over ${count} small sites`)
    runs.push({ count, night: await nightOver(count, served, folder) })
  }
  await server.stop()
  say('growth: judging and scoring them again')
  const largest = String(counts.at(-1))
  const again = await ended(
    measure(govsite('judge', '--config', join(folder, largest, 'config'), '--data', join(folder, largest, 'data'))),
    'judge',
  )
  const scored = await ended(
    measure(govsite('score', '--config', join(folder, largest, 'config'), '--data', join(folder, largest, 'data'))),
    'score',
  )
  say(`growth: ${NIGHTS} nights`)
  return sectionOf(runs, { again, scored, pages: served.pagesOfTown }, await manyNights(folder, quick))
}

interface Run {
  readonly count: number
  readonly night: Measured
}

async function nightOver(count: number, served: ServedTowns, folder: string): Promise<Measured> {
  const config = join(folder, String(count), 'config')
  writeConfig(config, served, count, UNPACED, { limits: { secondLookSeconds: 0 } })
  return ended(measure(govsite('crawl', '--config', config, '--data', join(folder, String(count), 'data'))), 'the night')
}

async function ended(running: Promise<Measured>, what: string): Promise<Measured> {
  const done = await running
  if (done.code !== 0) throw new Error(`${what} ended with ${done.code}: ${done.stderr}`)
  return done
}

interface Nights {
  readonly sites: number
  readonly pages: number
  readonly first: number
  /** Bytes of each later site-night, on average. */
  readonly later: number
}

async function manyNights(folder: string, quick: boolean): Promise<Nights> {
  const count = quick ? 4 : 10
  const { served, server } = await serveTowns({
    count,
    columns: 5,
    articlesOfColumn: 5,
    paragraphs: 12,
    latencyMs: [0, 0],
    changing: CHANGE,
  })
  const config = join(folder, 'nights', 'config')
  const data = join(folder, 'nights', 'data')
  writeConfig(config, served, count, UNPACED, { limits: { secondLookSeconds: 0 } })
  mkdirSync(data, { recursive: true })
  const command = [process.execPath, 'test/bench/growth/nights.ts', config, data, String(server.pid), String(NIGHTS)]
  const { sizes } = lastJson(await ended(measure(command), 'many nights')) as { readonly sizes: readonly number[] }
  await server.stop()
  const first = (sizes[0] ?? 0) / count
  return { sites: count, pages: served.pagesOfTown, first, later: ((sizes.at(-1) ?? 0) / count - first) / (sizes.length - 1) }
}

interface Again {
  readonly again: Measured
  readonly scored: Measured
  readonly pages: number
}

function sectionOf(runs: readonly Run[], { again, scored, pages }: Again, nights: Nights): Section {
  const alone = runs[0]
  const costs = runs.slice(1).map((run) => costOf(run, alone))
  const [before, last] = [costs.at(-2), costs.at(-1)]
  const judged = again.cpu + scored.cpu
  const share = nights.later / nights.first
  const table: Table = {
    headings: ['sites', 'CPU a site, ms', 'wall a site, ms', 'peak MiB', 'CPU, s', 'wall, s'],
    rows: costs.map(({ count, cpu, wall, peak, night }) => [
      String(count),
      round(cpu),
      round(wall),
      peak === null ? '–' : round(peak),
      round(night.cpu),
      round(night.wall),
    ]),
  }
  const stored: Table = {
    headings: ['', 'bytes a site-night', 'share of the first'],
    rows: [
      ['the first night', round(nights.first), '100 %'],
      [`the next ${NIGHTS - 1}, on average`, round(nights.later), `${round(share * 100)} %`],
    ],
  }
  return {
    title: 'Growth',
    about: `Small sites of ${pages} pages, no pace, no latency, as shipped but for that: a whole night with judging and sealing. Cost a site is what each site adds to a night over one. ${last?.count} stored sites judged again by \`govsite judge\` and scored by \`govsite score\`: ${round(again.cpu)} + ${round(scored.cpu)} CPU seconds, ${round(again.wall + scored.wall)} s. Then ${NIGHTS} nights over ${nights.sites} sites of ${nights.pages} pages, ${CHANGE * 100} % of which change every day.`,
    tables: [table, stored],
    notes: [],
    targets: targetsOf(before, last, judged, share),
  }
}

function targetsOf(before: Cost | undefined, last: Cost | undefined, judged: number, share: number): Target[] {
  const ratio = (pick: (cost: Cost) => number | null) => {
    const [small, large] = [before && pick(before), last && pick(last)]
    return typeof small === 'number' && typeof large === 'number' ? large / small : null
  }
  return [
    atMost(
      `CPU a site, ${last?.count} sites over ${before?.count}`,
      ratio(({ cpu }) => cpu),
      1.1,
      ' ×',
    ),
    atMost(
      `wall a site, ${last?.count} sites over ${before?.count}`,
      ratio(({ wall }) => wall),
      1.1,
      ' ×',
    ),
    atMost(
      `peak memory, ${last?.count} sites over ${before?.count}`,
      ratio(({ peak }) => peak),
      1.1,
      ' ×',
      'a hundred sites end before the heaps of the program and its reading thread have grown to what they are let; from 300 sites on the figure rises little, and nothing of an ended visit is held',
    ),
    atMost(`judging and scoring ${last?.count} stored sites again, CPU`, judged, 30, ' s'),
    atMost(
      'a later night’s bytes over the first’s',
      share * 100,
      5,
      ' %',
      'on sites of 31 small pages what a night keeps whatever its size (seals, results, records) weighs more than what changed',
    ),
  ]
}

interface Cost {
  readonly count: number
  /** Milliseconds that each site adds. */
  readonly cpu: number
  readonly wall: number
  readonly peak: number | null
  readonly night: Measured
}

function costOf({ count, night }: Run, alone: Run | undefined): Cost {
  const added = (pick: (one: Measured) => number) => ((pick(night) - (alone ? pick(alone.night) : 0)) / (count - 1)) * 1000
  return { count, night, cpu: added(({ cpu }) => cpu), wall: added(({ wall }) => wall), peak: night.peakMiB }
}
