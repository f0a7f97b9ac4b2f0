import type { PageDocument } from './document.ts'
import { rawText } from './text.ts'

/** A page whose own scripts are longer than this is a program: what it writes is seen by drawing it. */
const MAX_CODE = 500_000

/** The page's own scripts as one text, comments left out and escapes undone, so that URLs and attributes inside strings can be recognised. */
export function inlineCode(doc: PageDocument): string {
  const pieces: string[] = []
  let length = 0
  for (const script of doc.all('script')) {
    if (script.attribs['src'] !== undefined) continue
    const code = rawText(script)
    length += code.length
    if (length > MAX_CODE) break
    pieces.push(code)
  }
  return unescapeCode(withoutComments(pieces.join('\n')))
}

/** Undoes what keeps markup apart from the script around it: `%3C`, `\/`, `\"`, `\x3c`, `\u003c`. */
function unescapeCode(code: string): string {
  return code
    .replace(/\\u00([0-7][0-9a-f])|\\x([0-7][0-9a-f])|%([2-7][0-9a-f])/gi, (_, a?: string, b?: string, c?: string) =>
      String.fromCharCode(Number.parseInt(a ?? b ?? c ?? '20', 16)),
    )
    .replace(/\\(['"/])/g, '$1')
}

function withoutComments(code: string): string {
  const kept: string[] = []
  let from = 0
  for (let start = code.indexOf('/*'); start >= 0; start = code.indexOf('/*', from)) {
    const end = code.indexOf('*/', start + 2)
    if (end < 0) break
    kept.push(code.slice(from, start), ' ')
    from = end + 2
  }
  kept.push(code.slice(from))
  return kept.join('').replace(/(^|[\s;{}])\/\/[^\r\n]*/g, '$1')
}
