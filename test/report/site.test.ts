import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { Indicator, Rubric } from '../../src/model/rubric.ts'
import type { Cited } from '../../src/report/cited.ts'
import { type SiteInput, siteView } from '../../src/report/site.ts'
import { findingCosts } from '../../src/score/costs.ts'
import { scoreSite } from '../../src/score/score.ts'
import { ABOUT, absent, fail, indicator, pass, rubricOf, unsure } from '../score/rubric-of.ts'
import { HOME, linkOf, pictureOf } from './captures-of.ts'
import { judged } from './league-of.ts'

const BASIS = { document: '检查依据', clause: '第一条', says: '要求。', confidence: 'seen' } as const
const DEDUCT = { kind: 'deduct', points: 5, each: 2 } as const

function viewOf(indicators: readonly Indicator[], findings: readonly RecordedFinding[], given: Partial<SiteInput> = {}) {
  const rubric: Rubric = rubricOf(...indicators)
  return siteView({
    site: { ...judged('s', '石渡市', 1, 1).site, home: HOME },
    visit: { startedAt: ABOUT.asOf, finishedAt: null },
    findings,
    scores: [scoreSite(rubric, findings, ABOUT)],
    rubrics: [rubricOf(), { ...rubric, version: '0' }, rubric].filter(({ version, parts }) => version !== '1' || parts === rubric.parts),
    checks: [{ id: 'lonely', title: '无人计分的检查', basis: BASIS }],
    cited: new Map<string, Cited>(),
    pictures: [],
    costs: findingCosts,
    rank: { best: 1, worst: 2, of: 3 },
    history: [],
    seal: null,
    ...given,
  })
}

test('rows come by weight: vetoes, certain points, what may veto, points at risk, then as they came', () => {
  const { problems } = viewOf(
    [
      indicator('risk', DEDUCT),
      indicator('small', { ...DEDUCT, each: 1 }),
      indicator('large', DEDUCT),
      indicator('veto', { kind: 'veto', failures: 1 }),
      indicator('open', { kind: 'veto', failures: 1 }),
    ],
    [
      unsure('lonely'),
      unsure('risk'),
      fail('small'),
      unsure('open'),
      fail('large'),
      fail('veto'),
      pass('large', { subject: 'p' }),
      fail('lonely', { subject: 'y' }),
    ],
  )
  expect(problems.map(({ check, anchor, veto, deduction, atRisk }) => [check, anchor, veto, deduction, atRisk])).toEqual([
    ['veto', 'f-s-1', true, 0, 0],
    ['large', 'f-s-2', false, 2, 0],
    ['small', 'f-s-3', false, 1, 0],
    ['open', 'f-s-4', false, 0, 0],
    ['risk', 'f-s-5', false, 0, 2],
    ['lonely', 'f-s-6', false, 0, 0],
    ['lonely', 'f-s-7', false, 0, 0],
  ])
})

test('a check that points and a veto count is one row under the first indicator, and both lead to it', () => {
  const { problems, indicators } = viewOf(
    [indicator('a', DEDUCT, { title: '栏目更新' }), indicator('v', { kind: 'veto', failures: 1 }, { check: 'a' })],
    [fail('a')],
  )
  expect(problems).toMatchObject([{ indicator: '栏目更新', veto: true, deduction: 2 }])
  expect(indicators.map(({ id, problems: anchors, lost, vetoed }) => [id, anchors, lost, vetoed])).toEqual([
    ['a', ['f-s-1'], { low: 2, high: 2 }, 'no'],
    ['v', ['f-s-1'], { low: 0, high: 0 }, 'yes'],
  ])
})

test('what no indicator counts is named by its check', () => {
  expect(viewOf([], [fail('lonely')]).problems).toMatchObject([
    { indicator: '无人计分的检查', basis: { document: '检查依据', clause: '第一条' } },
  ])
})

test('a site that no rubric covers lists its findings all the same', () => {
  expect(viewOf([], [fail('lonely'), pass('lonely')], { scores: [] })).toMatchObject({
    score: null,
    rubric: null,
    indicators: [],
    problems: [{ check: 'lonely', deduction: 0, veto: false }],
  })
})

test('a manual indicator loses nothing for certain, and a bonus that was not won nothing at all', () => {
  const { check: _none, ...manual } = indicator('m', { kind: 'manual', points: 3 })
  const { indicators } = viewOf([manual, indicator('b', { kind: 'bonus', points: 2, each: 1, above: 0 })], [fail('b')])
  expect(indicators.map(({ lost }) => lost)).toEqual([
    { low: 0, high: 3 },
    { low: 0, high: 0 },
  ])
})

