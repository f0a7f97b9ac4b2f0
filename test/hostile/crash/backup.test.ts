import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openKey } from '../../../src/bundle/seal/key.ts'
import { openStore } from '../../../src/store/open.ts'
import { runCli } from '../../cli/cli.ts'
import { SILENT } from '../../store/content.ts'
import { BACKUP_CASES } from './backup-cases.ts'
import { differencesOf } from './killed-night.ts'
import { killedStore } from './killed-store.ts'

let folder: string
let made = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-backup-'))
  await killedStore(join(folder, 'sound'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function copy(): string {
  made += 1
  const data = join(folder, `copy-${made}`)
  cpSync(join(folder, 'sound'), data, { recursive: true })
  return data
}

interface Found {
  readonly runs: string[]
  readonly differences: string[]
}

async function found(file: string): Promise<Found> {
  const store = await openStore({ file, log: SILENT })
  const runs = (await store.runs.list()).map(({ id }) => id)
  const differences = await differencesOf(store, [openKey(join(folder, 'sound')).fingerprint])
  await store.close()
  return { runs, differences }
}

/** Runs the program under a script that kills it before its so many-th renaming. */
async function killedAt(step: number, args: readonly string[]): Promise<NodeJS.Signals | null> {
  const child = spawn(
    process.execPath,
    ['--import', resolve('test/hostile/crash/rename-kill.ts'), resolve('src/cli/launch.mjs'), ...args],
    {
      stdio: 'ignore',
      env: { ...process.env, KILL_STEP: String(step) },
    },
  )
  const [, signal] = await once(child, 'close')
  return signal
}

const RUN: Record<string, () => Promise<void>> = {
  'backup-beside-a-writer': async () => {
    const data = copy()
    const writer = spawn(process.execPath, [resolve('test/store/crash-writer.ts'), join(data, 'govsite.sqlite')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    onTestFinished(() => void writer.kill('SIGKILL'))
    await once(writer.stdout, 'data')
    writer.stdout.resume()
    const ran = await runCli(['backup', '--json', '--data', data, join(folder, 'live.sqlite')], folder)
    expect(ran.code, ran.stderr).toBe(0)
    const told = JSON.parse(ran.stdout)
    expect(told).toMatchObject({ seals: expect.any(Number), keyIncluded: false })
    expect(told.seals).toBeGreaterThan(2)
    expect(statSync(join(folder, 'live.sqlite')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).filter((name) => name.startsWith('live.sqlite'))).toEqual(['live.sqlite'])
    expect((await found(join(folder, 'live.sqlite'))).differences).toEqual([])
  },
  'backup-killed': async () => {
    const data = copy()
    const out = join(folder, 'kept.sqlite')
    writeFileSync(out, 'the backup of yesterday')
    expect(await killedAt(1, ['backup', '--force', '--data', data, out])).toBe('SIGKILL')
    expect(readFileSync(out, 'utf8')).toBe('the backup of yesterday')
    expect((await runCli(['backup', '--force', '--data', data, out], folder)).code).toBe(0)
    expect((await found(out)).differences).toEqual([])
    expect(readdirSync(folder).filter((name) => name.startsWith('kept.sqlite.part'))).toEqual([])
  },
  'backup-over-a-file': async () => {
    const out = join(folder, 'there.sqlite')
    writeFileSync(out, 'there')
    const ran = await runCli(['backup', '--data', copy(), out], folder)
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' })
    expect(ran.stderr).toContain('--force')
    expect(readFileSync(out, 'utf8')).toBe('there')
  },
  'restore-over-damage': async () => {
    const data = copy()
    const file = join(data, 'govsite.sqlite')
    const before = await found(file)
    expect((await runCli(['backup', '--data', data], folder)).code).toBe(0)
    const [backup = ''] = readdirSync(join(data, 'backups'))
    const later = await openStore({ file, log: SILENT })
    const run = await later.runs.begin({
      kind: 'crawl',
      startedAt: '2026-03-09T02:00:00.000+08:00',
      seed: 's',
      config: await later.runs.config('latest').catch(() => later.runs.config(before.runs[0] ?? '')),
    })
    await later.close()
    const sound = await runCli(['restore', '--json', '--data', data, join(data, 'backups', backup)], folder)
    expect(sound.code, sound.stderr).toBe(0)
    expect(JSON.parse(sound.stdout)).toMatchObject({ lost: [run.id], keyKnown: true })
    expect(await found(file)).toEqual({ ...before, differences: [] })
    // And over one that cannot be read at all.
    truncateSync(file, 5000)
    const damaged = readFileSync(file)
    const ran = await runCli(['restore', '--json', '--data', data, join(data, 'backups', backup)], folder)
    expect(ran.code, ran.stderr).toBe(0)
    const { setAside } = JSON.parse(ran.stdout)
    expect(readFileSync(setAside).equals(damaged)).toBe(true)
    expect(await found(file)).toEqual({ ...before, differences: [] })
  },
  'restore-killed': async () => {
    const data = copy()
    const file = join(data, 'govsite.sqlite')
    const backup = join(folder, 'before.sqlite')
    expect((await runCli(['backup', '--data', data, backup], folder)).code).toBe(0)
    const whole = await found(file)
    for (let step = 1, signal: NodeJS.Signals | null = 'SIGKILL'; signal !== null; step += 1) {
      signal = await killedAt(step, ['restore', '--data', data, backup])
      expect(step).toBeLessThan(8)
      expect(existsSync(file)).toBe(true)
      expect(await found(file)).toEqual(whole)
    }
    expect(readdirSync(data).filter((name) => name.includes('restoring'))).toEqual([])
  },
  'restore-of-a-wrong-file': async () => {
    const data = copy()
    const file = join(data, 'govsite.sqlite')
    const wrong = join(folder, 'wrong')
    mkdirSync(wrong)
    writeFileSync(join(wrong, 'text'), 'no database '.repeat(100))
    cpSync(join(folder, 'sound', 'govsite.sqlite'), join(wrong, 'short'))
    truncateSync(join(wrong, 'short'), 9 * 1024)
    new Database(join(wrong, 'other')).exec('create table thing (id)').close()
    const before = readFileSync(file)
    for (const name of ['text', 'short', 'other', '.', 'nothing']) {
      const ran = await runCli(['restore', '--data', data, join(wrong, name)], folder)
      expect({ code: ran.code, stdout: ran.stdout }, `${name} ${ran.stderr}`).toEqual({ code: 2, stdout: '' })
      expect(ran.stderr).toMatch(/^govsite: nothing was restored; the evidence database is as it was\n.*expected a backup/s)
      expect(ran.stderr).not.toContain('.restoring')
      expect(readFileSync(file).equals(before), name).toBe(true)
    }
  },
  'restore-beside-a-night': async () => {
    const data = copy()
    const backup = join(folder, 'sound', 'govsite.sqlite')
    const holder = spawn(process.execPath, [resolve('test/store/lock-holder.ts'), data], { stdio: ['ignore', 'pipe', 'ignore'] })
    onTestFinished(() => void holder.kill('SIGKILL'))
    await once(holder.stdout, 'data')
    const before = readFileSync(join(data, 'govsite.sqlite'))
    const ran = await runCli(['restore', '--data', data, backup], folder)
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' })
    expect(ran.stderr).toContain(`in use by another govsite process (pid ${holder.pid})`)
    expect(readFileSync(join(data, 'govsite.sqlite')).equals(before)).toBe(true)
  },
}

test.each(BACKUP_CASES)('$name: $does', async ({ name }) => {
  const run = RUN[name]
  if (!run) throw new Error(`no test of ${name}`)
  await run()
})
