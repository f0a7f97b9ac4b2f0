// Installs whatever is missing before the first command: npm packages (Node 24 among them), the browser and a Chinese font; with `--test` the
// programs that the tests open our files with.
// Runs on any Node that npm runs on, so it uses Node's built-ins alone. Idempotent; says one line for each thing that it does.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.govsite-lock-hash')
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

const say = (text) => process.stderr.write(`set-up: ${text}\n`)

function run(command, args, quiet) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  })
  return { ok: done.status === 0, text: `${done.stdout ?? ''}${done.stderr ?? ''}` }
}

function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const have = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (have === wanted) return
  say('installing npm packages (once)')
  // Development packages too: the same clone must be able to run the tests.
  const options = ['--include=dev', '--include=optional', '--no-fund', '--no-audit', '--loglevel=error']
  // A registry that mirrors only some systems' packages makes `ci` refuse the lock; `install` takes the same versions from it.
  const done = [['ci'], ['install', '--no-save']].some((command) => run('npm', [...command, ...options], false).ok)
  if (!done) {
    say('npm could not install the packages. Look at the lines above, mend the connection to the npm registry, and run the command again.')
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}

/** `npx govsite` finds the program of this very clone. */
function linkCommand() {
  const link = join(modules, '.bin', 'govsite')
  if (existsSync(link) || process.platform === 'win32') return
  mkdirSync(dirname(link), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync('../../src/cli/launch.mjs', link)
}

const hasBrowser = () => BROWSERS.some((path) => existsSync(path))
const hasFont = () => run('fc-list', [':lang=zh'], true).text.trim() !== ''
const hasProgram = (name) => run('which', [name], true).ok

/** What a night needs of the system. */
const FOR_NIGHTS = [
  { isThere: hasBrowser, packages: ['chromium'] },
  { isThere: hasFont, packages: ['fontconfig', 'fonts-noto-cjk'] },
]
/** Programs that are not ours, by which the tests open what we write. */
const FOR_TESTS = [
  { isThere: () => hasProgram('soffice'), packages: ['libreoffice-calc-nogui', 'libreoffice-writer-nogui'] },
  { isThere: () => hasProgram('pdftoppm'), packages: ['poppler-utils'] },
  { isThere: () => hasProgram('unzip'), packages: ['unzip'] },
  { isThere: () => hasProgram('openssl'), packages: ['openssl'] },
]

function installSystem(needs, without) {
  if (process.platform !== 'linux') return
  const wanted = needs.filter(({ isThere }) => !isThere()).flatMap(({ packages }) => packages)
  if (wanted.length === 0) return
  const mayInstall = process.getuid?.() === 0 && run('apt-get', ['--version'], true).ok
  const command = `apt-get install -y ${wanted.join(' ')}`
  if (!mayInstall) {
    say(`missing: ${wanted.join(', ')}. Run as root: ${command}`)
    say(`going on without: ${without}`)
    return
  }
  say(`installing ${wanted.join(', ')} (once)`)
  const plain = ['install', '-y', '-qq', '--no-install-recommends', ...wanted]
  const done = run('apt-get', ['update', '-qq'], true).ok && run('apt-get', plain, true).ok
  if (!done) say(`that did not work. Run it by hand and read what it says: ${command}`)
}

installPackages()
linkCommand()
installSystem(FOR_NIGHTS, 'pages that need a browser will be doubts, not findings.')
if (process.argv.includes('--test')) installSystem(FOR_TESTS, 'the tests that need these programs will fail.')
