import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FOLDER_OF_BROWSER, sweepLeftBehind } from '../../../src/crawl/left-behind.ts'

const NOW = Date.UTC(2026, 2, 2)
const HOURS = 3_600_000
/** Above what Linux gives out. */
const NOBODY = 4_194_305

test.each([
  ['of a process that is gone, two days old', `govsite-b${NOBODY.toString(36)}-abc`, 48, false],
  ['of a process that is gone, an hour old', `govsite-b${NOBODY.toString(36)}-abc`, 1, true],
  ['of this process', `${FOLDER_OF_BROWSER}abc`, 48, true],
  ['of another name', `somebody-${NOBODY}-abc`, 48, true],
])('a folder %s', async (_, name, hours, stays) => {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-left-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, name)
  mkdirSync(path)
  writeFileSync(join(path, 'Local State'), '{}')
  const then = new Date(NOW - hours * HOURS)
  utimesSync(path, then, then)
  await sweepLeftBehind(NOW, folder)
  expect(existsSync(path)).toBe(stays)
})

test('a folder that cannot be listed is no matter', async () => {
  await expect(sweepLeftBehind(NOW, join(tmpdir(), 'govsite-no-such-folder'))).resolves.toBeUndefined()
})
