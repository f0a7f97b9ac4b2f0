import { z } from 'zod'
import type { Problem } from '../model/config.ts'
import { quote } from './quote.ts'
import { suggest } from './suggest.ts'
import type { Path, YamlFile } from './yaml-file.ts'

type Issue = z.core.$ZodIssue

/** The value as the schema has it, or everything that is wrong with it, each with the line of the file in which it stands. */
export function check<T>(schema: z.ZodType<T>, yaml: YamlFile, value: unknown, problems: Problem[]): T | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) problems.push(...translate(issue, yaml, value, schema))
  return undefined
}

function translate(issue: Issue, yaml: YamlFile, value: unknown, schema: z.ZodType): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], yaml, keysAt(schema, path)))
  if (issue.code === 'invalid_key') {
    const key = path.at(-1)
    return issue.issues.map((inner) => ({ ...place(path, yaml), ...sayWhat(inner, key) }))
  }
  return [{ ...place(path, yaml), ...sayWhat(issue, valueAt(value, path)) }]
}

/** The keys that the schema allows in the group at the path; none where it allows any. */
function keysAt(schema: unknown, path: Path): readonly string[] {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodDiscriminatedUnion) return [...new Set(inner.options.flatMap((option) => keysAt(option, path)))]
  const [step, ...rest] = path
  if (inner instanceof z.ZodObject) return step === undefined ? Object.keys(inner.shape) : keysAt(inner.shape[String(step)], rest)
  if (step === undefined) return []
  if (inner instanceof z.ZodArray) return keysAt(inner.element, rest)
  return inner instanceof z.ZodRecord ? keysAt(inner.valueType, rest) : []
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in)
  return schema instanceof z.ZodReadonly || schema instanceof z.ZodExactOptional || schema instanceof z.ZodOptional
    ? unwrap(schema.unwrap())
    : schema
}

function unknownKey(path: Path, yaml: YamlFile, known: readonly string[]): Problem {
  const key = String(path.at(-1))
  const near = suggest(key, known)
  const expected = known.length === 0 ? 'only keys that govsite knows' : `one of the keys ${known.join(', ')}`
  return { ...place(path, yaml), expected, got: `the unknown key "${key}"`, fix: near ? `did you mean ${near}?` : 'remove it' }
}

function place(path: Path, yaml: YamlFile): Pick<Problem, 'file' | 'line' | 'at'> {
  const line = yaml.lineOf(path)
  return { file: yaml.file, ...(line === undefined ? {} : { line }), ...(path.length === 0 ? {} : { at: spell(path) }) }
}

/** `resolver.servers[0]` */
function spell(path: Path): string {
  return path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`), '')
}

function sayWhat(issue: Issue, value: unknown): Pick<Problem, 'expected' | 'got' | 'fix'> {
  const got = quote(value)
  if (issue.code === 'custom') {
    const fix: unknown = issue.params?.['fix']
    return { expected: issue.message, got, ...(typeof fix === 'string' ? { fix } : {}) }
  }
  const options =
    issue.code === 'invalid_value' ? issue.values : 'options' in issue && Array.isArray(issue.options) ? issue.options : undefined
  if (options) {
    const near = typeof value === 'string' ? suggest(value, options.map(String)) : undefined
    return { expected: `one of ${options.map(String).join(', ')}`, got, ...(near ? { fix: `did you mean ${near}?` } : {}) }
  }
  if (issue.code === 'invalid_type') {
    const quoted = issue.expected === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    const wide = typeof value === 'string' && value.includes('：') && TYPES[issue.expected] === TYPES['object']
    const fix = quoted ? 'write it without quotes' : wide ? 'after a key write a half-width colon and a blank (: )' : undefined
    return { expected: TYPES[issue.expected] ?? issue.expected, got, ...(fix === undefined ? {} : { fix }) }
  }
  return { expected: issue.message, got }
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
}

function valueAt(value: unknown, path: Path): unknown {
  let at: unknown = value
  for (const step of path) {
    if (at === null || typeof at !== 'object') return undefined
    at = Object.entries(at).find(([key]) => key === String(step))?.[1]
  }
  return at
}
