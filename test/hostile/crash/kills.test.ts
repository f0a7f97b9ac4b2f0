import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKey } from '../../../src/bundle/seal/key.ts'
import { KILL_CASES } from './kill-cases.ts'
import { differencesOf, evidenceOf, gistOf, isFinished, lookInto, type Moment, runUntil } from './killed-night.ts'
import { type SmallProvince, serveSmallProvince } from './small-province.ts'

const KILLS = 50
const MOST_NIGHTS = 10
/** Kills from outside come so long after a statement at most: in the middle of writing, and while a night waits for its sites. */
const LATEST_MS = 300

let folder: string
let province: SmallProvince

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-kills-'))
  province = await serveSmallProvince(folder)
  const { code, stderr } = await runUntil(['ledger', 'import', province.ledger, '--skip-bad', ...optionsOf('ledger')])
  expect(code, stderr).toBe(0)
})

afterAll(async () => {
  await province.close()
  rmSync(folder, { recursive: true, force: true })
})

const optionsOf = (night: string) => ['--config', province.config, '--data', join(folder, night)]

/** The same numbers from 0 to 1 for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The moments of one night, in the order in which a night comes to them. */
function momentsOf(random: () => number): Moment[] {
  return KILL_CASES.flatMap(({ after, most, times }) =>
    Array.from({ length: times }, () => {
      const manner = Math.floor(random() * 3)
      const count = 1 + Math.floor(random() * most)
      if (manner === 0) return { after, count, by: 'itself', ms: 0 } as const
      return { after, count, by: 'outside', ms: manner === 1 ? 0 : Math.floor(random() * LATEST_MS) } as const
    }),
  )
}

test(`a night that is killed at ${KILLS} moments says what an undisturbed one says`, { timeout: 600_000 }, async () => {
  const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
  process.stdout.write(`kill seed ${seed} (KILL_SEED=${seed} makes the same moments)\n`)
  const random = randomOf(seed)
  const keys = [openKey(join(folder, 'ledger')).fingerprint]
  const undisturbed = await night('undisturbed', [], keys)
  expect(undisturbed.kept.size).toBeGreaterThan(100)
  expect(undisturbed.gist.filter((line) => line.includes(' fail ')).length).toBeGreaterThan(2)
  let kills = 0
  for (let count = 0; kills < KILLS; count += 1) {
    expect(count).toBeLessThan(MOST_NIGHTS)
    const killed = await night(`killed-${count}`, momentsOf(random).slice(0, KILLS - kills), keys)
    expect({ gist: killed.gist, keys: keysOf(killed.kept) }, `night ${count} of seed ${seed}`).toEqual({
      gist: undisturbed.gist,
      keys: keysOf(undisturbed.kept),
    })
    kills += killed.kills
    process.stdout.write(`night ${count}: ${kills} kills\n`)
  }
  const { code, stderr } = await runUntil(['verify', ...optionsOf('killed-0')])
  expect(code, stderr).toBe(0)
})

/** Canaries are asked anew at each start; names that no site has are made from the run's own seed. */
const keysOf = (kept: ReadonlyMap<string, string>) =>
  [...kept.keys()]
    .filter((key) => !key.includes('canary|'))
    .map((key) => (key.includes(' page|sibling|') ? key.replace(/[0-9a-f]{16}/, '…') : key))
    .sort()

/** Runs a night to its end, killed at each moment that it comes to; after each kill nothing may be lost, and nothing look changed. */
async function night(name: string, moments: readonly Moment[], keys: readonly string[]) {
  const data = join(folder, name)
  cpSync(join(folder, 'ledger'), data, { recursive: true })
  let kept = new Map<string, string>()
  let kills = 0
  const goOn = async (moment?: Moment): Promise<boolean> => {
    const { code, stderr } = await runUntil(['crawl', ...optionsOf(name)], moment)
    const about = `${name} ${JSON.stringify(moment)}\n${stderr}`
    if (code === null) kills += 1
    else expect(code, about).toBe(0)
    return await lookInto(data, async (store) => {
      const now = await evidenceOf(store)
      expect(
        [...kept].filter(([key, id]) => now.get(key) !== id),
        about,
      ).toEqual([])
      expect(await differencesOf(store, keys), about).toEqual([])
      kept = now
      return await isFinished(store)
    })
  }
  let finished = false
  for (const moment of [...moments, undefined]) if (!finished) finished = await goOn(moment)
  expect(finished).toBe(true)
  return { kills, kept, gist: await lookInto(data, gistOf) }
}
