import { join } from 'node:path'
import { hasScrapy, PYTHON } from '../install.ts'
import { lastJson, type Measured, measure } from '../measure.ts'
import { atLeast, atMost, type BenchOptions, median, round, type Section, type Target, target } from '../section.ts'
import { temporaryFolder } from '../stop.ts'
import { AS_SHIPPED } from '../towns.ts'
import { type ServedSite, serveSite } from './serve.ts'

const HERE = 'test/bench/one-site'
const FLOOR = 'floor'
const OURS = 'govsite'
const HERE_READ = 'govsite, reading in the main thread'

interface Runner {
  readonly name: string
  readonly about: string
  readonly command: readonly string[]
  /** Takes part in so many rounds; the slow ones in fewer. */
  readonly rounds: number
}

interface Round extends Measured {
  readonly counts: Counts
}

interface Counts {
  readonly pages: number
  readonly links: number
  readonly broken: number
  /** The longest time that the event loop was held, where it was measured. */
  readonly heldMillis?: number
}

/** Found by profiles of the program on this site. */
const WHY =
  'of some 5 CPU seconds the reading thread takes 1.5 for two hundred pages of the second level, read for all that a visit goes on (columns, lists, boards, forms, what scripts would fill) where the floor takes links alone; compiling hot code and collecting garbage take 1.3 in threads of their own; the start takes 0.5, half of it for the configuration; the 3,800 other links with their evidence cost the rest, less than the floor, which parses them all'
const WHY_WALL = `${WHY}; pages are read before links are tested, so the two cores work one after the other for most of the time`
const WHY_MEMORY =
  'a program of its size begins at 120 MiB, its reading thread adds 30, and what the two heaps and the socket buffers leave to be collected makes the rest; the live heap stays below 80 MiB'

/** One big site, three levels, every distinct link tested: the floor, the program, and its peers by turns. */
export async function oneSiteJob(options: BenchOptions): Promise<Section> {
  const site = await serveSite(temporaryFolder('one-site'))
  const runners = await runnersOf(options)
  const results = new Map<string, Round[]>(runners.map(({ name }) => [name, []]))
  // An installed program has been started before: what Node keeps of compiled sources is there for everyone.
  const cache = temporaryFolder('one-site-compiled')
  for (const runner of runners) {
    options.say(`one site: unmeasured, ${runner.name}`)
    await runOnce(runner, site, cache)
  }
  for (let turn = 0; turn < options.rounds; turn += 1) {
    // Another one begins every time, so that none always meets the machine as the last left it.
    const order = runners.map((_, index) => runners[(index + turn) % runners.length])
    for (const runner of order) {
      if (runner === undefined || turn >= runner.rounds) continue
      options.say(`one site: round ${turn + 1} of ${runner.rounds}, ${runner.name}`)
      results.get(runner.name)?.push(await runOnce(runner, site, cache))
    }
  }
  await site.stop()
  return sectionOf(runners, results, site, await hasScrapy())
}

async function runnersOf({ rounds, peerRounds, quick }: BenchOptions): Promise<Runner[]> {
  const node = process.execPath
  const peers: Runner[] = [
    {
      name: 'Crawlee HttpCrawler',
      about: 'Crawlee 3.18.1 with htmlparser2',
      command: [node, join(HERE, 'peers/crawlee-http.mjs')],
      rounds: peerRounds,
    },
    {
      name: 'Crawlee CheerioCrawler',
      about: 'Crawlee 3.18.1',
      command: [node, join(HERE, 'peers/crawlee-cheerio.mjs')],
      rounds: peerRounds,
    },
    ...((await hasScrapy())
      ? [{ name: 'Scrapy', about: 'breadth-first queues', command: [PYTHON, join(HERE, 'peers/scrapy_peer.py')], rounds: peerRounds }]
      : []),
  ]
  return [
    { name: FLOOR, about: 'undici and htmlparser2, nothing kept', command: [node, join(HERE, 'floor.ts')], rounds },
    {
      name: OURS,
      about: 'everything stored, hashed, compressed',
      command: [...AS_SHIPPED, join(HERE, 'govsite.ts')],
      rounds,
    },
    {
      name: HERE_READ,
      about: 'to see what the reading thread is worth',
      command: [...AS_SHIPPED, join(HERE, 'govsite.ts'), '--here'],
      rounds: peerRounds,
    },
    ...(quick ? peers.slice(0, 1) : peers),
  ]
}

