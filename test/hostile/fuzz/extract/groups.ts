import { fullPages } from '../given/content.ts'
import { receivedPages } from '../given/pages.ts'
import { type Group, group, plainGroup } from '../target.ts'
import { DATA_GROUPS } from './data.ts'
import { readTwice } from './page-facts.ts'
import { GLANCE, WHOLE_PAGE } from './pages.ts'
import { ROWS } from './rows.ts'
import { TABLES } from './tables.ts'
import { TEXTS, texts } from './texts.ts'

/** Targets of src/extract. */
export const EXTRACT_GROUPS: readonly Group[] = [
  group({
    name: 'pages',
    given: 'a page made of pieces of list, table and script markup, cut out of a real one, damaged, in any charset, or no page at all',
    cases: receivedPages,
    ready: readTwice,
    targets: [...WHOLE_PAGE, ...ROWS, ...TABLES],
  }),
  plainGroup({
    name: 'full pages',
    given: 'pages of many links and words between hostile pieces, under any name, ended or not',
    cases: () => fullPages,
    targets: [GLANCE],
  }),
  plainGroup({
    name: 'texts',
    given: 'dates in all spellings, hostile numbers, labels, titles, addresses and pieces of code, narrow and wide',
    cases: () => texts,
    targets: TEXTS,
  }),
  ...DATA_GROUPS,
]
