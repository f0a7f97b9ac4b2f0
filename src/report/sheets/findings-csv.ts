import { BYTE_ORDER_MARK, cell } from '../csv.ts'
import type { SiteView } from '../site-view.ts'
import { type Cell, wallClock } from './cell.ts'
import { FINDING_COLUMNS, findingCells } from './finding-row.ts'
import { numbered } from './findings.ts'

/** 问题清单 as CSV, piece by piece: the columns of the workbook, numbers bare (their unit stands in 单位), texts unable to become formulas. UTF-8 with BOM, CRLF. */
export async function* findingsCsv(sites: AsyncIterable<SiteView>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(FINDING_COLUMNS.map(({ head }) => head))
  for await (const { problem, order } of numbered(sites)) yield line(findingCells(problem, order).map(plain))
}

const line = (values: readonly (string | number)[]): string => `${values.map(cell).join(',')}\r\n`

function plain(one: Cell): string | number {
  switch (one.kind) {
    case 'text':
      return one.text
    case 'number':
      return one.value
    case 'moment':
      return wallClock(one.at)
  }
}
