import { expect, test } from 'vitest'
import { runMaterial } from '../../src/cli/report-material.ts'
import type { PictureCapture } from '../../src/model/capture.ts'
import { addDays } from '../../src/model/time.ts'
import type { SiteView } from '../../src/report/site-view.ts'
import { CONFIG, NIGHT, takeLink } from '../store/content.ts'
import { temporaryStore } from '../store/fixtures.ts'
import { addNight, finding, RUBRIC, siteOf } from './nights.ts'

const WHERE = { where: 'data' }
const PASSES = [['a', 'empty-columns', 'pass', 'http://a.example/']] as const

async function all(sites: AsyncIterable<SiteView>): Promise<SiteView[]> {
  const found: SiteView[] = []
  for await (const site of sites) found.push(site)
  return found
}

test('sites come in the order of the tables, with their places, and only those asked for', async () => {
  const store = await temporaryStore()
  const run = await addNight(store, '2026-03-01', [
    ['low', 'empty-columns', 'fail', 'http://low.example/col'],
    ['high', 'empty-columns', 'pass', 'http://high.example/'],
  ])
  const material = await runMaterial(run, store, WHERE)
  const places = (await all(material.sites())).map(({ code, rank, visit }) => [code, rank, visit])
  expect(places).toEqual([
    ['high', { best: 1, worst: 1, of: 2 }, null],
    ['low', { best: 2, worst: 2, of: 2 }, null],
  ])
  const only = await runMaterial(run, store, { ...WHERE, only: ['low'] })
  expect((await all(only.sites())).map(({ code, rank }) => [code, rank?.best])).toEqual([['low', 2]])
  expect(only.run.counts.sites).toBe(1)
  expect(only.run.league.tables.flatMap(({ rows }) => rows.map(({ code, best }) => [code, best]))).toEqual([['low', 2]])
})

test('the history is of finished nights until this one, of the same rubric, thirty at most', async () => {
  const store = await temporaryStore()
  const days = Array.from({ length: 33 }, (_, index) => addDays('2026-01-01', index))
  for (const day of days) await addNight(store, day, PASSES)
  await addNight(store, '2026-02-10', PASSES, { kind: 'audit' })
  await addNight(store, '2026-02-11', PASSES, { finished: false })
  await addNight(store, '2026-02-12', PASSES, { config: { rubrics: [{ ...RUBRIC, id: 'other' }] } })
  const run = await addNight(store, '2026-02-13', PASSES, { config: { rubrics: [{ ...RUBRIC, version: '2' }] } })
  await addNight(store, '2026-02-14', PASSES)
  const [site] = await all((await runMaterial(run, store, WHERE)).sites())
  expect(site?.history.map(({ day }) => day)).toEqual([...days.slice(-28), '2026-02-13'])
  expect(site?.history[0]).toEqual({ run: '2026-01-06-crawl-6', day: '2026-01-06', total: { low: 90, high: 100 }, full: 100 })
})

test('findings lead to captures, pictures, messages and probes, and nothing is read before its site is asked for', async () => {
  const store = await temporaryStore()
  const config = { ...CONFIG, rubrics: [RUBRIC], sites: [siteOf('a'), siteOf('b')] }
  const run = await store.runs.begin({ kind: 'crawl', startedAt: NIGHT, seed: 's', config })
  const { journal, visit } = await store.visits.open(run.id, 'a', NIGHT)
  const url = 'http://a.example/x'
  const link = await takeLink(journal, url, 'http://a.example/', NIGHT)
  const body = journal.keep(Buffer.from('picture'))
  const shot = { body, type: 'image/png' as const, width: 3, height: 4 }
  const picture = await journal.once<PictureCapture>('picture', async () => ({
    kind: 'picture',
    url: 'http://a.example/',
    shows: [{ check: 'links-level-2', subject: url }],
    takenAt: NIGHT,
    outcome: { kind: 'answered', finalUrl: url, page: shot, detail: shot, marked: 1 },
  }))
  await journal.finish(NIGHT)
  const row = {
    number: 'ZC1',
    site: 'a',
    submittedAt: NIGHT,
    dispatchedAt: null,
    answeredAt: null,
    status: '办理中',
    unfounded: false,
    extended: false,
  }
  await store.tickets.import([row], { file: 'x.csv', bytes: Buffer.from('x'), at: NIGHT })
  const tickets = await store.tickets.forSite('a')
  const plannedFor = '2026-02-28T10:00:00.000+08:00'
  const probe = await store.probes.append('a', {
    kind: 'probe',
    url: 'http://a.example/',
    family: 4,
    takenAt: plannedFor,
    plannedFor,
    outcome: { kind: 'failed', failure: 'timed-out', detail: '' },
  })
  const findings = [
    finding(['a', 'links-level-2', 'fail', url], link.id),
    finding(['a', 'error-report-open', 'fail', 'ZC1'], tickets?.rows[0]?.id),
    finding(['a', 'error-report-open', 'fail', '台账'], tickets?.importCapture),
    finding(['a', 'availability', 'fail', 'http://a.example/'], probe.id),
  ]
  await store.judgements.save({ run: run.id, site: 'a', asOf: NIGHT, findings, scores: [] })
  const asked: string[] = []
  const captures = (id: string) => {
    asked.push(id)
    return store.visits.captures(id)
  }
  const watched = { ...store, visits: { ...store.visits, captures } }
  const sites = (await runMaterial(run, watched, WHERE)).sites()
  expect(asked).toEqual([])
  const { value: site } = await sites.next()
  expect(asked).toEqual([visit.id])
  expect(site?.visit).toEqual({ startedAt: NIGHT, finishedAt: NIGHT })
  expect(site?.problems.map((one: SiteView['problems'][number]) => one.evidence.map(({ what }) => what))).toEqual([
    ['链接检测'],
    ['找错留言'],
    ['找错台账'],
    ['可用性监测'],
  ])
  expect(site?.problems[0]).toMatchObject({
    indicator: '二级页面连通率',
    parent: 'http://a.example/',
    picture: { capture: picture.id, detail: { width: 3 } },
  })
  expect(await store.visits.body(body)).toEqual(Buffer.from('picture'))
})

test('seals are what the caller knows of them', async () => {
  const store = await temporaryStore()
  const run = await addNight(store, '2026-03-01', PASSES)
  const seal = { root: 'r', key: 'k', stampedAt: null }
  const material = await runMaterial(run, store, { ...WHERE, seal, sealOf: async (site) => ({ root: site, sealedAt: NIGHT }) })
  expect(material.run.seal).toEqual(seal)
  expect((await all(material.sites())).map((site) => site.seal)).toEqual([{ root: 'a', sealedAt: NIGHT }])
})
