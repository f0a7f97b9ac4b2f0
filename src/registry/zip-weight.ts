import { inflateRawSync } from 'node:zlib'
import { UserError } from '../model/config.ts'
import { unreadable } from './text-file.ts'

const MAX_UNPACKED = 256 * 1_048_576
/** The workbook library needs more than a kilobyte for each cell. */
const MAX_CELLS = 600_000
const ENTRY = 0x02014b50
const END = 0x06054b50
const END_LENGTH = 22
const STORED = 0
const DEFLATED = 8

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly offset: number
}

/** Unpacks a workbook once, under a cap, before anything is built from it; throws a UserError for one that is damaged or grows too large. */
export function weighZip(file: string, bytes: Uint8Array): void {
  try {
    weigh(file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    if (error instanceof UserError) throw error
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(file)
    const got = `a damaged file (${error instanceof Error ? error.message : String(error)})`
    throw unreadable({ file, expected: 'an XLSX workbook', got, fix: 'fetch or export it again' })
  }
}

function weigh(file: string, zip: Buffer): void {
  let left = MAX_UNPACKED
  let cells = 0
  for (const entry of entriesOf(zip)) {
    const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28)
    const packed = zip.subarray(start, start + entry.packed)
    if (entry.method !== STORED && entry.method !== DEFLATED) throw new Error(`the part ${entry.name} is packed in an unknown way`)
    const content = entry.method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, left) })
    left -= content.length
    if (entry.name.startsWith('xl/worksheets/')) cells += countCells(content)
    if (left <= 0 || cells > MAX_CELLS) throw tooLarge(file)
  }
}

function tooLarge(file: string): UserError {
  return unreadable({
    file,
    expected: `at most ${MAX_CELLS} cells and ${MAX_UNPACKED / 1_048_576} MB unpacked`,
    got: 'a larger workbook',
    fix: 'save the one sheet that is meant as .csv',
  })
}

function entriesOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || zip.length < end + END_LENGTH || zip.readUInt32LE(end) !== END) throw new Error('its end is missing')
  const entries: Entry[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('its table of contents is broken')
    const nameLength = zip.readUInt16LE(at + 28)
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

/** Rows count like cells: a sheet may hold a million empty ones. */
function countCells(sheet: Buffer): number {
  let count = 0
  for (const tag of ['<c ', '<c>', '<row']) {
    for (let at = sheet.indexOf(tag); at >= 0; at = sheet.indexOf(tag, at + 2)) count += 1
  }
  return count
}
