import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ran } from '../../cli/cli.ts'
import { type Disk, openDisk } from './disk.ts'
import { DISK_CASES } from './disk-cases.ts'
import { type SmallProvince, serveSmallProvince } from './small-province.ts'

/** The evidence of a small night has more than this and less than twice as much. */
const TOO_SMALL_KB = 120

let folder: string
/** What can be full. */
let small: string
let province: SmallProvince
let disk: Disk

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-disk-'))
  small = join(folder, 'small')
  mkdirSync(small)
  province = await serveSmallProvince(join(folder, 'province'))
  disk = await openDisk(small)
  process.stdout.write(`the disk is made full by a ${disk.kind}\n`)
})

afterAll(async () => {
  await disk.close()
  await province.close()
  rmSync(folder, { recursive: true, force: true })
})

const withConfig = (data: string, ...args: string[]) => [...args, '--config', province.config, '--data', data]

/** One sentence for the operator: what is full, that nothing is lost, what to do. */
function expectFull({ code, stdout, stderr }: Ran, file: string): void {
  expect({ code, stdout }, stderr).toEqual({ code: 4, stdout: '' })
  expect(stderr).toMatch(/^govsite: There is no room left on the disk for .*Make room, then run the same command again/m)
  expect(stderr).toContain(file)
  expect(stderr).not.toMatch(/\n\s+at /)
}

function expectDone({ code, stderr }: Ran): void {
  expect(code, stderr).toBe(0)
}

interface Answer {
  readonly sites: readonly {
    readonly site: string
    readonly findings: readonly Readonly<Record<'check' | 'subject' | 'verdict' | 'because', string>>[]
    readonly scores: readonly { readonly total: unknown }[]
  }[]
}

function gist(stdout: string): unknown[] {
  const { sites }: Answer = JSON.parse(stdout)
  return sites.map(({ site, findings, scores }) => [
    site,
    findings.map(({ check, subject, verdict, because }) => [check, subject, verdict, because].join(' ')),
    scores.map(({ total }) => total),
  ])
}

/** All that is left of an attempt. */
async function filesIn(dir: string): Promise<string> {
  return (await disk.shell(`ls -A "${dir}"`)).stdout
}

const RUN: Record<string, () => Promise<void>> = {
  'disk-full-in-the-night': async () => {
    const undisturbed = await disk.govsite(withConfig(join(folder, 'whole'), 'crawl', '--json'))
    expectDone(undisturbed)
    const data = join(small, 'data')
    await disk.resize({ kb: TOO_SMALL_KB })
    expectFull(await disk.govsite(withConfig(data, 'crawl', '--json')), join(data, 'govsite.sqlite'))
    // Still none: it is said at the start as well, or as soon as there is something to write.
    expectFull(await disk.govsite(withConfig(data, 'crawl', '--json')), join(data, 'govsite.sqlite'))
    await disk.resize({})
    const resumed = await disk.govsite(withConfig(data, 'crawl', '--json'))
    expectDone(resumed)
    expect(resumed.stderr).toContain('resuming')
    expect(gist(resumed.stdout)).toEqual(gist(undisturbed.stdout))
    expectDone(await disk.govsite(withConfig(data, 'verify')))
  },
  'disk-full-for-a-backup': async () => {
    const out = join(small, 'backups', 'full.sqlite')
    await fill()
    expectFull(await disk.govsite(['backup', '--data', join(folder, 'whole'), out]), out)
    expect(await filesIn(join(small, 'backups'))).toBe('')
    await disk.resize({})
    expectDone(await disk.govsite(['backup', '--data', join(small, 'data'), out]))
    expect(await filesIn(join(small, 'backups'))).toBe('full.sqlite\n')
  },
  'disk-full-for-an-export': async () => {
    const out = join(small, 'bundle.zip')
    await fill()
    const before = await filesIn(small)
    expectFull(await disk.govsite(withConfig(join(folder, 'whole'), 'export', '--out', out)), out)
    expect(await filesIn(small)).toBe(before)
    await disk.resize({})
    expectDone(await disk.govsite(withConfig(join(folder, 'whole'), 'export', '--out', out)))
  },
  'disk-full-for-a-restore': async () => {
    const data = join(small, 'data')
    const backup = join(small, 'backups', 'full.sqlite')
    await fill()
    expectFull(await disk.govsite(['restore', '--data', data, backup]), join(data, 'govsite.sqlite'))
    expect(await filesIn(data)).not.toContain('restoring')
    await disk.resize({})
    expectDone(await disk.govsite(withConfig(data, 'verify')))
    expectDone(await disk.govsite(['restore', '--data', data, backup]))
  },
  'temporary-folder-full': async () => {
    await fill()
    const full = await disk.govsite(withConfig(join(folder, 'whole'), 'verify', join(small, 'bundle.zip')), {
      TMPDIR: join(small, 'backups'),
    })
    expect(full.stdout).toBe('')
    expect(full.stderr).toMatch(/^govsite: There is no room left on the disk/m)
    expect(full.code).toBe(4)
    await disk.resize({})
    expectDone(
      await disk.govsite(withConfig(join(folder, 'whole'), 'verify', join(small, 'bundle.zip')), { TMPDIR: join(small, 'backups') }),
    )
  },
  'disk-read-only': async () => {
    await disk.resize({ readOnly: true })
    const ran = await disk.govsite(withConfig(join(small, 'data'), 'crawl'))
    expect({ code: ran.code, stdout: ran.stdout }, ran.stderr).toEqual({ code: 2, stdout: '' })
    expect(ran.stderr).toMatch(/^govsite: The data folder \S+ cannot be used.*--data/m)
    await disk.resize({})
    expectDone(await disk.govsite(withConfig(join(small, 'data'), 'verify')))
  },
}

/** Takes all the room that is left, as another program would. */
async function fill(): Promise<void> {
  if (disk.kind === 'tmpfs') await disk.resize({ kb: Number((await disk.shell(`du -sk "${small}" | cut -f1`)).stdout) + 20 })
  else await disk.resize({ kb: 20 })
}

test.each(DISK_CASES)('$name: $does', async ({ name }) => {
  const run = RUN[name]
  if (!run) throw new Error(`no test of ${name}`)
  // Nothing else makes a folder read-only for whoever is root.
  if (name === 'disk-read-only' && disk.kind !== 'tmpfs') return
  await run()
})
