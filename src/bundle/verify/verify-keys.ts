import type { Difference } from '../../model/difference.ts'
import type { Store } from '../../store/open.ts'

/**
 * Seals of our own runs that none of the known keys made: whoever may write the database can put a key of his own into it and sign everything anew. Seals that
 * came with a bundle were compared with its key when they were taken in.
 */
export async function* verifyKeys(store: Store, known: readonly string[]): AsyncGenerator<Difference> {
  if (await onlyImported(store)) return
  for (const [key, seals] of await strangeKeys(store, known)) {
    yield {
      what: 'invalid',
      path: `seal_key ${key}`,
      says: `${seals} 份封存声明不是用本机的密钥签名的；如果更换过密钥，请用 --key 指定原来的公钥。`,
    }
  }
}

/** Keys that none of the known ones are, in a database of imported runs: right there, and for a person to compare, since whoever writes the database can call his own runs imported. */
export async function foreignKeys(store: Store, known: readonly string[]): Promise<string[]> {
  return known.length > 0 && (await onlyImported(store)) ? [...(await strangeKeys(store, known)).keys()] : []
}

async function strangeKeys(store: Store, known: readonly string[]): Promise<Map<string, number>> {
  const strange = new Map<string, number>()
  for await (const { key } of store.seals.all()) if (!known.includes(key)) strange.set(key, (strange.get(key) ?? 0) + 1)
  return strange
}

/** Made here and made elsewhere are never mixed: a run that is said to be imported beside one of our own is no exception. */
async function onlyImported(store: Store): Promise<boolean> {
  for (const { id } of await store.runs.list()) if ((await store.runs.contexts(id)) === undefined) return false
  return true
}
