import fc from 'fast-check'
import { readHeaders, resolveLocation } from '../../../../src/crawl/headers.ts'
import { RawAnswer } from '../../../../src/crawl/raw-answer.ts'
import { retryAfter } from '../../../../src/crawl/retry-after.ts'
import { damaged } from '../given/damage.ts'
import { odd } from '../given/words.ts'
import { equal, isData, must } from '../holds.ts'
import { type Group, plainGroup } from '../target.ts'

const HEAD = [
  'HTTP/1.1 200 OK\r\n',
  'HTTP/1.0 404\n',
  'HTTP/1.1 100 Continue\r\n\r\n',
  'HTTP/1.1 304 x\r\n',
  'HTTP/2 200\r\n',
  'Content-Length: 5\r\n',
  'content-length: 5, 5\r\n',
  'Content-Length: 6\r\n',
  'Content-Length: -1\r\n',
  'Content-Length: 99999999999999999999\r\n',
  'Transfer-Encoding: chunked\r\n',
  'transfer-encoding: gzip, chunked\r\n',
  'Location: /\xe4\xbd\xa0\r\n',
  'no colon\r\n',
  ': empty\r\n',
  ' folded\r\n',
  'Set-Cookie: a=b\r\n',
  '\r\n',
  '\n',
  '\r',
  '5\r\nhello\r\n',
  '0\r\n\r\n',
  'ffffffffffff\r\n',
  '1;x=y\r\na',
  'FFFFFFFFFFFFF\r\n',
  '-1\r\n',
  'hello',
  '\0',
  'x'.repeat(1100),
  'HTTP/',
  'SSH-2.0\r\n',
]
const wire = fc
  .array(fc.oneof(fc.constantFrom(...HEAD), odd), { maxLength: 10, size: 'max' })
  .map((parts) => Buffer.from(parts.join(''), 'latin1'))

/** What a forgiving reader makes of the bytes, however they come. */
function answered(bytes: Buffer, cuts: readonly number[]) {
  const body: Buffer[] = []
  const answer = new RawAnswer((chunk) => void body.push(Buffer.from(chunk)))
  let from = 0
  for (const length of cuts) {
    answer.push(bytes.subarray(from, from + length))
    from += length
  }
  answer.push(bytes.subarray(from))
  const before = answer.state
  answer.end()
  return { state: answer.state, before, head: answer.head, body: Buffer.concat(body) }
}

const ANSWERS = plainGroup({
  name: 'answers off the wire',
  given: 'heads, chunks and lengths in any order, cut anywhere',
  cases: () =>
    fc.tuple(
      fc.oneof({ weight: 3, arbitrary: wire }, { weight: 1, arbitrary: damaged(wire) }),
      fc.array(fc.nat(40), { maxLength: 6, size: 'max' }),
    ),
  targets: [
    {
      name: 'an HTTP answer',
      of: ['crawl/raw-answer.ts RawAnswer'],
      holds: 'the same however it is cut, no more body than bytes, ended or broken when the other side closes',
      check: ([bytes, cuts]) => {
        const whole = answered(bytes, [])
        must(whole.state !== 'more' && whole.body.length <= bytes.length, () => `${whole.state}, ${whole.body.length} of ${bytes.length}`)
        must(whole.state !== 'done' || (whole.head !== null && whole.head.status >= 200), () => `done without a head`)
        // A size line without an end is given up after a thousand bytes, be it all of one packet or not.
        if (whole.state === 'done' || bytes.length < 1000) equal(answered(bytes, cuts), whole, 'cut otherwise')
      },
    },
    {
      name: 'head fields',
      of: ['crawl/headers.ts readHeaders', 'crawl/headers.ts resolveLocation', 'crawl/retry-after.ts retryAfter'],
      holds: 'well-formed data with lower-case names; a location is a URL or none',
      check: ([bytes]) => {
        const fields = answered(bytes, []).head?.fields ?? bytes.toString('latin1').split(/[:\n]/)
        const { headers, location, cookies } = readHeaders(fields)
        isData([headers, cookies])
        must(
          Object.keys(headers).every((name) => name === name.toLowerCase() && name !== ''),
          () => 'a name that is not lower case',
        )
        const to = resolveLocation(location ?? bytes.subarray(0, 60), new URL('http://x.gov.cn/a#b'))
        must(to === null || URL.canParse(to.href), () => `no URL: ${to?.href}`)
        const wait = retryAfter(503, headers, 1_785_463_200_000)
        must(wait === null || wait >= 0, () => `${wait} ms`)
      },
    },
  ],
})

export const ANSWER_GROUPS: readonly Group[] = [ANSWERS]
