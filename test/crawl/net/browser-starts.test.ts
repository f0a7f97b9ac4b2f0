import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createBrowsers } from '../../../src/crawl/browser.ts'
import { silent } from './world.ts'

test('a browser that never starts is not tried for every page of the night', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-starts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [program, tries] = [join(folder, 'browser'), join(folder, 'tries')]
  writeFileSync(program, `#!/bin/sh\necho try >> ${tries}\nexit 1\n`, { mode: 0o755 })
  writeFileSync(tries, '')
  const browsers = createBrowsers(program, silent, 10)
  const counts: number[] = []
  for (let page = 0; page < 6; page += 1) {
    await expect(browsers.enter()).rejects.toThrow()
    counts.push(readFileSync(tries, 'utf8').split('\n').length - 1)
  }
  expect(counts[2]).toBeGreaterThan(counts[1] ?? 0)
  expect(counts.slice(3)).toEqual([counts[2], counts[2], counts[2]])
  await expect(browsers.enter()).rejects.toThrow('did not start 3 times running')
  await browsers.close()
})
