import type { Difference } from '../../model/difference.ts'
import { isSignedBy, publicKeyOfPem } from '../seal/key.ts'
import type { Bag } from './open.ts'
import { type CheckSignature, checkBag, type Validation } from './rules.ts'

/**
 * Everything in which an opened bag departs from RFC 8493, from its manifests and from its signature, as a list; throws for nothing that a bag holds. An empty
 * list says that the bag is what the owner of the key made: whose key that is, the caller has to know by its fingerprint.
 */
export async function validateBag(bag: Bag): Promise<Validation> {
  const { differences, fingerprint } = await checkBag(bag, checkSignature)
  const broken: Difference[] = [...bag.files]
    .filter(([, { isWhole }]) => !isWhole)
    .map(([path]) => ({ what: 'invalid', path, says: '压缩数据已损坏，未能完整解出。' }))
  return { differences: [...differences, ...broken], fingerprint }
}

const checkSignature: CheckSignature = async (pem, bytes, signature) => {
  try {
    const key = publicKeyOfPem(pem)
    return { fingerprint: key.fingerprint, isGood: isSignedBy(key, bytes, signature) }
  } catch {
    // What stands there is no such key; the rules say so.
    return undefined
  }
}
