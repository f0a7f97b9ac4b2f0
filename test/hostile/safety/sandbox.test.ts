import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser } from '../../../src/crawl/browser-path.ts'
import { launchBrowser, sandboxOf } from '../../../src/crawl/launch-browser.ts'
import { runCli } from '../../cli/cli.ts'
import { silent } from '../../crawl/net/world.ts'
import { SINGLE } from './single-cases.ts'

const IS_ROOT = process.getuid?.() === 0
const NOBODY = 65_534
let folder: string
let browser: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-sandbox-'))
  chmodSync(folder, 0o777)
  browser = (await findBrowser()) ?? ''
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What an ordinary user is told of this browser. */
async function asked(executable: string): Promise<{ readonly state: string; readonly warned: readonly string[] }> {
  const user = IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {}
  const env = { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder }
  const { stdout } = await promisify(execFile)(process.execPath, ['test/hostile/safety/launch-as.ts', executable], { ...user, env })
  return JSON.parse(stdout)
}

/** A browser that starts only where its arguments are these. */
function wrapped(name: string, condition: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\ncase "$*" in ${condition}) exec ${browser} "$@" ;; esac\nexit 1\n`)
  chmodSync(file, 0o755)
  return file
}

test(SINGLE.sandboxed.name, async () => {
  const { state, warned } = await asked(wrapped('sandboxed', '*--no-sandbox*) exit 1 ;; *'))
  expect({ state, warned }).toEqual({ state: 'on', warned: [] })
  expect(readdirSync(folder).filter((name) => /chrom|playwright|govsite-browser/i.test(name))).toEqual([])
})

test(SINGLE.unsandboxed.name, async () => {
  const { state, warned } = await asked(wrapped('unsandboxed', '*--no-sandbox*'))
  expect(state).toBe('unsupported')
  expect(warned).toEqual([expect.stringContaining('does not start in its sandbox')])
})

test('a browser that does not start at all is said to, and leaves nothing', async () => {
  expect((await asked(wrapped('broken', 'never'))).state).toMatch(/^broken: /)
  expect(readdirSync(folder).filter((name) => name.startsWith('govsite-browser'))).toEqual([])
})

test.runIf(IS_ROOT)(SINGLE.root.name, async () => {
  const warned: string[] = []
  const { browser: running, unsandboxed, remove } = await launchBrowser(browser, { ...silent, warn: (_, message) => warned.push(message) })
  await running.close()
  await remove()
  expect(unsandboxed).toBe('root')
  expect(warned).toEqual(['the browser runs without its sandbox, because we run as root'])
  expect(await sandboxOf(browser, silent)).toBe('root')
  const { stdout } = await runCli(['doctor', '--data', join(folder, 'data')], folder)
  expect(stdout).toMatch(/注意.*浏览器沙箱：未启用：以 root 身份运行时[\s\S]*办法：用专门的普通用户运行 govsite/)
})
