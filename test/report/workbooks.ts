import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import excel, { type Cell, type Workbook, type Worksheet } from 'exceljs'
import { writeParts } from '../../src/bundle/write-parts.ts'
import { findingsWorkbook } from '../../src/report/sheets/findings.ts'
import type { Part } from '../../src/report/sheets/workbook.ts'
import type { ProblemRow, SiteView } from '../../src/report/site-view.ts'
import { sampleRun, sampleSites } from './views.ts'

/** The sites one by one, as a store hands them out. */
export async function* oneByOne(sites: readonly SiteView[]): AsyncGenerator<SiteView> {
  yield* sites
}

/** What the reader of another maker finds in the workbook. */
export async function readBack(parts: AsyncIterable<Part>): Promise<Workbook> {
  const folder = await mkdtemp(join(tmpdir(), 'govsite-sheets-'))
  try {
    await writeParts(join(folder, 'book.xlsx'), parts)
    const book = new excel.Workbook()
    await book.xlsx.load(Uint8Array.from(await readFile(join(folder, 'book.xlsx'))).buffer)
    return book
  } finally {
    await rm(folder, { recursive: true })
  }
}

export function sheetOf(book: Workbook, name: string): Worksheet {
  const sheet = book.getWorksheet(name)
  if (sheet === undefined) throw new Error(`no sheet ${name} among ${book.worksheets.map((one) => one.name).join()}`)
  return sheet
}

export function headings(sheet: Worksheet): string[] {
  return Array.from({ length: sheet.columnCount }, (_, at) => sheet.getRow(1).getCell(at + 1).text)
}

/** The cell of a row under a heading. */
export function under(sheet: Worksheet, row: number, heading: string): Cell {
  const at = headings(sheet).indexOf(heading)
  if (at < 0) throw new Error(`no heading ${heading} among ${headings(sheet).join()}`)
  return sheet.getRow(row).getCell(at + 1)
}

/** A site with one problem like a real one, but for what is given. */
export function siteWith(given: Partial<ProblemRow>): SiteView {
  const site = sampleSites().find(({ problems }) => problems.some(({ page }) => page !== null))
  const row = site?.problems.find(({ page }) => page !== null)
  if (!site || !row) throw new Error('the sample has a problem with a page')
  return { ...site, problems: [{ ...row, ...given }] }
}

export function findingsOf(...sites: readonly SiteView[]): AsyncIterable<Part> {
  return findingsWorkbook(sampleRun(), oneByOne(sites))
}

/** The text of one part. */
export async function partText(parts: AsyncIterable<Part>, path: string): Promise<string> {
  let found = ''
  for await (const part of parts) {
    for await (const piece of part.text) if (part.path === path) found += piece
  }
  return found
}
