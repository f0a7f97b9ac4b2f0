import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../store/fixtures.ts'

const PROGRAM = new URL('./big-export.ts', import.meta.url).pathname

/** Peak memory of a process that exports a run over so many sites, and the size of the bundle. */
function exporting(sites: number): { peak: number; size: number } {
  const folder = join(temporaryFolder(), String(sites))
  mkdirSync(folder)
  const run = (task: string) =>
    execFileSync(process.execPath, ['--no-warnings', '--max-semi-space-size=4', PROGRAM, task, folder, String(sites)], { encoding: 'utf8' })
  run('make')
  return { peak: Number(run('export')), size: statSync(join(folder, 'bundle.zip')).size }
}

test('memory does not grow with the run: ten times the sites, the whole bundle', () => {
  const [few, many] = [exporting(8), exporting(80)]
  expect(many.size / few.size).toBeGreaterThan(8)
  expect(many.peak / few.peak).toBeLessThan(1.5)
})
