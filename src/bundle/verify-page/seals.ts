import { canonicalJson } from '../../model/canonical.ts'
import type { Difference } from '../../model/difference.ts'
import { isObject } from './is-object.ts'
import { bytesOfBase64, hexOf, type Key, keyOfDer } from './keys.ts'
import { sha256OfText } from './sha256.ts'
import { readClaim } from './stamp.ts'

export const SEAL_FILE = 'data/seal.json'
const FORMAT = 'govsite-seals/1'

/** What the seals say, and everything wrong with them. */
export interface SealCheck {
  readonly differences: Difference[]
  /** The night's statement, whatever it holds. */
  readonly night: Record<string, unknown>
  /** Statements of the sites by code. */
  readonly sites: ReadonlyMap<string, Record<string, unknown>>
  /** Fingerprints of the keys that signed statements. */
  readonly keys: ReadonlySet<string>
  readonly stamp: 'none' | 'foreign' | { at: string | undefined }
}

/** The files beside `seal.json` in which the night's seal stands again, for those who check with openssl. */
export interface NightFiles {
  readonly statement: Uint8Array | undefined
  readonly signature: Uint8Array | undefined
  readonly stamp: Uint8Array | undefined
}

/** Every seal by itself, and all of them against the night's; never throws for what the document holds. */
export async function checkSeals(text: string, files: NightFiles): Promise<SealCheck> {
  const check = new Checker()
  const document = check.document(text)
  await check.readKeys(document['keys'])
  const night = isObject(document['night']) ? document['night'] : {}
  await check.seal('night', night)
  const statement = objectIn(night, 'statement')
  const sites = new Map<string, Record<string, unknown>>()
  const listed = Array.isArray(document['sites']) ? document['sites'] : []
  if (listed.length === 0) check.tell('sites', '没有任何网站的封存。')
  for (const [at, seal] of listed.entries()) await check.site(seal, at, statement, sites)
  check.nightFiles(night, files)
  return { differences: check.found, night: statement, sites, keys: check.used, stamp: check.stamp(night) }
}

class Checker {
  readonly found: Difference[] = []
  readonly used = new Set<string>()
  readonly #keys = new Map<string, Key>()

  tell(place: string, says: string, what: Difference['what'] = 'invalid'): void {
    this.found.push({ what, path: `${SEAL_FILE}#${place}`, says })
  }

  document(text: string): Record<string, unknown> {
    try {
      const document: unknown = JSON.parse(text)
      // Written again at once: what is nested too deep for that stops here, and not in the midst of the seals.
      const isKnown = isObject(document) && document['format'] === FORMAT && canonicalJson(document) !== ''
      if (isKnown) return document
      this.tell('format', `不是 ${FORMAT} 格式的封存文件。`)
    } catch {
      this.tell('format', '不是 JSON 文件，或者嵌套过深。')
    }
    return {}
  }

  async readKeys(keys: unknown): Promise<void> {
    for (const [name, base64] of Object.entries(isObject(keys) ? keys : {})) {
      const der = typeof base64 === 'string' ? bytesOfBase64(base64) : undefined
      const key = der && (await keyOfDer(der))
      if (!key) this.tell(`keys/${name}`, '不是 Ed25519 公钥。')
      else if (key.fingerprint !== name) this.tell(`keys/${name}`, '公钥与其指纹不符。')
      else this.#keys.set(name, key)
    }
  }

  async seal(place: string, seal: Record<string, unknown>): Promise<void> {
    const { statement, root, key, signature } = seal
    if (!isObject(statement)) {
      this.tell(place, '没有封存声明。', 'missing')
      return
    }
    const text = canonicalJson(statement)
    if (sha256OfText(text) !== root) this.tell(place, '封存声明与其散列值不符。', 'changed')
    const signer = typeof key === 'string' ? this.#keys.get(key) : undefined
    if (!signer) {
      this.tell(place, '封存所用的公钥不在文件中，无法核验签名。')
      return
    }
    this.used.add(signer.fingerprint)
    const bytes = typeof signature === 'string' ? bytesOfBase64(signature) : undefined
    const isGood = bytes !== undefined && (await signer.verify(new TextEncoder().encode(text), bytes))
    if (!isGood) this.tell(place, '封存声明的签名无效。')
  }

  async site(seal: unknown, at: number, night: Record<string, unknown>, sites: Map<string, Record<string, unknown>>): Promise<void> {
    const known = isObject(seal) ? seal : {}
    const statement = objectIn(known, 'statement')
    const code = statement['site']
    const place = typeof code === 'string' ? code : `sites/${at + 1}`
    await this.seal(place, known)
    if (typeof code !== 'string') {
      this.tell(place, '封存声明没有写明是哪个网站。')
      return
    }
    if (sites.has(code)) return this.tell(place, '同一网站有两份封存。')
    sites.set(code, statement)
    if (objectIn(night, 'sites')[code] !== known['root']) this.tell(place, '本批次的总封存未载有这份网站封存。')
    if (runOf(statement) !== runOf(night)) this.tell(place, '网站封存与总封存不属于同一批次。')
  }

  nightFiles(night: Record<string, unknown>, files: NightFiles): void {
    const statement = new TextEncoder().encode(canonicalJson(objectIn(night, 'statement')))
    this.#same('data/seals/night.json', files.statement, statement)
    this.#same('data/seals/night.sig', files.signature, base64In(night, 'signature'))
    this.#same('data/seals/night.tsr', files.stamp, base64In(night, 'stamp'))
  }

  #same(path: string, file: Uint8Array | undefined, sealed: Uint8Array | undefined): void {
    if (!file && !sealed) return
    if (!file) this.found.push({ what: 'missing', path, says: `${SEAL_FILE} 载有这一内容，包内没有此文件。` })
    else if (!sealed) this.found.push({ what: 'added', path, says: `${SEAL_FILE} 没有与此文件对应的内容。` })
    else if (hexOf(file) !== hexOf(sealed)) this.found.push({ what: 'changed', path, says: `内容与 ${SEAL_FILE} 所载不一致。` })
  }

  stamp(night: Record<string, unknown>): SealCheck['stamp'] {
    if (night['stamp'] === null || night['stamp'] === undefined) return 'none'
    const claim = readClaim(base64In(night, 'stamp') ?? new Uint8Array(), String(night['root']))
    if (claim) return claim
    this.tell('night', '时间戳不是为这份总封存加盖的。')
    return 'foreign'
  }
}

function objectIn(record: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = record[key]
  return isObject(value) ? value : {}
}

function base64In(record: Record<string, unknown>, key: string): Uint8Array | undefined {
  const value = record[key]
  return typeof value === 'string' ? bytesOfBase64(value) : undefined
}

function runOf(statement: Record<string, unknown>): string {
  return canonicalJson(objectIn(statement, 'run')['id'] ?? null)
}
