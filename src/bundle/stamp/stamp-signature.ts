import { constants, createHash, type KeyObject, verify } from 'node:crypto'
import { type BaseBlock, ObjectIdentifier, OctetString } from 'asn1js'
import { id_eContentType_TSTInfo, id_sha256, type SignerInfo } from 'pkijs'
import { StampProblem } from './stamp-problem.ts'
import { parse, partsOf, type Token } from './stamp-token.ts'

const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const RSA_PSS = '1.2.840.113549.1.1.10'

/** SHA-1 and MD5 are left out on purpose: two contents with one such digest can be made. */
const HASHES: Readonly<Record<string, string>> = {
  [id_sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** By algorithm: the kind of key that it takes, and its hash (`digest`: the one that the signer names beside it). */
const SIGNATURES: Readonly<Record<string, { readonly key: string; readonly hash: string | null }>> = {
  '1.2.840.113549.1.1.1': { key: 'rsa', hash: 'digest' },
  [RSA_PSS]: { key: 'rsa', hash: 'digest' },
  '1.2.840.113549.1.1.11': { key: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { key: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { key: 'ec', hash: 'sha512' },
  '1.3.101.112': { key: 'ed25519', hash: null },
}

/** The one who signed the token; RFC 3161 allows no second. */
export function signerOf({ signed }: Token): SignerInfo {
  const [signer, ...more] = signed.signerInfos
  if (!signer || more.length > 0) throw new StampProblem('malformed', { detail: `${signed.signerInfos.length} signers` })
  return signer
}

/** Throws a StampProblem unless the key signed attributes that name this content, by type and by digest. */
export function checkSignature(token: Token, signer: SignerInfo, key: KeyObject): void {
  const hash = hashOf(signer.digestAlgorithm.algorithmId)
  const type = attribute(signer, CONTENT_TYPE)
  if (!(type instanceof ObjectIdentifier) || type.getValue() !== id_eContentType_TSTInfo)
    throw new StampProblem('altered', { detail: 'signed as content of another type' })
  const digest = attribute(signer, MESSAGE_DIGEST)
  if (!digest || octets(digest) !== createHash(hash).update(token.content).digest('hex'))
    throw new StampProblem('altered', { detail: 'the digest of the content differs' })
  if (!isSigned(signer, key, hash)) throw new StampProblem('broken-signature')
}

/** A certificate that the signature itself names: hash algorithm and digest of its DER, in hex. */
export interface NamedCertificate {
  readonly hash: string
  readonly digest: string
}

/** The signer's certificate as the signed attributes name it (RFC 2634, RFC 5816), in one form or in both; a StampProblem when they do not. */
export function namedCertificates(signer: SignerInfo): NamedCertificate[] {
  const first = attribute(signer, SIGNING_CERTIFICATE)
  const second = attribute(signer, SIGNING_CERTIFICATE_V2)
  if (!first && !second) throw new StampProblem('other-certificate', { detail: 'the signature names no certificate' })
  return [
    ...(first ? [{ hash: 'sha1', digest: octets(partsOf(firstOf(first))[0]) }] : []),
    ...(second ? [readSecond(firstOf(second))] : []),
  ]
}

/** The list begins with the signer's own certificate; the others are of no account here. */
function firstOf(attributeValue: BaseBlock): BaseBlock | undefined {
  return partsOf(partsOf(attributeValue)[0])[0]
}

function readSecond(named: BaseBlock | undefined): NamedCertificate {
  const [first, second] = partsOf(named)
  if (first instanceof OctetString) return { hash: 'sha256', digest: octets(first) }
  const algorithm = partsOf(first)[0]
  return { hash: hashOf(algorithm instanceof ObjectIdentifier ? algorithm.getValue() : ''), digest: octets(second) }
}

/** The value of a signed attribute; a StampProblem when it is there twice or holds more than one. */
function attribute(signer: SignerInfo, type: string): BaseBlock | undefined {
  const found = (signer.signedAttrs?.attributes ?? []).filter((one) => one.type === type)
  const values: BaseBlock[] = found.flatMap((one) => one.values)
  if (found.length > 1 || (found.length === 1 && values.length !== 1))
    throw new StampProblem('malformed', { detail: `attribute ${type} is not single` })
  return values[0]
}

function isSigned(signer: SignerInfo, key: KeyObject, digestHash: string): boolean {
  const oid = signer.signatureAlgorithm.algorithmId
  const known = SIGNATURES[oid]
  if (!known || known.key !== key.asymmetricKeyType) throw unsupported(`${oid}, key ${key.asymmetricKeyType ?? 'of a kind unknown here'}`)
  const hash = known.hash === 'digest' ? digestHash : known.hash
  const padding = oid === RSA_PSS ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {}
  const attributes = new Uint8Array(signer.signedAttrs?.encodedValue ?? new ArrayBuffer(0))
  return parse(() => verify(hash, attributes, { key, ...padding }, new Uint8Array(signer.signature.getValue())))
}

function hashOf(oid: string): string {
  const hash = HASHES[oid]
  if (hash === undefined) throw unsupported(`hash ${oid}`)
  return hash
}

/** National SM2 and SM3 end here too: Node cannot set the identity that an SM2 signature is made over. */
function unsupported(what: string): StampProblem {
  return new StampProblem('unsupported-algorithm', { told: what })
}

function octets(block: BaseBlock | undefined): string {
  if (!(block instanceof OctetString)) throw new StampProblem('malformed', { detail: 'an OCTET STRING is missing' })
  return Buffer.from(block.getValue()).toString('hex')
}
