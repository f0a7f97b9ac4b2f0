import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../src/model/canonical.ts'
import type { Capture, NoteCapture } from '../../src/model/capture.ts'
import type { Draft, VisitJournal } from '../../src/model/visit.ts'
import { contentId } from '../../src/store/canonical.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { anyDraft } from './captures.ts'
import { CONFIG, later, NIGHT, SILENT, takePage } from './content.ts'
import { temporaryFolder, temporaryStore } from './fixtures.ts'

const SITE = '6200000001'

async function begin(store: Store): Promise<{ run: string; journal: VisitJournal; visit: string }> {
  const run = await store.runs.begin({ kind: 'crawl', startedAt: NIGHT, seed: 's', config: CONFIG })
  const { visit, journal } = await store.visits.open(run.id, SITE, NIGHT)
  return { run: run.id, visit: visit.id, journal }
}

const note = (detail: string): Draft<NoteCapture> => ({ kind: 'note', takenAt: NIGHT, about: 'crash', subject: 'x', detail })

test('whatever is captured comes back to the letter, from segments and from the pack', async () => {
  const store = await temporaryStore()
  const { id: run } = await store.runs.begin({ kind: 'crawl', startedAt: NIGHT, seed: 's', config: CONFIG })
  let sites = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.string({ unit: 'binary' }), anyDraft), { maxLength: 8 }), async (drafts) => {
      sites += 1
      const { visit, journal } = await store.visits.open(run, `site-${sites % 3}-${sites}`, NIGHT)
      const given = new Map<string, Capture>()
      for (const [key, draft] of drafts) given.set(key, await journal.once(key, async () => draft))
      const wanted = [...given.values()].map(canonicalJson).sort()
      await journal.flush()
      expect((await store.visits.captures(visit.id)).map(canonicalJson).sort()).toEqual(wanted)
      await journal.finish(NIGHT)
      const read = await store.visits.captures(visit.id)
      expect(read.map(canonicalJson).sort()).toEqual(wanted)
      for (const { id, ...draft } of read) expect(id).toBe(contentId(draft))
    }),
    { numRuns: 60 },
  )
})

test('a key is taken once, also by two at the same time', async () => {
  const { journal } = await begin(await temporaryStore())
  let taken = 0
  const take = async () => {
    taken += 1
    return note('first')
  }
  const [a, b] = await Promise.all([journal.once('k', take), journal.once('k', take)])
  const c = await journal.once('k', take)
  expect(taken).toBe(1)
  expect([b, c]).toEqual([a, a])
  expect(journal.captures()).toEqual([a])
})

test('a take that throws commits nothing and may be tried again', async () => {
  const { journal } = await begin(await temporaryStore())
  const fails = journal.once('k', async () => {
    journal.keep(Buffer.from('lost'))
    throw new Error('no')
  })
  await expect(fails).rejects.toThrow('no')
  expect(journal.captures()).toEqual([])
  expect((await journal.once<NoteCapture>('k', async () => note('second'))).detail).toBe('second')
})

