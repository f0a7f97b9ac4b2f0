import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SortedRuns } from '../../../src/bundle/archive/sorted-runs.ts'
import { inFolder } from './samples.ts'

async function sorted(runs: readonly string[][]): Promise<string> {
  return inFolder(async (folder) => {
    const all = new SortedRuns(folder)
    for (const lines of runs) await all.add([...lines])
    let text = ''
    for await (const part of all.merged()) text += part
    return text
  })
}

const line = fc.string({ unit: fc.constantFrom(...'ab)/ ,A~'), maxLength: 5 })

test('whatever comes in comes out sorted by bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(line, { maxLength: 4 }), { maxLength: 5 }), async (runs) => {
      expect(await sorted(runs)).toBe(
        runs
          .flat()
          .sort()
          .map((one) => `${one}\n`)
          .join(''),
      )
    }),
    { numRuns: 100 },
  )
})

test('more runs than files may be open, and more lines than one part holds', async () => {
  const runs = Array.from({ length: 1100 }, (_, run) => [`b${run}`, `a${run}`])
  const lines = (await sorted(runs)).trimEnd().split('\n')
  expect(lines).toEqual(runs.flat().sort())
})

test('a run is written once: what was merged does not come in again', async () => {
  await inFolder(async (folder) => {
    const all = new SortedRuns(folder)
    for (let run = 0; run < 33; run += 1) await all.add([`line ${run}`])
    const parts: string[] = []
    for await (const part of all.merged()) parts.push(part)
    expect(parts.join('').trimEnd().split('\n')).toHaveLength(33)
    expect(readdirSync(folder)).toHaveLength(33 + 2)
  })
})
