import { GAP, type Line } from './lines.ts'
import { amountIn, type Field, type Numbers, OF_MESSAGES, OF_OTHER_THINGS, type Token, tokensIn, type Word } from './statistics-fields.ts'

/** Numbers that stand together in lines of a page. */
export interface TextStatistics {
  readonly numbers: Numbers
  /** Fields whose place for a number is empty. */
  readonly empty: ReadonlySet<Field>
  readonly text: string
  readonly cell: boolean
  /** The numbers stand in a sentence of a running text, not beside labels. */
  readonly prose: boolean
}

const MAX_TEXT = 200_000
/** Words further apart belong to different sentences. */
const FARTHEST = 120
/** A shorter line is a label with its number, whatever signs stand in it. */
const MIN_PROSE = 16
const UNIT = '(%|万件|万条|万|工作日|个工作日|小时|件|条|封|个|次|宗|单|份|天|日|人次)?'
const ALL_FINISHED = /(?:全部|均)已?(?:按期|按时|及时)?(?:予以)?(?:办结|回复|答复|办复)/
const AFTER = new RegExp(`^([^\\d\\n，。；,;、]{0,10}?)[\\s:(]{0,4}(\\d[\\d,]{0,11}(?:\\.\\d{1,4})?)\\s?${UNIT}(?![\\d年月:/.-])`)
const BEFORE = /(\d[\d,]{0,11}(?:\.\d{1,4})?)\s?(万件|件|条|封|个|宗|单)[^\d\n，。；,;、]{0,4}$/
const ALONE = new RegExp(`^(\\d[\\d,]{0,11}(?:\\.\\d{1,4})?)\\s?${UNIT}$`)

interface Reading {
  readonly token: Token
  readonly value: number | null
  readonly empty: boolean
}

