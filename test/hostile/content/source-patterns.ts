import { globSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'

/** A regular expression of the product, and the file that it stands in. */
export interface SourcePattern {
  readonly file: string
  readonly pattern: RegExp
}

const FOLDERS = ['src/extract', 'src/crawl', 'src/audit', 'src/model', 'src/registry', 'checks']
/** Stands in for what is known only at run time: a word of a configuration. */
const STAND_IN = '字段'

/** Every regular expression that is written in the rooms that read what others wrote. */
export async function sourcePatterns(root: string): Promise<SourcePattern[]> {
  const found = new Map<string, SourcePattern>()
  const add = (file: string, pattern: RegExp) => found.set(`${file} ${pattern}`, { file, pattern })
  for (const file of globSync(
    FOLDERS.map((folder) => `${folder}/**/*.ts`),
    { cwd: root },
  ).toSorted()) {
    const text = readFileSync(`${root}/${file}`, 'utf8')
    for (const pattern of writtenIn(text, file)) add(file, pattern)
    // What a module makes of its own tables while it is loaded is seen only by being there.
    if (/new RegExp\(/.test(text)) for (const pattern of await madeOnLoading(`${root}/${file}`)) add(file, pattern)
  }
  return [...found.values()]
}

function writtenIn(text: string, file: string): RegExp[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const constants = new Map<string, ts.Expression>()
  const found: RegExp[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) constants.set(node.name.text, node.initializer)
    if (ts.isRegularExpressionLiteral(node)) found.push(patternOf(node.text))
    const [first, flags] = ts.isNewExpression(node) && node.expression.getText() === 'RegExp' ? (node.arguments ?? []) : []
    if (first) found.push(new RegExp(textOf(first, constants), flags && ts.isStringLiteral(flags) ? flags.text : ''))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function patternOf(literal: string): RegExp {
  const end = literal.lastIndexOf('/')
  return new RegExp(literal.slice(1, end), literal.slice(end + 1))
}

/** The text of an expression of constants. */
function textOf(node: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): string {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isRegularExpressionLiteral(node)) return patternOf(node.text).source
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ expression, literal }) => textOf(expression, constants) + literal.text).join('')
  }
  if (ts.isTaggedTemplateExpression(node) && ts.isNoSubstitutionTemplateLiteral(node.template))
    return node.template.rawText ?? node.template.text
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source') return textOf(node.expression, constants)
  const known = ts.isIdentifier(node) ? constants.get(node.text) : undefined
  return known ? textOf(known, constants) : STAND_IN
}

/** The patterns that are made while a module and what it imports are loaded for the first time. */
async function madeOnLoading(path: string): Promise<RegExp[]> {
  const found: RegExp[] = []
  const Plain = globalThis.RegExp
  globalThis.RegExp = new Proxy(Plain, {
    construct(target, args, newTarget) {
      const made: RegExp = Reflect.construct(target, args, newTarget)
      found.push(made)
      return made
    },
  })
  try {
    await import(pathToFileURL(path).href)
  } finally {
    globalThis.RegExp = Plain
  }
  return found
}
