import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDistinct } from '../../../src/bundle/bag/names.ts'
import { openBag } from '../../../src/bundle/bag/open.ts'
import { validateBag } from '../../../src/bundle/bag/validate.ts'
import { checkBundle } from '../../../src/bundle/verify-page/check-bundle.ts'
import { Crc32 } from '../../../src/bundle/verify-page/crc32.ts'
import { rawZip } from '../../bundle/bag/raw-zip.ts'
import { writeSample } from '../../bundle/sample-bundle.ts'
import { type Ran, startCli } from '../../cli/cli.ts'
import { BUNDLE_CASES, junkBundle, ODD_CASES, wrongChecksum } from './bundle-cases.ts'
import { SINGLE } from './single-cases.ts'

const run = promisify(execFile)
let folder: string
let temp: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-hostile-bundles-'))
  temp = join(folder, 'temp')
  mkdirSync(temp)
  execFileSync('mkfifo', [join(folder, 'pipe')])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(name: string, bytes: Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}

test.each(BUNDLE_CASES)('$name: $verdict', async ({ zip, got, says }) => {
  const bytes = zip()
  await expect(openBag(written('case.zip', bytes), { temp })).rejects.toMatchObject({ problems: [{ got: expect.stringMatching(got) }] })
  expect(readdirSync(temp)).toEqual([])
  expect((await checkBundle(new Blob([Uint8Array.from(bytes)]))).why).toMatch(says)
})

test('what we write ourselves is accepted by the strictest reading', async () => {
  const file = join(folder, 'sound.zip')
  await writeSample(file)
  const bag = await openBag(file, { temp })
  expect([...bag.files.values()].every(({ isWhole }) => isWhole)).toBe(true)
  await bag.close()
})

test(SINGLE.checksum.name, async () => {
  const bag = await openBag(written('crc.zip', wrongChecksum()), { temp })
  const { differences } = await validateBag(bag)
  await bag.close()
  expect(differences).toContainEqual({ what: 'invalid', path: 'data/a', says: '压缩数据已损坏，未能完整解出。' })
  const report = await checkBundle(new Blob([Uint8Array.from(wrongChecksum())]))
  expect(report.differences).toContainEqual({ what: 'invalid', path: 'data/a', says: '压缩数据已损坏，未能完整解出。' })
})

test('the page’s checksum is zlib’s, however the bytes are cut', () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * at) % 256)
  for (const cut of [0, 1, 777, 5000]) {
    const crc = new Crc32()
    crc.update(bytes.subarray(0, cut))
    crc.update(bytes.subarray(cut))
    expect(crc.value()).toBe(crc32(bytes))
  }
})

test.each([
  [SINGLE.junk.name, junkBundle, true],
  ['bundle: far more junk', () => BUNDLE_CASES.find(({ name }) => name.includes('tens of MB'))?.zip() ?? Buffer.alloc(0), false],
])('%s', async (_, zip, opened) => {
  const file = written('junk.zip', zip())
  const { stdout } = await run(process.execPath, ['test/hostile/safety/open-junk.ts', file], { env: { ...process.env, TMPDIR: temp } })
  const result: { opened: boolean; differences: number; peak: number } = JSON.parse(stdout)
  expect(result.opened).toBe(opened)
  expect(result.peak).toBeLessThan(300)
  expect(result.differences).toBeLessThan(200)
})

test(SINGLE.deep.name, () => {
  const deep = 'a/'.repeat(30_000)
  checkDistinct(Array.from({ length: 200 }, (_, index) => `b/${index}/${deep}x`))
  expect(() => checkDistinct([`${deep}x/y`, `${deep}x`])).toThrow('name-duplicate')
  // A name that only begins alike lies elsewhere.
  checkDistinct(['b/a', 'b/a-b', 'b/a b/c', 'b/ab/c', 'b/d/', 'b/d/e'])
})

/** The real program, which has to end by itself: what hangs is no answer. */
async function verify(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  Object.assign(process.env, { TMPDIR: temp, ...env })
  try {
    return await startCli(['verify', ...args, '--data', join(folder, 'data')], folder).ended
  } finally {
    process.env['TMPDIR'] = tmp
  }
}
const tmp = tmpdir()

/** How each of the odd cases is played, and what must come of it. */
const PLAYED: Record<string, () => Promise<void>> = {
  'bundle: a pipe': async () => {
    expect(await verify([join(folder, 'pipe')])).toMatchObject({ code: 1, stderr: expect.stringContaining('another kind of file') })
  },
  'bundle: a device': async () => {
    expect(await verify(['/dev/zero'])).toMatchObject({ code: 1, stderr: expect.stringContaining('another kind of file') })
  },
  'bundle: a pipe as key': async () => {
    expect(await verify([join(folder, 'sound.zip'), '--key', join(folder, 'pipe')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('names no key'),
    })
  },
  'bundle: a device as key': async () => {
    expect(await verify([join(folder, 'sound.zip'), '--key', '/dev/zero'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('names no key'),
    })
  },
  'bundle: told to stop': async () => {
    const entries = Array.from({ length: 30_000 }, (_, index) => ({ name: `b/data/${index}`, bytes: Buffer.from('x') }))
    const names = ['bagit.txt', 'bag-info.txt'].map((name) => ({ name: `b/${name}`, bytes: Buffer.from('Govsite-Bundle-Version: 1\n') }))
    const file = written('long.zip', rawZip([...names, ...entries]))
    process.env['TMPDIR'] = temp
    const { child, ended } = startCli(['verify', file, '--data', join(folder, 'data')], folder)
    process.env['TMPDIR'] = tmp
    await until(() => readdirSync(temp).some((name) => readdirSync(join(temp, name)).length > 0))
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 130, stderr: expect.stringContaining('was stopped by SIGTERM') })
    expect(readdirSync(temp)).toEqual([])
  },
  'bundle: no room': async () => {
    const small = join(folder, 'small')
    mkdirSync(small)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', small], { stdio: 'ignore' })
    } catch {
      // Only root may mount, and not everywhere: the sentence itself is tested where disks are filled.
      return
    }
    try {
      const { code, stderr } = await verify([join(folder, 'sound.zip')], { TMPDIR: small })
      expect(stderr).toMatch(/^govsite: There is no room left on the disk for .*TMPDIR[^\n]*\n$/)
      expect(code).toBe(4)
      expect(readdirSync(small)).toEqual([])
    } finally {
      execFileSync('umount', [small])
    }
  },
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

test.each(ODD_CASES)('$name: $verdict', async ({ name }) => {
  await PLAYED[name]?.()
  expect(Object.keys(PLAYED).sort()).toEqual(ODD_CASES.map((one) => one.name).sort())
})
