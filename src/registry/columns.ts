import { z } from 'zod'
import type { ColumnRules } from '../model/settings.ts'
import { phrases, words } from './schema.ts'

/** The kinds of column, in the order in which messages list them. */
const columnKind = z.enum(['news', 'notice', 'policy', 'personnel', 'planning', 'other', 'static'])

/** `columns.yaml` as the rooms use it; where it comes from stands beside it and is not handed on. */
export const columnRulesSchema = z
  .strictObject({
    source: words.exactOptional(),
    confidence: words.exactOptional(),
    kinds: z.array(z.strictObject({ kind: columnKind, names: phrases, types: phrases, not: phrases })).readonly(),
    ignore: phrases,
    organs: phrases.exactOptional(),
  })
  .transform(
    ({ kinds, ignore, organs }): ColumnRules => ({ kinds, ignore, ...(organs === undefined ? {} : { organs }) }),
  ) satisfies z.ZodType<ColumnRules>
