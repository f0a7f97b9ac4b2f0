import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { BodyRef, CaptureId } from '../../model/capture.ts'
import { UserError } from '../../model/config.ts'
import { sha256 } from '../../store/canonical.ts'
import { type Field, fieldLines } from './heads.ts'

export const RECORD_TYPES = ['warcinfo', 'request', 'response', 'revisit', 'resource', 'metadata'] as const
export type RecordType = (typeof RECORD_TYPES)[number]

/** The field that names the capture a record tells of. */
export const CAPTURE_FIELD = 'Govsite-Capture'
export const BLOCK_DIGEST = 'WARC-Block-Digest'
export const PAYLOAD_DIGEST = 'WARC-Payload-Digest'
export const EMPTY: BodyRef = { sha256: sha256(''), length: 0 }

/** How a replayer finds a record. */
export interface IndexLine {
  readonly url: string
  readonly utc: string
  readonly mime: string
  readonly status: string
  /** SHA-256 of the payload. */
  readonly digest: string
}

/** Everything that a record says, before its payload is at hand: what is written, and what is expected at reading. */
export interface PlannedRecord {
  /** The capture's id; empty for the warcinfo. */
  readonly capture: CaptureId
  readonly type: RecordType
  readonly id: string
  /** All named fields but the block's length and digest. */
  readonly fields: readonly Field[]
  /** The HTTP head, its blank line included; empty for records without one. */
  readonly head: string
  /** What follows the head in the block. */
  readonly content: BodyRef | string
  readonly index?: IndexLine
}

/** A name for one record of one capture that is the same at every export: UUID version 8, made of a hash. */
export function recordId(capture: CaptureId, role: string): string {
  const hash = sha256(`${capture} ${role}`)
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `<urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}>`
}

/** A SHA-256 as WARC and WACZ write digests. */
export function labelled(hash: string): string {
  return `sha256:${hash}`
}

const pack = promisify(gzip)
const OPERATING_SYSTEM = 9
const UNKNOWN = 255

/**
 * The record as one gzip member. warcio's own writer is not used: it refuses a URL with `,,,` in it, splits such header values over two lines, and writes
 * another URL than the one it was given.
 */
export async function encodeRecord(record: PlannedRecord, payload: Uint8Array): Promise<Buffer> {
  const head = Buffer.from(record.head)
  const digest = sha256(Buffer.concat([head, payload]))
  const fields: Field[] = [...record.fields, [BLOCK_DIGEST, labelled(digest)], ['Content-Length', String(head.length + payload.length)]]
  const packed = await pack(Buffer.concat([Buffer.from(`WARC/1.1\r\n${fieldLines(fields)}\r\n`), head, payload, Buffer.from('\r\n\r\n')]))
  // The same bytes whatever system they are written on.
  packed[OPERATING_SYSTEM] = UNKNOWN
  return packed
}

/** The bytes that follow the head; a UserError when the body is not the one that its capture names. */
export async function contentOf(record: PlannedRecord, body: (ref: BodyRef) => Promise<Uint8Array>): Promise<Uint8Array> {
  const { content } = record
  if (typeof content === 'string') return Buffer.from(content)
  if (content.length === 0 && content.sha256 === EMPTY.sha256) return Buffer.alloc(0)
  const bytes = await body(content)
  if (bytes.length === content.length && sha256(bytes) === content.sha256) return bytes
  throw new UserError(
    `Capture ${record.capture} cannot be archived: its body is not the one it names (${content.length} bytes with SHA-256 ${content.sha256} expected). Run \`govsite verify\` over the data folder.`,
  )
}
