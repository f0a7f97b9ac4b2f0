import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError } from '../../model/config.ts'

/** Name of the private key within the data folder. */
const FILE = 'seal-key.pem'
const OWN_ONLY = 0o600
/** Bits by which others than the owner could read or change it. */
const OTHERS = 0o077

export interface PublicKey {
  /** SHA-256 (hex) of the SubjectPublicKeyInfo in DER. */
  readonly fingerprint: string
  readonly der: Buffer
  readonly pem: string
}

export interface SigningKey extends PublicKey {
  readonly file: string
  /** Ed25519, 64 bytes; the same bytes give the same signature. */
  sign(bytes: Uint8Array): Buffer
}

/** The installation's key, made at its first use; a UserError when the file is no such key or can be read by others. */
export function openKey(data: string): SigningKey {
  const file = join(data, FILE)
  if (!existsSync(file)) createKey(file)
  checkMode(file)
  const key = readKey(file)
  return { ...describeKey(createPublicKey(key)), file, sign: (bytes) => sign(null, bytes, key) }
}

/** The installation's public key; undefined when it has sealed nothing yet. */
export function knownKey(data: string): PublicKey | undefined {
  const file = join(data, FILE)
  return existsSync(file) ? describeKey(createPublicKey(readKey(file))) : undefined
}

/** A public key out of its DER; throws when it is no Ed25519 key. */
export function publicKey(der: Uint8Array): PublicKey {
  return describeKey(createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }))
}

/** A public key out of its PEM; throws when it is no Ed25519 key. */
export function publicKeyOfPem(pem: string): PublicKey {
  return describeKey(createPublicKey(pem))
}

export function isSignedBy(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, bytes, createPublicKey({ key: key.der, format: 'der', type: 'spki' }), signature)
}

function createKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519')
  mkdirSync(dirname(file), { recursive: true })
  // `wx`: of two processes that start at once only one makes the key; the other reads it.
  try {
    writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: OWN_ONLY, flag: 'wx' })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
    throw unusable(file, error instanceof Error ? error.message : String(error), 'choose a folder that this user may write with --data')
  }
}

function checkMode(file: string): void {
  // Windows keeps access by other means than modes.
  if (process.platform === 'win32') return
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw unusable(file, 'no file', 'move it away and a new key is made')
  const mode = found.mode & 0o777
  if ((mode & OTHERS) === 0) return
  throw unusable(
    file,
    `its mode is ${mode.toString(8)}: others may have read it`,
    `chmod 600 ${file}, and make a new key if others had access`,
  )
}

function readKey(file: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(readFileSync(file))
  } catch (error) {
    throw unusable(
      file,
      error instanceof Error ? error.message : String(error),
      'restore it from a backup; without one, move it away and a new key is made',
    )
  }
  if (key.asymmetricKeyType === 'ed25519') return key
  throw unusable(file, `it is a key of type ${key.asymmetricKeyType ?? 'unknown'}`, 'move it away and a new key is made')
}

function describeKey(key: KeyObject): PublicKey {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`an Ed25519 key was expected, not ${key.asymmetricKeyType ?? 'a secret'}`)
  const der = key.export({ format: 'der', type: 'spki' })
  return { fingerprint: createHash('sha256').update(der).digest('hex'), der, pem: key.export({ format: 'pem', type: 'spki' }).toString() }
}

function unusable(file: string, got: string, fix: string): UserError {
  return new UserError('the key that seals the evidence cannot be used', [
    { file, expected: 'a private Ed25519 key (PEM, PKCS #8) with mode 600', got, fix },
  ])
}
