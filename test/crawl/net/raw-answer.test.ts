import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RawAnswer } from '../../../src/crawl/raw-answer.ts'

function read(bytes: Uint8Array, cuts: readonly number[] = []): { state: string; status: number | undefined; body: string } {
  const chunks: Buffer[] = []
  const answer = new RawAnswer((chunk) => chunks.push(chunk))
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  for (let index = 1; index < edges.length; index++) answer.push(Buffer.from(bytes.subarray(edges[index - 1], edges[index])))
  answer.end()
  return { state: answer.state, status: answer.head?.status, body: Buffer.concat(chunks).toString() }
}

const ANSWERS = [
  'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\none',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200\n\none',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding : chunked\r\n\r\n1\r\no\r\n2;x=y\r\nne\r\n0\r\na: b\r\n\r\n',
  'HTTP/1.1 200 OK\r\nno colon\r\ncontent-length: 3, 3\r\n\r\none and rubbish',
]

test.each(ANSWERS)('%j is the same in whatever pieces it comes', (text) => {
  const whole = { state: 'done', status: 200, body: 'one' }
  expect(read(Buffer.from(text))).toEqual(whole)
  fc.assert(
    fc.property(fc.array(fc.nat(200)), (cuts) => {
      expect(read(Buffer.from(text), cuts)).toEqual(whole)
    }),
  )
})

test.each([
  '<html>',
  'SSH-2.0',
  'HTTP/1.1 abc\r\n\r\n',
  'HTTP/1.1 101 Switch\r\n\r\n',
  'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\none',
  '',
])('%j is broken', (text) => {
  expect(read(Buffer.from(text)).state).toBe('broken')
})

test('any bytes end somewhere', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('HTTP/1.1 200 OK\r\n', 'content-length: 9\r\n', 'transfer-encoding: chunked\r\n', '\r\n', 'a\r\n', '0\r\n'),
  )
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(100)), (pieces, cuts) => {
      expect(read(Buffer.from(pieces.join('')), cuts).state).not.toBe('more')
    }),
    { numRuns: 1_000 },
  )
})
