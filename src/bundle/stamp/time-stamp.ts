import { Integer, OctetString } from 'asn1js'
import { AlgorithmIdentifier, id_sha256, MessageImprint, TimeStampReq } from 'pkijs'
import { type Instant, instantOf } from '../../model/time.ts'
import { oneLine } from '../one-line.ts'
import { checkFit, isVouchedFor, readAuthorities, signingCertificate } from './stamp-certificate.ts'
import { StampProblem } from './stamp-problem.ts'
import { checkSignature, namedCertificates, signerOf } from './stamp-signature.ts'
import { parse, readToken } from './stamp-token.ts'

/** A time stamp that is sound in itself: somebody signed, at that time, that this hash existed. Who that is, `trust` says. */
export interface Stamp {
  readonly at: Instant
  /** Subject of the certificate that signed: a claim, unless it is trusted. */
  readonly authority: string
  /** Of the time stamp, in hex. */
  readonly serial: string
  /** The authority's policy, an object identifier. */
  readonly policy: string
  /** Whether the certificate leads to one of the given authorities; `unchecked` when none was given. */
  readonly trust: 'trusted' | 'untrusted' | 'unchecked'
}

/** DER of an RFC 3161 TimeStampReq for a SHA-256 hash in hex; asks for the certificate too. The nonce is the caller's, fresh and unguessable. */
export function stampRequest(rootHex: string, nonce: bigint): Uint8Array {
  const hash = rootBytes(rootHex)
  if (nonce < 0n) throw new RangeError('a nonce is not negative')
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: id_sha256 }),
      hashedMessage: new OctetString({ valueHex: hash }),
    }),
    nonce: Integer.fromBigInt(nonce),
    certReq: true,
  })
  return new Uint8Array(request.toSchema().toBER())
}

/**
 * The time stamp in a DER TimeStampResp, everything checked that can be: that it was granted, for this hash (SHA-256, hex) and this request, that the
 * signature covers it, and that the certificate was one for time stamps, the one meant, and valid then. Certificates of `authorities` are PEM texts.
 * Rejects with a StampProblem.
 */
export async function readStamp(
  response: Uint8Array,
  rootHex: string,
  options: { readonly authorities?: readonly string[]; readonly nonce?: bigint } = {},
): Promise<Stamp> {
  const root = rootBytes(rootHex).toString('hex')
  const authorities = readAuthorities(options.authorities ?? [])
  const token = readToken(response)
  const { imprint, nonce, at, serial, policy } = token.info
  if (imprint.algorithm !== id_sha256 || imprint.hash !== root) throw new StampProblem('other-hash')
  if (options.nonce !== undefined && nonce !== options.nonce) throw new StampProblem('other-nonce')
  const signer = signerOf(token)
  const signing = signingCertificate(token, signer, namedCertificates(signer))
  const { x509 } = signing.own
  checkSignature(
    token,
    signer,
    parse(() => x509.publicKey),
  )
  checkFit(signing, at)
  const trust = authorities.length === 0 ? 'unchecked' : isVouchedFor(signing, authorities, at) ? 'trusted' : 'untrusted'
  return { at: instantOf(at), authority: oneLine(x509.subject.replaceAll('\n', ', ')), serial, policy, trust }
}

function rootBytes(rootHex: string): Buffer<ArrayBuffer> {
  if (!/^[0-9a-f]{64}$/.test(rootHex)) throw new RangeError('a root is a SHA-256 hash in 64 lower-case hex digits')
  return Buffer.from(rootHex, 'hex')
}
