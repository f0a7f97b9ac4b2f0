import type { Difference } from '../../model/difference.ts'
import {
  DECLARATION,
  DECLARATION_TEXT,
  INFO,
  MANIFEST,
  PAYLOAD,
  PUBLIC_KEY,
  readInfo,
  readManifest,
  SIGNATURE,
  TAG_MANIFEST,
} from './manifest.ts'

/** A bag as it was read: every file with its hash, the small tag files with their bytes. */
export interface BagContents {
  /** By path within the bag's folder. */
  readonly files: ReadonlyMap<string, { readonly sha256: string; readonly bytes: number }>
  readonly small: ReadonlyMap<string, Uint8Array>
}

/** The files whose bytes the rules read. */
export const SMALL_FILES = [DECLARATION, INFO, MANIFEST, TAG_MANIFEST, SIGNATURE, PUBLIC_KEY]

/** The fingerprint of the key in a PEM, and whether that key signed the bytes; undefined when it is no Ed25519 key. */
export type CheckSignature = (
  pem: string,
  bytes: Uint8Array,
  signature: Uint8Array,
) => Promise<{ fingerprint: string; isGood: boolean } | undefined>

export interface Validation {
  readonly differences: Difference[]
  /** SHA-256 of the SubjectPublicKeyInfo of the key in the bag; a good signature by a foreign key is still foreign. */
  readonly fingerprint: string | undefined
}

/** Everything in which a bag departs from RFC 8493 and from its own manifests and signature; never throws for what the bag holds. */
export async function checkBag(bag: BagContents, check: CheckSignature): Promise<Validation> {
  const signed = await checkSigned(bag, check)
  const differences = [
    ...signed.differences,
    ...checkDeclaration(bag),
    ...checkManifest(bag, MANIFEST, (path) => path.startsWith(PAYLOAD)),
    ...checkManifest(bag, TAG_MANIFEST, (path) => !path.startsWith(PAYLOAD) && path !== TAG_MANIFEST && path !== SIGNATURE),
    ...checkOxum(bag),
    ...checkForeignParts(bag),
  ]
  return { differences, fingerprint: signed.fingerprint }
}

function textOf(bag: BagContents, path: string): string | undefined {
  const bytes = bag.small.get(path)
  if (!bytes) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not UTF-8: `lacking` says so.
    return undefined
  }
}

/** Files that the rules need and that are not there, or cannot be read as text. */
function lacking(bag: BagContents, path: string): Difference {
  return bag.files.has(path)
    ? { what: 'invalid', path, says: '文件不是 UTF-8 文本，无法读取。' }
    : { what: 'missing', path, says: '包内缺少此文件。' }
}

function checkDeclaration(bag: BagContents): Difference[] {
  const text = textOf(bag, DECLARATION)
  if (text === undefined) return [lacking(bag, DECLARATION)]
  if (text.replaceAll('\r\n', '\n').trimEnd() === DECLARATION_TEXT.trimEnd()) return []
  return [{ what: 'invalid', path: DECLARATION, says: '不是 BagIt 1.0 的声明（应为 1.0 版、UTF-8 编码）。' }]
}

function checkManifest(bag: BagContents, manifest: string, belongs: (path: string) => boolean): Difference[] {
  const text = textOf(bag, manifest)
  // Without a list every file would be called "added": one sentence says it better.
  if (text === undefined) return [lacking(bag, manifest)]
  const { hashes, bad } = readManifest(text)
  const found: Difference[] = bad.map((line) => ({
    what: 'invalid',
    path: `${manifest}#${line}`,
    says: `清单第 ${line} 行不合格式，或者重复列出同一文件。`,
  }))
  for (const [path, hash] of hashes) {
    const file = bag.files.get(path)
    if (!belongs(path)) found.push({ what: 'invalid', path, says: `${manifest} 列出了不应由它列出的文件。` })
    else if (!file) found.push({ what: 'missing', path, says: `${manifest} 列有此文件，包内没有。` })
    else if (file.sha256 !== hash) found.push({ what: 'changed', path, says: `内容已改动：SHA-256 与 ${manifest} 所列不符。` })
  }
  for (const path of bag.files.keys()) {
    if (belongs(path) && !hashes.has(path)) found.push({ what: 'added', path, says: `包内多出此文件，${manifest} 未列。` })
  }
  return found
}

function checkOxum(bag: BagContents): Difference[] {
  const text = textOf(bag, INFO)
  if (text === undefined) return [lacking(bag, INFO)]
  const told = readInfo(text).get('payload-oxum')
  const payload = [...bag.files].filter(([path]) => path.startsWith(PAYLOAD))
  const bytes = payload.reduce((sum, [, file]) => sum + file.bytes, 0)
  const real = `${bytes}.${payload.length}`
  if (told === real) return []
  if (told === undefined) return [{ what: 'invalid', path: INFO, says: '没有写明 Payload-Oxum（数据总字节数与文件数）。' }]
  return [{ what: 'invalid', path: INFO, says: `Payload-Oxum 写的是 ${told.slice(0, 40)}，实际为 ${real}（字节数.文件数）。` }]
}

/** Manifests of other algorithms and lists of files to fetch are good BagIt, but not what we write: nothing would check them. */
function checkForeignParts(bag: BagContents): Difference[] {
  const found: Difference[] = []
  for (const path of bag.files.keys()) {
    if (path === 'fetch.txt') found.push({ what: 'invalid', path, says: '要求从网上另取文件，本包应当自足。' })
    else if (/^(tag)?manifest-[^/]*\.txt$/.test(path) && path !== MANIFEST && path !== TAG_MANIFEST) {
      found.push({ what: 'invalid', path, says: '不是本包应有的清单，只认 SHA-256 清单。' })
    }
  }
  return found
}

async function checkSigned(bag: BagContents, check: CheckSignature): Promise<Validation> {
  const pem = textOf(bag, PUBLIC_KEY)
  const signature = bag.small.get(SIGNATURE)
  const signed = bag.small.get(TAG_MANIFEST)
  const differences: Difference[] = []
  if (pem === undefined) differences.push({ what: 'invalid', path: PUBLIC_KEY, says: '没有可用的公钥，无法核验签名。' })
  if (!signature) differences.push({ what: 'missing', path: SIGNATURE, says: '没有签名，无法证明清单出自何人。' })
  const result = await check(pem ?? '', signed ?? new Uint8Array(), signature ?? new Uint8Array())
  if (pem !== undefined && !result) differences.push({ what: 'invalid', path: PUBLIC_KEY, says: '不是 Ed25519 公钥。' })
  if (result && signature && signed && !result.isGood) {
    differences.push({ what: 'invalid', path: SIGNATURE, says: `签名不符：${TAG_MANIFEST} 不是由包内公钥所签的那一份。` })
  }
  return { differences, fingerprint: result?.fingerprint }
}
