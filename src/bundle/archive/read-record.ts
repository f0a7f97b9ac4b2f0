import { sha256 } from '../../store/canonical.ts'
import { damage } from './damage.ts'
import { type NamedBytes, readMember } from './gzip-member.ts'
import type { Field } from './heads.ts'
import type { ArchiveLimits } from './limits.ts'
import { BLOCK_DIGEST, labelled, PAYLOAD_DIGEST, RECORD_TYPES, type RecordType } from './record.ts'

interface RecordPlace {
  readonly offset: number
  /** Packed. */
  readonly length: number
}

/** A record as it was read; its digests were found right. */
export interface ReadRecord extends RecordPlace {
  readonly type: RecordType
  readonly id: string
  readonly fields: readonly Field[]
  /** The HTTP head, its blank line included; empty for records without one. */
  readonly head: string
  /** What follows the head in the block. */
  readonly content: Uint8Array
}

const WITH_HEAD: ReadonlySet<RecordType> = new Set(['request', 'response', 'revisit'])
const WITH_PAYLOAD: ReadonlySet<RecordType> = new Set(['response', 'resource'])
const BLANK_LINE = '\r\n\r\n'
const LENGTH = /^\d{1,15}$/

/** All records of a file in their order; a UserError at the first that is damaged, unknown or too large. One record is in memory at a time. */
export async function* readRecords(file: NamedBytes, limits: ArchiveLimits): AsyncGenerator<ReadRecord> {
  let unpacked = 0
  let records = 0
  for (let offset = 0; offset < file.size; ) {
    records += 1
    if (records > limits.records) throw damage(file.name, `it has more than ${limits.records} records`)
    const member = await readMember(file, offset, limits.recordBytes)
    unpacked += member.data.length
    if (unpacked > limits.siteBytes) throw damage(file.name, `it unpacks to more than ${limits.siteBytes} bytes`)
    yield parse(member.data, `${file.name} at byte ${offset}`, { offset, length: member.length })
    offset += member.length
  }
}

/** The record that was found at this place before. */
export async function readRecordAt(file: NamedBytes, place: RecordPlace, limits: ArchiveLimits): Promise<ReadRecord> {
  const { data } = await readMember(file, place.offset, limits.recordBytes, place.length)
  return parse(data, `${file.name} at byte ${place.offset}`, place)
}

/** The value of a named field; undefined when there is none. */
export function fieldOf(record: ReadRecord, name: string): string | undefined {
  return record.fields.find(([other]) => other === name)?.[1]
}

function parse(data: Buffer, where: string, { offset, length }: RecordPlace): ReadRecord {
  const headEnd = data.indexOf(BLANK_LINE)
  if (headEnd < 0) throw damage(where, 'the record has no blank line after its fields')
  const [version, ...lines] = data.toString('utf8', 0, headEnd).split('\r\n')
  if (version !== 'WARC/1.1') throw damage(where, `the record begins with ${quote(version ?? '')} instead of WARC/1.1`)
  const fields = parseFields(lines, where)
  const block = blockOf(data.subarray(headEnd + BLANK_LINE.length), fields, where)
  const type = typeOf(need(fields, 'WARC-Type', where), where)
  const { head, content } = split(block, type, where)
  checkDigests(fields, block, WITH_PAYLOAD.has(type) ? content : null, where)
  return { offset, length, type, id: need(fields, 'WARC-Record-ID', where), fields, head, content }
}

function parseFields(lines: readonly string[], where: string): Field[] {
  const names = new Set<string>()
  return lines.map((line) => {
    const colon = line.indexOf(': ')
    if (colon < 1) throw damage(where, `the record has a line ${quote(line)} that is no field`)
    const name = line.slice(0, colon)
    if (names.has(name.toLowerCase())) throw damage(where, `the record has two fields ${quote(name)}`)
    names.add(name.toLowerCase())
    return [name, line.slice(colon + 2)]
  })
}

function blockOf(rest: Buffer, fields: readonly Field[], where: string): Buffer {
  const told = need(fields, 'Content-Length', where)
  const length = LENGTH.test(told) ? Number(told) : Number.NaN
  if (rest.length !== length + BLANK_LINE.length || rest.toString('latin1', length) !== BLANK_LINE) {
    throw damage(where, `the record says its block has ${quote(told)} bytes, but holds ${rest.length} with the blank lines behind it`)
  }
  return rest.subarray(0, length)
}

function typeOf(told: string, where: string): RecordType {
  const type = RECORD_TYPES.find((known) => known === told)
  if (type === undefined) throw damage(where, `a record of the type ${quote(told)} does not belong in it`)
  return type
}

function split(block: Buffer, type: RecordType, where: string): { head: string; content: Buffer } {
  if (!WITH_HEAD.has(type)) return { head: '', content: block }
  const end = block.indexOf(BLANK_LINE)
  if (end < 0) throw damage(where, 'the record holds no whole HTTP head')
  const start = end + BLANK_LINE.length
  return { head: block.toString('utf8', 0, start), content: block.subarray(start) }
}

function checkDigests(fields: readonly Field[], block: Uint8Array, payload: Uint8Array | null, where: string): void {
  if (need(fields, BLOCK_DIGEST, where) !== labelled(sha256(block))) throw damage(where, 'the block has another hash than the record says')
  if (payload !== null && need(fields, PAYLOAD_DIGEST, where) !== labelled(sha256(payload))) {
    throw damage(where, 'the payload has another hash than the record says')
  }
}

function need(fields: readonly Field[], name: string, where: string): string {
  const value = fields.find(([other]) => other === name)?.[1]
  if (value === undefined) throw damage(where, `the record has no field ${name}`)
  return value
}

/** A hostile text, short and on one line. */
function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80))
}
