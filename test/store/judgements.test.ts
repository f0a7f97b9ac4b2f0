import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { CanaryCapture } from '../../src/model/capture.ts'
import type { RecordedFinding } from '../../src/model/finding.ts'
import { VANTAGE_SITE } from '../../src/model/visit.ts'
import { CONFIG, NIGHT, takePage } from './content.ts'
import { temporaryFolder, temporaryStore } from './fixtures.ts'

const SITE = '6200000001'

test('findings come back with the captures that they cite, and every check has one row with its counts', async () => {
  const file = join(temporaryFolder(), 'evidence.sqlite')
  const store = await temporaryStore(file)
  const run = await store.runs.begin({ kind: 'crawl', startedAt: NIGHT, seed: 's', config: CONFIG })
  const vantage = await store.visits.open(run.id, VANTAGE_SITE, NIGHT)
  const canary = await vantage.journal.once<CanaryCapture>('c', async () => ({
    kind: 'canary',
    takenAt: NIGHT,
    phase: 'before',
    url: 'http://c/',
    family: 6,
    scope: 'global',
    outcome: { kind: 'answered', status: 200, millis: 1 },
  }))
  await vantage.journal.finish(NIGHT)
  const { journal } = await store.visits.open(run.id, SITE, NIGHT)
  const page = await takePage(journal, 'http://a.gov.cn/', 'x', NIGHT)
  await journal.finish(NIGHT)
  const at = { site: SITE, subject: 'http://a.gov.cn/', says: '。' }
  const ticket = 'f'.repeat(64)
  const findings: RecordedFinding[] = [
    { ...at, check: 'links-level-2', verdict: 'pass', stands: 41, evidence: [page.id] },
    { ...at, check: 'links-level-2', verdict: 'fail', evidence: [page.id, canary.id, ticket] },
    { ...at, check: 'links-level-2', verdict: 'inconclusive', because: 'suspected', evidence: [canary.id] },
    { ...at, check: 'availability', verdict: 'inconclusive', because: 'no-evidence' },
    { ...at, check: 'board-answers', verdict: 'not-applicable' },
  ]
  await store.judgements.save({ run: run.id, site: SITE, asOf: NIGHT, findings: [], scores: [] })
  await store.judgements.save({ run: run.id, site: SITE, asOf: NIGHT, findings, scores: [] })
  expect(await store.judgements.findings(run.id)).toEqual(findings)
  expect(await store.judgements.findings(run.id, SITE)).toEqual(findings)
  expect(await store.judgements.findings(run.id, 'other')).toEqual([])
  expect(await store.judgements.scores(run.id)).toEqual([])

  const handle = new Database(file, { readonly: true })
  const rows = handle
    .prepare(
      'select name.name, pass, fail, inconclusive, not_applicable from check_result join name on name.id = check_name order by name.name',
    )
    .raw()
    .all()
  handle.close()
  expect(rows).toEqual([
    ['availability', 0, 0, 1, 0],
    ['board-answers', 0, 0, 0, 1],
    ['links-level-2', 41, 1, 1, 0],
  ])
})

test('the judgement of a site that was never visited is kept too', async () => {
  const store = await temporaryStore()
  const run = await store.runs.begin({ kind: 'crawl', startedAt: NIGHT, seed: 's', config: CONFIG })
  const finding: RecordedFinding = { site: SITE, check: 'a', subject: 'x', says: '。', verdict: 'inconclusive', because: 'no-evidence' }
  await store.judgements.save({ run: run.id, site: SITE, asOf: NIGHT, findings: [finding], scores: [] })
  expect(await store.judgements.findings(run.id)).toEqual([finding])
})
