import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const PEERS = join('test', 'bench')

/** Path of the program; null where it is not installed. */
export async function found(program: string): Promise<string | null> {
  // Not every PATH leads to where Debian keeps its servers.
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`
  return await run('sh', ['-c', `command -v ${program}`], { env: { ...process.env, PATH: path } }).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  )
}

/** Whether Python can load Scrapy, by the interpreter of the system. */
export async function hasScrapy(): Promise<boolean> {
  return await run(PYTHON, ['-c', 'import scrapy']).then(
    () => true,
    () => false,
  )
}

/** The interpreter that Debian's packages belong to, whatever other one comes first on the PATH. */
export const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'

/** Brings what the jobs compare with, as far as this machine lets us; what is missing then is said in the report. */
export async function installPeers(say: (text: string) => void): Promise<void> {
  if (!existsSync(join(PEERS, 'node_modules', '@crawlee'))) {
    say('installing the peers into test/bench')
    npm()
  }
  const wanted = [...((await found('nginx')) === null ? ['nginx-light'] : []), ...((await hasScrapy()) ? [] : ['python3-scrapy'])]
  if (wanted.length === 0) return
  if (process.getuid?.() !== 0 || (await found('apt-get')) === null) {
    say(`not installed, and not to be installed by this user: ${wanted.join(', ')}`)
    return
  }
  say(`installing ${wanted.join(', ')}`)
  apt(['update'])
  for (const name of wanted) if (!apt(['install', '-y', '--no-install-recommends', name])) say(`${name} cannot be installed here`)
}

function npm(): void {
  const done = spawnSync('npm', ['ci', '--prefix', PEERS, '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // No peer of ours draws pages.
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', PUPPETEER_SKIP_DOWNLOAD: '1' },
  })
  if (done.status !== 0) throw new Error('the peers cannot be installed: npm ci in test/bench failed')
}

function apt(args: readonly string[]): boolean {
  const done = spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return done.status === 0
}
