import { join } from 'node:path'
import { type Measured, measure } from '../measure.ts'
import { atMost, type BenchOptions, round, type Section, type Target, target } from '../section.ts'
import { temporaryFolder } from '../stop.ts'
import { govsite, serveTowns, writeConfig } from '../towns.ts'
import type { HostTally } from './tally.ts'

const RATE = 4
const CONNECTIONS = 2
const LATENCY_MS = [50, 300] as const

/** A hundred sites in one night, at the pace that politeness sets. */
export async function provinceJob({ quick, say }: BenchOptions): Promise<Section> {
  const count = quick ? 20 : 100
  const plan = { count, columns: 9, articlesOfColumn: quick ? 3 : 21, paragraphs: 12, latencyMs: LATENCY_MS, changing: 0 }
  const { served, server } = await serveTowns(plan)
  const folder = temporaryFolder('province')
  const config = join(folder, 'config')
  // All sites at once, for it is the sites' politeness that is to set the pace; nothing fails, so no look is repeated a minute later.
  const politeness = { requestsPerSecond: RATE, requestsPerSecondPerAddress: RATE * 2, connectionsPerHost: CONNECTIONS, sitesAtOnce: count }
  writeConfig(config, served, count, politeness, { limits: { secondLookSeconds: 1 } })
  say(`province: ${count} sites of ${served.pagesOfTown} pages, a minute`)
  const night = await measure(govsite('crawl', '--config', config, '--data', join(folder, 'data')))
  const log = (await server.stop()) as ServerLog
  if (night.code !== 0) throw new Error(`the night ended with ${night.code}: ${night.stderr}`)
  const size = { sites: count, pages: served.pagesOfTown }
  return sectionOf(figuresOf(night, log, size), size)
}

interface Size {
  readonly sites: number
  readonly pages: number
}

interface ServerLog {
  readonly hosts: Readonly<Record<string, HostTally>>
  readonly cpuSeconds: number
}

interface Figures {
  readonly night: Measured
  /** Seconds that politeness asks for: the slowest site's requests at the rate that it is owed. */
  readonly bound: number
  /** Seconds from the first request of all to the last. */
  readonly asking: number
  readonly requests: number
  /** The most that any host saw. */
  readonly inASecond: number
  readonly connections: number
  readonly inFlight: number
  readonly gapMs: number
  readonly complete: boolean
  readonly serving: number
}

function figuresOf(night: Measured, { hosts: byHost, cpuSeconds: serving }: ServerLog, size: Size): Figures {
  const hosts = Object.values(byHost)
  const most = (pick: (host: HostTally) => number) => hosts.reduce((top, host) => Math.max(top, pick(host)), 0)
  const least = (pick: (host: HostTally) => number) => hosts.reduce((low, host) => Math.min(low, pick(host)), Number.MAX_SAFE_INTEGER)
  return {
    night,
    bound: (most(({ requests }) => requests) - 1) / RATE,
    asking: most(({ last }) => last) - least(({ first }) => first),
    requests: hosts.reduce((sum, { requests }) => sum + requests, 0),
    inASecond: most(({ mostInASecond }) => mostInASecond),
    connections: most(({ mostConnections }) => mostConnections),
    inFlight: most(({ mostInFlight }) => mostInFlight),
    gapMs: least(({ shortestGapMs }) => shortestGapMs),
    complete: hosts.length === size.sites && hosts.every(({ requests }) => requests >= size.pages),
    serving,
  }
}

function sectionOf(figures: Figures, size: Size): Section {
  const { night, bound, asking, requests, inASecond, connections, inFlight } = figures
  const peak = night.peakMiB === null ? '–' : round(night.peakMiB)
  const ratios = [asking, night.wall].map((seconds) => (seconds / bound).toFixed(3))
  return {
    title: 'A province at night',
    about: `${size.sites} sites of ${size.pages} pages (about 12 KB each), every answer after ${LATENCY_MS.join('–')} ms, ${RATE} requests a second and ${CONNECTIONS} connections a host, one whole night by \`govsite crawl\` without a browser, all sites at once. The bound is what the slowest site was asked, at the rate that it is owed.`,
    tables: [
      {
        headings: ['bound, s', 'asking, s', 'whole night, s', 'asking / bound', 'night / bound', 'CPU, s', 'peak MiB', 'requests'],
        rows: [[round(bound), round(asking), round(night.wall), ...ratios, round(night.cpu), peak, String(requests)]],
      },
      {
        headings: ['from the servers’ own log', 'allowed', 'the most that any host saw'],
        rows: [
          ['requests in any one second', String(RATE), String(inASecond)],
          ['connections open at once', String(CONNECTIONS), String(connections)],
          ['answers owed at once', String(CONNECTIONS), String(inFlight)],
        ],
      },
    ],
    notes: [
      `Shortest gap between two requests to one host: ${round(figures.gapMs)} ms. Serving the sites took ${round(figures.serving)} CPU seconds beside the program's.`,
    ],
    targets: targetsOf(figures),
  }
}

function targetsOf({ night, bound, asking, inASecond, connections, complete }: Figures): Target[] {
  const rest = night.wall - asking
  return [
    atMost(
      'asking the sites, over the bound that politeness sets',
      asking / bound,
      1.05,
      ' ×',
      `slots are 2 % longer than the rate asks, so that jitter on the way shows no server more; the rest is lateness of a process that serves all sites with ${round(night.cpu / night.wall)} of a core: one site alone takes 1.02 ×`,
    ),
    atMost(
      'the whole night over that bound',
      night.wall / bound,
      1.05,
      ' ×',
      `${round(rest)} s are start, judging and sealing, when no site is asked`,
    ),
    atMost(
      'peak memory of the province without a browser',
      night.peakMiB,
      400,
      ' MiB',
      'every site is visited at once, and each holds what its pages of the second level lead to until its links are tested',
    ),
    target('requests in any one second, by the servers’ log', `at most ${RATE}`, String(inASecond), inASecond <= RATE),
    target('connections to one host, by the servers’ log', `at most ${CONNECTIONS}`, String(connections), connections <= CONNECTIONS),
    target('every page of every site asked for', 'all', complete ? 'all' : 'some missing', complete),
  ]
}
