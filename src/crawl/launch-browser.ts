import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import type { Log } from '../model/log.ts'
import { FOLDER_OF_BROWSER } from './left-behind.ts'

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
  // Under one name in the browser, under the other in its headless shell; without it a page sends datagrams wherever it likes.
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-blink-features=WebTransport',
]

/** Why a browser runs without its sandbox: it has none under root, and on some systems none under anybody. */
export type Unsandboxed = 'root' | 'unsupported'

export interface Launched {
  readonly browser: Browser
  /** Null for one that runs in its sandbox. */
  readonly unsandboxed: Unsandboxed | null
  /** Removes what the process kept on the disk; once it has ended. */
  remove(): Promise<void>
}

/** A browser that reaches nothing but the proxies of its pages, in its sandbox where the system allows one; the log says where not. */
export async function launchBrowser(executable: string, log: Log): Promise<Launched> {
  const root = isRoot()
  if (root) log.warn({ browser: executable }, 'the browser runs without its sandbox, because we run as root')
  try {
    return { ...(await launchWith(executable, !root)), unsandboxed: root ? 'root' : null }
  } catch (error) {
    if (root) throw error
    log.warn({ browser: executable, error: String(error).slice(0, 300) }, 'the browser does not start in its sandbox: trying without')
    return { ...(await launchWith(executable, false)), unsandboxed: 'unsupported' }
  }
}

/** Whether the browser would run in its sandbox, by starting it; under root it is known without. Rejects where it does not start at all. */
export async function sandboxOf(executable: string, log: Log): Promise<'on' | Unsandboxed> {
  if (isRoot()) return 'root'
  const { browser, unsandboxed, remove } = await launchBrowser(executable, log)
  await browser.close()
  await remove()
  return unsandboxed ?? 'on'
}

const isRoot = () => process.getuid?.() === 0

async function launchWith(executablePath: string, chromiumSandbox: boolean): Promise<Omit<Launched, 'unsandboxed'>> {
  // Loaded with the first browser: a night without one need not carry its 75 MB.
  const { chromium } = await import('playwright')
  const { folder, remove } = await privateFolder()
  try {
    const browser = await chromium.launch({
      executablePath,
      chromiumSandbox,
      headless: true,
      args: FLAGS,
      // What belongs to no page goes nowhere: no rule resolves this name. Each page brings its own proxy.
      proxy: { server: 'http://nowhere.invalid:9', bypass: '<-loopback>' },
      env: { ...withoutProxies(process.env), TMPDIR: folder, CHROME_CONFIG_HOME: folder, GSETTINGS_BACKEND: 'memory' },
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: LAUNCH_MS,
    })
    return { browser, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** For crash reports, settings and temporary files, which would otherwise stay behind in the user's own folders. */
async function privateFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), FOLDER_OF_BROWSER))
  const atExit = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', atExit)
  return {
    folder,
    async remove() {
      process.off('exit', atExit)
      // The last of its processes may still be writing.
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function withoutProxies(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) if (value !== undefined && !/_proxy$/i.test(name)) kept[name] = value
  return kept
}
