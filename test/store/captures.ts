import fc from 'fast-check'
import type { Capture } from '../../src/model/capture.ts'
import { instantOf } from '../../src/model/time.ts'
import type { Draft } from '../../src/model/visit.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const anyText = fc.string({ unit: 'binary', maxLength: 40 })
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }).map(instantOf),
  fc.constantFrom('2026-03-01T10:00:00+08:00', '2026-03-01T10:00:00.000Z', 'yesterday', ''),
)
const httpDate = fc.oneof(
  fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000).toUTCString()),
  fc.constantFrom('0', '-1', 'Sunday, 01-Mar-26 02:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT, Thu, 01 Jan 1970 00:00:00 GMT', '{}'),
)
const millis = fc.oneof(fc.nat(20_000), fc.constantFrom(0, 0.5, -1, Number.MAX_SAFE_INTEGER, 1e21))
const headers = fc
  .tuple(
    fc.dictionary(fc.oneof(text, fc.constant('__proto__')), anyText),
    fc.option(httpDate, { nil: undefined }),
    fc.option(httpDate, { nil: undefined }),
  )
  .map(([rest, date, expires]) => ({ ...rest, ...(date === undefined ? {} : { date }), ...(expires === undefined ? {} : { expires }) }))
const head = fc.record({
  status: fc.nat(999),
  finalUrl: text,
  redirects: fc.array(fc.record({ url: text, status: fc.nat(999) }), { maxLength: 2 }),
  headers,
  millis,
})
const failed = fc.record({ kind: fc.constant('failed' as const), failure: fc.constant('timed-out' as const), detail: anyText })

const link: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constant('link' as const),
  takenAt: instant,
  url: text,
  family: fc.constantFrom(4 as const, 6 as const),
  foundOn: text,
  text: anyText,
  level: fc.constantFrom(2 as const, 3 as const),
  sameSite: fc.boolean(),
  look: fc.nat(3),
  outcome: fc.oneof(
    failed,
    head.map((answer) => ({ kind: 'answered' as const, ...answer, truncated: false })),
  ),
})
const note: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constant('note' as const),
  takenAt: instant,
  about: fc.constant('crash' as const),
  subject: text,
  detail: anyText,
})
const dns: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constant('dns' as const),
  takenAt: instant,
  host: text,
  type: fc.constantFrom('A' as const, 'AAAA' as const, 'NS' as const),
  outcome: fc.oneof(failed, fc.record({ kind: fc.constant('answered' as const), records: fc.array(text, { maxLength: 3 }) })),
})
const canary: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constant('canary' as const),
  takenAt: instant,
  phase: fc.constant('during' as const),
  url: text,
  family: fc.constantFrom(4 as const, 6 as const),
  scope: fc.constant('global' as const),
  outcome: fc.oneof(failed, fc.record({ kind: fc.constant('answered' as const), status: fc.nat(999), millis })),
})

/** Drafts of captures as hostile sites and odd clocks could make them. */
export const anyDraft: fc.Arbitrary<Draft<Capture>> = fc.oneof(link, note, dns, canary)
