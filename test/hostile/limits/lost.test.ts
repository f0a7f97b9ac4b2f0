import { expect, test } from 'vitest'
import type { Config } from '../../../src/model/config.ts'
import type { RecordedFinding } from '../../../src/model/finding.ts'
import { CONFIG } from '../../audit/night.ts'
import { blameOf } from '../dns/world.ts'
import { CUT_CASES } from './cut-cases.ts'
import { LOST_CASES } from './lost-cases.ts'
import { type Disturbance, PLACES, type Spent, spend } from './lost-town.ts'

/** What no visit decides. */
const OTHERS = ['availability', 'error-report-deadline', 'error-report-late', 'error-report-open', 'ipv6-nameservers']
const sound = await spend({})

const told = (findings: readonly RecordedFinding[]) =>
  findings.map((one) => [one.check, one.subject, one.verdict, one.verdict === 'inconclusive' ? one.because : ''].join(' '))
const faults = ({ findings }: Spent) => told(findings.filter(({ verdict }) => verdict === 'fail'))
const doubts = ({ findings }: Spent) =>
  findings.flatMap((one) => (one.verdict === 'inconclusive' && !OTHERS.includes(one.check) ? [one] : []))

test('undisturbed, nothing is held against the site, and nothing is in doubt', () => {
  expect(faults(sound)).toEqual([])
  expect(told(doubts(sound))).toEqual([])
})

test.each(LOST_CASES)('$name: $does', async ({ breaks, silent6, doubted, verdict, blame }) => {
  const spent = await spend({ breaks, ...(silent6 ? { silent6 } : {}) })
  expect(spent.captures.filter(({ kind }) => kind === 'note')).toMatchObject([{ about: 'crash', subject: breaks.url }])
  expect(faults(spent)).toEqual([])
  if (verdict === 'unchanged') return expect(told(spent.findings)).toEqual(told(sound.findings))
  const ours = doubts(spent).filter((one) => blameOf(one) === blame)
  for (const check of doubted) expect(new Set(ours.map((one) => one.check))).toContain(check)
})

test('rows are read out of an answer only when that did no harm in a thread', async () => {
  const fresh = ({ captures }: Spent) => captures.filter((one) => one.kind === 'link' && one.url.endsWith('/xw/n2.html'))
  expect(fresh(sound)).not.toEqual([])
  expect(fresh(await spend({ breaks: { url: PLACES.freshData, what: 'proof' } }))).toEqual([])
})

/** Every so-many-th moment: a moment costs a visit. */
const EVERY = 5

test.each(CUT_CASES)('$name: $does', async ({ at, verdict, reasons }) => {
  const count = at === 'request' ? sound.requests : sound.captures.length
  for (let moment = 1; moment < count; moment += EVERY) {
    const disturbance: Disturbance = at === 'request' ? { request: moment } : { capture: moment }
    const spent = await spend(disturbance)
    expect(faults(spent), `at ${moment}`).toEqual([])
    for (const doubt of doubts(spent)) expect(reasons, `at ${moment}: ${doubt.check} ${doubt.subject}`).toContain(doubt.because)
    if (moment < count / 4) expect(doubts(spent).map((doubt) => doubt.verdict)).toContain(verdict)
  }
})

test.each(Object.keys(CONFIG.patterns))(
  'what judging would break down on, the visit met and noted: a reader that %s makes throw',
  async (section) => {
    const config: Config = JSON.parse(JSON.stringify({ ...CONFIG, patterns: { ...CONFIG.patterns, [section]: null } }))
    const spent = await spend({ config })
    expect(spent.captures).toContainEqual(expect.objectContaining({ kind: 'note', about: 'crash' }))
    expect(spent.errors).toEqual([])
    expect(faults(spent)).toEqual([])
  },
)
