import type { Report } from './check-bundle.ts'

interface UsedKey {
  readonly fingerprint: string
  readonly uses: string[]
}

/** The keys of a bundle against what a person pasted; `isGood` is undefined while nothing was pasted. */
export interface Comparison {
  readonly keys: readonly (UsedKey & { readonly isPublished: boolean | undefined })[]
  readonly isGood: boolean | undefined
  readonly says: string
}

/** Every key that signed something in the bundle, and what it signed. */
export function keysOf({ exportKey, seals }: Report): UsedKey[] {
  const keys = new Map<string, UsedKey>()
  const add = (fingerprint: string, use: string) => {
    const key = keys.get(fingerprint) ?? { fingerprint, uses: [] }
    key.uses.push(use)
    keys.set(fingerprint, key)
  }
  if (exportKey !== undefined) add(exportKey, '签署整个证据包')
  for (const fingerprint of seals?.keys ?? []) add(fingerprint, '签署封存声明')
  return [...keys.values()]
}

/** Published are as many fingerprints as the text holds; all keys of the bundle must be among them. */
export function compareKeys(keys: readonly UsedKey[], text: string): Comparison {
  const typed = text.toLowerCase().replace(/sha-?256|[^0-9a-z]/g, '')
  if (typed === '') return { keys: keys.map((key) => ({ ...key, isPublished: undefined })), isGood: undefined, says: '' }
  if (!/^(?:[0-9a-f]{64})+$/.test(typed)) {
    const says = '这不是公钥指纹：应为 64 位十六进制数字（0–9、a–f），可以含空格或者冒号。'
    return { keys: keys.map((key) => ({ ...key, isPublished: undefined })), isGood: undefined, says }
  }
  const published = new Set(typed.match(/.{64}/g))
  const compared = keys.map((key) => ({ ...key, isPublished: published.has(key.fingerprint) }))
  const isGood = compared.length > 0 && compared.every(({ isPublished }) => isPublished)
  return { keys: compared, isGood, says: isGood ? '与公布的公钥指纹一致。' : '与公布的公钥指纹不一致。' }
}
