import { BROKEN_CASES } from './broken-cases.ts'
import { CHARSET_CASES } from './charset-cases.ts'
import type { ContentCase } from './content-case.ts'
import { FLOOD_CASES } from './flood-cases.ts'
import { NESTING_CASES } from './nesting-cases.ts'

/** Pages by what their bytes do to the reader. */
export const PAGE_CASES: readonly ContentCase[] = [...NESTING_CASES, ...FLOOD_CASES, ...BROKEN_CASES, ...CHARSET_CASES]
