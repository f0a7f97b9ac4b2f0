import type { Browser } from 'playwright'
import type { Log } from '../model/log.ts'
import { type Launched, launchBrowser, type Unsandboxed } from './launch-browser.ts'

interface Process {
  readonly launched: Launched
  pages: number
  used: number
}

/** Browser processes: launched at the first page, replaced after a crash or after so many pages. */
export interface Browsers {
  /**
   * The process for a page, one that no other page enters where it is to be `alone`; `leave` must be called when the page is done, with `broken` when no other
   * page may enter the process.
   */
  enter(how?: { readonly alone: boolean }): Promise<{ readonly browser: Browser; leave(broken: boolean): void }>
  close(): Promise<void>
}

/** A process draws no more than `pages` pages. `tell` hears of every process that runs without its sandbox. */
export function createBrowsers(executable: string, log: Log, pages: number, tell: (why: Unsandboxed) => void = () => {}): Browsers {
  let current: Promise<Process> | undefined
  const alive = new Set<Launched>()

  const retire = (process: Promise<Process>) => {
    if (current === process) current = undefined
  }
  function start(): Promise<Process> {
    const started = launchInto(alive, executable, log, () => retire(started))
    started.then(
      ({ launched }) => launched.unsandboxed !== null && tell(launched.unsandboxed),
      () => {},
    )
    started.catch(() => retire(started))
    return started
  }

  return {
    async enter({ alone } = { alone: false }) {
      if (!alone) current ??= start()
      const mine = alone ? start() : (current ?? start())
      const process = await mine
      process.pages++
      process.used++
      if (process.used >= pages) retire(mine)
      return {
        browser: process.launched.browser,
        leave(broken) {
          process.pages--
          if (broken) retire(mine)
          // A neighbour may still be drawing in it: one broken page costs one page.
          if (process.pages === 0 && current !== mine) void end(process.launched)
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
  return { launched, pages: 0, used: 0 }
}

function remove(launched: Launched, log: Log): void {
  launched.remove().catch((error) => log.warn({ error: String(error) }, 'the browser left files behind'))
}

async function end({ browser, remove }: Launched): Promise<void> {
  await browser.close().catch(() => {})
  // Its end was heard of too, and what cannot be removed is told there.
  await remove().catch(() => {})
}
