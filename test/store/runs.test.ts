import { expect, test } from 'vitest'
import { VANTAGE_SITE } from '../../src/model/visit.ts'
import { CONFIG, later, NIGHT } from './content.ts'
import { temporaryStore } from './fixtures.ts'

test('a run is found by id, as the latest and while unfinished, with the configuration it began with', async () => {
  const { runs } = await temporaryStore()
  expect(await runs.find('latest')).toBeUndefined()
  expect(await runs.unfinished('crawl')).toBeUndefined()
  const one = await runs.begin({ kind: 'crawl', startedAt: NIGHT, seed: 'a', config: CONFIG })
  expect(one).toMatchObject({ kind: 'crawl', startedAt: NIGHT, finishedAt: null, seed: 'a' })
  expect(await runs.find('latest')).toEqual(one)
  expect(await runs.unfinished('crawl')).toEqual(one)
  expect(await runs.unfinished('audit')).toBeUndefined()
  await runs.finish(one.id, later(NIGHT, 1000))
  await runs.finish(one.id, later(NIGHT, 9000))
  expect((await runs.find(one.id))?.finishedAt).toBe(later(NIGHT, 1000))

  const changed = { ...CONFIG, settings: { ...CONFIG.settings, userAgent: 'other' } }
  const two = await runs.begin({ kind: 'crawl', startedAt: later(NIGHT, 86_400_000), seed: 'b', config: changed })
  expect(await runs.find('latest')).toMatchObject({ id: one.id })
  expect(await runs.config(one.id)).toEqual(CONFIG)
  expect(await runs.config(two.id)).toEqual(changed)
  await runs.finish(two.id, later(NIGHT, 90_000_000))
  const audit = await runs.begin({ kind: 'audit', startedAt: later(NIGHT, 91_000_000), seed: 'c', config: changed })
  await runs.finish(audit.id, later(NIGHT, 92_000_000))
  expect(await runs.find('latest')).toMatchObject({ id: two.id })
  expect((await runs.list()).map(({ id }) => id)).toEqual([one.id, two.id, audit.id])
  expect(await runs.find('nothing')).toBeUndefined()
})

test('the visits of a run are listed in the order they began in, whatever their sites are called', async () => {
  const store = await temporaryStore()
  const run = await store.runs.begin({ kind: 'audit', startedAt: NIGHT, seed: 'a', config: CONFIG })
  const sites = [VANTAGE_SITE, 'http://www.x.gov.cn/a/b', '6200000001']
  for (const site of sites) {
    const [one, other] = await Promise.all([store.visits.open(run.id, site, NIGHT), store.visits.open(run.id, site, NIGHT)])
    expect(one.journal).toBe(other.journal)
  }
  const visits = await store.visits.ofRun(run.id)
  expect(visits.map(({ site }) => site)).toEqual(sites)
  for (const { id } of visits) expect(await store.visits.captures(id)).toEqual([])
  expect(await store.visits.ofRun('none')).toEqual([])
  await expect(store.visits.captures('none/none')).rejects.toThrow('no visit')
})
