import { readLiteral } from './literal.ts'

const MAX_WRITTEN = 1_000_000
const MAX_CALLS = 20_000
const CALL =
  /document\s{0,3}\.\s{0,3}write(?:ln)?\s{0,5}\(|(?:innerHTML|outerHTML)\s{0,5}\+?=(?!=)|\.(?:html|append|prepend|before|after)\s{0,3}\(\s{0,5}(?=["'`])|insertAdjacentHTML\s{0,3}\(\s{0,5}["'`]\w{1,20}["'`]\s{0,5},/g
const ASSIGNED = /(?:^|[;{}\s])(?:var|let|const)?\s{0,5}[\w$]{1,40}\s{0,5}\+?=\s{0,5}(?=["'`][^"'`]{0,20}<)/g
/** Stands where a script puts something that only running it would tell; no address with it is one. */
export const UNKNOWN = '\ufffc'

/** The markup that a script writes into its page: every string that it hands to `document.write` and its like, joined in order, `UNKNOWN` for what is no string. */
export function writtenMarkup(script: string): string {
  const source = script.slice(0, MAX_WRITTEN * 2)
  for (const pattern of [CALL, ASSIGNED]) {
    const pieces: string[] = []
    let length = 0
    let calls = 0
    let from = 0
    for (const match of source.matchAll(pattern)) {
      if (match.index < from) continue
      const { text, end } = literals(source, match.index + match[0].length)
      pieces.push(text)
      from = end
      length += text.length
      if (length > MAX_WRITTEN || ++calls > MAX_CALLS) break
    }
    // A script may write half of a character; no page holds one.
    const markup = pieces.join('').slice(0, MAX_WRITTEN).toWellFormed()
    if (markup.replaceAll(UNKNOWN, '').trim() !== '') return markup
  }
  return ''
}

/** The string literals of the expression that begins at `from`, joined; the arguments of calls are not the expression's own, but for those that only undo an escape. */
function literals(source: string, from: number): { readonly text: string; readonly end: number } {
  const pieces: string[] = []
  /** For every open bracket: whether what stands in it is left out. */
  const brackets: boolean[] = []
  let index = from
  let escaped = false
  while (index < source.length && index - from < MAX_WRITTEN) {
    const char = source.charAt(index)
    if (char === '"' || char === "'" || char === '`') {
      const literal = readLiteral(source, index)
      if (!brackets.includes(true) && !isCompared(source, index, literal.end)) pieces.push(escaped ? unescaped(literal.text) : literal.text)
      index = literal.end
      continue
    }
    if ('([{'.includes(char)) {
      const called = /([\w$\])]{1,40})\s{0,3}$/.exec(source.slice(Math.max(from, index - 44), index))?.[1]
      escaped = char === '(' && called !== undefined && /^(?:unescape|decodeURI(?:Component)?)$/.test(called)
      brackets.push(called !== undefined && !escaped)
    } else if (')]}'.includes(char)) {
      if (brackets.pop() === undefined) break
      escaped = false
    } else if (char === ';' || (char === '\n' && brackets.length === 0 && isOver(source, from, index))) {
      if (brackets.length === 0) break
    } else if (/[\w$]/.test(char) && pieces.at(-1) !== UNKNOWN && !/^(?:unescape|decodeURI)/.test(source.slice(index, index + 12))) {
      if (!brackets.includes(true) && !/[\w$.]/.test(source.charAt(index - 1))) pieces.push(UNKNOWN)
    }
    index += 1
  }
  return { text: pieces.join(''), end: index }
}

/** `"https:" == protocol` writes nothing. */
function isCompared(source: string, start: number, end: number): boolean {
  return /^\s{0,3}[=!]=/.test(source.slice(end, end + 6)) || /[=!]=\s{0,3}$/.test(source.slice(Math.max(0, start - 6), start))
}

/** A line's end ends a statement, unless the expression goes on over it. */
function isOver(source: string, from: number, index: number): boolean {
  const before =
    source
      .slice(Math.max(from, index - 40), index)
      .trimEnd()
      .at(-1) ?? '+'
  const next = source
    .slice(index, index + 200)
    .trimStart()
    .charAt(0)
  return !'+,?:(['.includes(before) && !'+,?:.)]'.includes(next)
}

function unescaped(text: string): string {
  return text.replace(/%u([0-9a-f]{4})|(?:%[0-9a-f]{2}){1,1000}/gi, (run, code?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
    try {
      return decodeURIComponent(run)
    } catch {
      return run.replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)))
    }
  })
}
