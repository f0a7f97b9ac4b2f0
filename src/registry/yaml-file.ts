import { isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml'
import type { Problem } from '../model/config.ts'
import { readBytes } from './text-file.ts'

export type Path = readonly (string | number)[]

/** A YAML file as a value, with the line on which each of its keys stands. */
export interface YamlFile {
  readonly file: string
  readonly value: unknown
  /** Line of the key at the path, or of the nearest group around it. */
  lineOf(path: Path): number | undefined
  /** Whether the file itself says something at the path. */
  has(path: Path): boolean
}

const MAX_BYTES = 2 * 1_048_576
/** Enough for honest anchors, far too few for a document that grows without end. */
const MAX_ALIASES = 100

/** Reads a YAML 1.2 file; throws a UserError when it cannot be read at all, and collects in `problems` whatever is wrong with its syntax. */
export async function readYaml(file: string, problems: Problem[]): Promise<YamlFile | undefined> {
  const bytes = await readBytes(file, MAX_BYTES)
  const text = decodeUtf8(bytes)
  if (text === undefined) {
    problems.push({ file, expected: 'UTF-8 text', got: 'bytes that are no UTF-8', fix: 'save the file as UTF-8' })
    return undefined
  }
  return parseYaml(file, text, problems)
}

/** The text as YAML; undefined when its syntax is broken, which `problems` then tells. */
export function parseYaml(file: string, text: string, problems: Problem[]): YamlFile | undefined {
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' })
    const faults = [...document.errors, ...document.warnings]
    // One mistake makes the reader stumble many times over: what it says first of a line is enough.
    const firstOfLine = new Map(faults.map((fault) => [lines.linePos(fault.pos[0]).line, fault] as const).reverse())
    for (const [line, fault] of [...firstOfLine].reverse()) problems.push(syntaxProblem(file, line, fault.code, fault.message))
    if (faults.length > 0) return undefined
    const offsetOf = (path: Path): number | undefined => findOffset(document.contents, path)
    return {
      file,
      value: document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {},
      has: (path) => offsetOf(path) !== undefined,
      lineOf: (path) => {
        for (let length = path.length; length > 0; length -= 1) {
          const offset = offsetOf(path.slice(0, length))
          if (offset !== undefined) return lines.linePos(offset).line
        }
        return undefined
      },
    }
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error)
    const alias = /^Unresolved alias[^:]{0,80}: (.{1,80})$/.exec(got)?.[1]
    // Else the reader gives up on a document nested too deeply or with too many aliases.
    if (alias === undefined) problems.push({ file, expected: 'YAML of ordinary depth and size', got })
    else
      problems.push({
        file,
        line: text.slice(0, text.indexOf(`*${alias}`)).split('\n').length,
        expected: 'valid YAML',
        got: `*${alias}`,
        fix: QUOTE_IT,
      })
    return undefined
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Where the key (or the list item) at the path begins. */
function findOffset(root: unknown, path: Path): number | undefined {
  let node: unknown = root
  let offset: number | undefined
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) return undefined
      offset = startOf(pair.key)
      node = pair.value
    } else {
      const items: unknown = node !== null && typeof node === 'object' && 'items' in node ? node.items : undefined
      const item: unknown = Array.isArray(items) ? items[Number(step)] : undefined
      if (item === undefined) return undefined
      node = isPair(item) ? item.value : item
      offset = startOf(node)
    }
  }
  return offset
}

function startOf(node: unknown): number | undefined {
  return node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : undefined
}

const QUOTE_IT = 'put a text that begins with *, &, @, %, !, [ or { into quotes'

const REMEDIES: Readonly<Record<string, { readonly expected: string; readonly fix: string }>> = {
  TAB_AS_INDENT: { expected: 'spaces in front of a key', fix: 'replace each tab by two spaces' },
  DUPLICATE_KEY: { expected: 'each key once', fix: 'remove one of the two' },
  MULTIPLE_DOCS: { expected: 'one document', fix: 'remove the line ---' },
}

function syntaxProblem(file: string, line: number, code: string, message: string): Problem {
  const got = message.split('\n')[0] ?? message
  const remedy = REMEDIES[code] ?? (/alias|anchor|tag|cannot start with/i.test(got) ? { expected: 'valid YAML', fix: QUOTE_IT } : undefined)
  return { file, line, expected: remedy?.expected ?? 'valid YAML', got, ...(remedy ? { fix: remedy.fix } : {}) }
}
