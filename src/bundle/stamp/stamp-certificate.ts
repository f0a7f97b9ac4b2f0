import { createHash, X509Certificate } from 'node:crypto'
import { BitString, OctetString, Primitive } from 'asn1js'
import { BasicConstraints, Certificate, type Extension, ExtKeyUsage, IssuerAndSerialNumber, type SignerInfo } from 'pkijs'
import { instantOf } from '../../model/time.ts'
import { StampProblem } from './stamp-problem.ts'
import type { NamedCertificate } from './stamp-signature.ts'
import { parse, type Token, wholeTree } from './stamp-token.ts'

const KEY_IDENTIFIER = '2.5.29.14'
const KEY_USAGE = '2.5.29.15'
const BASIC_CONSTRAINTS = '2.5.29.19'
const POLICIES = '2.5.29.32'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
/** digitalSignature and nonRepudiation: the first two bits. */
const MAY_SIGN = 0b1100_0000
/** Critical extensions of an issuer that are read here; with any other it vouches for nobody. */
const UNDERSTOOD = new Set([KEY_IDENTIFIER, KEY_USAGE, BASIC_CONSTRAINTS, POLICIES, EXTENDED_KEY_USAGE])
const MAX_CHAIN = 8

/** One certificate twice: as OpenSSL reads it, and with its extensions open. */
export interface Certified {
  readonly x509: X509Certificate
  readonly open: Certificate
}

/** The signer's certificate out of the token, and whatever else came with it. */
export interface Signing {
  readonly own: Certified
  readonly others: readonly Certified[]
}

/** Finds the certificate that the signer points to, and that the signature itself names. */
export function signingCertificate(token: Token, signer: SignerInfo, named: readonly NamedCertificate[]): Signing {
  const all = token.certificates.map(readCertificate)
  const own = all.find(({ open }) => isMeant(open, signer))
  if (!own) throw new StampProblem('no-certificate')
  const wrong = named.some(({ hash, digest }) => createHash(hash).update(own.x509.raw).digest('hex') !== digest)
  if (wrong) throw new StampProblem('other-certificate')
  return { own, others: all.filter((one) => one !== own) }
}

/** Throws a StampProblem unless the certificate is one for time stamps alone (RFC 3161, section 2.3) and was valid at that moment. */
export function checkFit({ own }: Signing, at: number): void {
  const extended = extension(own.open, EXTENDED_KEY_USAGE)
  const purposes = openedValue(extended)
  const only = purposes instanceof ExtKeyUsage && purposes.keyPurposes.length === 1 && purposes.keyPurposes[0] === TIME_STAMPING
  if (!extended?.critical || !only)
    throw new StampProblem('unfit-certificate', { told: 'extendedKeyUsage 不是关键项，或不限于 timeStamping' })
  const usage = openedValue(extension(own.open, KEY_USAGE))
  if (usage instanceof BitString && !onlySigns(usage.valueBlock.valueHexView))
    throw new StampProblem('unfit-certificate', { told: 'keyUsage 不限于签名' })
  if (!isValid(own.x509, at)) throw new StampProblem('expired-certificate', { told: validity(own.x509) })
}

/** Whether a chain valid at that moment leads from the signer to one of the authorities, or the signer is one. */
export function isVouchedFor({ own, others }: Signing, authorities: readonly Certified[], at: number): boolean {
  let front: readonly Certified[] = [own]
  // The length alone ends the search, also where certificates issue each other in a ring.
  for (let between = 0; between < MAX_CHAIN && front.length > 0; between += 1) {
    if (front.some(({ x509 }) => authorities.some((one) => one.x509.raw.equals(x509.raw)))) return true
    const lower = front
    front = [...authorities, ...others].filter((one) => mayIssue(one, between, at) && lower.some(({ x509 }) => isIssuer(one.x509, x509)))
  }
  return false
}

/** The certificates of all PEM blocks in the texts; a StampProblem when one holds none or a broken one. */
export function readAuthorities(texts: readonly string[]): Certified[] {
  return texts.flatMap((text) => {
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
    if (blocks.length === 0) throw new StampProblem('unreadable-authority', { told: '其中没有 PEM 格式的证书' })
    try {
      return blocks.map((block) => readCertificate(Uint8Array.from(new X509Certificate(block).raw)))
    } catch (error) {
      throw new StampProblem('unreadable-authority', { detail: error instanceof Error ? error.message : String(error), cause: error })
    }
  })
}

function readCertificate(der: Uint8Array<ArrayBuffer>): Certified {
  return parse(() => ({ x509: new X509Certificate(der), open: new Certificate({ schema: wholeTree(der) }) }))
}

/** By issuer and serial number, or by the identifier of the key. */
function isMeant(certificate: Certificate, { sid }: SignerInfo): boolean {
  if (sid instanceof IssuerAndSerialNumber)
    return parse(() => sid.serialNumber.isEqual(certificate.serialNumber) && sid.issuer.isEqual(certificate.issuer))
  const id = openedValue(extension(certificate, KEY_IDENTIFIER))
  return (
    sid instanceof Primitive && id instanceof OctetString && Buffer.from(sid.valueBlock.valueHexView).equals(new Uint8Array(id.getValue()))
  )
}

function extension(certificate: Certificate, id: string): Extension | undefined {
  return certificate.extensions?.find(({ extnID }) => extnID === id)
}

function openedValue(one: Extension | undefined): unknown {
  return parse(() => one?.parsedValue)
}

function onlySigns(usage: Uint8Array): boolean {
  const [first = 0, ...rest] = usage
  return (first & MAY_SIGN) !== 0 && (first & ~MAY_SIGN) === 0 && rest.every((byte) => byte === 0)
}

/** A certificate authority, valid then, that allows so many authorities below it and asks for nothing that is not understood here. */
function mayIssue({ x509, open }: Certified, between: number, at: number): boolean {
  if (!x509.ca || !isValid(x509, at)) return false
  if (open.extensions?.some(({ critical, extnID }) => critical && !UNDERSTOOD.has(extnID))) return false
  const constraints = openedValue(extension(open, BASIC_CONSTRAINTS))
  const most = constraints instanceof BasicConstraints ? constraints.pathLenConstraint : undefined
  return most === undefined || (typeof most === 'number' && most >= between)
}

function isIssuer(upper: X509Certificate, lower: X509Certificate): boolean {
  return parse(() => lower.checkIssued(upper) && lower.verify(upper.publicKey))
}

function isValid({ validFromDate, validToDate }: X509Certificate, at: number): boolean {
  return validFromDate.getTime() <= at && at <= validToDate.getTime()
}

function validity({ validFromDate, validToDate }: X509Certificate): string {
  const spelt = [validFromDate, validToDate].map((date) => (Number.isNaN(date.getTime()) ? '?' : instantOf(date.getTime())))
  return spelt.join(' 至 ')
}
