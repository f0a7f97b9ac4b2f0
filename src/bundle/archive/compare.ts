import type { Capture, CaptureId } from '../../model/capture.ts'
import { sha256 } from '../../store/canonical.ts'
import type { Field } from './heads.ts'
import { planVisit } from './plan.ts'
import { fieldOf, type ReadRecord } from './read-record.ts'
import { BLOCK_DIGEST, CAPTURE_FIELD, type PlannedRecord } from './record.ts'

/** One thing that the archive says otherwise than the capture does. */
export interface ArchiveDifference {
  /** As the record names it, where there is no such capture. */
  readonly capture: CaptureId
  /** The record's kind, and what about it: `response: WARC-Date`, `response: status line`, or `response` for the whole record. */
  readonly at: string
  readonly expected: string
  readonly got: string
}

/** Follow from the rest, which is compared, and from the bytes, whose digests are checked at reading. */
const FOLLOWING = new Set([BLOCK_DIGEST, 'Content-Length'])
const LONGEST = 200
const NOTHING = '(nothing)'

/** What the records say otherwise than these captures do: too few, too many, or other words. */
export async function compareRecords(
  records: AsyncIterable<ReadRecord>,
  captures: readonly Capture[],
  userAgent: string,
): Promise<ArchiveDifference[]> {
  const missing = new Map<string, PlannedRecord>()
  for (const planned of planVisit(captures, userAgent)) missing.set(planned.id, planned)
  const differences: ArchiveDifference[] = []
  for await (const record of records) {
    const planned = missing.get(record.id)
    if (planned) differences.push(...compareOne(record, planned))
    else differences.push(superfluous(record))
    missing.delete(record.id)
  }
  for (const { capture, type, id } of missing.values()) differences.push({ capture, at: type, expected: id, got: NOTHING })
  return differences
}

function superfluous(record: ReadRecord): ArchiveDifference {
  const capture = shorten(fieldOf(record, CAPTURE_FIELD) ?? NOTHING)
  return { capture, at: record.type, expected: NOTHING, got: shorten(record.id) }
}

function* compareOne(record: ReadRecord, planned: PlannedRecord): Generator<ArchiveDifference> {
  const { capture, type } = planned
  const differ = function* (at: string, expected: string | undefined, got: string | undefined) {
    if (expected !== got) yield { capture, at: `${type}: ${at}`, expected: shorten(expected ?? NOTHING), got: shorten(got ?? NOTHING) }
  }
  const told = record.fields.filter(([name]) => !FOLLOWING.has(name))
  for (const [name, expected, got] of pairs(planned.fields, told)) yield* differ(name, expected, got)
  const [line, ...fields] = linesOf(planned.head)
  const [gotLine, ...gotFields] = linesOf(record.head)
  yield* differ('first line', line, gotLine)
  for (const [name, expected, got] of pairs(fields.map(toField), gotFields.map(toField))) yield* differ(`field ${name}`, expected, got)
  const { content } = planned
  yield* differ('content', typeof content === 'string' ? sha256(content) : content.sha256, sha256(record.content))
}

/** The values of both by name, in the order of the first; fields of one name are one after the other. */
function* pairs(one: readonly Field[], other: readonly Field[]): Generator<[string, string | undefined, string | undefined]> {
  const [expected, got] = [byName(one), byName(other)]
  for (const name of new Set([...expected.keys(), ...got.keys()])) yield [name, expected.get(name), got.get(name)]
}

function byName(fields: readonly Field[]): Map<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of fields) values.set(name, values.has(name) ? `${values.get(name)}\n${value}` : value)
  return values
}

function linesOf(head: string): string[] {
  return head.split('\r\n').filter((line) => line !== '')
}

function toField(line: string): Field {
  const colon = line.indexOf(': ')
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 2)]
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
