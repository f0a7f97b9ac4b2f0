const MAX_WRITTEN = 1_000_000
const CALL =
  /document\.write(?:ln)?\s{0,5}\(|(?:innerHTML|outerHTML)\s{0,5}\+?=(?!=)|\.(?:html|append|prepend|before|after)\s{0,3}\(\s{0,5}(?=["'`])/g
const ASSIGNED = /(?:^|[;{}\s])(?:var|let|const)?\s{0,5}[\w$]{1,40}\s{0,5}\+?=\s{0,5}(?=["'`][^"'`]{0,20}<)/g

/** The markup that a script writes into its page: every string that it hands to `document.write` and its like, joined in order. */
export function writtenMarkup(script: string): string {
  const source = script.slice(0, MAX_WRITTEN * 2)
  const pieces: string[] = []
  for (const pattern of [CALL, ASSIGNED]) {
    for (const match of source.matchAll(pattern)) pieces.push(literals(source, match.index + match[0].length))
    if (pieces.join('').trim() !== '') break
  }
  return pieces.join('\n').slice(0, MAX_WRITTEN)
}

/** The string literals of an expression that begins at `from`, joined; what stands between them (variables, calls) is left out. */
function literals(source: string, from: number): string {
  const pieces: string[] = []
  let index = from
  const end = Math.min(source.length, from + MAX_WRITTEN)
  while (index < end) {
    const char = source.charAt(index)
    if (char === '"' || char === "'" || char === '`') {
      const literal = readLiteral(source, index)
      pieces.push(literal.text)
      index = literal.end
    } else if (char === ')' || char === ';' || char === '}' || char === ']') break
    else index += 1
  }
  return pieces.join('')
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '', f: '', v: '', '0': '', '\n': '' }

function readLiteral(source: string, start: number): { readonly text: string; readonly end: number } {
  const quote = source.charAt(start)
  const pieces: string[] = []
  let index = start + 1
  for (; index < source.length; index++) {
    const char = source.charAt(index)
    if (char === quote) break
    if (char === '\n' && quote !== '`') break
    if (char !== '\\') {
      pieces.push(char)
      continue
    }
    index += 1
    const escaped = source.charAt(index)
    const code =
      escaped === 'u'
        ? /^[0-9a-f]{4}/i.exec(source.slice(index + 1, index + 5))?.[0]
        : escaped === 'x'
          ? /^[0-9a-f]{2}/i.exec(source.slice(index + 1, index + 3))?.[0]
          : undefined
    if (code !== undefined) {
      pieces.push(String.fromCharCode(Number.parseInt(code, 16)))
      index += code.length
    } else pieces.push(ESCAPES[escaped] ?? escaped)
  }
  return { text: pieces.join(''), end: index + 1 }
}
