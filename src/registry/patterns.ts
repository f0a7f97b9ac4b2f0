import { z } from 'zod'
import type { Problem } from '../model/config.ts'
import type { Patterns } from '../model/settings.ts'
import { count, phrases, words } from './schema.ts'
import type { YamlFile } from './yaml-file.ts'
import { check } from './yaml-problems.ts'

const protection = z.strictObject({
  name: words,
  title: words,
  status: z.array(count(100, 999)).readonly().exactOptional(),
  header: z.strictObject({ name: words, contains: z.string() }).exactOptional(),
  bodyContains: phrases.exactOptional(),
  maxBytes: count(1, 1_073_741_824).exactOptional(),
  source: words,
  confidence: words,
})

const sections = {
  protection: z.array(protection).readonly(),
  soft404: z.strictObject({ titles: phrases, phrases, maxTextLength: count(0, 1_000_000) }),
  underConstruction: phrases,
  annualForm: z.strictObject({ names: phrases, slugs: phrases, files: phrases, not: phrases }),
  statistics: z.strictObject({ pages: phrases, fields: z.record(words, phrases) }),
  board: z.strictObject({ links: phrases, not: phrases, answered: phrases, open: phrases, notConsultation: phrases }),
  errorReport: z.strictObject({ hosts: phrases, oldHosts: phrases, centralPages: phrases }),
}

export const patternsSchema = z.strictObject(sections) satisfies z.ZodType<Patterns>

/** One file of `patterns/`: any of the sections, with where they come from. */
const fileSchema = z.strictObject({
  source: words.exactOptional(),
  confidence: words.exactOptional(),
  ...z.strictObject(sections).partial().shape,
})

/** The sections of all files; a section of a user's file replaces the shipped section of that name. */
export function readPatterns(shipped: readonly YamlFile[], own: readonly YamlFile[], problems: Problem[]): Patterns | undefined {
  const before = problems.length
  const found = { ...collect(shipped, problems), ...collect(own, problems) }
  // A section with a fault was told by its own file; it must not be told again as missing.
  if (problems.length > before) return undefined
  const whole = patternsSchema.safeParse(found)
  if (whole.success) return whole.data
  const names = Object.keys(sections)
  const missing = names.filter((name) => !Object.hasOwn(found, name))
  const file = shipped[0]?.file ?? 'patterns'
  problems.push({ file, expected: `the sections ${names.join(', ')} in the files of patterns/`, got: `no ${missing.join(', ')}` })
  return undefined
}

function collect(files: readonly YamlFile[], problems: Problem[]): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  const owner = new Map<string, string>()
  for (const yaml of files) {
    const read = check(fileSchema, yaml, yaml.value, problems)
    for (const [name, section] of Object.entries(read ?? {})) {
      if (name === 'source' || name === 'confidence') continue
      const other = owner.get(name)
      const line = yaml.lineOf([name])
      if (other !== undefined) {
        problems.push({
          file: yaml.file,
          ...(line ? { line } : {}),
          at: name,
          expected: 'each section in one file',
          got: `a second one; the first is in ${other}`,
        })
      }
      owner.set(name, yaml.file)
      found[name] = section
    }
  }
  return found
}
