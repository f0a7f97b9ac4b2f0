import type { BoardStatistics } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'

/** Numbers by the names of `BoardStatistics`, as far as they were read. */
export type Numbers = Partial<Record<Field, number>>
export type Field = keyof Pick<
  BoardStatistics,
  'received' | 'valid' | 'forwarded' | 'finished' | 'pending' | 'overdue' | 'rate' | 'averageDays'
>

const FIELDS: readonly Field[] = ['received', 'valid', 'forwarded', 'finished', 'pending', 'overdue', 'rate', 'averageDays']
/** Words of a board's subject matter: without one of them numbers of 受理 and 办结 may be those of licences or cases. */
export const OF_MESSAGES = /来信|信件|留言|咨询|诉求|信箱|投诉|网民|网友|工单|热线|12345|互动|问政|民意|意见建议/
export const OF_OTHER_THINGS =
  /审批|许可|行政处罚|政务服务事项|服务事项|(?<!承)办件|案件|依申请公开|信息公开申请|提案|议案|代表建议|项目|复议|诉讼/
/** What is left of a word that names nothing but an act: only a unit or a colon makes its number a count. */
const STRONG = /(?:总数|总量|数量|件数|条数|数|量|率|共|时间|时长|用时|天数)$/

export interface Word {
  readonly field: Field
  readonly word: string
  /** The word itself says that a number belongs to it. */
  readonly strong: boolean
}

const WORDS = new WeakMap<Patterns, readonly Word[]>()

/** The configured words, longest first. */
export function wordsOf(patterns: Patterns): readonly Word[] {
  const known = WORDS.get(patterns) ?? sortedWords(patterns)
  WORDS.set(patterns, known)
  return known
}

const SHORTEST = new WeakMap<Patterns, readonly string[]>()

/** The words that hold none of the others: a text without any of them holds none at all. */
export function shortestWordsOf(patterns: Patterns): readonly string[] {
  const known = SHORTEST.get(patterns)
  if (known !== undefined) return known
  const words = [...new Set(wordsOf(patterns).map(({ word }) => word))]
  const shortest = words.filter((word) => !words.some((other) => other !== word && word.includes(other)))
  SHORTEST.set(patterns, shortest)
  return shortest
}

function sortedWords({ statistics }: Patterns): readonly Word[] {
  return FIELDS.flatMap((field) => (statistics.fields[field] ?? []).map((word) => ({ field, word, strong: STRONG.test(word) }))).toSorted(
    (a, b) => b.word.length - a.word.length,
  )
}

export interface Token extends Word {
  readonly from: number
  readonly to: number
}

/** Where words stand in a text, in order; a word within a longer one is not told again, nor is 办结 in 办结率 or 平均办结. */
export function tokensIn(text: string, words: readonly Word[]): Token[] {
  const taken = new Uint8Array(text.length)
  const found: Token[] = []
  for (const { field, word, strong } of words) {
    for (let from = text.indexOf(word); from >= 0 && found.length < 3000; from = text.indexOf(word, from + word.length)) {
      const to = from + word.length
      if (taken[from] || taken[to - 1]) continue
      taken.fill(1, from, to)
      const rate = text[to] === '率' && field !== 'rate'
      const mean = /平均.{0,2}$/.test(text.slice(Math.max(0, from - 4), from)) && field !== 'averageDays'
      if (!rate && !mean) found.push({ field, word, strong, from, to })
    }
  }
  return found.toSorted((a, b) => a.from - b.from)
}

/** The field that a short text, such as a table's head, names as a whole. */
export function fieldOfHead(text: string, words: readonly Word[]): Field | null {
  const bare = text.replace(/\([^()]{0,12}\)|[\s:]/g, '')
  if (bare.length === 0 || bare.length > 14 || /\d/.test(bare)) return null
  const [longest] = tokensIn(bare, words).toSorted((a, b) => b.word.length - a.word.length)
  if (
    longest === undefined ||
    /单位|部门|名称|标题|主题|状态|日期|内容/.test(bare) ||
    (bare.endsWith('时间') && longest.field !== 'averageDays')
  )
    return null
  return bare.endsWith('率') && longest.field !== 'rate' ? (/满意|参评|接通/.test(bare) ? null : 'rate') : longest.field
}

/** A printed number in the unit of its field: a share for a rate, days for a mean time. */
export function amountIn(field: Field, digits: string, unit: string): number | null {
  const number = Number(digits.replace(/,/g, ''))
  if (!Number.isFinite(number)) return null
  if (field === 'rate') return number > 100 ? null : round(unit === '%' || number > 1 ? number / 100 : number)
  if (unit === '%') return null
  if (field === 'averageDays') return round(unit === '小时' ? number / 24 : number)
  return round(unit.startsWith('万') ? number * 10_000 : number)
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6
