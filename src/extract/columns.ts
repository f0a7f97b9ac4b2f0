import type { ColumnRules } from '../model/settings.ts'
import type { ColumnKind } from '../model/site.ts'
import { remembering } from './memo.ts'
import { fold } from './text.ts'
import { narrow } from './wide.ts'

/** A longer text is a sentence: only a name that it equals can classify it. */
const MAX_COLUMN_NAME = 20

/**
 * Kind of a column by its name, or by the ColumnType that its page declares where the name tells nothing; null when neither is known. The longest known
 * name within the name wins, a whole name over a part.
 */
export function classifyColumn(name: string, types: readonly string[], rules: ColumnRules): ColumnKind | null {
  const byName = bestKind(name, rules)
  if (byName !== null) return byName
  const declared = types.map(plainName)
  return rules.kinds.find((rule) => rule.types.some((type) => declared.includes(plainName(type))))?.kind ?? null
}

/** A column's name without what decorates it: blanks, brackets, 更多, English twins, counts. */
export const plainName: (name: string) => string = remembering((name) =>
  narrow(fold(name))
    .replace(/\([^()]{0,20}\)|\[|\]|【|】|"|“|”|《|》|「|」|[>»›+*·•|:…]|\.{2,}/g, '')
    .replace(/(?:查看)?更多$|\bmore$/i, '')
    .replace(/(?<=[\u4e00-\u9fff])\s{0,3}[A-Za-z][A-Za-z\s&]{2,40}$/, '')
    .replace(/\s/g, ''),
)

const KINDS = new WeakMap<ColumnRules, (plain: string) => ColumnKind | null>()

function bestKind(name: string, rules: ColumnRules): ColumnKind | null {
  const known = KINDS.get(rules) ?? remembering((plain) => kindOfName(plain, rules))
  KINDS.set(rules, known)
  return known(plainName(name))
}

function kindOfName(plain: string, rules: ColumnRules): ColumnKind | null {
  if (plain === '') return null
  const isOffice = rules.organs?.some((ending) => plain.endsWith(ending)) ?? false
  let best: { readonly kind: ColumnKind; readonly weight: number } | null = null
  for (const { kind, names, not } of rules.kinds) {
    // 市规划和自然资源局 holds no plans: the kinds that are judged by their dates are not told by an office's name.
    const barred = (isOffice && kind !== 'other' && kind !== 'static') || not.some((word) => plain.includes(word))
    for (const known of names) {
      const whole = plain === known
      if (!whole && (barred || plain.length > MAX_COLUMN_NAME || !plain.includes(known))) continue
      const weight = whole ? 1000 : known.length * 2 + (plain.endsWith(known) ? 1 : 0)
      if (best === null || weight > best.weight) best = { kind, weight }
    }
  }
  return best?.kind ?? null
}