async function runOnce({ name, command }: Runner, { home }: ServedSite, cache: string): Promise<Round> {
  const measured = await measure([...command, home], { env: { NODE_COMPILE_CACHE: cache } })
  if (measured.code !== 0) throw new Error(`${name} ended with ${measured.code}: ${measured.stderr}`)
  return { ...measured, counts: lastJson(measured) as Counts }
}

function sectionOf(runners: readonly Runner[], results: ReadonlyMap<string, readonly Round[]>, site: ServedSite, scrapy: boolean): Section {
  const of = (name: string) => figuresOf(results.get(name) ?? [])
  const floor = of(FLOOR)
  const rows = runners.map(({ name, about, rounds }) => {
    const own = of(name)
    const ratios = [own.wall / floor.wall, own.cpu / floor.cpu].map((ratio) => ratio.toFixed(2))
    return [
      name,
      about,
      ...ratios,
      round(own.wall),
      round(own.cpu),
      own.peak === null ? '–' : round(own.peak),
      round(own.pages / own.wall),
      told(own.counts, site.truth),
      String(Math.min(rounds, own.rounds)),
    ]
  })
  const { pages, links, broken } = site.truth
  const held = (name: string) => median(of(name).counts.map(({ heldMillis }) => heldMillis ?? 0))
  return {
    title: 'One big site',
    about: `A generated site of ${pages} pages with ${links} distinct links, ${broken} of them broken in eight ways, served by ${site.by} on loopback. Three levels, every distinct link tested once. Every peer in a process of its own, by turns, each with Node’s compile cache from an earlier start; medians.`,
    tables: [{ headings: ['', '', 'wall / floor', 'CPU / floor', 'wall, s', 'CPU, s', 'peak MiB', 'pages/s', 'counts', 'rounds'], rows }],
    notes: [
      `The longest that the event loop was held: ${held(OURS)} ms with a reading thread, ${held(HERE_READ)} ms when pages are read in the main thread. A page that takes seconds would hold every socket and every deadline as long; in its thread it holds nothing.`,
      ...(scrapy ? [] : ['Scrapy is not installed here and took no part.']),
    ],
    targets: targetsOf(of, results, site),
  }
}

function targetsOf(of: (name: string) => Figures, results: ReadonlyMap<string, readonly Round[]>, { truth }: ServedSite): Target[] {
  const [floor, ours] = [of(FLOOR), of(OURS)]
  const crawlee = [...results.keys()].filter((name) => name.startsWith('Crawlee')).map((name) => of(name).wall)
  const exact = told(ours.counts, truth) === 'exact'
  return [
    atMost('CPU over the floor’s, all evidence stored', ours.cpu / floor.cpu, 1.5, ' ×', WHY),
    atMost('wall over the floor’s, all evidence stored', ours.wall / floor.wall, 1.2, ' ×', WHY_WALL),
    atLeast('times as fast as the best of Crawlee', Math.min(...crawlee) / ours.wall, 2.5, ' ×', WHY_WALL),
    atMost('peak memory of the one site', ours.peak, 300, ' MiB', WHY_MEMORY),
    target('pages, links and broken links of the one site', 'exact', told(ours.counts, truth), exact),
  ]
}

interface Figures {
  readonly wall: number
  readonly cpu: number
  readonly peak: number | null
  readonly pages: number
  readonly counts: readonly Counts[]
  readonly rounds: number
}

function figuresOf(rounds: readonly Round[]): Figures {
  const peaks = rounds.map(({ peakMiB }) => peakMiB).filter((peak) => peak !== null)
  return {
    wall: median(rounds.map(({ wall }) => wall)),
    cpu: median(rounds.map(({ cpu }) => cpu)),
    peak: peaks.length === 0 ? null : median(peaks),
    pages: median(rounds.map(({ counts }) => counts.pages)),
    counts: rounds.map(({ counts }) => counts),
    rounds: rounds.length,
  }
}

/** `exact`, or what differs from the truth in any round. */
function told(counts: readonly Counts[], truth: Counts): string {
  const names = ['pages', 'links', 'broken'] as const
  const wrong = counts.flatMap((one) =>
    names.filter((name) => one[name] !== truth[name]).map((name) => `${name} ${one[name]} instead of ${truth[name]}`),
  )
  return wrong.length === 0 ? 'exact' : [...new Set(wrong)].join(', ')
}
