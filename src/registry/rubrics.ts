import { z } from 'zod'
import { type Problem, UserError } from '../model/config.ts'
import type { Rubric } from '../model/rubric.ts'
import { addFault, amount, count, text, words } from './schema.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'
import { check } from './yaml-problems.ts'

const id = text((value) => (/^[a-z0-9][a-z0-9-]{0,63}$/.test(value) ? undefined : { expected: 'lower-case letters, digits and hyphens' }))
const points = amount(0, 1000)
const share = amount(0, 1)

const basis = z.strictObject({ document: words, clause: words, says: words, confidence: z.enum(['seen', 'partly-seen', 'believed']) })

const rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('veto'), failures: count(1, 10_000) }),
  z.strictObject({ kind: z.literal('deduct'), points, each: points }),
  z.strictObject({ kind: z.literal('share'), points, full: amount(0.000001, 1) }),
  z.strictObject({
    kind: z.literal('step'),
    points,
    steps: z.array(z.strictObject({ atLeast: share, points })).readonly(),
  }),
  z.strictObject({ kind: z.literal('bonus'), points, each: points, above: points }),
  z.strictObject({ kind: z.literal('manual'), points }),
  z.strictObject({ kind: z.literal('notice') }),
])

const indicator = z.strictObject({
  id,
  title: words,
  basis,
  check: id.exactOptional(),
  options: z.record(z.string(), z.unknown()).exactOptional(),
  rule,
  group: words.exactOptional(),
})

export const rubricSchema = z
  .strictObject({
    id,
    version: words,
    title: words,
    appliesTo: z.array(z.enum(['city', 'department', 'county'])).readonly(),
    full: points,
    good: points,
    sufficient: points,
    basis,
    source: words,
    parts: z.array(z.strictObject({ id, title: words, points, indicators: z.array(indicator).readonly() })).readonly(),
  })
  .superRefine((rubric, context) => {
    if (rubric.appliesTo.length === 0) addFault(context, { expected: 'at least one kind of owner' }, ['appliesTo'])
    if (rubric.good > rubric.full) addFault(context, { expected: `at most the full ${rubric.full} points` }, ['good'])
    if (rubric.sufficient > rubric.good) addFault(context, { expected: `at most the ${rubric.good} points of good` }, ['sufficient'])
    const sum = rubric.parts.reduce((total, part) => total + part.points, 0)
    if (Math.abs(sum - rubric.full) > 1e-9)
      addFault(context, { expected: `parts whose points add up to ${rubric.full}, not to ${sum}` }, ['parts'])
    // A second indicator of one name would be scored in the place of the first.
    const seen = new Set<string>()
    for (const [at, part] of rubric.parts.entries()) {
      for (const [index, one] of part.indicators.entries()) {
        if (seen.has(one.id)) addFault(context, { expected: 'an id that no other indicator has' }, ['parts', at, 'indicators', index, 'id'])
        seen.add(one.id)
      }
    }
  }) satisfies z.ZodType<Rubric>

/** One rubric out of a file, for a judgement under other rules; throws a UserError with everything that is wrong in it. */
export async function readRubric(file: string): Promise<Rubric> {
  const problems: Problem[] = []
  const yaml = await readYaml(file, problems)
  const rubric = yaml && check(rubricSchema, yaml, yaml.value, problems)
  if (!rubric) throw new UserError(`${file} is no sound rubric`, problems)
  return rubric
}

/** The rubrics of one folder's files: each id and version once, and for a kind of owner a single one, or else nobody knows which one counts. */
export function readRubrics(files: readonly YamlFile[], problems: Problem[]): Rubric[] {
  const seen = new Map<string, string>()
  return files.flatMap((yaml) => {
    const rubric = check(rubricSchema, yaml, yaml.value, problems)
    if (!rubric) return []
    const claims = [
      { at: 'version', key: `${rubric.id}@${rubric.version}`, expected: 'an id and version that no other rubric has' },
      ...rubric.appliesTo.map((kind) => ({ at: 'appliesTo', key: kind, expected: 'one rubric for a kind of owner' })),
    ]
    for (const { at, key, expected } of claims) {
      const other = seen.get(key)
      const line = yaml.lineOf([at])
      const fix = 'keep one of the two here; another can be tried with govsite judge --rubric FILE'
      if (other !== undefined && other !== yaml.file) {
        problems.push({
          file: yaml.file,
          ...(line === undefined ? {} : { line }),
          at,
          expected,
          got: `${key}, which ${other} has too`,
          fix,
        })
      }
      seen.set(key, yaml.file)
    }
    return [rubric]
  })
}