test('each conclusion has its name, and a doubt its remedy', () => {
  const doubt: RecordedFinding = { site: 's', check: 'lonely', subject: 'z', says: '。', verdict: 'inconclusive', because: 'protection' }
  expect(viewOf([], [fail('lonely'), unsure('lonely'), doubt]).problems.map((row) => [row.conclusion, row.doubt?.label ?? null])).toEqual([
    ['certain', null],
    ['suspected', '疑似问题，有待复核'],
    ['unchecked', '被网站防护设备拦截'],
  ])
})

test('a row shows the evidence it cites and the picture taken of it', () => {
  const url = `${HOME}a.html`
  const finding: RecordedFinding = { site: 's', check: 'lonely', subject: url, says: '。', verdict: 'fail', evidence: ['e1', 'lost'] }
  const shows = [{ check: 'lonely', subject: url }]
  const unable = pictureOf('p0', shows, { outcome: { kind: 'failed', failure: 'browser-failed', detail: '' } })
  const [row] = viewOf([], [finding], {
    cited: new Map([['e1', linkOf('e1', url, {}, 404)]]),
    pictures: [pictureOf('p1', shows), unable, pictureOf('p2', [{ check: 'other', subject: url }])],
  }).problems
  expect(row).toMatchObject({ page: url, parent: HOME, status: 404, checkedAt: linkOf('', url).takenAt })
  expect(row?.evidence.map(({ id, says }) => [id, says])).toEqual([
    ['e1', 'HTTP 404'],
    ['lost', '库中没有该记录'],
  ])
  expect(row?.picture).toEqual({
    capture: 'p1',
    mark: 1,
    url: HOME,
    takenAt: linkOf('', url).takenAt,
    detail: { sha256: 'd'.repeat(64), type: 'image/png', width: 1280, height: 400 },
    page: { sha256: 'c'.repeat(64), type: 'image/png', width: 1280, height: 4000 },
  })
})

test.each([
  ['6200000001', 'f-6200000001-1'],
  ['www.a-b.cn/x', 'f-www-2e-a-2d-b-2e-cn-2f-x-1'],
  ['县', 'f--53bf--1'],
])('the site %s has anchors of letters, digits and hyphens alone', (code, anchor) => {
  const site = { ...judged('s', '石渡市', 1, 1).site, code }
  expect(viewOf([], [fail('lonely')], { site, scores: [] }).problems[0]?.anchor).toBe(anchor)
})

test('what a site wrote is one harmless line', () => {
  const nasty = 'a\u202eb\n\u001b[31mc\u200b'
  const [row] = viewOf([], [fail('lonely', { subject: nasty, says: nasty })]).problems
  expect([row?.subject, row?.says]).toEqual(['ab [31mc', 'ab [31mc'])
})

const IDS = ['a', 'b', 'c']
const points = fc.integer({ min: 1, max: 1000 }).map((cents) => cents / 100)
const rule = fc.oneof(
  fc.record({ kind: fc.constant('deduct' as const), points, each: points }),
  fc.record({ kind: fc.constant('share' as const), points, full: fc.constantFrom(0.5, 1) }),
)
const given = fc.record({ subject: fc.constantFrom('x', 'y', 'z'), stands: fc.integer({ min: 1, max: 4 }) })
const finding = fc
  .tuple(fc.constantFrom(...IDS), given, fc.constantFrom(pass, fail, unsure, absent))
  .map(([check, about, make]) => make(check, about))

test('the deductions of an indicator’s rows add up to what it lost, to the cent, and every row hangs on its indicator', () => {
  const cents = (amount: number) => Math.round(amount * 100)
  fc.assert(
    fc.property(fc.tuple(rule, rule, rule), fc.boolean(), fc.array(finding, { maxLength: 12 }), ([a, b, c], grouped, findings) => {
      const group = grouped ? { group: 'g' } : {}
      const { indicators, problems } = viewOf([indicator('a', a, group), indicator('b', b, group), indicator('c', c)], findings)
      for (const { id, lost, problems: anchors } of indicators) {
        const rows = problems.filter(({ anchor }) => anchors.includes(anchor))
        expect(rows.map(({ check }) => check)).toEqual(rows.map(() => id))
        const sum = (of: 'deduction' | 'atRisk') => rows.reduce((all, row) => all + cents(row[of]), 0)
        expect(sum('deduction')).toBe(cents(lost.low))
        if (rows.length > 0) expect(sum('deduction') + sum('atRisk')).toBe(cents(lost.high))
      }
      expect(new Set(problems.map(({ anchor }) => anchor)).size).toBe(problems.length)
    }),
  )
})
