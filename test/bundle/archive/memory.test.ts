import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inFolder } from './samples.ts'

const PROGRAM = new URL('./big-run.ts', import.meta.url).pathname

interface Told {
  readonly size: number
  readonly differences: number
  readonly peak: number
}

function bigRun(folder: string, visits: number): Told {
  const args = ['--no-warnings', '--expose-gc', PROGRAM, join(folder, String(visits)), String(visits)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

test('memory does not grow with the run: ten times the visits, written and read back', async () => {
  const [few, many] = await inFolder(async (folder) => [bigRun(folder, 5), bigRun(folder, 50)])
  expect([few?.differences, many?.differences]).toEqual([0, 0])
  expect((many?.size ?? 0) / (few?.size ?? 1)).toBeGreaterThan(9)
  expect((many?.peak ?? 0) / (few?.peak ?? 1)).toBeLessThan(1.4)
})
