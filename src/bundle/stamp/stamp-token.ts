import { type BaseBlock, Constructed, fromBER, GeneralizedTime, type Integer, Sequence } from 'asn1js'
import { type ContentInfo, id_ContentType_SignedData, id_eContentType_TSTInfo, SignedData, TimeStampResp, TSTInfo } from 'pkijs'
import { StampProblem } from './stamp-problem.ts'

/** A token with a long chain is some 10 KB. */
const MAX_BYTES = 262_144
/** What honest tokens need several times over; beyond it the reader stops. */
const LIMITS = { maxDepth: 40, maxNodes: 8000, maxContentLength: MAX_BYTES, parseEmbedded: false }
const MAX_CERTIFICATES = 20
const MAX_NUMBER_BYTES = 64
/** Status values of RFC 3161, section 2.4.2; the first two come with a token. */
const STATUSES = ['granted', 'grantedWithMods', 'rejection', 'waiting', 'revocationWarning', 'revocationNotification']

/** A granted answer taken apart; nothing in it is verified yet. */
export interface Token {
  readonly signed: SignedData
  /** The certificates as they came, DER each. */
  readonly certificates: readonly Uint8Array<ArrayBuffer>[]
  /** The bytes that the signature covers by way of their digest. */
  readonly content: Uint8Array<ArrayBuffer>
  readonly info: {
    readonly imprint: { readonly algorithm: string; readonly hash: string }
    readonly serial: string
    readonly policy: string
    readonly nonce: bigint | undefined
    /** Milliseconds since 1970-01-01T00:00:00Z. */
    readonly at: number
  }
}

/** The DER TimeStampResp as a token; a StampProblem when it is none, or says that nothing was stamped. */
export function readToken(response: Uint8Array): Token {
  const answer = parse(() => new TimeStampResp({ schema: wholeTree(response) }))
  const { status, statusStrings } = answer.status
  if (status > 1) {
    const words = (statusStrings ?? []).map((text) => text.getValue()).join(' ')
    throw new StampProblem('refused', { told: `${STATUSES[status]} ${words}` })
  }
  const token = answer.timeStampToken
  if (!token || token.contentType !== id_ContentType_SignedData)
    throw new StampProblem('malformed', { detail: 'no signed token in the answer' })
  return readSigned(token)
}

/** What the function gives; whatever it throws means that the bytes are no time stamp. */
export function parse<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof StampProblem) throw error
    throw new StampProblem('malformed', { detail: error instanceof Error ? error.message : String(error), cause: error })
  }
}

/** The one value that fills the bytes to the last. */
export function wholeTree(bytes: Uint8Array): BaseBlock {
  if (bytes.length > MAX_BYTES) throw new StampProblem('too-large', { told: `${bytes.length} 字节` })
  const { offset, result } = parse(() => fromBER(Uint8Array.from(bytes), LIMITS))
  if (offset !== bytes.length) throw new StampProblem('malformed', { detail: result.error || 'bytes after the end' })
  return result
}

/** The parts of a SEQUENCE; a StampProblem when it is none. */
export function partsOf(block: BaseBlock | undefined): readonly BaseBlock[] {
  if (!(block instanceof Sequence)) throw new StampProblem('malformed', { detail: 'a SEQUENCE is missing' })
  return block.valueBlock.value
}

function readSigned(token: ContentInfo): Token {
  const tree: BaseBlock = token.content
  const certificates = rawCertificates(tree)
  const signed = parse(() => new SignedData({ schema: tree }))
  const { eContentType, eContent } = signed.encapContentInfo
  if (eContentType !== id_eContentType_TSTInfo || !eContent)
    throw new StampProblem('malformed', { detail: `content of type ${eContentType}` })
  const content = new Uint8Array(parse(() => eContent.getValue()))
  return { signed, certificates, content, info: readInfo(content) }
}

/** Hashes are taken over certificates as they came: written anew by a library they could differ. */
function rawCertificates(signed: BaseBlock): Uint8Array<ArrayBuffer>[] {
  const set = partsOf(signed).find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0)
  const found: BaseBlock[] = set instanceof Constructed ? set.valueBlock.value : []
  if (found.length > MAX_CERTIFICATES) throw new StampProblem('malformed', { detail: `${found.length} certificates` })
  return found.filter((block) => block instanceof Sequence).map((block) => Uint8Array.from(block.valueBeforeDecodeView))
}

function readInfo(content: Uint8Array): Token['info'] {
  const tree = wholeTree(content)
  const at = readTime(partsOf(tree)[4])
  const info = parse(() => new TSTInfo({ schema: tree }))
  if (info.version !== 1) throw new StampProblem('malformed', { detail: `TSTInfo of version ${info.version}` })
  if (info.extensions?.some(({ critical }) => critical))
    throw new StampProblem('malformed', { detail: 'a critical extension that nobody here knows' })
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  return {
    imprint: { algorithm: hashAlgorithm.algorithmId, hash: hex(hashedMessage.valueBlock.valueHexView) },
    serial: readNumber(info.serialNumber).toString(16),
    policy: info.policy.slice(0, MAX_NUMBER_BYTES),
    nonce: info.nonce ? readNumber(info.nonce) : undefined,
    at,
  }
}

function readNumber(number: Integer): bigint {
  if (number.valueBlock.valueHexView.length > MAX_NUMBER_BYTES)
    throw new StampProblem('malformed', { detail: 'a number of more than 64 bytes' })
  return parse(() => number.toBigInt())
}

/** RFC 3161 allows UTC with or without fractions of a second and nothing else; the library's reading is laxer. */
function readTime(block: BaseBlock | undefined): number {
  const text = block instanceof GeneralizedTime ? Buffer.from(block.valueBlock.valueHexView).toString('latin1') : ''
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text) ?? []
  const spelt = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const time = Date.parse(`${spelt}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  // A 30th of February would else become the 1st of March.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(spelt))
    throw new StampProblem('malformed', { detail: 'genTime is no moment' })
  return time
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
