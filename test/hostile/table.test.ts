import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AREAS, tableOf } from './table.ts'

test('the table of cases says what the tests run', () => {
  expect(readFileSync(new URL('CASES.md', import.meta.url), 'utf8'), 'run: npm run hostile-table').toBe(tableOf(AREAS))
})

test.each(AREAS)('no two cases of "$title" have one name', ({ cases }) => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  expect(cases.length).toBeGreaterThan(0)
})
