import { reportPage } from '../report/page/report-page.ts'
import { findingsWorkbook } from '../report/sheets/findings.ts'
import { findingsCsv } from '../report/sheets/findings-csv.ts'
import { scoresWorkbook } from '../report/sheets/scores.ts'
import type { Part } from '../report/sheets/workbook.ts'
import type { Store } from '../store/open.ts'
import type { RunMaterial } from './report-material.ts'

/** One document of a bundle as it is made: a text, or the parts of a workbook. */
export type BundledDocument =
  | { readonly kind: 'text'; readonly name: string; readonly text: () => AsyncIterable<string> }
  | { readonly kind: 'workbook'; readonly name: string; readonly parts: () => AsyncIterable<Part> }

/** The documents of a bundle: all that they say follows from the material. */
export function documentsOf({ run, sites }: RunMaterial, store: Store): readonly BundledDocument[] {
  // The store knows a body by its hash; how long it is, the page need not.
  const pictures = (sha256: string) => store.visits.body({ sha256, length: 0 })
  return [
    { kind: 'text', name: 'report.html', text: () => reportPage(run, sites(), pictures) },
    { kind: 'text', name: 'findings.csv', text: () => findingsCsv(sites()) },
    { kind: 'workbook', name: 'findings.xlsx', parts: () => findingsWorkbook(run, sites()) },
    { kind: 'workbook', name: 'scores.xlsx', parts: () => scoresWorkbook(run, sites) },
  ]
}
