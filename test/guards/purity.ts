import ts from 'typescript'

const BANNED_GLOBALS = new Set([
  'fetch',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'WebSocket',
  'require',
])

/** Where the text of a pure file reads a clock, rolls dice, waits or touches the world; one line each. */
export function impurities(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const report = (node: ts.Node, what: string) =>
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`)
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) report(node, 'new Date()')
    if (ts.isPropertyAccessExpression(node)) {
      const access = `${node.expression.getText()}.${node.name.text}`
      if (access === 'Date.now' || access === 'Math.random') report(node, access)
      if (node.expression.getText() === 'globalThis' && BANNED_GLOBALS.has(node.name.text)) report(node, node.name.text)
    }
    if (ts.isIdentifier(node) && BANNED_GLOBALS.has(node.text) && isReference(node)) report(node, node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** A name used as a value, as against the name of a property, member or declaration. */
function isReference(node: ts.Identifier): boolean {
  const parent = node.parent
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return !(
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isBindingElement(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent)
  )
}
