import { expect, test } from 'vitest'
import type { ProbeCapture } from '../../src/model/capture.ts'
import type { Draft } from '../../src/model/visit.ts'
import { contentId } from '../../src/store/canonical.ts'
import { later, NIGHT } from './content.ts'
import { temporaryStore } from './fixtures.ts'

const DRAFT: Draft<ProbeCapture> = {
  kind: 'probe',
  takenAt: NIGHT,
  url: 'http://a.gov.cn/',
  family: 4,
  plannedFor: later(NIGHT, -1234),
  quality: 'ok',
  outcome: {
    kind: 'answered',
    status: 200,
    finalUrl: 'http://a.gov.cn/',
    redirects: [],
    headers: { date: 'Sat, 28 Feb 2026 18:00:00 GMT' },
    millis: 81,
  },
}

test('probes come back as they were, by site and time, both ends included', async () => {
  const { probes } = await temporaryStore()
  const taken: ProbeCapture[] = []
  for (const at of [3000, 0, 1000, 2000]) taken.push(await probes.append('s', { ...DRAFT, takenAt: later(NIGHT, at) }))
  await probes.append('s', { ...DRAFT, takenAt: later(NIGHT, 1500), outcome: { kind: 'failed', failure: 'timed-out', detail: '15 s' } })
  await probes.append('other', DRAFT)
  const found = await probes.between('s', NIGHT, later(NIGHT, 2000))
  expect(found.map(({ takenAt }) => takenAt)).toEqual([0, 1000, 1500, 2000].map((at) => later(NIGHT, at)))
  expect(found[0]).toEqual(taken[1])
  for (const { id, ...draft } of found) expect(id).toBe(contentId(draft))
  expect(await probes.between('nobody', NIGHT, later(NIGHT, 2000))).toEqual([])
})

test('the plan of a day is the first one saved', async () => {
  const { probes } = await temporaryStore()
  await probes.savePlan('2026-03-02', 'b', 24)
  await probes.savePlan('2026-03-01', 'a', 24)
  await probes.savePlan('2026-03-01', 'changed', 1)
  expect(await probes.plans('2026-03-01', '2026-03-02')).toEqual([
    { day: '2026-03-02', seed: 'b', perDay: 24 },
    { day: '2026-03-01', seed: 'a', perDay: 24 },
  ])
  expect(await probes.plans('2026-03-03', '2026-03-09')).toEqual([])
})
