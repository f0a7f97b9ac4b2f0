import fc from 'fast-check'
import { binaryKind } from '../../../../src/audit/binary.ts'
import { hasNoData } from '../../../../src/audit/empty-data.ts'
import { distinctRows, mayBeNewer, newestOf } from '../../../../src/audit/newest.ts'
import { inspection, inspectionText } from '../../../../src/cli/inspection.ts'
import { plainJson, plainLines, plainText } from '../../../../src/cli/plain-text.ts'
import { readPage } from '../../../../src/extract/page.ts'
import { canonicalJson } from '../../../../src/model/canonical.ts'
import { bodiesOf } from '../../../../src/model/capture.ts'
import * as time from '../../../../src/model/time.ts'
import { contentId, sha256 } from '../../../../src/store/canonical.ts'
import { compress, decompress } from '../../../../src/store/compression.ts'
import { bodiesByKey, decodeEntries, encodeEntries, inOrderOfCapture, sortedByKey } from '../../../../src/store/entries.ts'
import { lengthen, numberReader, packNumbers, shorten } from '../../../../src/store/shorthand.ts'
import { anyDraft } from '../../../store/captures.ts'
import { CONFIG, receivedPages } from '../given/pages.ts'
import { plainDate } from '../given/words.ts'
import { equal, isData, must } from '../holds.ts'
import { type Group, plainGroup } from '../target.ts'

const ORIGIN = Date.UTC(2026, 2, 1)

