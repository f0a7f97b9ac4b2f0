import { expect, test } from 'vitest'
import { loadChecks } from '../../src/audit/catalogue.ts'
import { judge } from '../../src/audit/judge.ts'
import { createCalendar } from '../../src/extract/calendar.ts'
import { type CheckDefinition, defineCheck } from '../../src/model/check.ts'
import type { Evidence } from '../../src/model/evidence.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Rubric } from '../../src/model/rubric.ts'
import { SILENT } from '../store/content.ts'
import { AT, CONFIG, evidenceOf, siteOf } from './night.ts'

const BASIS = { document: '文件', clause: '条款', says: '要求。', confidence: 'believed' } as const

function check(id: string, run: (options: { days: number; words: readonly string[] }) => readonly Finding[]): CheckDefinition {
  return defineCheck({
    id,
    title: id,
    basis: BASIS,
    needs: ['notes'],
    options: { days: 14, words: ['旧'] as readonly string[] },
    run: (_evidence, { options }) => run(options),
  })
}

function rubric(options: Record<string, unknown>): Rubric {
  const indicator = { id: 'i', title: 'i', basis: BASIS, check: 'reads-options', options, rule: { kind: 'notice' } } as const
  return {
    id: 'r',
    version: '1',
    title: 'r',
    appliesTo: ['city'],
    full: 100,
    good: 96,
    sufficient: 60,
    basis: BASIS,
    source: '',
    parts: [{ id: 'p', title: 'p', points: 1, indicators: [indicator] }],
  }
}

function judging(evidence: Evidence, checks: readonly CheckDefinition[], options?: Record<string, unknown>) {
  const errors: string[] = []
  const log = { ...SILENT, error: (_data: object, message: string) => void errors.push(message) }
  const calendar = createCalendar(CONFIG.calendar)
  const findings = judge({ site: siteOf(), evidence, checks, rubric: options && rubric(options), calendar, asOf: AT, log })
  return { findings, errors }
}

test('the catalogue is the folder, each check by the name of its file', async () => {
  const ids = (await loadChecks()).map(({ id }) => id)
  expect(ids).toContain('empty-columns')
  expect(ids).toEqual([...ids].sort())
})

test('findings are stamped with site and check; a check that throws or says nothing is one doubt and one error', async () => {
  const evidence = await evidenceOf([])
  const pass: Finding = { verdict: 'pass', subject: 's', says: '好。', evidence: ['x'] }
  const crash = () => {
    throw new Error('bug')
  }
  const { findings, errors } = judging(evidence, [check('good', () => [pass, pass]), check('bad', crash), check('silent', () => [])])
  expect(findings.slice(0, 2)).toEqual([
    { ...pass, site: '6200000001', check: 'good' },
    { ...pass, site: '6200000001', check: 'good' },
  ])
  expect(findings.slice(2)).toMatchObject([
    { check: 'bad', verdict: 'inconclusive', because: 'check-crashed' },
    { check: 'silent', verdict: 'inconclusive', because: 'check-crashed' },
  ])
  expect(errors).toHaveLength(2)
})

test("a rubric's options override a check's own, key by key", async () => {
  const evidence = await evidenceOf([])
  const reads = check('reads-options', ({ days, words }) => [{ verdict: 'not-applicable', subject: '', says: `${days} ${words.join()}` }])
  const says = (options?: Record<string, unknown>) => judging(evidence, [reads], options).findings.map((finding) => finding.says)
  expect(says()).toEqual(['14 旧'])
  expect(says({ days: 7 })).toEqual(['7 旧'])
  expect(says({ words: ['新'], unknown: 1 })).toEqual(['14 新'])
})

test('every check has something to say about a site of which nothing is known', async () => {
  const checks = await loadChecks()
  const { findings, errors } = judging(await evidenceOf([]), checks)
  expect(errors).toEqual([])
  expect(new Set(findings.map((finding) => finding.check))).toEqual(new Set(checks.map(({ id }) => id)))
  expect(findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'pass')).toEqual([])
})
