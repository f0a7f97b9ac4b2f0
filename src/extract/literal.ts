const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '', f: '', v: '', '0': '', '\n': '', '\r': '' }

/** The string literal that begins with the quote at `start`, its escapes undone, and the index behind it. An unended one ends with its line. */
export function readLiteral(source: string, start: number): { readonly text: string; readonly end: number } {
  const quote = source.charAt(start)
  const pieces: string[] = []
  let index = start + 1
  for (; index < source.length; index++) {
    const char = source.charAt(index)
    if (char === quote || (char === '\n' && quote !== '`')) break
    if (quote === '`' && char === '$' && source.charAt(index + 1) === '{') {
      pieces.push('\ufffc')
      const end = source.indexOf('}', index)
      index = end < 0 ? source.length : end
    } else if (char === '\\') {
      const undone = readEscape(source, index + 1)
      pieces.push(undone.text)
      index = undone.last
    } else pieces.push(char)
  }
  return { text: pieces.join(''), end: index + 1 }
}

function readEscape(source: string, index: number): { readonly text: string; readonly last: number } {
  const char = source.charAt(index)
  const digits = char === 'u' ? 4 : char === 'x' ? 2 : 0
  const code = source.slice(index + 1, index + 1 + digits)
  if (digits > 0 && code.length === digits && /^[0-9a-f]{2,4}$/i.test(code))
    return { text: String.fromCharCode(Number.parseInt(code, 16)), last: index + digits }
  return { text: ESCAPES[char] ?? char, last: char === '\r' && source.charAt(index + 1) === '\n' ? index + 1 : index }
}
