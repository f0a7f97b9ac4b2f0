import { closeSync, openSync } from 'node:fs'
import { now } from '../../../src/cli/clock.ts'
import { codeOf } from '../../../src/crawl/failures.ts'
import { createNet } from '../../../src/crawl/net.ts'
import { probeHome } from '../../../src/crawl/probe.ts'
import type { ProbeCapture } from '../../../src/model/capture.ts'
import type { Config } from '../../../src/model/config.ts'
import { instantOf } from '../../../src/model/time.ts'
import type { Draft } from '../../../src/model/visit.ts'
import { SILENT } from '../../store/content.ts'
import { type Night, nightOver } from '../dns/world.ts'

/** What is done to the process while it works. */
export type Disturbance =
  | { readonly what: 'hold'; readonly ms: number }
  /** Hardly ever alive for so long. */
  | { readonly what: 'starve'; readonly ms: number }
  /** All that are left and all that become free, until the visit ends. */
  | { readonly what: 'take-files' }
  | { readonly what: 'set-clock'; readonly ms: number }

export type Order = Disturbance | Work
export interface Work {
  /** A whole night, or one visit for the availability series. */
  readonly what: 'night' | 'probe'
  readonly config: Config
  /** Done when the visit of a site begins. */
  readonly first?: Disturbance
}
export type Answer =
  | { readonly what: 'ready' | 'disturbed' }
  | { readonly what: 'done'; readonly findings: Night['findings']; readonly probes: readonly Draft<ProbeCapture>[] }
  | { readonly what: 'broken'; readonly error: string }

const STARVED_MS = 400
const realNow = Date.now
const taken: number[] = []
const timers = new Set<NodeJS.Timeout>()
const tell = (answer: Answer) => void process.send?.(answer)

process.on('message', (order: Order) => {
  if (!('config' in order)) return void disturb(order)
  const work = order.what === 'night' ? night(order) : probe(order)
  work.then(tell, (error: unknown) => tell({ what: 'broken', error: String(error) })).finally(recover)
})
process.on('disconnect', () => process.exit())
tell({ what: 'ready' })

async function night({ config, first }: Work): Promise<Answer> {
  // Whatever disturbed the visit is over when it is judged: what was captured must speak for itself.
  const site = (_: unknown, state: 'begins' | 'done') => {
    if (state === 'done') recover()
    else if (first) disturb(first)
  }
  const { findings } = await nightOver(config, { progress: { begin() {}, site, links() {}, note() {}, end() {} } })
  return { what: 'done', findings, probes: [] }
}

async function probe({ config }: Work): Promise<Answer> {
  const net = createNet({ settings: config.settings, log: SILENT, now })
  try {
    const probes = await Promise.all(config.sites.map((site) => probeHome(site, instantOf(now()), { config, net, now })))
    return { what: 'done', findings: [], probes }
  } finally {
    await net.close()
  }
}

function disturb(order: Disturbance): void {
  switch (order.what) {
    case 'hold':
      tell({ what: 'disturbed' })
      hold(order.ms)
      return
    case 'starve':
      starve(performance.now() + order.ms)
      break
    case 'take-files':
      takeFiles()
      timers.add(setInterval(takeFiles, 1))
      break
    case 'set-clock':
      Date.now = () => realNow() + order.ms
  }
  tell({ what: 'disturbed' })
}

function recover(): void {
  for (const timer of timers) clearInterval(timer)
  timers.clear()
  Date.now = realNow
  for (const file of taken.splice(0)) closeSync(file)
}

function hold(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

function starve(until: number): void {
  const timer = setInterval(() => {
    if (performance.now() > until) clearInterval(timer)
    else hold(STARVED_MS)
  }, 20)
  timers.add(timer)
}

function takeFiles(): void {
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'))
  } catch (error) {
    if (codeOf(error) !== 'EMFILE') throw error
  }
}
