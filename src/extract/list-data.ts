import type { ListRow } from '../model/page.ts'
import { instantOf } from '../model/time.ts'
import { decode } from './charset.ts'
import { dateInUrl, findDatesAt } from './dates.ts'
import { parseDocument } from './document.ts'
import type { PageInput } from './input.ts'
import { normalise } from './links.ts'
import { readList, records } from './lists.ts'
import { fold } from './text.ts'

const MAX_ROWS = 3000
const MAX_DEPTH = 8
const TITLE_KEYS = ['title', 'articletitle', 'doctitle', 'name', 'subject', 'vc_title', 'wzbt', 'showtitle', 'infotitle', 'bt']
const URL_KEYS = [
  'url',
  'link',
  'href',
  'docpuburl',
  'puburl',
  'vc_url',
  'linkurl',
  'articleurl',
  'pcurl',
  'infourl',
  'docurl',
  'path',
  'domainurl',
]
const DATE_KEYS = [
  'publishedtimestr',
  'publishedtime',
  'display_publish_time',
  'pubdate',
  'pubtime',
  'publishtime',
  'publishdate',
  'date',
  'docreltime',
  'docpubtime',
  'releasedate',
  'deploytime',
  'infodate',
  'webdate',
  'time',
  'ptime',
  'createtime',
  'createdate',
  'fbsj',
  'savetime',
]

/** The rows in what a list's script fetches: JSON, hanweb's datastore, or a fragment of HTML. `base` is the page that they belong to. */
export function readListData(input: PageInput & { readonly base: string }): ListRow[] {
  const { text } = decode(input.bytes, input.headers?.['content-type'])
  const body = text.replace(/^\ufeff/, '').trim()
  const json = /^[[{]/.test(body) ? parsed(body) : parsed(/^[\w$.]{1,80}\s{0,3}\(([\s\S]*)\)\s{0,3};?$/.exec(body)?.[1] ?? '')
  if (json !== undefined) return fromJson(json, input)
  const stored = records(body)
  const markup = stored.length > 0 ? `<ul>${stored.join('\n')}</ul>` : body
  return readList({ ...parseDocument(markup, input.base), base: input.base })
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The array of objects with titles that has the most rows; a fragment of HTML inside JSON is read as such. */
function fromJson(json: unknown, input: PageInput & { readonly base: string }): ListRow[] {
  let best: ListRow[] = []
  const visit = (value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) return
    if (typeof value === 'string' && /<a\s/i.test(value))
      best = longer(best, readList({ ...parseDocument(value, input.base), base: input.base }))
    else if (Array.isArray(value)) {
      best = longer(
        best,
        value.slice(0, MAX_ROWS).flatMap((one) => rowOf(one, input.base)),
      )
      for (const one of value.slice(0, MAX_ROWS)) visit(one, depth + 1)
    } else if (isRecord(value)) for (const one of Object.values(value).slice(0, 200)) visit(one, depth + 1)
  }
  visit(json, 0)
  return best
}

const longer = (a: ListRow[], b: ListRow[]): ListRow[] => (b.length > a.length ? b : a)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function rowOf(value: unknown, base: string): ListRow[] {
  if (!isRecord(value)) return []
  const fields = new Map(Object.entries(value).map(([key, one]) => [key.toLowerCase(), one]))
  const text = (keys: readonly string[]): string => {
    for (const key of keys) {
      const one = fields.get(key)
      if (typeof one === 'string' && one.trim() !== '') return one
      if (typeof one === 'number') return String(one)
    }
    return ''
  }
  // An escape in JSON may stand for half of a character.
  const title = fold(
    text(TITLE_KEYS)
      .toWellFormed()
      .replace(/<[^<>]{0,200}>/g, ''),
  )
  const url = normalise(text(URL_KEYS), base)
  if (title === '' || url === undefined) return []
  const shown = dateOf(text(DATE_KEYS))
  const inUrl = dateInUrl(url)
  return [{ title, url, date: shown ?? inUrl, dateSource: shown ? 'shown' : inUrl ? 'url' : null }]
}

function dateOf(text: string): string | null {
  // Milliseconds (13 digits) or seconds (10 digits) since 1970.
  if (/^1\d{12}$|^1\d{9}$/.test(text)) return instantOf(Number(text) * (text.length === 10 ? 1000 : 1)).slice(0, 10)
  return findDatesAt(text)[0]?.date ?? null
}
