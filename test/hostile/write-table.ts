import { writeFileSync } from 'node:fs'
import { AREAS, tableOf } from './table.ts'

writeFileSync(new URL('CASES.md', import.meta.url), tableOf(AREAS))
