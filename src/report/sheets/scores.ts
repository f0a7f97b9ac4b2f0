import type { RunView } from '../run-view.ts'
import type { SiteView } from '../site-view.ts'
import { notesSheet } from './notes.ts'
import { overallSheet } from './overall.ts'
import { partSheet } from './part-sheet.ts'
import { type Part, workbookParts } from './workbook.ts'

/** Excel takes 31 characters; some are left for the number of a sheet that goes on. */
const LONGEST_NAME = 24

/** 考核评分表 as the parts of an XLSX file: 总表, one sheet for each sub-score, 说明. `sites` is asked for the sites once for each sub-score. */
export function scoresWorkbook(run: RunView, sites: () => AsyncIterable<SiteView>): AsyncGenerator<Part> {
  const parts = [...new Set(run.sites.flatMap(({ score }) => score?.parts.map(({ title }) => title) ?? []))]
  const names = sheetNames(parts)
  return workbookParts({
    title: '政府网站考核评分表',
    program: run.program,
    madeAt: run.run.finishedAt ?? run.run.startedAt,
    sheets: [overallSheet(run, parts), ...parts.map((part, at) => partSheet(run, names[at] ?? part, part, lazily(sites))), notesSheet(run)],
  })
}

/** Titles as a workbook takes them for sheets: without `[]:*?/\`, short, none twice. */
function sheetNames(titles: readonly string[]): string[] {
  const taken = ['总表', '说明']
  return titles.map((title) => {
    const base = title
      .replace(/[[\]:*?/\\]/g, '_')
      .replace(/^'|'$/g, '_')
      .slice(0, LONGEST_NAME)
    let name = base
    for (let again = 2; taken.includes(name); again += 1) name = `${base} ${again}`
    taken.push(name)
    return name
  })
}

/** The sites are asked for when their sheet is written, not before. */
function lazily(sites: () => AsyncIterable<SiteView>): AsyncIterable<SiteView> {
  return { [Symbol.asyncIterator]: () => sites()[Symbol.asyncIterator]() }
}
