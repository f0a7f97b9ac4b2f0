import ts from 'typescript'

/** Modules by which a program reaches another machine, or starts a program that could. */
const OPENERS = /^(?:node:)?(?:net|tls|https?|http2|dgram|dns|dns\/promises|inspector|child_process|cluster)$/
const PACKAGES = new Set([
  'undici',
  'playwright',
  'playwright-core',
  'pg',
  'ws',
  'dns2',
  'axios',
  'got',
  'node-fetch',
  'nodemailer',
  'ssh2',
])
/** What opens nothing, of modules that can. */
const HARMLESS = new Set(['isIP', 'isIPv4', 'isIPv6', 'STATUS_CODES', 'METHODS'])
const GLOBALS = new Set(['fetch', 'WebSocket', 'EventSource'])

/** The ways to a socket in the text of a file, each once: module names, and globals with `()`. */
export function socketOpeners(text: string): string[] {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true)
  const found = new Set<string>()
  const module_ = (node: ts.Node | undefined) => {
    if (node === undefined || !ts.isStringLiteralLike(node)) return
    const name = node.text.replace(/^node:/, '')
    if (OPENERS.test(node.text) || PACKAGES.has(node.text.split('/', node.text.startsWith('@') ? 2 : 1).join('/'))) found.add(name)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && !isHarmless(node)) module_(node.moduleSpecifier)
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) module_(node.moduleSpecifier)
    if (ts.isCallExpression(node) && loads(node.expression)) module_(node.arguments[0])
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && GLOBALS.has(lastName(node.expression))) {
      if (ts.isIdentifier(node.expression) || /^globalThis\./.test(node.expression.getText())) found.add(`${lastName(node.expression)}()`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...found].sort()
}

/** `import()`, `require()`, `createRequire()()`, `process.getBuiltinModule()`. */
function loads(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || ts.isCallExpression(callee) || /^(?:require|getBuiltinModule)$/.test(lastName(callee))
  )
}

function isHarmless({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const { name, namedBindings } = importClause
  if (name !== undefined || !namedBindings || !ts.isNamedImports(namedBindings)) return false
  return namedBindings.elements.every((one) => one.isTypeOnly || HARMLESS.has((one.propertyName ?? one.name).text))
}

function lastName(expression: ts.Expression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
}