/** Groups of words with numbers, or with empty places for them, that tell what was received and what became of it; those with numbers first. */
export function readTextStatistics(lines: readonly Line[], words: readonly Word[], about: string): TextStatistics[] {
  const text = lines
    .map((line) => line.text)
    .join('\n')
    .slice(0, MAX_TEXT)
    .replace(/12345(?=[\s"“”]{0,2}[\u4e00-\u9fff])(?![件条])/g, '.....')
  const groups = groupsOf(tokensIn(text, words), lines)
  const read = groups.flatMap((group) => readGroup(text, group, lines, about) ?? [])
  const counted = read.filter(({ numbers }) => Object.values(numbers).some((value) => value > 0))
  return [...counted, ...read.filter((one) => !counted.includes(one))]
}

const isMean = (field: Field): boolean => field === 'rate' || field === 'averageDays'

/** Words that stand near each other, those of a running text apart from those of labels. */
function groupsOf(tokens: readonly Token[], lines: readonly Line[]): Token[][] {
  const groups: Token[][] = []
  let [line, end, prose] = [-1, -1, false]
  for (const token of tokens) {
    const before = prose
    while (token.from > end && line < lines.length - 1) end += (lines[++line]?.text.length ?? 0) + 1
    prose = isProse(lines[line])
    const last = groups.at(-1)
    if (last !== undefined && prose === before && token.from - (last.at(-1)?.to ?? 0) <= FARTHEST) last.push(token)
    else groups.push([token])
  }
  return groups.filter((group) => group.length > 1)
}

function isProse(line: Line | undefined): boolean {
  return line !== undefined && line.text.length > MIN_PROSE && /[。,;](?!\d)/.test(line.text) && !line.boxed && !line.text.includes(GAP)
}

function readGroup(text: string, group: readonly Token[], lines: readonly Line[], about: string): TextStatistics | null {
  const readings = readNumbers(text, group)
  const numbers: Numbers = {}
  const empty = new Set<Field>()
  for (const { token, value, empty: gap } of readings) {
    // Of several counts of one thing (today, this month, by kind) the largest holds the others.
    if (value !== null)
      numbers[token.field] = isMean(token.field) ? (numbers[token.field] ?? value) : Math.max(numbers[token.field] ?? 0, value)
    else if (gap) empty.add(token.field)
  }
  for (const field of [...empty]) if (numbers[field] !== undefined) empty.delete(field)
  const has = (field: Field) => numbers[field] !== undefined || empty.has(field)
  if (!(has('received') || has('valid')) || !(['finished', 'rate', 'pending', 'overdue'] as const).some(has)) return null
  const told = readings.filter(({ value, empty: gap }) => value !== null || gap).map(({ token }) => token)
  const [first, last] = [told[0]?.from ?? 0, told.at(-1)?.to ?? 0]
  const inside = text.slice(Math.max(0, first - 30), last + 20)
  if (!OF_MESSAGES.test(inside) && (OF_OTHER_THINGS.test(inside) || !OF_MESSAGES.test(about))) return null
  const own = linesBetween(lines, first, last)
  if (numbers.received !== undefined && numbers.finished === undefined && own.some((line) => ALL_FINISHED.test(line.text)))
    numbers.finished = numbers.received
  const prose = own.some(isProse)
  return { numbers, empty, text: own.map((line) => line.text).join(' '), cell: own.every((line) => line.cell), prose }
}

/** Numbers stand behind their words, or in front of them as in a row of cards: one or the other for the whole group. */
function readNumbers(text: string, group: readonly Token[]): Reading[] {
  const after = group.map((token, index) => readAfter(text, token, group[index + 1]?.from ?? token.to + 40))
  const [lastAfter] = after.slice(-1)
  const above = group.map((token) => readAbove(text, token))
  const counted = (readings: readonly Reading[]) => readings.filter(({ value }) => value !== null).length
  if (above[0]?.value !== null && counted(above) >= 2 && lastAfter?.value === null && counted(above) >= counted(after)) return above
  const used = new Set<number>()
  return after.map((reading, index) => {
    if (reading.value !== null || reading.empty) return reading
    const start = group[index - 1]?.to ?? Math.max(0, reading.token.from - 30)
    return readBefore(text, reading.token, start, after[index - 1], used) ?? reading
  })
}

function readAfter(text: string, token: Token, until: number): Reading {
  const rest = text.slice(token.to, Math.min(until, token.to + 40))
  const gap = /^[^\d，。；,;]{0,6}?\ufdd0/.test(rest.replace(/\n/g, ''))
  const [whole = '', between = '', digits = '', unit = ''] = AFTER.exec(rest.replace(/^\s{0,2}\n(?=[\s:]{0,2}\d)/, ' ')) ?? []
  if (whole === '' || between.includes(GAP))
    return { token, value: null, empty: gap || (token.strong && /^\s?:?\s?(?:件|条|封|%|天)/.test(rest)) }
  const labelled = token.strong || unit !== '' || /^\s?[:(]/.test(rest) || (between.trim() === '' && rest.startsWith('\n'))
  return { token, value: labelled ? amountIn(token.field, digits, unit.replace('个工作日', '工作日')) : null, empty: false }
}

/** A number with its unit right in front of a word, as in 还有4条正在处理; one that the word before has used is not taken again. */
function readBefore(text: string, token: Token, start: number, previous: Reading | undefined, used: Set<number>): Reading | null {
  const found = BEFORE.exec(text.slice(Math.max(start, token.from - 30), token.from))
  if (found === null || token.field === 'rate' || token.field === 'averageDays') return null
  const value = amountIn(token.field, found[1] ?? '', found[2] ?? '')
  const at = Math.max(start, token.from - 30) + found.index
  if (value === null || used.has(at) || previous?.value === value) return null
  used.add(at)
  return { token, value, empty: false }
}

/** A number that is all that stands before a word in its line, or is the whole line above a word that begins its line. */
function readAbove(text: string, token: Token): Reading {
  const line = text.lastIndexOf('\n', token.from - 1) + 1
  const before = text.slice(line, token.from).trim()
  const found = ALONE.exec(before) ?? (before.length <= 4 ? ALONE.exec(lineBefore(text, line)) : null)
  return { token, value: found === null ? null : amountIn(token.field, found[1] ?? '', found[2] ?? ''), empty: false }
}

function lineBefore(text: string, line: number): string {
  const start = text.lastIndexOf('\n', line - 2) + 1
  return line === 0 || line - start > 24 ? '' : text.slice(start, line - 1).trim()
}

function linesBetween(lines: readonly Line[], from: number, to: number): Line[] {
  let at = 0
  return lines.filter(({ text }) => {
    const start = at
    at += text.length + 1
    return start < to && at - 1 > from
  })
}
