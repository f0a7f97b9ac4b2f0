import type { Browser } from 'playwright'
import type { Log } from '../model/log.ts'
import { type Launched, launchBrowser, type Unsandboxed } from './launch-browser.ts'

interface Process {
  readonly launched: Launched
  /** The pages that are drawn in it now. */
  readonly stays: Set<Stay>
  used: number
}

interface Stay {
  shared: boolean
  /** Another page came, was drawn at once and went: the process was well. */
  proven: boolean
}

/** A page's place in a browser process. */
export interface Place {
  readonly browser: Browser
  /** True when other pages were drawn in the process, and what went wrong may be their doing. */
  disturbed(): boolean
  /** To be called when the page is done: `quick` when it was drawn in good time, `broken` when no other page may enter the process. */
  leave(how: 'quick' | 'sound' | 'broken'): void
}

/** Browser processes: launched at the first page, replaced after a crash or after so many pages. */
export interface Browsers {
  /** A place for a page, in a process that no other page enters where it is to be `alone`. */
  enter(how?: { readonly alone: boolean }): Promise<Place>
  close(): Promise<void>
}

/** A browser that did not start so many times running will not start tonight; each try may take half a minute. */
const MOST_FAILED_STARTS = 3

/** A process draws no more than `pages` pages. `tell` hears of every process that runs without its sandbox. */
export function createBrowsers(executable: string, log: Log, pages: number, tell: (why: Unsandboxed) => void = () => {}): Browsers {
  let current: Promise<Process> | undefined
  const alive = new Set<Launched>()
  let failedStarts = 0

  const retire = (process: Promise<Process>) => {
    if (current === process) current = undefined
  }
  function start(): Promise<Process> {
    if (failedStarts >= MOST_FAILED_STARTS) return Promise.reject(new Error(`the browser did not start ${failedStarts} times running`))
    const started = launchInto(alive, executable, log, () => retire(started))
    started.then(
      ({ launched }) => {
        failedStarts = 0
        if (launched.unsandboxed !== null) tell(launched.unsandboxed)
      },
      () => {
        failedStarts += 1
        retire(started)
      },
    )
    return started
  }

  return {
    async enter({ alone } = { alone: false }) {
      if (!alone) current ??= start()
      let mine = alone ? start() : (current ?? start())
      let process = await mine
      // While we waited it may have been found broken, or filled up.
      while (!alone && current !== mine) {
        current ??= start()
        mine = current
        process = await mine
      }
      const stay: Stay = { shared: process.stays.size > 0, proven: false }
      for (const other of process.stays) other.shared = true
      process.stays.add(stay)
      process.used++
      if (process.used >= pages) retire(mine)
      return {
        browser: process.launched.browser,
        disturbed: () => stay.shared && !stay.proven,
        leave(how) {
          const earlier = [...process.stays].slice(0, [...process.stays].indexOf(stay))
          if (how === 'quick') for (const other of earlier) other.proven = true
          process.stays.delete(stay)
          if (how === 'broken') retire(mine)
          // A neighbour may still be drawing in it: one broken page costs one page.
          if (process.stays.size === 0 && current !== mine) void end(process.launched)
        },
      }
    },
    async close() {
      current = undefined
      await Promise.all([...alive].map(end))
    },
  }
}

/** A process that is among the `alive` until it is gone, which `gone` then hears of. */
async function launchInto(alive: Set<Launched>, executable: string, log: Log, gone: () => void): Promise<Process> {
  const launched = await launchBrowser(executable, log)
  alive.add(launched)
  launched.browser.on('disconnected', () => {
    alive.delete(launched)
    gone()
    remove(launched, log)
  })
  return { launched, stays: new Set(), used: 0 }
}

function remove(launched: Launched, log: Log): void {
  launched.remove().catch((error) => log.warn({ error: String(error) }, 'the browser left files behind'))
}

async function end({ browser, remove }: Launched): Promise<void> {
  await browser.close().catch(() => {})
  // Its end was heard of too, and what cannot be removed is told there.
  await remove().catch(() => {})
}