test('an unfinished visit goes on with what was committed, and bodies are kept once', async () => {
  const file = join(temporaryFolder(), 'evidence.sqlite')
  const first = await openStore({ file, log: SILENT })
  const { run, journal } = await begin(first)
  const page = await takePage(journal, 'http://a.gov.cn/1', '<p>同一正文</p>', NIGHT)
  await journal.flush()
  await takePage(journal, 'http://a.gov.cn/2', '<p>未提交</p>', NIGHT)
  await first.close()

  const second = await temporaryStore(file)
  const { visit, journal: again } = await second.visits.open(run, SITE, later(NIGHT, 5000))
  expect(visit.startedAt).toBe(NIGHT)
  expect(again.captures()).toEqual([page])
  let asked = false
  const answered = await again.once('page|http://a.gov.cn/1', async () => {
    asked = true
    return note('again')
  })
  expect(asked).toBe(false)
  expect(answered).toEqual(page)
  const twin = await takePage(again, 'http://a.gov.cn/3', '<p>同一正文</p>', later(NIGHT, 6000))
  const last = await takePage(again, 'http://a.gov.cn/4', '<p>最后一页</p>', later(NIGHT, 6001))
  await again.finish(later(NIGHT, 9000))
  if (last.outcome.kind === 'answered') expect(Buffer.from(await second.visits.body(last.outcome.body)).toString()).toBe('<p>最后一页</p>')
  expect(await second.visits.captures(visit.id)).toEqual([page, twin, last])
  if (page.outcome.kind === 'answered') expect(Buffer.from(await second.visits.body(page.outcome.body)).toString()).toBe('<p>同一正文</p>')
  const { visit: ended, journal: closed } = await second.visits.open(run, SITE, later(NIGHT, 10_000))
  expect(ended.finishedAt).toBe(later(NIGHT, 9000))
  expect(closed.captures()).toEqual([page, twin, last])
  await expect(closed.once('new', async () => note('late'))).rejects.toThrow('has ended')
})

test('what gathers is committed by number, by bytes and by time', async () => {
  const store = await temporaryStore()
  const { journal, visit } = await begin(store)
  const committed = async () => (await store.visits.captures(visit)).length
  for (let at = 0; at < 63; at += 1) await journal.once(`n${at}`, async () => note(`${at}`))
  expect(await committed()).toBe(0)
  await journal.once('n63', async () => note('63'))
  expect(await committed()).toBe(64)
  await takePage(journal, 'http://a.gov.cn/big', 'x'.repeat(5 << 20), NIGHT)
  expect(await committed()).toBe(65)
  await takePage(journal, 'http://a.gov.cn/soon', 'soon', NIGHT)
  expect(await committed()).toBe(65)
  await takePage(journal, 'http://a.gov.cn/later', 'later', later(NIGHT, 2500))
  expect(await committed()).toBe(67)
})

test('captures stand in the order in which they were taken', async () => {
  const store = await temporaryStore()
  const { journal, visit } = await begin(store)
  await takePage(journal, 'http://a.gov.cn/z', 'z', later(NIGHT, 1))
  await takePage(journal, 'http://a.gov.cn/a', 'a', later(NIGHT, 2))
  await takePage(journal, 'http://a.gov.cn/m', 'm', NIGHT)
  await journal.finish(NIGHT)
  const urls = (await store.visits.captures(visit)).map((capture) => (capture.kind === 'page' ? capture.url : ''))
  expect(urls).toEqual(['http://a.gov.cn/m', 'http://a.gov.cn/z', 'http://a.gov.cn/a'])
})

test('a visit that is opened while it ends has ended', async () => {
  const store = await temporaryStore()
  const { run, journal } = await begin(store)
  const page = await takePage(journal, 'http://a.gov.cn/', 'x', NIGHT)
  const ending = journal.finish(later(NIGHT, 1))
  const { visit, journal: again } = await store.visits.open(run, SITE, NIGHT)
  await ending
  expect(visit.finishedAt).toBe(later(NIGHT, 1))
  expect(again.captures()).toEqual([page])
})

test('a night that has nothing in common with the first is kept whole, and both can be read', async () => {
  const store = await temporaryStore()
  const visits: string[] = []
  for (const night of [0, 1, 2]) {
    const run = await store.runs.begin({ kind: 'crawl', startedAt: later(NIGHT, night), seed: `${night}`, config: CONFIG })
    const { visit, journal } = await store.visits.open(run.id, SITE, NIGHT)
    for (let at = 0; at < 150; at += 1)
      await takePage(journal, `http://a.gov.cn/${contentId(`${night} ${at}`)}`, `${night}`, later(NIGHT, at))
    await journal.finish(NIGHT)
    visits.push(visit.id)
  }
  for (const visit of visits) expect(await store.visits.captures(visit)).toHaveLength(150)
})
