import type { Patterns } from '../model/settings.ts'
import { remembering } from './memo.ts'
import { fold } from './text.ts'
import { narrow } from './wide.ts'

type Words = Patterns['board']

/** A status that is printed in its own box, without brackets and blanks around it. */
export const bareStatus: (text: string) => string = remembering((text) => narrow(fold(text)).replace(/[\s[\]()【】:"“”|·]/g, ''))

const KNOWN = new WeakMap<Words, ReadonlySet<string>>()

/** True for a text that is a status and nothing else. */
export function isStatus(text: string, words: Words): boolean {
  const known = KNOWN.get(words) ?? new Set([...words.answered, ...words.open])
  KNOWN.set(words, known)
  return known.has(bareStatus(text))
}

/** What a status says: answered, still open, or null when it cannot be told. The longest known word decides: 未回复 is none of 回复. */
export function answeredBy(status: string | null, { answered, open }: Words): boolean | null {
  if (status === null) return null
  const bare = bareStatus(status)
  const longest = (words: readonly string[]) => Math.max(0, ...words.filter((word) => bare.includes(word)).map((word) => word.length))
  const [closed, pending] = [longest(answered), longest(open)]
  return closed === pending ? null : closed > pending
}
