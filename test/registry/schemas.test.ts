import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { Problem } from '../../src/model/config.ts'
import type { Rubric } from '../../src/model/rubric.ts'
import type { CalendarData, ColumnRules, Patterns, Settings } from '../../src/model/settings.ts'
import { calendarSchema } from '../../src/registry/calendar.ts'
import { columnRulesSchema } from '../../src/registry/columns.ts'
import { type patternsSchema, readPatterns } from '../../src/registry/patterns.ts'
import { readRubrics, rubricSchema } from '../../src/registry/rubrics.ts'
import type { settingsSchema } from '../../src/registry/settings.ts'
import { parseYaml } from '../../src/registry/yaml-file.ts'
import { check } from '../../src/registry/yaml-problems.ts'
import type { Same } from './same-type.ts'

test('each schema gives exactly the type of the model', () => {
  expectTypeOf<Same<z.output<typeof settingsSchema>, Settings>>().toEqualTypeOf<true>()
  expectTypeOf<Same<z.output<typeof rubricSchema>, Rubric>>().toEqualTypeOf<true>()
  expectTypeOf<Same<z.output<typeof columnRulesSchema>, ColumnRules>>().toEqualTypeOf<true>()
  expectTypeOf<Same<z.output<typeof patternsSchema>, Patterns>>().toEqualTypeOf<true>()
  expectTypeOf<Same<z.output<typeof calendarSchema>, CalendarData>>().toEqualTypeOf<true>()
  // The comparison itself notices an optional key that one side lacks.
  expectTypeOf<Same<{ a: string; b?: number }, { a: string }>>().toEqualTypeOf<false>()
})

/** What `check` finds wrong in the YAML text, as `line key: expected`. */
function faults<T>(schema: z.ZodType<T>, text: string): string[] {
  const problems: Problem[] = []
  const yaml = parseYaml('f.yaml', text, problems)
  if (yaml) check(schema, yaml, yaml.value, problems)
  return problems.map(({ line, at, expected, fix }) => `${line} ${at}: ${expected}${fix ? ` (${fix})` : ''}`)
}

const RUBRIC = `id: city
version: '1'
title: 市州
appliesTo: [city]
full: 100
good: 96
sufficient: 60
basis: &basis {document: d, clause: c, says: s, confidence: seen}
source: proposal
parts:
  - id: run
    title: 网站运行情况
    points: 100
    indicators:
      - {id: a, title: t, basis: *basis, check: ipv6-address, rule: {kind: deduct, points: 5, each: 1}}
      - {id: b, title: t, basis: *basis, rule: {kind: manual, points: 5}}
`

test.each([
  ['a sound rubric', RUBRIC, []],
  [
    'an unknown rule',
    RUBRIC.replace('manual', 'manuel'),
    ['16 parts[0].indicators[1].rule.kind: one of veto, deduct, share, step, bonus, manual, notice (did you mean manual?)'],
  ],
  ['a key that the rule lacks', RUBRIC.replace(', each: 1', ''), ['15 parts[0].indicators[0].rule.each: a number']],
  [
    'a misspelt key',
    RUBRIC.replace('check:', 'chek:'),
    [expect.stringContaining('15 parts[0].indicators[0].chek: one of the keys id, title, basis, check')],
  ],
  [
    'parts that do not add up',
    RUBRIC.replace('    points: 100', '    points: 90'),
    ['10 parts: parts whose points add up to 100, not to 90'],
  ],
  ['an id given twice', RUBRIC.replace('{id: b', '{id: a'), ['16 parts[0].indicators[1].id: an id that no other indicator has']],
  ['grades in the wrong order', RUBRIC.replace('good: 96', 'good: 50'), ['7 sufficient: at most the 50 points of good']],
])('a rubric: %s', (_, text, expected) => {
  expect(faults(rubricSchema, text)).toEqual(expected)
})

test('two rubrics of one folder for one kind of owner are one too many', () => {
  const problems: Problem[] = []
  const files = ['a', 'b'].map((name) => parseYaml(`${name}.yaml`, RUBRIC.replace('id: city', `id: ${name}`), problems))
  readRubrics(
    files.filter((file) => file !== undefined),
    problems,
  )
  expect(problems).toEqual([expect.objectContaining({ file: 'b.yaml', line: 4, at: 'appliesTo', got: 'city, which a.yaml has too' })])
})

test.each([
  ['days that exist', 'years: {"2026": {off: [2026-01-01], work: [2026-01-04], source: s}}', []],
  [
    'a day that does not',
    'years: {"2026": {off: [2026-02-30], work: [], source: s}}',
    ['1 years.2026.off[0]: a day that exists, such as 2026-03-01'],
  ],
  [
    'a working day that always is one',
    'years: {"2026": {off: [], work: [2026-01-05], source: s}}',
    ['1 years.2026.work[0]: a Saturday or Sunday that is worked (调休)'],
  ],
  [
    'a day off and worked',
    'years: {"2026": {off: [2026-01-04], work: [2026-01-04], source: s}}',
    ['1 years.2026.work[0]: a day that is not off as well'],
  ],
  ['a day of another year', 'years: {"2026": {off: [2025-05-01], work: [], source: s}}', ['1 years.2026.off[0]: a day of 2026']],
  ['no year', 'years: {"26": {off: [], work: [], source: s}}', ['1 years.26: a year such as 2026']],
])('a calendar: %s', (_, text, expected) => {
  expect(faults(calendarSchema, text)).toEqual(expected)
})

test('column rules: an empty word would match every name', () => {
  const text =
    'ignore: []\nkinds:\n  - kind: news\n    names: [要闻, ""]\n    types: []\n    not: []\n  - kind: nws\n    names: []\n    types: []\n    not: []\n'
  expect(faults(columnRulesSchema, text)).toEqual([
    '4 kinds[0].names[1]: a text that is not empty',
    '7 kinds[1].kind: one of news, notice, policy, personnel, planning, other, static (did you mean news?)',
  ])
})

const SECTIONS = `source: s
protection: []
soft404: {titles: [], phrases: [], maxTextLength: 5}
underConstruction: [正在建设中]
annualForm: {names: [], slugs: [], files: [], not: []}
statistics: {pages: [], fields: {}}
board: {links: [], not: [], answered: [], open: [], notConsultation: []}
errorReport: {hosts: [], oldHosts: [], centralPages: []}
`

test('patterns: a section of the user replaces the shipped one; the rest stays', () => {
  const problems: Problem[] = []
  const shipped = parseYaml('shipped.yaml', SECTIONS, problems)
  const own = parseYaml('own.yaml', 'underConstruction: [建设中]\n', problems)
  const patterns = readPatterns(shipped ? [shipped] : [], own ? [own] : [], problems)
  expect(problems).toEqual([])
  expect(patterns?.underConstruction).toEqual(['建设中'])
  expect(patterns?.soft404.maxTextLength).toBe(5)
})

test('patterns: a section in two files, and a section in none', () => {
  const problems: Problem[] = []
  const one = parseYaml('a.yaml', SECTIONS, problems)
  const two = parseYaml('b.yaml', 'underConstruction: [建设中]\n', problems)
  readPatterns(one && two ? [one, two] : [], [], problems)
  expect(problems).toEqual([
    expect.objectContaining({ file: 'b.yaml', line: 1, at: 'underConstruction', expected: 'each section in one file' }),
  ])
  const missing: Problem[] = []
  readPatterns(two ? [two] : [], [], missing)
  expect(missing[0]?.got).toMatch(/^no protection, soft404/)
})
