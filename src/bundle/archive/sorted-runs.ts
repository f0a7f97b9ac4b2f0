import { open } from 'node:fs/promises'
import { join } from 'node:path'

/** Files held open at once, and lines held in memory: their number must not grow with the number of sites. */
const AT_ONCE = 32
const LINES_AT_ONCE = 512

interface Head {
  line: string
  readonly rest: AsyncIterator<string>
}

/** Lines of text sorted by their bytes, though never more than a part of them is in memory. Lines must be ASCII. */
export class SortedRuns {
  readonly #folder: string
  #files: string[] = []
  #made = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Adds lines in any order; they are sorted here, in memory, and kept in a file of their own. */
  async add(lines: string[]): Promise<void> {
    lines.sort(compare)
    this.#files.push(await this.#write(inOrder(lines)))
  }

  /** All lines, sorted, in parts that each end with the end of a line. May be asked for once. */
  async *merged(): AsyncGenerator<string> {
    while (this.#files.length > AT_ONCE) {
      const merged: string[] = []
      for (let from = 0; from < this.#files.length; from += AT_ONCE) {
        merged.push(await this.#write(mergeFiles(this.#files.slice(from, from + AT_ONCE))))
      }
      this.#files = merged
    }
    yield* inParts(mergeFiles(this.#files))
  }

  async #write(lines: AsyncIterable<string>): Promise<string> {
    this.#made += 1
    const path = join(this.#folder, `run-${this.#made}`)
    const file = await open(path, 'wx')
    try {
      for await (const part of inParts(lines)) await file.appendFile(part)
    } finally {
      await file.close()
    }
    return path
  }
}

async function* inOrder(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

async function* inParts(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let part: string[] = []
  for await (const line of lines) {
    part.push(line)
    if (part.length < LINES_AT_ONCE) continue
    yield `${part.join('\n')}\n`
    part = []
  }
  if (part.length > 0) yield `${part.join('\n')}\n`
}

async function* mergeFiles(paths: readonly string[]): AsyncGenerator<string> {
  const files = await Promise.all(paths.map((path) => open(path)))
  try {
    const heads: Head[] = []
    for (const file of files) {
      const rest = file.readLines({ encoding: 'latin1', autoClose: false })[Symbol.asyncIterator]()
      const first = await rest.next()
      if (!first.done) heads.push({ line: first.value, rest })
    }
    while (heads.length > 0) {
      const least = heads.reduce((one, other) => (other.line < one.line ? other : one))
      yield least.line
      const next = await least.rest.next()
      if (next.done) heads.splice(heads.indexOf(least), 1)
      else least.line = next.value
    }
  } finally {
    await Promise.all(files.map((file) => file.close()))
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
