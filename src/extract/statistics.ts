import type { BoardStatistics } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import { narrow } from './dates.ts'
import type { PageDocument } from './document.ts'
import type { Field, Numbers } from './statistics-fields.ts'
import { readTableStatistics } from './statistics-table.ts'
import { fold } from './text.ts'

const FIELDS: readonly Field[] = ['received', 'valid', 'forwarded', 'finished', 'pending', 'overdue', 'rate', 'averageDays']
const MAX_TEXT = 50_000
/** A label that names a number; a bare verb such as 收到 is one only in an article about the numbers. */
const LABEL = /(?:总数|总量|数量|件数|条数|数|量|率|共|时间|时长|天数)$/
const OTHER_FORM = /年度(?:工作)?报表|工作年度报告|信息公开年度报告/

/** What the page publishes about its board's messages, as a sentence, a table or an article; null for a page that publishes nothing of the kind. */
export function readStatistics(doc: PageDocument, patterns: Patterns): BoardStatistics | null {
  const title = fold(
    `${doc.$('title').first().text()} ${doc.$('meta[name="ArticleTitle" i]').attr('content') ?? ''} ${doc.$('h1, h2').first().text()}`,
  )
  const text = narrow(doc.visible.slice(0, MAX_TEXT))
  if (OTHER_FORM.test(title)) return null
  const period = periodOf(title) ?? periodOf(text.slice(0, 3000))
  const table = readTableStatistics(doc, (word) => fieldOf(word, patterns))
  if (table)
    return statistics(
      table,
      period,
      'table',
      Object.values(table).every((value) => value === 0),
    )
  const isArticle = patterns.statistics.pages.some((word) => title.includes(word))
  const read = readNumbers(text, patterns, isArticle)
  const labels = new Set([...Object.keys(read.numbers), ...read.empty])
  if (!labels.has('received') && !labels.has('valid')) return null
  if (!['finished', 'rate', 'pending', 'valid'].some((field) => labels.has(field) && !(field === 'valid' && !labels.has('received'))))
    return null
  const values = Object.values(read.numbers)
  const unfilled =
    read.empty.size > 0 && values.length < 2 ? true : values.length > 0 && values.every((value) => value === 0) && /<script/i.test(doc.text)
  return statistics(read.numbers, period, read.labelled ? 'sentence' : 'article', unfilled)
}

function statistics(numbers: Numbers, period: string | null, form: BoardStatistics['form'], unfilled: boolean): BoardStatistics {
  const of = (field: Field): number | null => numbers[field] ?? null
  return {
    period,
    received: of('received'),
    valid: of('valid'),
    forwarded: of('forwarded'),
    finished: of('finished'),
    pending: of('pending'),
    overdue: of('overdue'),
    rate: of('rate'),
    averageDays: of('averageDays'),
    form,
    unfilled,
  }
}

interface Read {
  readonly numbers: Numbers
  /** Labels that stand there without a number. */
  readonly empty: ReadonlySet<Field>
  readonly labelled: boolean
}

/** Every field word with the number behind it; of one field the first number wins, longer words before shorter ones. */
function readNumbers(text: string, patterns: Patterns, isArticle: boolean): Read {
  const numbers: Numbers = {}
  const empty = new Set<Field>()
  let labelled = false
  for (const { word, field, at } of occurrences(text, patterns)) {
    const rest = text.slice(at + word.length, at + word.length + 24)
    const value =
      /^\s{0,3}(?:[:：为共计有是达了约]{0,3})\s{0,3}(\d[\d,]{0,11}(?:\.\d{1,4})?)\s{0,2}(%|％|件|条|封|个|次|天|日|工作日|小时)?/.exec(rest)
    const isLabel = LABEL.test(word) || /^\s{0,3}[:：]/.test(rest)
    if (value?.[1] !== undefined) {
      if (!isLabel && !isArticle) continue
      if (field === 'rate' && !/[%％]/.test(value[2] ?? '') && Number(value[1]) > 1) continue
      if (isLabel) labelled = true
      if (numbers[field] === undefined) numbers[field] = amount(value[1], field === 'rate' && /[%％]/.test(value[2] ?? ''))
    } else if (isLabel && LABEL.test(word) && /^\s{0,3}[:：]?\s{0,3}(?:件|条|封|个|%|天|$|[\u4e00-\u9fff])/.test(rest)) empty.add(field)
  }
  for (const field of Object.keys(numbers)) empty.delete(FIELDS.find((one) => one === field) ?? 'received')
  return { numbers, empty, labelled }
}

const amount = (digits: string, percent: boolean): number => {
  const value = Number(digits.replaceAll(',', ''))
  return percent ? Math.round(value * 100) / 10_000 : value
}

/** Where field words stand; a shorter word within a longer one is not told again. */
function occurrences(text: string, patterns: Patterns): { readonly word: string; readonly field: Field; readonly at: number }[] {
  const words = FIELDS.flatMap((field) => (patterns.statistics.fields[field] ?? []).map((word) => ({ word, field }))).sort(
    (a, b) => b.word.length - a.word.length,
  )
  const taken = new Uint8Array(text.length)
  const found: { word: string; field: Field; at: number }[] = []
  for (const { word, field } of words) {
    for (let at = text.indexOf(word); at >= 0 && found.length < 2000; at = text.indexOf(word, at + word.length)) {
      if (taken[at] || taken[at + word.length - 1]) continue
      taken.fill(1, at, at + word.length)
      found.push({ word, field, at })
    }
  }
  return found.sort((a, b) => a.at - b.at)
}

/** The field that a table's head names; null when it names none. */
function fieldOf(text: string, patterns: Patterns): Field | null {
  const bare = text.replace(/[\s（(].{0,20}$/, '').replace(/\s/g, '')
  const named = FIELDS.flatMap((field) => (patterns.statistics.fields[field] ?? []).map((word) => ({ word, field }))).filter(({ word }) =>
    bare.includes(word),
  )
  return named.sort((a, b) => b.word.length - a.word.length)[0]?.field ?? null
}

function periodOf(text: string): string | null {
  return (
    /(?:19|20)\d\d\s?年(?:\s?\d{1,2}\s?月(?:份)?|\s?第?[一二三四1-4]季度|\s?[上下]半年|度)?|(?:本|上)(?:月|季度|年)/
      .exec(text)?.[0]
      ?.replace(/\s/g, '') ?? null
  )
}
