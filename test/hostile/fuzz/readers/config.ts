import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { readSettings as readBundledSettings } from '../../../../src/bundle/evidence/settings-file.ts'
import { type Problem, UserError } from '../../../../src/model/config.ts'
import type { Settings } from '../../../../src/model/settings.ts'
import { calendarSchema } from '../../../../src/registry/calendar.ts'
import { columnRulesSchema } from '../../../../src/registry/columns.ts'
import { patternsSchema, readPatterns } from '../../../../src/registry/patterns.ts'
import { readRubrics, rubricSchema } from '../../../../src/registry/rubrics.ts'
import { overlay, readSettings, settingsSchema } from '../../../../src/registry/settings.ts'
import { parseYaml, type YamlFile } from '../../../../src/registry/yaml-file.ts'
import { check } from '../../../../src/registry/yaml-problems.ts'
import { damaged } from '../given/damage.ts'
import { number, odd, plainDate } from '../given/words.ts'
import { equal, isData, must } from '../holds.ts'
import { type Group, group } from '../target.ts'

function shipped(name: string): YamlFile {
  const problems: Problem[] = []
  const yaml = parseYaml(name, readFileSync(`config/${name}`, 'utf8'), problems)
  if (!yaml) throw new Error(`config/${name}: ${JSON.stringify(problems)}`)
  return yaml
}

const SHIPPED_SETTINGS = shipped('settings.yaml')
export const SETTINGS: Settings = settingsSchema.parse(SHIPPED_SETTINGS.value)
const SHIPPED_PATTERNS = readdirSync('config/patterns').map((name) => shipped(`patterns/${name}`))

const SNIPPETS = [
  ...[
    'resolver:\n',
    '  servers: [1.1.1.1]\n',
    'guard:\n  allow:\n    - cidr: 10.0.0.0/8\n',
    'userAgent: ',
    'years:\n  "2026":\n',
    '    off: [2026-01-01]\n',
    '    work: []\n',
    'kinds:\n',
    '  - kind: news\n',
    'ignore: []\n',
  ],
  ...[
    'parts:\n',
    'id: x\n',
    'points: 1\n',
    'rule: {kind: veto, failures: 1}\n',
    'underConstruction: [建设中]\n',
    '&a [*a]',
    '*a',
    '&a ',
    '<<: *a\n',
    '!!js/function x',
    '!!binary x',
    '? ',
    '- ',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '{',
    '}',
    '[',
    ']',
    '|\n',
    '>\n',
    '#',
    '：',
  ],
  ...[
    '__proto__: 1\n',
    'constructor: {}\n',
    '\t',
    '\n',
    '\n  ',
    '.inf',
    '.nan',
    '0o17',
    '0x1F',
    '~',
    'null',
    'yes',
    '2026-01-01',
    "'",
    '"',
  ],
]
const snippets = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...SNIPPETS) },
      { weight: 1, arbitrary: odd },
      { weight: 1, arbitrary: number },
      { weight: 1, arbitrary: plainDate },
    ),
    { maxLength: 14, size: 'max' },
  )
  .map((parts) => parts.join('').toWellFormed())

/** Pieces of the shipped files of a few lines, damaged. */
function pieces(): fc.Arbitrary<string> {
  const lines = ['settings.yaml', 'calendar.yaml', 'columns.yaml', 'rubrics/city-100.yaml', 'patterns/board.yaml'].map((name) =>
    readFileSync(`config/${name}`, 'utf8').split('\n'),
  )
  const piece = fc
    .tuple(fc.constantFrom(...lines), fc.nat(2000), fc.integer({ min: 1, max: 12 }))
    .map(([all, at, count]) => Buffer.from(all.slice(at % all.length, (at % all.length) + count).join('\n')))
  return damaged(piece).map((bytes) => bytes.toString('utf8'))
}

interface Read {
  readonly text: string
  readonly yaml: YamlFile | undefined
  readonly problems: readonly Problem[]
}

/** Everything that one of the readers may find wrong; it gives nothing when it finds something. */
function judged(read: (problems: Problem[]) => unknown): void {
  const problems: Problem[] = []
  const value = read(problems)
  isData(problems)
  must(
    (value === undefined) === problems.length > 0,
    () => `${value === undefined ? 'nothing' : 'a value'} with ${problems.length} problems`,
  )
}

export const CONFIG_GROUPS: readonly Group[] = [
  group({
    name: 'YAML',
    given: 'pieces of configuration files in any order, anchors, tags and keys like __proto__, damaged pieces of the shipped files',
    cases: () => fc.oneof({ weight: 2, arbitrary: snippets }, { weight: 1, arbitrary: pieces() }),
    ready: (text): Read => {
      const problems: Problem[] = []
      return { text, yaml: parseYaml('f', text, problems), problems }
    },
    targets: [
      {
        name: 'a YAML file',
        of: ['registry/yaml-file.ts parseYaml'],
        holds: 'a value with the lines of its keys, or problems with lines of the file',
        check: ({ text, yaml, problems }) => {
          must((yaml === undefined) === problems.length > 0, () => 'neither a value nor a problem')
          isData(problems)
          const lines = text.split('\n').length
          for (const { line } of problems) must(line === undefined || (line >= 1 && line <= lines + 1), () => `line ${line} of ${lines}`)
          const line = yaml?.lineOf(['resolver', 'servers', 0])
          must(line === undefined || line <= lines, () => `line ${line} of ${lines}`)
        },
      },
      {
        name: 'configuration by its schemas',
        of: [
          'registry/yaml-problems.ts check',
          'registry/settings.ts readSettings',
          'registry/settings.ts overlay',
          'registry/rubrics.ts readRubrics',
          'registry/patterns.ts readPatterns',
        ],
        holds: 'sound, or every problem is named; nothing is half believed',
        check: ({ yaml }) => {
          if (!yaml) return
          for (const schema of [settingsSchema, rubricSchema, calendarSchema, columnRulesSchema, patternsSchema])
            judged((problems) => check<unknown>(schema, yaml, yaml.value, problems))
          judged((problems) => readSettings(SHIPPED_SETTINGS, yaml, problems))
          judged((problems) => readPatterns(SHIPPED_PATTERNS, [yaml], problems))
          const problems: Problem[] = []
          must(readRubrics([yaml], problems).length + problems.length > 0, () => 'neither a rubric nor a problem')
          equal(overlay(yaml.value, undefined), yaml.value, 'nothing on top')
        },
      },
      {
        name: 'the settings of a bundle',
        of: ['bundle/evidence/settings-file.ts readSettings'],
        holds: 'every part is there, or a UserError',
        check: ({ text }) => {
          try {
            const config = readBundledSettings({ settings: text, rubric: `rubrics: []\n${text}` })
            must(config.rubrics !== undefined && config.settings !== undefined, () => 'a part is missing')
          } catch (error) {
            if (!(error instanceof UserError)) throw error
          }
        },
      },
    ],
  }),
]
