import type { HostileCase } from '../hostile-case.ts'
import { EXTRACT_GROUPS } from './extract/groups.ts'
import { READER_GROUPS } from './readers/groups.ts'

/** Every target of the fuzzing, as a case of the table. */
export const FUZZ_CASES: readonly HostileCase[] = [...EXTRACT_GROUPS, ...READER_GROUPS].flatMap(({ given, targets }) =>
  targets.map(({ name, holds }) => ({ name, does: given, verdict: 'harmless' as const, blame: 'nobody' as const, because: holds })),
)
