import type { RunView } from '../run-view.ts'
import type { ProblemRow, SiteView } from '../site-view.ts'
import { FINDING_COLUMNS, findingCells } from './finding-row.ts'
import { printed } from './print.ts'
import type { Row } from './sheet.ts'
import { type Part, workbookParts } from './workbook.ts'

/**
 * 问题清单 as the parts of an XLSX file: every failing or doubted finding of the run, site by site, the most expensive first. Doubts stand in the same list, told
 * apart by 结论, so that a filter shows either. `mostRows` is what one sheet takes.
 */
export function findingsWorkbook(run: RunView, sites: AsyncIterable<SiteView>, mostRows?: number): AsyncGenerator<Part> {
  const title = '政府网站检查问题清单'
  const sheet = {
    name: '问题清单',
    columns: FINDING_COLUMNS,
    frozen: 2,
    filtered: true,
    print: printed(run, title, 2),
    rows: rowsOf(sites),
  }
  return workbookParts({ title, program: run.program, madeAt: run.run.finishedAt ?? run.run.startedAt, sheets: [sheet] }, mostRows)
}

async function* rowsOf(sites: AsyncIterable<SiteView>): AsyncGenerator<Row> {
  for await (const { problem, order } of numbered(sites)) yield { cells: findingCells(problem, order) }
}

/** All problems of the sites with their 序号. */
export async function* numbered(sites: AsyncIterable<SiteView>): AsyncGenerator<{ readonly problem: ProblemRow; readonly order: number }> {
  let order = 0
  for await (const { problems } of sites) {
    for (const problem of problems) {
      order += 1
      yield { problem, order }
    }
  }
}
