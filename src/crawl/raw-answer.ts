import { HEAD_BYTES } from './connections.ts'

/** Head of an answer as a forgiving reader finds it: fields as name and value in turn. */
interface RawHead {
  readonly status: number
  readonly fields: readonly Buffer[]
}

type Framing = { readonly kind: 'length'; left: number } | { readonly kind: 'chunks' } | { readonly kind: 'until-closed' }

const LF = 0x0a
const CR = 0x0d

/**
 * Reads an HTTP/1 answer the way browsers do: lines may end in LF, lines without a colon are passed over, 1xx answers are skipped, equal lengths are
 * one length, a length that is no number is none. Bytes go in by `push`; `broken` says that no browser could make sense of them.
 */
export class RawAnswer {
  head: RawHead | null = null
  state: 'more' | 'done' | 'broken' = 'more'
  readonly #onBody: (chunk: Buffer) => void
  #pending: Buffer = Buffer.alloc(0)
  #framing: Framing = { kind: 'until-closed' }
  /** Bytes left of the current chunk and its line end; null while a size line is awaited. */
  #chunkLeft: number | null = null

  constructor(onBody: (chunk: Buffer) => void) {
    this.#onBody = onBody
  }

  push(chunk: Buffer): void {
    if (this.state !== 'more') return
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    while (this.head === null && this.state === 'more' && this.#readHead());
    if (this.head !== null && this.state === 'more') this.#readBody()
  }

  /** The other side closed. */
  end(): void {
    if (this.state !== 'more') return
    this.state = this.head !== null && this.#framing.kind === 'until-closed' ? 'done' : 'broken'
  }

  /** False while the head is not whole. */
  #readHead(): boolean {
    // Some servers send an empty line first: it is passed over, whether it comes in a packet of its own or not.
    this.#pending = withoutBlankLines(this.#pending)
    const end = endOfHead(this.#pending)
    if (end === -1) {
      const start = this.#pending.subarray(0, 5).toString('latin1')
      if (!'HTTP/'.startsWith(start) || this.#pending.length > HEAD_BYTES) this.state = 'broken'
      return false
    }
    const lines = splitLines(this.#pending.subarray(0, end))
    this.#pending = this.#pending.subarray(end)
    const status = /^HTTP\/\d(?:\.\d)? {1,9}([1-9]\d{2})(?:\D|$)/.exec(lines[0]?.toString('latin1') ?? '')?.[1]
    if (status === undefined || status === '101') this.state = 'broken'
    // Informational answers come before the real one.
    else if (!status.startsWith('1')) this.#begin(Number(status), lines.slice(1).flatMap(splitField))
    return this.state === 'more'
  }

  #begin(status: number, fields: Buffer[]): void {
    const framing = framingOf(status, fields)
    if (framing === null) {
      this.state = 'broken'
      return
    }
    this.head = { status, fields }
    this.#framing = framing
    if (framing.kind === 'length' && framing.left === 0) this.state = 'done'
  }

  #readBody(): void {
    if (this.#framing.kind === 'chunks') {
      while (this.state === 'more' && this.#readChunk());
      return
    }
    const bytes = this.#pending
    this.#pending = Buffer.alloc(0)
    if (this.#framing.kind === 'until-closed') return void (bytes.length > 0 && this.#onBody(bytes))
    const wanted = bytes.subarray(0, this.#framing.left)
    this.#framing.left -= wanted.length
    if (wanted.length > 0) this.#onBody(wanted)
    if (this.#framing.left === 0) this.state = 'done'
  }

  /** False when more bytes are needed. */
  #readChunk(): boolean {
    if (this.#chunkLeft === null) return this.#readChunkSize()
    const part = this.#pending.subarray(0, this.#chunkLeft)
    this.#pending = this.#pending.subarray(part.length)
    this.#chunkLeft -= part.length
    if (part.length > 0) this.#onBody(part)
    if (this.#chunkLeft === 0) this.#chunkLeft = null
    return this.#pending.length > 0
  }

  #readChunkSize(): boolean {
    const end = this.#pending.indexOf(LF)
    if (end === -1) {
      if (this.#pending.length > 1_000) this.state = 'broken'
      return false
    }
    const line = this.#pending.subarray(0, end).toString('latin1').trim()
    this.#pending = this.#pending.subarray(end + 1)
    // The line end after a chunk's bytes.
    if (line === '') return true
    const size = /^[0-9a-fA-F]{1,12}(?=$|[;\s])/.exec(line)?.[0]
    if (size === undefined) this.state = 'broken'
    else if (Number.parseInt(size, 16) === 0) this.state = 'done'
    else this.#chunkLeft = Number.parseInt(size, 16)
    return this.state === 'more'
  }
}

function withoutBlankLines(bytes: Buffer): Buffer {
  let from = 0
  while (bytes[from] === CR || bytes[from] === LF) from += 1
  return bytes.subarray(from)
}

/** Index after the empty line; -1 while there is none. */
function endOfHead(bytes: Buffer): number {
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3
  }
  return -1
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0, at = bytes.indexOf(LF); at !== -1; from = at + 1, at = bytes.indexOf(LF, from)) {
    const line = bytes.subarray(from, at > from && bytes[at - 1] === CR ? at - 1 : at)
    if (line.length > 0) lines.push(line)
  }
  return lines
}

function splitField(line: Buffer): Buffer[] {
  const colon = line.indexOf(0x3a)
  return colon < 1 ? [] : [line.subarray(0, colon), line.subarray(colon + 1)]
}

/** Null when lengths contradict each other. */
function framingOf(status: number, fields: readonly Buffer[]): Framing | null {
  const values = (name: string) =>
    fields.flatMap((field, index) => {
      const isName = index % 2 === 0 && field.toString('latin1').trim().toLowerCase() === name
      return isName ? (fields[index + 1]?.toString('latin1').toLowerCase().split(',') ?? []) : []
    })
  if (status === 204 || status === 304) return { kind: 'length', left: 0 }
  if (values('transfer-encoding').some((value) => value.trim() === 'chunked')) return { kind: 'chunks' }
  const lengths = new Set(
    values('content-length')
      .map((value) => value.trim())
      .filter((value) => /^\d{1,15}$/.test(value))
      .map(Number),
  )
  if (lengths.size > 1) return null
  const [left] = lengths
  return left === undefined ? { kind: 'until-closed' } : { kind: 'length', left }
}
