import check from '../../checks/availability.ts'
import { testCheck } from './check-tester.ts'
import { HOME, probe } from './evidence-of.ts'

const week = (bad: number, given: Parameters<typeof probe>[1], total = 140) => ({
  availability: { probes: Array.from({ length: total }, (_, index) => probe(index, index < bad ? given : {})), planned: 140, days: 7 },
})

/** On each of so many days so many hours in which no visit went well; there are two visits an hour. */
const hours = (days: number, count: number, given: Parameters<typeof probe>[1]) => ({
  availability: {
    probes: Array.from({ length: 140 }, (_, index) => probe(index, index % 7 < days && Math.floor(index / 7) % 10 < count ? given : {})),
    planned: 140,
    days: 7,
  },
})

testCheck(check, {
  'pass': [
    { name: 'a millisecond under the limit', evidence: week(20, { millis: 14_999 }), finds: [{ verdict: 'pass' }] },
    { name: 'a guard known only by its status', evidence: week(10, { status: 403 }), finds: [{ verdict: 'pass' }] },
    {
      name: 'all in time',
      evidence: week(0, {}),
      finds: [{ verdict: 'pass', subject: HOME, measured: { value: 0, unit: 'ratio', threshold: 0.05 } }],
    },
    { name: 'just under five in a hundred', evidence: week(6, { failure: 'timed-out' }), finds: [{ verdict: 'pass' }] },
    {
      name: 'blocked and our own do not count',
      evidence: week(14, { quality: 'protection', status: 412 }),
      finds: [{ verdict: 'pass', measured: { value: 0, unit: 'ratio', threshold: 0.05 } }],
    },
    {
      name: 'a visit that succeeds over one family succeeds',
      evidence: {
        availability: {
          ...week(140, { failure: 'connection-refused' }).availability,
          probes: [
            ...week(140, { failure: 'connection-refused' }).availability.probes,
            ...Array.from({ length: 140 }, (_, index) => probe(index, { family: 6 })),
          ],
        },
      },
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': [
    { name: 'refused for hours, on two days', evidence: hours(2, 4, { failure: 'connection-refused' }), finds: [{ verdict: 'fail' }] },
    { name: 'no answer for hours, on two days', evidence: hours(2, 4, { failure: 'timed-out' }), finds: [{ verdict: 'fail' }] },
    { name: 'server errors for most of a day', evidence: hours(1, 8, { status: 502 }), finds: [{ verdict: 'fail' }] },
    { name: 'a bad certificate all week', evidence: week(140, { failure: 'certificate-invalid' }), finds: [{ verdict: 'fail' }] },
    {
      name: 'exactly five in a hundred',
      evidence: week(7, { failure: 'timed-out' }),
      finds: [{ verdict: 'fail', measured: { value: 0.05, unit: 'ratio', threshold: 0.05 } }],
    },
    { name: 'too slow', evidence: week(10, { millis: 15_000 }), finds: [{ verdict: 'fail' }] },
    { name: 'server errors all week', evidence: week(140, { status: 500 }), finds: [{ verdict: 'fail' }] },
  ],
  'inconclusive': [
    {
      name: 'mostly our own trouble beside a guard',
      evidence: {
        availability: {
          planned: 140,
          days: 7,
          probes: Array.from({ length: 140 }, (_, index) => probe(index, index < 5 ? { status: 403 } : { failure: 'no-route' })),
        },
      },
      finds: [{ because: 'our-failure' }],
    },
    { name: 'too few visits', evidence: week(10, { status: 500 }, 60), finds: [{ because: 'no-evidence' }] },
    { name: 'mostly blocked', evidence: week(120, { quality: 'protection', status: 521 }), finds: [{ because: 'protection' }] },
    { name: 'mostly our own trouble', evidence: week(120, { failure: 'no-route' }), finds: [{ because: 'our-failure' }] },
    { name: 'refused all week', evidence: week(140, { failure: 'connection-refused' }), finds: [{ because: 'blame-unclear' }] },
    { name: 'refused for most of a day', evidence: hours(1, 8, { failure: 'connection-refused' }), finds: [{ because: 'blame-unclear' }] },
    { name: 'no answer for most of a day', evidence: hours(1, 8, { failure: 'timed-out' }), finds: [{ because: 'blame-unclear' }] },
    {
      name: 'answers that a guard gave in between do not end a silence',
      evidence: {
        availability: {
          ...hours(1, 9, { failure: 'connection-reset' }).availability,
          probes: hours(1, 9, { failure: 'connection-reset' }).availability.probes.map((one, index) =>
            index === 28 ? probe(index, { status: 403 }) : one,
          ),
        },
      },
      finds: [{ because: 'blame-unclear' }],
    },
    { name: 'never any answer from here', evidence: week(140, { failure: 'timed-out' }), finds: [{ because: 'blame-unclear' }] },
  ],
})
