import { type Problem, UserError } from '../model/config.ts'
import type { Site } from '../model/site.ts'
import { findHeading, type HeadedTable } from './heading.ts'
import { quote } from './quote.ts'
import { readSite } from './site-row.ts'
import { REQUIRED_FIELDS, SITE_HEADINGS, type SiteField } from './site-words.ts'
import { suggest } from './suggest.ts'
import type { Table, TableRow } from './table.ts'
import { readTables } from './table-file.ts'

export interface Registry {
  readonly sites: Site[]
  readonly problems: Problem[]
  /** Rows of units whose address nobody knows yet (`confidence` is `unknown`): named, not visited, and no mistake. */
  readonly skipped: Problem[]
}

/** Reads a registry, CSV (UTF-8, UTF-16, GB18030) or XLSX, with English or Chinese headings in any order; never throws for what a person wrote. */
export async function readSites(file: string): Promise<Registry> {
  try {
    return parseSites(file, await readTables(file))
  } catch (error) {
    if (error instanceof UserError) return { sites: [], problems: [...error.problems], skipped: [] }
    throw error
  }
}

export function parseSites(file: string, tables: readonly Table[]): Registry {
  const table = findHeading(tables, SITE_HEADINGS, (columns) => REQUIRED_FIELDS.every((field) => columns.has(field)))
  if (!table) return { sites: [], skipped: [], problems: [{ file, expected: 'a registry with at least one site', got: 'an empty file' }] }
  const problems = headingProblems(file, table)
  if (problems.some((problem) => problem.at === 'heading')) return { sites: [], problems, skipped: [] }
  const registry: Registry = { sites: [], problems, skipped: [] }
  const seen = new Map<string, number>()
  for (const row of table.rows) readRow(file, table, row, registry, seen)
  if (registry.sites.length === 0 && problems.length === 0) {
    problems.push({ file, expected: 'at least one site with a known address', got: table.rows.length === 0 ? 'only the heading' : 'none' })
  }
  return registry
}

function headingProblems(file: string, table: HeadedTable<SiteField>): Problem[] {
  const { heading, columns, repeated } = table
  const place = { file, line: heading.line }
  const missing = REQUIRED_FIELDS.filter((field) => !columns.has(field))
  const expected = 'each heading once'
  const got = 'a second column of that meaning'
  const twice = repeated.map((at) => ({ ...place, at, expected, got, fix: 'remove or rename one of the two' }))
  return [
    ...(missing.length > 0 ? [{ ...place, ...missingHeadings(table, missing) }] : []),
    ...twice,
    ...misspelt(table, missing).map((fault) => ({ ...place, ...fault })),
  ]
}

type HeadingFault = Pick<Problem, 'at' | 'expected' | 'got' | 'fix'>

function missingHeadings({ heading, others }: HeadedTable<SiteField>, missing: readonly SiteField[]): HeadingFault {
  const near = missing.flatMap((field) => {
    const other = suggest(field, others)
    return other ? [`did you mean ${field} by ${other}?`] : []
  })
  const wide = heading.cells.some((cell) => cell.includes('，'))
  const fix = wide
    ? 'write half-width commas (,) instead of full-width ones (，)'
    : near.join('; ') || 'the first line is: code,name,kind,owner,home'
  const got = `no ${missing.join(', ')} in ${quote(heading.cells.join(','))}`
  return { at: 'heading', expected: `the headings ${REQUIRED_FIELDS.join(', ')}`, got, fix }
}

/** Other columns are welcome; one that is a slip of the pen would be passed over in silence. */
function misspelt({ columns, others }: HeadedTable<SiteField>, missing: readonly SiteField[]): HeadingFault[] {
  const absent = fieldNames().filter((field) => !columns.has(field) && !missing.includes(field))
  const expected = 'a heading that govsite knows, or one that resembles none'
  return others.flatMap((at) => {
    const field = suggest(at, absent)
    return field ? [{ at, expected, got: quote(at), fix: `did you mean ${field}?` }] : []
  })
}

function fieldNames(): SiteField[] {
  const names: SiteField[] = []
  for (const field in SITE_HEADINGS) if (isField(field)) names.push(field)
  return names
}

function isField(name: string): name is SiteField {
  return Object.hasOwn(SITE_HEADINGS, name)
}

function readRow(file: string, table: HeadedTable<SiteField>, row: TableRow, registry: Registry, seen: Map<string, number>): void {
  const { sites, problems, skipped } = registry
  const place = { file, line: row.line }
  const cell = (field: SiteField): string => row.cells[table.columns.get(field) ?? -1] ?? ''
  const misshapen = judgeShape(row, table.heading.cells.length, cell('home'))
  if (misshapen) {
    problems.push({ ...place, ...misshapen })
    return
  }
  if (cell('home') === '' && cell('confidence').toLowerCase() === 'unknown') {
    skipped.push({
      ...place,
      at: 'home',
      expected: 'the address of the site',
      got: `none for ${quote(cell('name'))}`,
      fix: 'fill it in when it is known',
    })
    return
  }
  const site = readSite(cell, (field, fault, got) =>
    problems.push({ ...place, at: field, expected: fault.expected, got, ...(fault.fix ? { fix: fault.fix } : {}) }),
  )
  if (site) sites.push(site)
  // A row that is wrong elsewhere still counts as the first of its code and home.
  const keys = [
    ['code', cell('code').toLowerCase()],
    ['home', homeKey(cell('home'))],
  ] as const
  for (const [field, key] of keys.filter(([, key]) => key !== '')) {
    const first = seen.get(`${field} ${key}`)
    if (first === undefined) seen.set(`${field} ${key}`, row.line)
    else
      problems.push({
        ...place,
        at: field,
        expected: `a ${field} that no other row has`,
        got: `${quote(cell(field))} again, first in line ${first}`,
      })
  }
}

function judgeShape(row: TableRow, width: number, home: string): Pick<Problem, 'expected' | 'got' | 'fix'> | undefined {
  const expected = `${width} cells, as in the heading`
  const got = `${row.cells.length} cells`
  if (row.cells.slice(width).some((text) => text !== '')) return { expected, got, fix: 'put a cell that holds a comma into quotes' }
  const wide = row.cells.length < width && home === '' && row.cells.some((text) => text.includes('，'))
  return wide
    ? { expected, got: `${got} and full-width commas`, fix: 'write half-width commas (,) instead of full-width ones (，)' }
    : undefined
}

/** Two addresses of one homepage differ in scheme, case, default port or a final slash at most. */
function homeKey(home: string): string {
  if (!URL.canParse(home)) return ''
  const url = new URL(home)
  return `${url.host}${url.pathname.replace(/\/$/, '')}${url.search}`
}
