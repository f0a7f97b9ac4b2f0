import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

const names = (folder: string, ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort()

const CHECKS = names('checks', '.ts')
const NO_CHECK = new Set(['parity'])

const rubricShape = z.object({
  full: z.number(),
  parts: z.array(
    z.object({
      points: z.number(),
      indicators: z.array(
        z.object({ id: z.string(), check: z.string().optional(), rule: z.object({ kind: z.string(), points: z.number().optional() }) }),
      ),
    }),
  ),
})
const checkShape = z.object({ default: z.object({ id: z.string(), title: z.string(), options: z.record(z.string(), z.unknown()) }) })

const rubrics = readdirSync('config/rubrics').map((name) => ({
  name,
  rubric: rubricShape.parse(parse(readFileSync(join('config/rubrics', name), 'utf8'))),
}))
const indicators = rubrics.flatMap(({ name, rubric }) =>
  rubric.parts.flatMap((part) => part.indicators.map((indicator) => ({ name, ...indicator }))),
)

test('there are checks, and each has a test', () => {
  expect(CHECKS.length).toBeGreaterThan(25)
  expect(names('test/checks', '.test.ts').filter((name) => !NO_CHECK.has(name))).toEqual(CHECKS)
})

test.each(CHECKS)('%s: its id is its file name and its test is of it', async (name) => {
  const { default: check } = checkShape.parse(await import(pathToFileURL(resolve('checks', `${name}.ts`)).href))
  expect(check.id).toBe(name)
  expect(readFileSync(join('test/checks', `${name}.test.ts`), 'utf8')).toContain(`'../../checks/${name}.ts'`)
})

test.each(CHECKS)('%s has its entry in every shipped rubric', (name) => {
  for (const { name: file } of rubrics) {
    const own = indicators.find((indicator) => indicator.name === file && indicator.id === name)
    expect({ file, check: own?.check }).toEqual({ file, check: name })
  }
})

test('no rubric asks for a check that does not exist', () => {
  expect(indicators.filter(({ check }) => check !== undefined && !CHECKS.includes(check))).toEqual([])
})

test.each(rubrics)('the points of $name add up', ({ rubric }) => {
  for (const part of rubric.parts) {
    const bound = part.indicators.filter(({ rule }) => rule.kind !== 'bonus')
    expect(bound.reduce((all, { rule }) => all + (rule.points ?? 0), 0)).toBe(part.points)
  }
  expect(rubric.parts.reduce((all, { points }) => all + points, 0)).toBe(rubric.full)
})
