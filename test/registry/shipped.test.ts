import { expect, test } from 'vitest'
import { loadConfig } from '../../src/registry/config.ts'

test('the shipped configuration is sound as a whole', async () => {
  const config = await loadConfig('config', 'config')
  expect(config.rubrics.flatMap((rubric) => rubric.appliesTo).sort()).toEqual(['city', 'county', 'department'])
  expect(new Set(config.columns.kinds.map(({ kind }) => kind))).toContain('news')
  expect(config.patterns.protection.length).toBeGreaterThan(0)
  expect(Object.keys(config.calendar.years)).toContain('2026')
})
