import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { runCli } from '../../cli/cli.ts'
import { killedStore } from './killed-store.ts'
import { LOCK_CASES } from './lock-cases.ts'

let folder: string
let data: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-lock-'))
  data = join(folder, 'data')
  await killedStore(data)
  writeFileSync(join(folder, 'ledger.csv'), '')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function hold() {
  const child = spawn(process.execPath, [resolve('test/store/lock-holder.ts'), data], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

const WRITERS: readonly (readonly string[])[] = [
  ['crawl'],
  ['audit', 'http://a.example/'],
  ['import', 'ledger.csv'],
  ['restore', 'data/govsite.sqlite-wal'],
  ['ledger', 'import', 'ledger.csv'],
  ['schedule'],
  ['demo'],
]
const READERS: readonly (readonly string[])[] = [['score'], ['judge', '--run', 'latest'], ['backup', 'beside.sqlite']]

const RUN: Record<string, () => Promise<void>> = {
  'a-second-writer': async () => {
    const { pid } = await hold()
    const before = readFileSync(join(data, 'govsite.sqlite'))
    for (const args of WRITERS) {
      const ran = await runCli([...args, '--data', data], folder)
      expect({ code: ran.code, stdout: ran.stdout }, `${args.join(' ')}\n${ran.stderr}`).toEqual({ code: 2, stdout: '' })
      expect(ran.stderr, args.join(' ')).toContain(`in use by another govsite process (pid ${pid})`)
      expect(readFileSync(join(data, 'govsite.sqlite')).equals(before)).toBe(true)
    }
  },
  'a-reader-beside-the-writer': async () => {
    await hold()
    for (const args of READERS) {
      const ran = await runCli([...args, '--data', data], folder)
      expect(ran.code, `${args.join(' ')}\n${ran.stderr}`).toBe(0)
    }
  },
  'lock-of-the-dead': async () => {
    const child = await hold()
    child.kill('SIGKILL')
    await once(child, 'close')
    // Past the lock: it is the empty ledger that is refused.
    expect((await runCli(['ledger', 'import', 'ledger.csv', '--data', data], folder)).stderr).toContain('ledger.csv')
  },
  'lock-of-a-reused-pid': async () => {
    writeFileSync(join(data, 'lock.pid'), `${process.pid}\n`)
    expect((await runCli(['ledger', 'import', 'ledger.csv', '--data', data], folder)).stderr).toContain('ledger.csv')
  },
}

test.each(LOCK_CASES)('$name: $does', async ({ name }) => {
  const run = RUN[name]
  if (!run) throw new Error(`no test of ${name}`)
  await run()
})
