import { Sha256 } from './sha256.ts'

/** A public Ed25519 key as the browser holds it. */
export interface Key {
  /** SHA-256 of the SubjectPublicKeyInfo in DER. */
  readonly fingerprint: string
  verify(bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
}

/** What stands before the 32 bytes of every Ed25519 key in DER: another beginning is another kind of key. */
const ED25519 = '302a300506032b6570032100'
const KEY_LENGTH = 44
const SIGNATURE_LENGTH = 64

/** Undefined when the DER is no Ed25519 key; rejects where the browser knows no Ed25519. */
export async function keyOfDer(der: Uint8Array): Promise<Key | undefined> {
  if (der.length !== KEY_LENGTH || hexOf(der.subarray(0, 12)) !== ED25519) return undefined
  const key = await importKey(der)
  if (!key) return undefined
  return {
    fingerprint: new Sha256().update(der).hex(),
    verify: async (bytes, signature) =>
      signature.length === SIGNATURE_LENGTH && crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), bytes.slice()),
  }
}

/** Some browsers refuse bytes that are no point of the curve already here, others only find no signature good. */
async function importKey(der: Uint8Array) {
  try {
    return await crypto.subtle.importKey('spki', Uint8Array.from(der), 'Ed25519', false, ['verify'])
  } catch (error) {
    if (error instanceof Error && error.name === 'DataError') return undefined
    throw error
  }
}

/** Undefined when the text is no Ed25519 key in PEM. */
export async function keyOfPem(pem: string): Promise<Key | undefined> {
  const [, body] = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(pem) ?? []
  const der = bytesOfBase64(body ?? '')
  return der && keyOfDer(der)
}

/** Undefined when the text is no base64. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    // Not base64: the caller says what was expected there.
    return undefined
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What this browser lacks to check a bundle, in Chinese; undefined when it has everything and counts right. */
export async function lackOf(): Promise<string | undefined> {
  if (typeof DecompressionStream === 'undefined') return '此浏览器不能解压文件（缺少 DecompressionStream）。'
  if (globalThis.crypto?.subtle === undefined) return '此浏览器在这一页面上不提供密码算法（WebCrypto）。请把本页保存到本机，从本机打开。'
  const sample = Uint8Array.from({ length: 1000 }, (_, at) => at % 251)
  const right = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', sample)))
  if (new Sha256().update(sample.subarray(0, 99)).update(sample.subarray(99)).hex() !== right) return '自检未通过：散列值计算有误。'
  const generator = bytesOfHex(`${ED25519}5866666666666666666666666666666666666666666666666666666666666666`)
  try {
    await keyOfDer(generator)
    return undefined
  } catch {
    return '此浏览器版本过旧，不能核验 Ed25519 签名。'
  }
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
