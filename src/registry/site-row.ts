import type { ColumnKind, OwnerKind, PinnedColumn, Pins, Site } from '../model/site.ts'
import { quote } from './quote.ts'
import { type Fault, judgeUrl } from './schema.ts'
import { COLUMN_WORDS, foldWord, NO, NO_BOARD, OWNER_WORDS, type SiteField, YES } from './site-words.ts'
import { suggest } from './suggest.ts'

/** The cell of a field; empty when the table lacks the column or the line is short. */
export type CellOf = (field: SiteField) => string

/** Tells one thing that is wrong in the row. */
export type Complain = (field: SiteField, fault: Fault, got: string) => void

type Tell = (field: SiteField, fault: Fault, got?: string) => void

/** One row as a site; undefined when something in it is wrong, each of which was complained of. */
export function readSite(cell: CellOf, complain: Complain): Site | undefined {
  let sound = true
  const tell: Tell = (field, fault, got = quote(cell(field))) => {
    sound = false
    complain(field, fault, got)
  }
  const name = cell('name')
  if (name === '') tell('name', { expected: 'the name of the website' })
  const code = readCode(cell('code'), cell('home'), tell)
  const kind = readKind(cell('kind'), tell)
  const home = readUrl('home', cell('home'), tell)
  const pins = readPins(cell, tell)
  const rate = readRate(cell('rate'), tell)
  const authorised = readYes(cell('authorised'), tell)
  if (!sound || kind === undefined || home === undefined) return undefined
  const owner = { name: cell('owner') || name, kind }
  return { code, name, owner, home, pins, ...(rate === undefined ? {} : { rate }), authorised }
}

function readCode(code: string, home: string, tell: Tell): string {
  const expected = 'a 网站标识码 of ten characters, or a slug of letters, digits, hyphens and dots'
  if (code === '') tell('code', { expected, fix: `where the code is not known, write a slug such as ${slugOf(home)}` })
  else if (/^\d(?:\.\d{1,20})?E\+?\d{1,3}$/i.test(code))
    tell('code', { expected, fix: 'a spreadsheet has rounded the code: format the column as text and type it again' })
  else if (/^\d+$/.test(code) && code.length !== 10)
    tell('code', { expected: 'a 网站标识码 of ten digits' }, `${code.length} digits, ${quote(code)}`)
  else if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(code)) tell('code', { expected })
  return code
}

/** `fzgg-gansu` for http://fzgg.gansu.gov.cn/ */
function slugOf(home: string): string {
  const host = URL.canParse(home) ? new URL(home).hostname : ''
  const slug = host
    .replace(/^www\./, '')
    .replace(/\.gov\.cn$/, '')
    .replace(/[^A-Za-z0-9]/g, '-')
  return /^[A-Za-z]/.test(slug) ? slug : 'lanzhou-caizheng'
}

function readKind(word: string, tell: Tell): OwnerKind | undefined {
  const kind = Object.hasOwn(OWNER_WORDS, foldWord(word)) ? OWNER_WORDS[foldWord(word)] : undefined
  if (kind !== undefined) return kind
  const near = suggest(word, ['city', 'department', 'county'])
  tell('kind', { expected: 'city (市州), department (省直部门) or county (县区)', ...(near ? { fix: `did you mean ${near}?` } : {}) })
  return undefined
}

function readUrl(field: SiteField, value: string, tell: Tell): string | undefined {
  const fault = judgeUrl(value)
  if (fault) {
    tell(field, fault)
    return undefined
  }
  const url = new URL(value)
  url.hash = ''
  return url.href
}

function readPins(cell: CellOf, tell: Tell): Pins {
  const board = cell('board')
  const form = cell('annual_form')
  const boardUrl = board === '' ? undefined : NO_BOARD.includes(foldWord(board)) ? null : readUrl('board', board, tell)
  const formUrl = form === '' ? undefined : readUrl('annual_form', form, tell)
  return {
    columns: readColumns(cell('columns'), tell),
    ...(boardUrl === undefined ? {} : { board: boardUrl }),
    ...(formUrl === undefined ? {} : { annualForm: formUrl }),
  }
}

/** `通知公告|notice|http://…;要闻|news|http://…`: name, kind and URL, columns parted by semicolons; a semicolon in a URL is written `%3B`. */
function readColumns(text: string, tell: Tell): PinnedColumn[] {
  const pieces = text.split(/[;；\n]/).map((piece) => piece.trim())
  return pieces.flatMap((piece) => {
    const column = piece === '' ? undefined : readColumn(piece, tell)
    return column ? [column] : []
  })
}

function readColumn(piece: string, tell: Tell): PinnedColumn | undefined {
  const [name = '', word = '', address = '', ...rest] = piece.split(/[|｜]/).map((part) => part.trim())
  const kind: ColumnKind | undefined = Object.hasOwn(COLUMN_WORDS, foldWord(word)) ? COLUMN_WORDS[foldWord(word)] : undefined
  if (name === '' || address === '' || rest.length > 0) {
    tell(
      'columns',
      { expected: 'name|kind|URL, columns parted by ;', fix: 'such as 通知公告|notice|http://www.example.gov.cn/tzgg/' },
      quote(piece),
    )
    return undefined
  }
  if (kind === undefined) {
    tell(
      'columns',
      { expected: `${name}|kind|URL with one of the kinds news, notice, policy, personnel, planning, other, static` },
      quote(word),
    )
    return undefined
  }
  const fault = judgeUrl(address)
  if (fault) tell('columns', fault, quote(address))
  return fault ? undefined : { name, kind, url: new URL(address).href }
}

function readRate(text: string, tell: Tell): number | undefined {
  if (text === '') return undefined
  const rate = Number(text)
  if (Number.isFinite(rate) && rate >= 0.01 && rate <= 1000) return rate
  tell('rate', { expected: 'requests a second, from 0.01 to 1000' })
  return undefined
}

function readYes(text: string, tell: Tell): boolean {
  const word = foldWord(text)
  if (YES.includes(word)) return true
  if (!NO.includes(word)) tell('authorised', { expected: 'yes (是) or no (否)' })
  return false
}
