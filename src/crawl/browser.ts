import { type Browser, chromium } from 'playwright'
import type { Log } from '../model/log.ts'

/** Pages that one browser process draws before a new one takes over: memory that pages leave behind goes with it. */
const PAGES_PER_BROWSER = 100
const LAUNCH_MS = 30_000

const FLAGS = [
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--no-first-run',
  '--no-pings',
  '--mute-audio',
  '--hide-scrollbars',
  // Nothing but our proxy may resolve or be reached, by whatever protocol.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-blink-features=WebTransport',
]

interface Process {
  readonly browser: Browser
  pages: number
  used: number
}

/** Browser processes: launched at the first page, replaced after a crash or after so many pages. */
export interface Browsers {
  /** The process for a page; `leave` must be called when the page is done, with `broken` when no other page may enter the process. */
  enter(): Promise<{ readonly browser: Browser; leave(broken: boolean): void }>
  close(): Promise<void>
}

export function createBrowsers(executable: string, log: Log): Browsers {
  let current: Promise<Process> | undefined
  const alive = new Set<Browser>()

  const retire = (process: Promise<Process>) => {
    if (current === process) current = undefined
  }
  function start(): Promise<Process> {
    const started = launchInto(alive, executable, log, () => retire(started))
    started.catch(() => retire(started))
    return started
  }

  return {
    async enter() {
      current ??= start()
      const mine = current
      const process = await mine
      process.pages++
      process.used++
      if (process.used >= PAGES_PER_BROWSER) retire(mine)
      return {
        browser: process.browser,
        leave(broken) {
          process.pages--
          if (broken) retire(mine)
          // A neighbour may still be drawing in it: one broken page costs one page.
          if (process.pages === 0 && current !== mine) void end(process.browser)
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
async function launchInto(alive: Set<Browser>, executable: string, log: Log, gone: () => void): Promise<Process> {
  const browser = await launch(executable, log)
  alive.add(browser)
  browser.on('disconnected', () => {
    alive.delete(browser)
    gone()
  })
  return { browser, pages: 0, used: 0 }
}

async function end(browser: Browser): Promise<void> {
  await browser.close().catch(() => {})
}

async function launch(executable: string, log: Log): Promise<Browser> {
  const root = process.getuid?.() === 0
  if (root) log.warn({ browser: executable }, 'the browser runs without its sandbox, because we run as root')
  try {
    return await launchWith(executable, !root)
  } catch (error) {
    if (root) throw error
    log.warn({ browser: executable, error: String(error).slice(0, 300) }, 'the browser does not start in its sandbox: trying without')
    return launchWith(executable, false)
  }
}

function launchWith(executablePath: string, chromiumSandbox: boolean): Promise<Browser> {
  return chromium.launch({
    executablePath,
    chromiumSandbox,
    headless: true,
    args: FLAGS,
    // What belongs to no page goes nowhere; each page brings its own proxy.
    proxy: { server: 'http://127.0.0.1:9', bypass: '<-loopback>' },
    env: withoutProxies(process.env),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: LAUNCH_MS,
  })
}

function withoutProxies(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) if (value !== undefined && !/_proxy$/i.test(name)) kept[name] = value
  return kept
}
