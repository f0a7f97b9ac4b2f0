import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EXTRACT_GROUPS } from './extract/groups.ts'
import { READER_GROUPS } from './readers/groups.ts'
import { READER_MODULES } from './readers/modules.ts'
import type { Group } from './target.ts'

const SOURCES = new URL('../../../src/', import.meta.url)
const EXTRACT = readdirSync(new URL('extract/', SOURCES)).filter((name) => name.endsWith('.ts'))

/** Every function that the modules export, with its names, such as `extract/dates.ts findDates`: one that is handed on has two. */
async function exported(files: readonly string[]): Promise<(readonly string[])[]> {
  const names = new Map<unknown, string[]>()
  for (const file of files) {
    const module: Record<string, unknown> = await import(new URL(file, SOURCES).href)
    for (const [name, value] of Object.entries(module)) {
      if (typeof value === 'function') names.set(value, [...(names.get(value) ?? []), `${file} ${name}`])
    }
  }
  return [...names.values()]
}

const namesIn = (groups: readonly Group[]): Set<string> => new Set(groups.flatMap(({ targets }) => targets.flatMap(({ of }) => of)))

test('every exported function of src/extract is fuzzed, and the table names no other', async () => {
  const fuzzed = namesIn(EXTRACT_GROUPS)
  const all = await exported(EXTRACT.map((file) => `extract/${file}`))
  expect(
    all.filter((names) => !names.some((name) => fuzzed.has(name))),
    'add a target below test/hostile/fuzz/extract',
  ).toEqual([])
  expect(
    [...fuzzed].filter((name) => !all.flat().includes(name)),
    'no longer there',
  ).toEqual([])
})

test('every function of the other readers is fuzzed, or it is said why not', async () => {
  const fuzzed = namesIn(READER_GROUPS)
  const leftOut = new Set(
    Object.entries(READER_MODULES).flatMap(([file, reasons]) => Object.keys(reasons).map((name) => `${file} ${name}`)),
  )
  const all = (await exported(Object.keys(READER_MODULES))).flat()
  expect(
    all.filter((name) => !fuzzed.has(name) && !leftOut.has(name)),
    'add a target below test/hostile/fuzz/readers',
  ).toEqual([])
  expect(
    [...fuzzed, ...leftOut].filter((name) => !all.includes(name)),
    'no longer there',
  ).toEqual([])
  expect(
    [...leftOut].filter((name) => fuzzed.has(name)),
    'fuzzed all the same',
  ).toEqual([])
})
