import { canonicalJson } from '../model/canonical.ts'
import { bodiesOf, type Capture } from '../model/capture.ts'
import { contentId } from './canonical.ts'
import { lengthen, numberReader, packNumbers, shorten } from './shorthand.ts'

/** A capture and the key it was taken under. */
export interface Entry {
  readonly key: string
  readonly capture: Capture
}

/** Cannot stand in JSON text, so it ends the lines. */
const END_OF_LINES = 0

/** Entries as one record: a JSON line each, then the numbers lifted out of the lines. Ids are left out, since they follow from the rest. */
export function encodeEntries(entries: readonly Entry[], origin: number): Buffer {
  const lines: string[] = []
  const numbers: number[] = []
  for (const { key, capture } of entries) {
    const { id: _computed, ...draft } = capture
    const short = shorten(draft, origin)
    lines.push(`[${canonicalJson(key)},${short.template}]\n`)
    for (const number of short.numbers) numbers.push(number)
  }
  return Buffer.concat([Buffer.from(lines.join('')), Buffer.from([END_OF_LINES]), packNumbers(numbers)])
}

/** The entries in the order they were encoded in. */
export function decodeEntries(payload: Buffer, origin: number): Entry[] {
  const end = endOfLines(payload)
  const next = numberReader(payload.subarray(end + 1))
  return templatesIn(payload, end).map(([key, template]) => ({ key, capture: named(lengthen(template, next, origin)) }))
}

/** The hash of the first body that each entry names, by the entry's key; without working out the rest. */
export function bodiesByKey(payload: Buffer): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, template] of templatesIn(payload, endOfLines(payload))) {
    // Bodies are never lifted out of a line.
    const unfinished: unknown = template
    const [body] = bodiesOf(unfinished as Capture)
    if (body) found.set(key, body.sha256)
  }
  return found
}

function endOfLines(payload: Buffer): number {
  const end = payload.indexOf(END_OF_LINES)
  if (end < 0) throw new Error('a stored record of captures has no end')
  return end
}

function templatesIn(payload: Buffer, end: number): [key: string, template: Record<string, unknown>][] {
  const lines = payload.toString('utf8', 0, end).split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}

/** In the order of their keys: so the same site's next visit comes in the same order. */
export function sortedByKey(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => compare(a.key, b.key))
}

/** In the order of capture; of two at the same moment, the one with the smaller key. */
export function inOrderOfCapture(entries: readonly Entry[]): Capture[] {
  return [...entries].sort((a, b) => compare(a.capture.takenAt, b.capture.takenAt) || compare(a.key, b.key)).map(({ capture }) => capture)
}

function named(draft: object): Capture {
  const capture: unknown = { ...draft, id: contentId(draft) }
  // What is read here was encoded from a Capture by `encodeEntries`; the frame's checksum vouches for the bytes between.
  return capture as Capture
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