/** What the function gives, or the error that it throws: refusing is the right answer where stored bytes are damaged. */
function refusing<T>(read: () => T): T | Error {
  try {
    return read()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

const named = anyDraft.map((draft) => ({ key: contentId(draft).slice(0, 9), capture: { ...draft, id: contentId(draft) } }))
const RECORDS = plainGroup({
  name: 'stored records',
  given: 'captures of every kind with hostile texts and moments, and records that were damaged on the disk',
  cases: () =>
    fc.tuple(
      fc.array(named, { maxLength: 3 }),
      fc.array(fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.constantFrom(0, -1, 127, 128, -128)), { maxLength: 6 }),
      fc.nat(500),
      fc.integer({ min: 1, max: 255 }),
    ),
  targets: [
    {
      name: 'captures as a record',
      of: [
        'store/entries.ts encodeEntries',
        'store/entries.ts decodeEntries',
        'store/entries.ts bodiesByKey',
        'store/entries.ts sortedByKey',
        'store/entries.ts inOrderOfCapture',
        'store/shorthand.ts shorten',
        'store/shorthand.ts lengthen',
      ],
      holds: 'read as they were written; damage is told or leaves other captures, under other names',
      check: ([entries, , at, bits]) => {
        const payload = encodeEntries(entries, ORIGIN)
        for (const { capture } of entries) {
          const { template, numbers } = shorten(capture, ORIGIN)
          const next = numbers.values()
          const whole = lengthen(JSON.parse(template), () => next.next().value ?? Number.NaN, ORIGIN)
          equal(canonicalJson(whole), canonicalJson(capture), 'lengthened again')
        }
        equal(canonicalJson(decodeEntries(payload, ORIGIN)), canonicalJson(entries), 'read again')
        const first = new Map(
          entries.flatMap(({ key, capture }) =>
            bodiesOf(capture)
              .slice(0, 1)
              .map(({ sha256: hash }) => [key, hash]),
          ),
        )
        equal([...bodiesByKey(payload)], [...first], 'bodies by key')
        must(sortedByKey(entries).length === entries.length && inOrderOfCapture(entries).length === entries.length, () => 'one is lost')
        if (payload.length > 0) payload[at % payload.length] = (payload[at % payload.length] ?? 0) ^ bits
        const read = refusing(() => decodeEntries(payload, ORIGIN))
        if (!(read instanceof Error))
          for (const { capture } of read) must(capture.id === contentId(withoutId(capture)), () => 'a wrong name')
      },
    },
    {
      name: 'moments lifted out of a record',
      of: ['store/shorthand.ts packNumbers', 'store/shorthand.ts numberReader'],
      holds: 'every number comes back to the letter, and no number out of nothing',
      check: ([, numbers]) => {
        const small = numbers.filter((number) => Math.abs(number) < 2 ** 51)
        const next = numberReader(packNumbers(small))
        for (const number of small) must(next() === number, () => `not ${number}`)
        must(refusing(next) instanceof Error, () => 'a number out of nothing')
      },
    },
  ],
})

function withoutId({ id: _named, ...draft }: { readonly id: string }): object {
  return draft
}

const bytes = fc.uint8Array({ maxLength: 80 })
const PACKS = plainGroup({
  name: 'packed bytes',
  given: 'bytes, the same over a base, and frames that were damaged',
  cases: () => fc.tuple(bytes, bytes, fc.boolean(), fc.nat(200), fc.integer({ min: 1, max: 255 })),
  targets: [
    {
      name: 'compression',
      of: ['store/compression.ts compress', 'store/compression.ts decompress', 'store/canonical.ts sha256'],
      holds: 'the same bytes come out, and never other ones of a damaged frame',
      check: ([data, base, isBased, at, bits]) => {
        const over = isBased ? base : undefined
        const frame = compress(data, over)
        must(decompress(frame, over).equals(data), () => 'other bytes')
        frame[at % frame.length] = (frame[at % frame.length] ?? 0) ^ bits
        const read = refusing(() => decompress(frame, over))
        must(read instanceof Error || sha256(read) === sha256(data), () => 'other bytes out of a damaged frame')
      },
    },
  ],
})

const CANONICAL = plainGroup({
  name: 'values',
  given: 'any JSON, keys like __proto__ and lone surrogates among it',
  cases: () => fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
  targets: [
    {
      name: 'canonical JSON',
      of: ['model/canonical.ts canonicalJson', 'store/canonical.ts contentId'],
      holds: 'reads as the same value, written again it is the same text, equal values have equal names',
      check: (value) => {
        const text = canonicalJson(value)
        const read: unknown = JSON.parse(text)
        must(canonicalJson(read) === text && contentId(read) === contentId(value), () => `written again it is another: ${text}`)
        must(Buffer.from(text).toString('utf8') === text, () => 'no UTF-8')
      },
    },
  ],
})

const TIMES = plainGroup({
  name: 'moments and days',
  given: 'days that exist and do not, moments of all ages, and what is neither',
  cases: () =>
    fc.tuple(
      fc.integer({ min: -62_135_596_800_000, max: 253_402_214_400_000 }),
      fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
      fc.integer({ min: -500, max: 500 }),
      plainDate,
    ),
  targets: [
    {
      name: 'reckoning with time',
      of: [
        'model/time.ts instantOf',
        'model/time.ts millisOf',
        'model/time.ts dayOf',
        'model/time.ts daysBetween',
        'model/time.ts addDays',
        'model/time.ts addMonths',
      ],
      holds: 'there and back is where it was; what is no moment is NaN',
      check: ([ms, date, count, text]) => {
        const instant = time.instantOf(ms)
        must(time.millisOf(instant) === ms && /\+08:00$/.test(instant), () => `${instant} is not ${ms}`)
        must(/^\d{4}-\d\d-\d\d$/.test(time.dayOf(instant)), () => `no day: ${time.dayOf(instant)}`)
        const day = date.toISOString().slice(0, 10)
        if (date.getUTCFullYear() > 10 && date.getUTCFullYear() < 9900) {
          must(time.daysBetween(day, time.addDays(day, count)) === count, () => `${count} days from ${day}`)
          must(/^\d{4}-\d\d-\d\d$/.test(time.addMonths(day, count)), () => `no day ${count} months from ${day}`)
        }
        const between = time.daysBetween(text, day)
        must(Number.isNaN(between) || Number.isInteger(between), () => `${between} days`)
      },
    },
  ],
})

const VIEWS = plainGroup({
  name: 'stored pages',
  given: 'bodies of pages with any type, and the facts that are read in them',
  cases: receivedPages,
  targets: [
    {
      name: 'what a body is',
      of: ['audit/binary.ts binaryKind', 'audit/empty-data.ts hasNoData'],
      holds: 'a known kind; nothing said of what cannot be read',
      check: ({ bytes: body, headers = {} }) => {
        must([null, 'pdf', 'image', 'other'].includes(binaryKind(headers, body)), () => 'no kind')
        must(typeof hasNoData(Buffer.from(body).toString('utf8')) === 'boolean', () => 'neither')
      },
    },
    {
      name: 'a page at the terminal',
      of: [
        'cli/inspection.ts inspection',
        'cli/inspection.ts inspectionText',
        'cli/plain-text.ts plainText',
        'cli/plain-text.ts plainLines',
        'cli/plain-text.ts plainJson',
        'audit/newest.ts newestOf',
        'audit/newest.ts distinctRows',
        'audit/newest.ts mayBeNewer',
      ],
      holds: 'data; no control character reaches the terminal',
      check: (received) => {
        const facts = readPage({ ...received, config: CONFIG })
        isData(inspection(facts))
        const text = inspectionText(facts)
        must(!/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]/.test(text), () => `a control character in ${JSON.stringify(text)}`)
        must(
          plainText(plainText(text)) === plainText(text) && plainLines(plainLines(text)) === plainLines(text),
          () => 'plain twice is another',
        )
        equal(JSON.parse(plainJson(JSON.stringify(facts.list))), facts.list, 'escaped and read again')
        const rows = distinctRows([...facts.list, ...facts.list])
        const { newest } = newestOf(rows, [], '2026-03-01T10:00:00.000+08:00')
        must(rows.length <= facts.list.length && (newest === null || newest <= '2026-03-01'), () => `news of ${newest}`)
        must(rows.length > 0 || mayBeNewer(rows, []) === undefined, () => 'newer than nothing')
      },
    },
  ],
})

export const STORED_GROUPS: readonly Group[] = [RECORDS, PACKS, CANONICAL, TIMES, VIEWS]
