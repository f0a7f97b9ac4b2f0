import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

const VIEW = new URL('./view.mjs', import.meta.url)
const TEMPLATE = new URL('./page.html', import.meta.url)
const STYLE = new URL('./page.css', import.meta.url)

const IMPORT = /^import\s[^'"]*?from '(\.[^']+)'\n/gm

/** `verify.html`: one file that checks a bundle in a browser, without a network; always the same bytes. Its policy allows its own script and style and nothing else. */
export function verifyPage(): string {
  const script = `\n${scriptOf(VIEW, new Set())}`
  const style = `\n${readFileSync(STYLE, 'utf8')}`
  const policy = [
    "default-src 'none'",
    `script-src '${sourceHash(script)}'`,
    `style-src '${sourceHash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
  // Functions in place of texts: a `$` in what is put in means nothing.
  return readFileSync(TEMPLATE, 'utf8')
    .replace('@policy@', () => policy)
    .replace('@style@', () => style)
    .replace('@script@', () => script)
}

function sourceHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** A module and, before it, all that it imports, each once, as one scope: every name at the top of any of them must be its own. */
function scriptOf(file: URL, done: Set<string>): string {
  if (done.has(file.href)) return ''
  done.add(file.href)
  const source = readFileSync(file, 'utf8')
  const script = file.pathname.endsWith('.ts') ? withoutTypes(source) : source
  const imports = [...script.matchAll(IMPORT)].map(([, path]) => scriptOf(new URL(path ?? '', file), done))
  const own = script.replace(IMPORT, '').replace(/^export /gm, '')
  return `${imports.join('')}${tidy(own)}\n`
}

/** Node calls its stripper of types experimental, on stderr, in the midst of a progress bar; what it makes here is proven by the tests. */
function withoutTypes(source: string): string {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}

/** Types leave blanks where they stood. */
function tidy(script: string): string {
  return `${script
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}
