import { createReadStream } from 'node:fs'
import { UserError } from '../../model/config.ts'

/** One line of evidence holds one capture, whose body lies elsewhere: none of ours comes near this. */
const LONGEST_BYTES = 64 << 20
const LINE_FEED = 10

/** The lines of a file, none held longer than it takes; a UserError for one that would not fit into memory, or that is no UTF-8. */
export async function* linesOf(file: string): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let parts: Buffer[] = []
  let length = 0
  let number = 1
  const take = (): { number: number; text: string } => {
    const bytes = Buffer.concat(parts)
    parts = []
    length = 0
    try {
      return { number: number++, text: decoder.decode(bytes) }
    } catch {
      throw wrongLine(file, number - 1, 'text in UTF-8', 'bytes that are none')
    }
  }
  const chunks: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: 1 << 18 })
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      parts.push(chunk.subarray(from, end))
      yield take()
      from = end + 1
    }
    parts.push(chunk.subarray(from))
    length += chunk.length - from
    if (length > LONGEST_BYTES) throw wrongLine(file, number, `at most ${LONGEST_BYTES} bytes`, 'a longer line')
  }
  if (length > 0) yield take()
}

/** What a person is told of a line that is not as an export writes it. */
export function wrongLine(file: string, line: number, expected: string, got: string): UserError {
  const fix = 'compare the bundle with the original, or have it exported again'
  return new UserError('the evidence of the bundle cannot be read', [{ file, line, expected, got, fix }])
}
