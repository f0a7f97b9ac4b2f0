import { parse, stringify } from 'yaml'
import { type Config, UserError } from '../../model/config.ts'

/** Long lines stay whole, nothing is written as a reference: the file reads the same to a person and to any YAML 1.2 parser. */
const PLAIN = { lineWidth: 0, aliasDuplicateObjects: false } as const

/** The configuration that the run was judged under, for the sites in the bundle, as two files. */
export function writeSettings(config: Config): { readonly settings: string; readonly rubric: string } {
  const { rubrics, sites, settings, columns, calendar, patterns } = config
  return {
    settings: `# 本批次检查所用的登记册、设置、栏目规则、放假安排和识别规则。\n${stringify({ sites, settings, columns, calendar, patterns }, PLAIN)}`,
    rubric: `# 本批次评判所用的计分表。\n${stringify({ rubrics }, PLAIN)}`,
  }
}

/** The configuration again; a UserError for a file that is none. What it says is not believed here. */
export function readSettings(texts: { readonly settings: string; readonly rubric: string }): Config {
  const { sites, settings, columns, calendar, patterns } = record(texts.settings, 'settings.yaml', [
    'sites',
    'settings',
    'columns',
    'calendar',
    'patterns',
  ])
  const { rubrics } = record(texts.rubric, 'rubric.yaml', ['rubrics'])
  // Of the parts only that they are there: whoever reads them compares their hashes with the seals first.
  const config: unknown = { sites, settings, rubrics, columns, calendar, patterns }
  return config as Config
}

function record(text: string, file: string, keys: readonly string[]): Record<string, unknown> {
  const wrong = (got: string) =>
    new UserError('the settings of the bundle cannot be read', [
      {
        file,
        expected: `YAML with the keys ${keys.join(', ')}`,
        got,
        fix: 'compare the bundle with the original, or have it exported again',
      },
    ])
  let value: unknown
  try {
    // References could grow a small file without bound; a warning would print lines of a stranger's file on the terminal.
    value = parse(text, { maxAliasCount: 0, logLevel: 'error' })
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split('\n')[0] ?? 'no YAML') : 'no YAML')
  }
  const missing = keys.filter((key) => typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
  if (typeof value === 'object' && value !== null && missing.length === 0) return { ...value }
  throw wrong(missing.length === keys.length ? 'another document' : `no ${missing.join(', ')}`)
}
