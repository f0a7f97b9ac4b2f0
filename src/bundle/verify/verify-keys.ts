import type { Difference } from '../../model/difference.ts'
import type { Store } from '../../store/open.ts'

/**
 * Seals of our own runs that none of the known keys made: whoever may write the database can put a key of his own into it and sign everything anew. Seals that
 * came with a bundle were compared with its key when they were taken in.
 */
export async function* verifyKeys(store: Store, known: readonly string[]): AsyncGenerator<Difference> {
  const strange = new Map<string, number>()
  const imported = await onlyImported(store)
  for await (const { key } of store.seals.all()) {
    if (known.includes(key) || imported) continue
    strange.set(key, (strange.get(key) ?? 0) + 1)
  }
  for (const [key, seals] of strange) {
    yield {
      what: 'invalid',
      path: `seal_key ${key}`,
      says: `${seals} 份封存声明不是用本机的密钥签名的；如果更换过密钥，请用 --key 指定原来的公钥。`,
    }
  }
}

/** Made here and made elsewhere are never mixed: a run that is said to be imported beside one of our own is no exception. */
async function onlyImported(store: Store): Promise<boolean> {
  for (const { id } of await store.runs.list()) if ((await store.runs.contexts(id)) === undefined) return false
  return true
}
