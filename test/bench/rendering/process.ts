import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createNet } from '../../../src/crawl/net.ts'
import { createRenderer } from '../../../src/crawl/render.ts'
import { loadConfig } from '../../../src/registry/config.ts'
import { descendants, sum } from '../measure.ts'

/** Draws so many pages as a night does, kills a page's process and then a whole browser on the way, and prints what came of it as one line of JSON. */
const [origin = '', pagesWanted = '1'] = process.argv.slice(2)
const pages = Number(pagesWanted)
const STEPS = 10
/** After these shares of the pages something is killed. */
const KILLS = [
  [0.35, 'renderer'],
  [0.65, 'browser'],
] as const
const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'config')
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error }
// The browser is ended on `exit`.
process.on('SIGTERM', () => process.exit(143))

const { settings: shipped } = await loadConfig(SHIPPED, SHIPPED)
const unpaced = { ...shipped.politeness, requestsPerSecond: 100_000, requestsPerSecondPerAddress: 100_000 }
const settings = { ...shipped, politeness: unpaced, guard: { ...shipped.guard, allow: [{ cidr: '127.0.0.0/8' }] } }
const net = createNet({ settings, log, now: Date.now })
const renderer = await createRenderer({ settings, net, log, now: Date.now })
if (renderer === null) {
  console.log(JSON.stringify({ browser: false }))
} else {
  const began = performance.now()
  const steps: { pages: number; seconds: number; node: number; browser: number }[] = []
  const failures: string[] = []
  let done = 0
  let drawn = 0
  const drawOne = async (number: number) => {
    const { outcome } = await renderer.render({ url: `${origin}/page/${number}`, screenshot: false })
    if (outcome.kind === 'failed') failures.push(outcome.detail)
    else if (Buffer.from(outcome.html).includes('/59.html')) drawn += 1
    done += 1
    for (const [share, what] of KILLS) if (done === Math.round(pages * share)) killOne(what)
    if (done % Math.ceil(pages / STEPS) === 0) steps.push({ pages: done, seconds: (performance.now() - began) / 1000, ...memory() })
  }
  await Promise.all(Array.from({ length: pages }, (_, number) => drawOne(number)))
  const seconds = (performance.now() - began) / 1000
  await renderer.close()
  console.log(JSON.stringify({ browser: true, pages, drawn, failures, seconds, steps, left: descendants(process.pid).length }))
}
await net.close()

/** MiB: of this process, and of the browser's processes with what they share counted once. */
function memory(): { node: number; browser: number } {
  const browser = sum(descendants(process.pid).map(proportionalKiB))
  return { node: process.memoryUsage.rss() / 2 ** 20, browser: browser / 1024 }
}

function proportionalKiB(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    // It ended while we looked.
    return 0
  }
}

/** Kills the first process of that kind below us, as a lack of memory or a bug of the browser would. */
function killOne(what: 'renderer' | 'browser'): void {
  const found = descendants(process.pid).find((pid) => kindOf(pid) === what)
  if (found !== undefined) process.kill(found, 'SIGKILL')
}

function kindOf(pid: number): 'renderer' | 'browser' | 'other' {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    if (words.includes('--type=renderer')) return 'renderer'
    return words.includes('--headless') && !words.includes('--type=') ? 'browser' : 'other'
  } catch {
    // It ended while we looked.
    return 'other'
  }
}
